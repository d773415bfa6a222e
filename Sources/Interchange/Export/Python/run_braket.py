"""Runs the circuits of circuits.py with Amazon Braket."""

import functools

import braket._sdk
import numpy as np
from braket.circuits import Observable, observables
from braket.devices import LocalSimulator

import circuits
from classical import factors

# What runs circuits, and how often each is measured: 0 is exact. README.md says how to run on a device.
DEVICE = LocalSimulator()
SHOTS = 0

PAULIS = {"X": observables.X, "Y": observables.Y, "Z": observables.Z}


def name():
    """What runs the circuits."""
    return f"{DEVICE.name}, Amazon Braket SDK {braket._sdk.__version__}"


def use(simulator):
    """Has another local simulator run circuits, such as "braket_dm"."""
    global DEVICE
    DEVICE = LocalSimulator(simulator)


def outputs(layer, x, w):
    """What a circuit gives for inputs x, [samples, inputs], and trainable angles w: [samples, outputs]."""
    return np.array([sample_outputs(layer, [float(number) for number in row], [float(number) for number in w]) for row in x])


def sample_outputs(layer, x, w):
    """The outputs for one sample. x and w may be braket.circuits.FreeParameter instead, to be given by `inputs=`."""
    build = getattr(circuits, layer["circuit"])
    if "probabilities" in layer:
        # Braket's first qubit is the most significant bit.
        circuit = build(x, w).probability(target=layer["probabilities"][::-1])
        return DEVICE.run(circuit, shots=SHOTS).result().values[0]
    # With shots, each observable is measured in runs of its own: others may not be measured together with it.
    together = [layer["observables"]] if SHOTS == 0 else [[observable] for observable in layer["observables"]]
    return [value for group in together for value in expectations(build(x, w), group)]


def expectations(circuit, names):
    """The expectation values of observables such as "X0Z2"."""
    for name in names:
        parts = factors(name)
        product = functools.reduce(Observable.__matmul__, [PAULIS[pauli]() for pauli, _ in parts])
        circuit.expectation(product, target=[qubit for _, qubit in parts])
    return DEVICE.run(circuit, shots=SHOTS).result().values
