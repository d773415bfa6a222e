"""What Qiskit Aer makes of devices' calibrations: the errors after gates, as Pauli transfer matrices."""

import warnings

import golden
import numpy
import qiskit_aer
import qiskit_ibm_runtime
from qiskit.quantum_info import PTM, SuperOp
from qiskit_aer.noise import NoiseModel
from qiskit_ibm_runtime import fake_provider

warnings.simplefilter("ignore")

# Devices with cx, cz, ecr and u3; gates with an error of 1 among them, a T2 above 2 T1, and a qubit without either.
GATES = {
    "FakeManilaV2": [("sx", (2,)), ("x", (4,)), ("cx", (0, 1)), ("cx", (4, 3))],
    "FakeTorino": [("sx", (0,)), ("cz", (0, 1)), ("cz", None), ("sx", "T2 too long"), ("cz", "T2 too long")],
    "FakeSherbrooke": [("sx", (50,)), ("ecr", (1, 0)), ("ecr", None)],
    "FakeAlmadenV2": [("u2", (3,)), ("u3", (3,)), ("cx", (0, 1))],
    "FakeKingston": [("x", "relaxation unknown")],
}


def gates(backend, model, wanted):
    properties = backend.properties()

    def times(qubit):
        known = properties.qubit_property(qubit)
        return [known[name][0] if name in known else None for name in ("T1", "T2")]

    for name, qubits in wanted:
        errors = model._local_quantum_errors[name]
        if not isinstance(qubits, tuple):
            rules = {
                None: lambda place: properties.gate_error(name, place) == 1,
                "relaxation unknown": lambda place: any(times(qubit)[0] is None for qubit in place),
                "T2 too long": lambda place: any(t1 and t2 and t2 > 2 * t1 for t1, t2 in map(times, place)),
            }
            qubits = next((place for place in sorted(errors) if rules[qubits](place)), None)
            assert qubits, f"{backend.name} has no such {name}"
        matrix = numpy.real(PTM(SuperOp(errors[qubits])).data)
        entries = [[int(row), int(column), float(matrix[row, column])]
                   for row, column in numpy.argwhere(numpy.abs(matrix) > 1e-15)]
        yield {"device": backend.name, "gate": name, "qubits": list(qubits),
               "error": properties.gate_error(name, qubits), "length": properties.gate_length(name, qubits),
               "t1": [times(qubit)[0] for qubit in qubits], "t2": [times(qubit)[1] for qubit in qubits],
               "matrix": entries}


cases = []
for name, wanted in GATES.items():
    backend = getattr(fake_provider, name)()
    cases += gates(backend, NoiseModel.from_backend(backend), wanted)
golden.write(
    "Tests/QuantumSimulationTests/Golden/device_errors.json",
    f"Qiskit Aer {qiskit_aer.__version__}, qiskit-ibm-runtime {qiskit_ibm_runtime.__version__}", cases=cases)
