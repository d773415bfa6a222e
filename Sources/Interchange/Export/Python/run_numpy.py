"""Runs the circuits of circuits.py with simulator.py: NumPy alone."""

import numpy as np

import circuits
from classical import factors


def name():
    """What runs the circuits."""
    return f"simulator.py, NumPy {np.__version__}"


def outputs(layer, x, w):
    """What a circuit gives for inputs x, [samples, inputs], and trainable angles w: [samples, outputs]."""
    circuit = getattr(circuits, layer["circuit"])(x.T, w)
    if "probabilities" in layer:
        return circuit.probabilities(layer["probabilities"])
    return np.stack([circuit.expectation(factors(observable)) for observable in layer["observables"]], axis=1)
