"""Circuits of devices' own gates on their first three qubits as Qiskit Aer runs them with the devices' noise: the
probabilities of what is read, from density matrices."""

import warnings

import golden
import numpy
import qiskit_aer
import qiskit_ibm_runtime
from qiskit import QuantumCircuit
from qiskit.circuit.library import U2Gate, U3Gate
from qiskit_aer import AerSimulator
from qiskit_aer.noise import NoiseModel
from qiskit_aer.noise.device.models import basic_device_readout_errors
from qiskit_ibm_runtime import fake_provider

warnings.simplefilter("ignore")
random = numpy.random.default_rng(golden.SEED)
QUBITS = 3
DEVICES = {
    "FakeManilaV2": (["sx", "x"], "cx"), "FakeTorino": (["sx", "x"], "cz"), "FakeSherbrooke": (["sx", "x"], "ecr"),
    "FakeAlmadenV2": (["u2", "u3"], "cx"),
}


def case(name, pulses, entangler):
    backend = getattr(fake_provider, name)()
    properties = backend.properties()
    model = NoiseModel.from_backend(backend, readout_error=False)
    pairs = [place for place in properties.gate_property(entangler) if max(place) < QUBITS]
    circuit, operations = QuantumCircuit(QUBITS), []
    for _ in range(40):
        gate = str(random.choice(["rz", *pulses, entangler]))
        qubits = list(pairs[random.integers(len(pairs))]) if gate == entangler else [int(random.integers(QUBITS))]
        angle = float(random.uniform(-3, 3))
        if gate == "rz":
            # A virtual one: not among what has errors, whatever it is called on the device.
            circuit.p(angle, *qubits)
        elif gate == "u2":
            # A quarter turn about X.
            circuit.append(U2Gate(-numpy.pi / 2, numpy.pi / 2), qubits)
        elif gate == "u3":
            # SX, RZ(angle), SX: U(t, p, l) = RZ(p + pi) SX RZ(t + pi) SX RZ(l), but for a phase.
            circuit.append(U3Gate(angle - numpy.pi, -numpy.pi, 0), qubits)
        else:
            getattr(circuit, gate)(*qubits)
        operations.append({"gate": gate, "qubits": qubits, "angle": angle})
    circuit.save_density_matrix()
    result = AerSimulator(method="density_matrix", noise_model=model).run(circuit).result()
    state = numpy.array(result.data()["density_matrix"])
    probabilities = numpy.real(numpy.diag(state)).reshape([2] * QUBITS)
    readout = {place[0]: error.probabilities for place, error in basic_device_readout_errors(properties)}
    for qubit in range(QUBITS):
        axis = QUBITS - 1 - qubit
        probabilities = numpy.moveaxis(numpy.tensordot(readout[qubit].T, probabilities, (1, axis)), 0, axis)

    def calibration(gate, place):
        return {"error": properties.gate_error(gate, place), "length": properties.gate_length(gate, place)}

    return {
        "device": backend.name,
        "qubits": [{"t1": properties.t1(qubit), "t2": properties.t2(qubit),
                    "oneGivenZero": readout[qubit][0][1], "zeroGivenOne": readout[qubit][1][0],
                    "pulses": {pulse: calibration(pulse, [qubit]) for pulse in pulses}} for qubit in range(QUBITS)],
        "couplings": [{"gate": entangler, "qubits": list(place), **calibration(entangler, place)} for place in pairs],
        "operations": operations, "probabilities": probabilities.reshape(-1).tolist()}


golden.write(
    "Tests/QuantumSimulationTests/Golden/device_circuits.json",
    f"Qiskit Aer {qiskit_aer.__version__}, qiskit-ibm-runtime {qiskit_ibm_runtime.__version__}",
    cases=[case(name, *gates) for name, gates in DEVICES.items()])
