"""Runs the programs of this folder, *.qasm, with Qiskit, PennyLane or Amazon Braket: whichever reads them and is installed."""

import importlib.util

import numpy as np

from classical import FOLDER, factors, read

READERS = read("student.json")["readers"]
PACKAGES = {"qiskit": "qiskit", "pennylane": "pennylane", "braket": "braket"}
READER = next((reader for reader in READERS if importlib.util.find_spec(PACKAGES[reader])), READERS[0])


def name():
    """What runs the programs."""
    return READER


def use(reader):
    """Has another package run the programs."""
    global READER
    if reader not in READERS:
        raise ValueError(f"{reader} does not read these programs; known: {', '.join(READERS)}")
    READER = reader


def outputs(layer, x, w):
    """What a circuit gives for inputs x, [samples, inputs], and trainable angles w: [samples, outputs]."""
    values = np.zeros((len(x), layer["outputs"]))
    for basis in layer["programs"]:
        for sample, row in enumerate(x):
            text, inputs = program(layer, basis, row, w)
            values[sample, basis["outputs"]] = outputs_of_bits(layer, basis, RUN[READER](text, inputs, layer["qubits"]))
    return values


def program(layer, basis, row, w):
    """The program for a sample, and the values of its inputs."""
    if "bound" not in layer:
        names = layer["input_names"] + layer["angle_names"]
        return (FOLDER / basis["file"]).read_text(encoding="utf-8"), dict(zip(names, [*map(float, row), *map(float, w)]))
    # A program that is bound to numbers belongs to one of the exported rows.
    distances = np.max(np.abs(np.array(layer["bound"]) - row), axis=1)
    place = int(np.argmin(distances))
    if not distances[place] <= 1e-9:
        raise ValueError(f"no program of {layer['circuit']} is bound to these inputs: export the rows that you want to run")
    return (FOLDER / basis["files"][place]).read_text(encoding="utf-8"), {}


def outputs_of_bits(layer, basis, probabilities):
    """A basis's outputs from the probabilities of all bit strings, [2^qubits], or from how often each was counted.

    Bit k of a string's index is qubit k: the program has turned every observable into a product of Zs.
    """
    probabilities = np.array(probabilities, dtype=float) / np.sum(probabilities)
    places = np.arange(len(probabilities))
    if "probabilities" in layer:
        outcomes = sum((places >> qubit & 1) << bit for bit, qubit in enumerate(layer["probabilities"]))
        return np.bincount(outcomes, weights=probabilities, minlength=2 ** len(layer["probabilities"]))
    signs = []
    for output in basis["outputs"]:
        ones = sum((places >> qubit & 1 for _, qubit in factors(layer["observables"][output])), 0 * places)
        signs.append(1 - 2 * (ones % 2))
    return np.array(signs) @ probabilities


def with_qiskit(text, inputs, qubit_count):
    """The probabilities of all bit strings, [2^qubits], qubit 0 in the lowest bit."""
    from qiskit import qasm2, qasm3
    from qiskit.quantum_info import Statevector
    if text.startswith("OPENQASM 2"):
        circuit = qasm2.loads(text)
    else:
        importlib.import_module("qiskit_qasm3_import")
        circuit = qasm3.loads(text)
    circuit.remove_final_measurements()
    circuit = circuit.assign_parameters({p: inputs[p.name] for p in circuit.parameters})
    return Statevector(circuit).probabilities()


def with_pennylane(text, inputs, qubit_count):
    """The same. PennyLane names the wires after the register, and its first wire is the most significant bit."""
    import pennylane as qml
    importlib.import_module("openqasm3")
    wires = [f"q[{qubit}]" for qubit in range(qubit_count)]

    @qml.qnode(qml.device("default.qubit", wires=wires))
    def run():
        qml.from_qasm3(text)(**inputs)
        return qml.probs(wires=wires[::-1])

    return run()


def with_braket(text, inputs, qubit_count):
    """The same."""
    from braket.circuits import Circuit
    from braket.devices import LocalSimulator
    from braket.ir.openqasm import Program
    circuit = Circuit()
    # The simulator takes no qubit without a gate, and measures exactly only what is not measured in the program.
    for qubit in range(qubit_count):
        circuit.i(qubit)
    for instruction in Circuit.from_ir(Program(source=text, inputs=inputs)).instructions:
        if instruction.operator.name == "Measure":
            continue
        if instruction.control:
            # amazon-braket-default-simulator 1.41 computes what stands below `ctrl @` wrongly for some pairs of four
            # or more qubits, such as control 1 and target 3: it is given the matrix instead.
            matrix = np.eye(2 ** len(instruction.control.union(instruction.target)), dtype=complex)
            block = instruction.operator.to_matrix()
            matrix[-len(block):, -len(block):] = block
            circuit.unitary(matrix=matrix, targets=[*instruction.control, *instruction.target])
        else:
            circuit.add_instruction(instruction)
    circuit.probability(target=list(range(qubit_count))[::-1])
    return LocalSimulator().run(circuit, shots=0).result().values[0]


RUN = {"qiskit": with_qiskit, "pennylane": with_pennylane, "braket": with_braket}
