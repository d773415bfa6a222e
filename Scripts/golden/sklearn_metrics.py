"""Macro-F1 and accuracy as scikit-learn has them, missing classes included."""

import golden
import numpy
import sklearn
from sklearn.metrics import accuracy_score, f1_score

random = numpy.random.default_rng(1)


def case(name, labels, predictions):
    return {"name": name, "labels": list(map(int, labels)), "predictions": list(map(int, predictions)),
            "macroF1": float(f1_score(labels, predictions, average="macro", zero_division=0)),
            "accuracy": float(accuracy_score(labels, predictions))}


def noisy(name, classes, count, share):
    labels = random.integers(0, classes, count)
    wrong = random.random(count) < share
    return case(name, labels, numpy.where(wrong, random.integers(0, classes, count), labels))


golden.write(
    "Tests/DistillationTests/Golden/metrics.json", f"scikit-learn {sklearn.__version__}",
    cases=[
        noisy("three classes", 3, 200, 0.3),
        noisy("ten classes", 10, 500, 0.5),
        noisy("two classes, chance", 2, 50, 1.0),
        case("all right", [0, 1, 2, 1], [0, 1, 2, 1]),
        case("all wrong", [0, 1, 2, 0], [1, 2, 0, 1]),
        case("one class is never predicted", [0, 1, 2, 2, 1], [0, 1, 1, 0, 1]),
        case("one class is predicted but never true", [0, 1, 1, 0], [0, 2, 1, 2]),
        case("one class is neither true nor predicted", [0, 3, 1, 0], [0, 3, 1, 1]),
        case("a single sample, wrong", [4], [1]),
        case("imbalanced", [0] * 45 + [1] * 5, [0] * 43 + [1] * 4 + [0] * 3),
    ])
