"""Runs the circuits of circuits.py with PennyLane. Gradients by weights and features flow."""

import pennylane as qml
from pennylane import numpy as np

import circuits
from classical import factors

# What runs circuits, and how often each is measured: `None` is exact. README.md says how to run on a device.
DEVICE = "default.qubit"
SHOTS = None

PAULIS = {"X": qml.PauliX, "Y": qml.PauliY, "Z": qml.PauliZ}


def name():
    """What runs the circuits."""
    return f"{DEVICE if isinstance(DEVICE, str) else DEVICE.name}, PennyLane {qml.__version__}"


def use(device):
    """Has another device run circuits: its name, such as "lightning.qubit", or itself."""
    global DEVICE
    DEVICE = device


def outputs(layer, x, w):
    """What a circuit gives for inputs x, [samples, inputs], and trainable angles w: [samples, outputs]."""
    device = qml.device(DEVICE, wires=layer["qubits"]) if isinstance(DEVICE, str) else DEVICE

    @qml.qnode(device)
    def run(x, w):
        getattr(circuits, layer["circuit"])(x, w)
        if "probabilities" in layer:
            # PennyLane's first wire is the most significant bit.
            return qml.probs(wires=layer["probabilities"][::-1])
        return [qml.expval(product(observable)) for observable in layer["observables"]]

    values = qml.set_shots(run, shots=SHOTS)(np.transpose(x), w)
    if "probabilities" in layer:
        return np.reshape(values, (len(x), -1))
    return np.stack(values, axis=1)


def product(observable):
    """An observable such as "X0Z2"."""
    return qml.prod(*[PAULIS[pauli](qubit) for pauli, qubit in factors(observable)])
