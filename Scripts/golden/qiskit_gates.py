"""The matrices of all gates, and circuits of them, as Qiskit has them (qubit 0 is the least significant bit)."""

import golden
import numpy
import qiskit
from qiskit import QuantumCircuit
from qiskit.circuit.library import PauliEvolutionGate
from qiskit.quantum_info import Operator, Pauli, SparsePauliOp, Statevector

random = numpy.random.default_rng(golden.SEED)
GATES = {
    "h": (1, 0), "x": (1, 0), "y": (1, 0), "z": (1, 0), "s": (1, 0), "sdg": (1, 0), "t": (1, 0), "tdg": (1, 0),
    "sx": (1, 0),
    "rx": (1, 1), "ry": (1, 1), "rz": (1, 1), "p": (1, 1), "u": (1, 3), "cx": (2, 0), "cz": (2, 0),
    "crx": (2, 1), "cry": (2, 1), "crz": (2, 1), "ccx": (3, 0), "swap": (2, 0), "rxx": (2, 1), "ryy": (2, 1),
    "rzz": (2, 1), "cp": (2, 1), "c3x": (4, 0), "ryz": (2, 1), "rzxy": (3, 1), "rzzz": (3, 1), "ryzyx": (4, 1),
}


def numbers(array):
    return {"re": numpy.real(array).reshape(-1).tolist(), "im": numpy.imag(array).reshape(-1).tolist()}


def append(circuit, name, angles, qubits):
    """Appends one of our gates: a method of the circuit, X with three controls, or a Pauli rotation."""
    if hasattr(circuit, name):
        getattr(circuit, name)(*angles, *qubits)
    elif name == "c3x":
        circuit.mcx(qubits[:-1], qubits[-1])
    else:
        # Our names begin with the first qubit's operator; Qiskit's labels end with it.
        circuit.append(PauliEvolutionGate(Pauli(name[:0:-1].upper()), time=angles[0] / 2), qubits)


def gate(name):
    qubits, angles = GATES[name]
    values = random.uniform(-4, 4, angles).tolist()
    circuit = QuantumCircuit(qubits)
    append(circuit, name, values, list(range(qubits)))
    return {"gate": name, "angles": values, "matrix": numbers(Operator(circuit).data)}


def random_circuit(qubits, depth):
    circuit, operations = QuantumCircuit(qubits), []
    names = [name for name, (width, _) in GATES.items() if width <= qubits]
    for _ in range(depth):
        name = str(random.choice(names))
        width, angles = GATES[name]
        on = random.permutation(qubits)[:width].tolist()
        values = random.uniform(-4, 4, angles).tolist()
        append(circuit, name, values, on)
        operations.append({"gate": name, "angles": values, "qubits": on})
    state = Statevector(circuit)
    paulis = ["".join(random.choice(list("ixyz"), qubits)) for _ in range(4)]
    # Our strings name qubit 0 first; Qiskit's labels end with it.
    values = [float(numpy.real(state.expectation_value(SparsePauliOp(p[::-1].upper())))) for p in paulis]
    return {"qubits": qubits, "operations": operations, "state": numbers(state.data),
            "observables": paulis, "expectationValues": values}


golden.write(
    "Tests/QuantumSimulationTests/Golden/gates.json", f"Qiskit {qiskit.__version__}",
    gates=[gate(name) for name in GATES for _ in range(2 if GATES[name][1] else 1)],
    circuits=[random_circuit(qubits, 30) for qubits in (1, 2, 3, 4, 5, 6)])
