"""The student: features in; logits, probabilities or class names out.

    import student
    student.predict([[0.1, 0.9]])

`student.json` says what it consists of, `weights.json` holds its numbers, `run_circuit.py` runs its circuits.
"""

import classical
import run_circuit
from classical import np

STUDENT = classical.read("student.json")
WEIGHTS = {name: np.array(values, dtype=float) for name, values in classical.read("weights.json").items()}


def logits(features, weights=None):
    """The logits of samples, [samples, classes], from their features, [samples, features], as data have them."""
    weights = WEIGHTS if weights is None else weights
    values = np.array(features, dtype=float)
    for step in STUDENT["transforms"]:
        values = classical.transformed(step, values)
    for layer in STUDENT["layers"]:
        if layer["kind"] == "circuit":
            values = run_circuit.outputs(layer, classical.circuit_inputs(layer, values), weights.get(layer["angles"]))
        else:
            values = classical.applied(layer, values, weights)
    return values


def probabilities(features, weights=None):
    """The classes' probabilities, [samples, classes]."""
    return classical.softmax(logits(features, weights))


def predict(features, weights=None):
    """The name of each sample's class."""
    return [STUDENT["class_names"][int(place)] for place in np.argmax(logits(features, weights), axis=1)]
