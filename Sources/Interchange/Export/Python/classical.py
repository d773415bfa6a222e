"""What the student does before, between and behind its circuits, in plain NumPy."""

import json
import pathlib
import re

import numpy as np

FOLDER = pathlib.Path(__file__).resolve().parent


def read(name):
    """The contents of a JSON file of this folder."""
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def transformed(step, rows):
    """Rows [samples, features] after a transform that was fitted to the training data."""
    kind = step["kind"]
    if kind == "standard":
        return (rows - np.array(step["means"])) / np.array(step["scales"])
    if kind == "range":
        low, high = np.array(step["minimums"]), np.array(step["maximums"])
        size = np.maximum(np.abs(low), np.abs(high))
        # A feature that was constant is moved as if its range were 1.
        width = np.where(high - low > 10 * np.finfo(float).eps * size, high - low, 1.0)
        position = (rows - low) / width
        if step["clips"]:
            position = np.clip(position, 0, 1)
        return step["lower"] * (1 - position) + step["upper"] * position
    if kind == "principal-components":
        return (rows - np.array(step["means"])) @ np.array(step["components"]).T
    if kind == "average-pooling":
        height, width = step["blockHeight"], step["blockWidth"]
        blocks = rows.reshape(-1, step["height"] // height, height, step["width"] // width, width, step["channels"])
        return blocks.mean(axis=(2, 4)).reshape(len(rows), -1)
    raise ValueError(f"student.json: unknown transform {kind}")


ACTIVATIONS = {"relu": lambda x: np.maximum(x, 0), "tanh": np.tanh, "sine": np.sin}


def applied(layer, values, weights):
    """Values [samples, numbers] after a dense layer or a scale."""
    if layer["kind"] == "scale":
        return values * weights[layer["scale"]]
    values = values @ weights[layer["weights"]]
    if layer["bias"] is not None:
        values = values + weights[layer["bias"]]
    if layer["activation"] is not None:
        values = ACTIVATIONS[layer["activation"]](values)
    return values


def circuit_inputs(layer, values):
    """What a circuit takes as its x, [samples, inputs]: all of it angles in radians."""
    if layer["embedding"] == "bits":
        return np.concatenate([np.pi * values[:, : layer["bits"]], values], axis=1)[:, : layer["inputs"]]
    if layer["embedding"] == "amplitudes":
        missing = 2 ** layer["qubits"] - layer["amplitudes"]
        padding = np.full((len(values), missing), layer["padding"])
        amplitudes = np.concatenate([values[:, : layer["amplitudes"]], padding], axis=1)
        return np.concatenate([preparation_angles(amplitudes), values], axis=1)[:, : layer["inputs"]]
    return values


def preparation_angles(amplitudes):
    """The angles of the rotations about Y that make states of real amplitudes: [samples, 2^n] to [samples, 2^n - 1].

    Qubit after qubit, from the most significant one, is turned by an angle for every value of those before it
    (Möttönen et al. 2005). The amplitudes need no norm of 1.
    """
    levels = []
    while amplitudes.shape[1] > 1:
        even, odd = amplitudes[:, 0::2], amplitudes[:, 1::2]
        # Where both are 0, any angle will do; without this gradients would be 0 / 0.
        empty = (even == 0) & (odd == 0)
        angles = 2 * np.arctan2(odd, np.where(empty, 1.0, even))
        count = angles.shape[1]
        codes = [step ^ step >> 1 for step in range(count)]
        signs = np.array([[(-1.0) ** bin(value & code).count("1") for code in codes] for value in range(count)])
        levels.append(angles @ signs / count)
        amplitudes = np.where(empty, 0.0, np.sqrt(np.where(empty, 1.0, even**2 + odd**2)))
    return np.concatenate(levels[::-1], axis=1)


def factors(observable):
    """An observable such as "X0Z2" as [("X", 0), ("Z", 2)]."""
    return [(pauli, int(qubit)) for pauli, qubit in re.findall(r"([XYZ])(\d+)", observable)]


def softmax(logits):
    """The classes' probabilities, [samples, classes]."""
    exponentials = np.exp(logits - np.max(logits, axis=1, keepdims=True))
    return exponentials / np.sum(exponentials, axis=1, keepdims=True)
