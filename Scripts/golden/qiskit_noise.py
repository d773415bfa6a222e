"""Random circuits with noise after every gate as Qiskit Aer's density matrices have them: the probabilities of what is read."""

import golden
import numpy
import qiskit
import qiskit_aer
from qiskit import QuantumCircuit
from qiskit_aer import AerSimulator
from qiskit_aer.noise import (
    ReadoutError, amplitude_damping_error, depolarizing_error, pauli_error, phase_damping_error,
    thermal_relaxation_error,
)

random = numpy.random.default_rng(golden.SEED)
GATES = {"h": (1, 0), "sx": (1, 0), "t": (1, 0), "rx": (1, 1), "ry": (1, 1), "rz": (1, 1), "u": (1, 3), "cx": (2, 0),
         "cz": (2, 0), "cp": (2, 1), "rzz": (2, 1), "swap": (2, 0)}
# Ours have PennyLane's probability of any Pauli operator; Qiskit's is that of a state without information.
KINDS = {
    "depolarizing": lambda p: ([p], depolarizing_error(4 * p / 3, 1)),
    "bitFlip": lambda p: ([p], pauli_error([("X", p), ("I", 1 - p)])),
    "phaseFlip": lambda p: ([p], pauli_error([("Z", p), ("I", 1 - p)])),
    "amplitudeDamping": lambda p: ([p], amplitude_damping_error(p)),
    "phaseDamping": lambda p: ([p], phase_damping_error(p)),
    "thermalRelaxation": lambda p: ([50, 70, 50 * p, 0.1], thermal_relaxation_error(50, 70, 50 * p, 0.1)),
}


def case(kind, qubits):
    strength = float(random.uniform(0.01, 0.1))
    numbers, error = KINDS[kind](strength)
    joint = float(random.uniform(0.01, 0.05))
    circuit, operations = QuantumCircuit(qubits, qubits), []
    for _ in range(12):
        gate = str(random.choice(list(GATES)))
        size, angle_count = GATES[gate]
        places = [int(place) for place in random.permutation(qubits)[:size]]
        angles = random.uniform(-3, 3, angle_count).tolist()
        getattr(circuit, gate)(*angles, *places)
        if size == 2:
            circuit.append(depolarizing_error(16 * joint / 15, 2).to_instruction(), places)
        for place in places:
            circuit.append(error.to_instruction(), [place])
        operations.append({"gate": gate, "angles": angles, "qubits": places})
    readout = random.uniform(0, 0.1, (qubits, 2)).tolist()
    circuit.save_density_matrix()
    # Noise is in the circuit already, as instructions.
    state = numpy.array(AerSimulator(method="density_matrix").run(circuit).result().data()["density_matrix"])
    probabilities = numpy.real(numpy.diag(state)).reshape([2] * qubits)
    for qubit, (up, down) in enumerate(readout):
        matrix = numpy.array(ReadoutError([[1 - up, up], [down, 1 - down]]).probabilities)
        axis = qubits - 1 - qubit
        probabilities = numpy.moveaxis(numpy.tensordot(matrix.T, probabilities, (1, axis)), 0, axis)
    return {"kind": kind, "numbers": numbers, "joint": joint, "qubits": qubits, "readout": readout,
            "operations": operations, "probabilities": probabilities.reshape(-1).tolist()}


golden.write(
    "Tests/QuantumSimulationTests/Golden/noise.json",
    f"Qiskit {qiskit.__version__}, Aer {qiskit_aer.__version__}",
    cases=[case(kind, qubits) for kind in KINDS for qubits in range(2, 6)])
