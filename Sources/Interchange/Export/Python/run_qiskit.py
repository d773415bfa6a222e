"""Runs the circuits of circuits.py with Qiskit, by its estimator interface: the same here as on a device."""

import numpy as np
import qiskit
from qiskit.circuit import ParameterVector
from qiskit.primitives import StatevectorEstimator
from qiskit.quantum_info import SparsePauliOp

import circuits
from classical import factors

# What measures observables, and what fits circuits to a device first. README.md says how to run on one.
ESTIMATOR = StatevectorEstimator()
PASS_MANAGER = None


def name():
    """What runs the circuits."""
    return f"{type(ESTIMATOR).__module__.split('.')[0]}'s {type(ESTIMATOR).__name__}, Qiskit {qiskit.__version__}"


def use(simulator):
    """Has another simulator run circuits: "statevector" or "aer"."""
    global ESTIMATOR
    if simulator == "aer":
        from qiskit_aer.primitives import EstimatorV2
        ESTIMATOR = EstimatorV2(options={"default_precision": 0.0})
    elif simulator == "statevector":
        ESTIMATOR = StatevectorEstimator()
    else:
        raise ValueError(f"unknown simulator {simulator}; known: statevector, aer")


def outputs(layer, x, w):
    """What a circuit gives for inputs x, [samples, inputs], and trainable angles w: [samples, outputs]."""
    build = getattr(circuits, layer["circuit"])
    circuit = build(ParameterVector("x", x.shape[1]), ParameterVector("w", len(w)))
    if PASS_MANAGER is not None:
        circuit = PASS_MANAGER.run(circuit)
    numbers = np.array([[{"x": row, "w": w}[p.vector.name][p.index] for p in circuit.parameters] for row in x])
    if "probabilities" in layer:
        return probabilities(circuit, layer, numbers)
    return expectations(circuit, layer, layer["observables"], numbers)


def expectations(circuit, layer, observables, numbers):
    """Expectation values, [samples, observables], for the values of the circuit's parameters, [samples, parameters]."""
    operators = [operator(observable, layer["qubits"]) for observable in observables]
    if circuit.layout is not None:
        operators = [operator.apply_layout(circuit.layout) for operator in operators]
    # Numbers are put in here: Aer 0.18 computes controlled rotations by parameters that it is to put in itself wrongly.
    blocks = [(circuit.assign_parameters(row), operators) for row in numbers]
    return np.array([np.atleast_1d(result.data.evs) for result in ESTIMATOR.run(blocks).result()])


def operator(observable, qubit_count):
    """An observable such as "X0Z2"."""
    parts = factors(observable)
    return SparsePauliOp.from_sparse_list(
        [("".join(pauli for pauli, _ in parts), [qubit for _, qubit in parts], 1.0)], qubit_count)


def probabilities(circuit, layer, numbers):
    """Of all values of some qubits, from the expectation values of all products of their Zs: [samples, 2^m]."""
    qubits = layer["probabilities"]
    subsets = range(1, 2 ** len(qubits))
    products = ["".join(f"Z{q}" for bit, q in enumerate(qubits) if subset >> bit & 1) for subset in subsets]
    values = np.concatenate(
        [np.ones((len(numbers), 1)), expectations(circuit, layer, products, numbers)], axis=1)
    outcomes = range(2 ** len(qubits))
    signs = np.array([[(-1.0) ** bin(subset & outcome).count("1") for outcome in outcomes] for subset in outcomes])
    return values @ signs / len(outcomes)
