#!/usr/bin/env python3
"""Exports models of scikit-learn (and of PyTorch, where it is installed) to ONNX, and checks that they give the same
probabilities here as there.

    python3 -m venv VENV && VENV/bin/pip install -r Scripts/onnx_requirements.txt
    VENV/bin/python Scripts/onnx_check.py            # exports, then runs the tests on what was exported, and of teachers
    VENV/bin/python Scripts/onnx_check.py FOLDER     # only exports, for QDISTILL_ONNX_GOLDEN=FOLDER swift test

The folder has a manifest, and for each model `NAME.onnx`, its features and what it should give: doubles, row after row.
"""

import glob
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import warnings

import numpy
import onnxruntime
import sklearn
import sklearn.datasets
from sklearn.ensemble import GradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from skl2onnx import to_onnx
from skl2onnx.common.data_types import DoubleTensorType, FloatTensorType

try:
    import torch
except ImportError:
    torch = None

ROOT = pathlib.Path(__file__).resolve().parents[1]


class Folder:
    """The models and a manifest of them."""

    def __init__(self, path):
        self.path = pathlib.Path(path)
        self.path.mkdir(parents=True, exist_ok=True)
        self.models = []

    def add(self, name, features, expected, scale, **more):
        """What the model `name.onnx` should give for these features."""
        features, expected = features.reshape(len(features), -1), expected.reshape(len(expected), -1)
        features.astype("<f8").tofile(self.path / f"{name}.features")
        expected.astype("<f8").tofile(self.path / f"{name}.expected")
        self.models.append({
            "name": name, "samples": len(features), "features": features.shape[1],
            "classes": expected.shape[1], "scale": scale, **more})

    def add_sklearn(self, name, model, features, targets, double=False, **options):
        """Fits, exports and asks a model of scikit-learn."""
        # Both sides get the same numbers: what single precision can hold.
        features = features.astype(numpy.float32)
        given = features.astype(numpy.float64) if double else features
        model.fit(given, targets)
        last = model.steps[-1][1] if hasattr(model, "steps") else model
        kind = DoubleTensorType if double else FloatTensorType
        exported = to_onnx(
            model, initial_types=[("X", kind([None, features.shape[1]]))], target_opset={"": 15, "ai.onnx.ml": 3},
            options={id(last): options} if options else None)
        (self.path / f"{name}.onnx").write_bytes(exported.SerializeToString())
        self.add(
            name, features, model.predict_proba(given), "probabilities",
            labels=[str(label) for label in model.predict(given)],
            columnLabels=[str(label) for label in model.classes_])

    def add_torch(self, name, network, features, fixed_batch=None):
        """Exports and asks a network of PyTorch with random weights, which gives logits."""
        network.eval()
        example = features[:fixed_batch or 2]
        names = {"input_names": ["x"], "output_names": ["logits"]}
        if fixed_batch is None:
            names["dynamic_shapes"] = ({0: torch.export.Dim("batch")},)
        torch.onnx.export(
            network, (example,), str(self.path / f"{name}.onnx"), dynamo=True, external_data=False, verbose=False,
            **names)
        with torch.no_grad():
            expected = network(features).numpy()
        self.add(name, features.numpy(), expected, "logits", labels=None, columnLabels=None)

    def write_manifest(self):
        """What made the folder, and what is in it."""
        versions = {"scikit-learn": sklearn.__version__, "onnxruntime": onnxruntime.__version__}
        if torch:
            versions["torch"] = torch.__version__
        manifest = {"generator": "Scripts/onnx_check.py", "versions": versions, "models": self.models}
        (self.path / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n")


def export_sklearn(folder):
    """The kinds of outputs that skl2onnx writes."""
    iris, wine, cancer = (
        load(return_X_y=True) for load in (
            sklearn.datasets.load_iris, sklearn.datasets.load_wine, sklearn.datasets.load_breast_cancer))
    names = numpy.array(["setosa", "versicolor", "virginica"])
    forest = RandomForestClassifier(50, random_state=0)
    folder.add_sklearn("forest", forest, *iris, zipmap=False)
    folder.add_sklearn("forest-zipmap", forest, *iris)
    folder.add_sklearn("forest-zipmap-names", forest, iris[0], names[iris[1]])
    folder.add_sklearn("forest-names", forest, iris[0], names[iris[1]], zipmap=False)
    network = make_pipeline(StandardScaler(), MLPClassifier((32, 32), random_state=0, max_iter=300))
    folder.add_sklearn("mlp", network, *wine, zipmap=False)
    folder.add_sklearn("boosting", GradientBoostingClassifier(random_state=0), *wine, zipmap=False)
    logistic = make_pipeline(StandardScaler(), LogisticRegression())
    folder.add_sklearn("logistic", logistic, *wine, zipmap=False)
    folder.add_sklearn("logistic-double", logistic, *wine, double=True, zipmap=False)
    folder.add_sklearn("logistic-two-classes", logistic, *cancer)


def export_torch(folder):
    """A network on rows and one on images, for any number of samples and for one or four at a time."""
    torch.manual_seed(0)
    network = torch.nn.Sequential(
        torch.nn.Linear(8, 32), torch.nn.ReLU(), torch.nn.Linear(32, 5))
    images = torch.nn.Sequential(
        torch.nn.Conv2d(3, 8, 3, padding=1), torch.nn.ReLU(), torch.nn.MaxPool2d(2), torch.nn.Flatten(),
        torch.nn.Linear(8 * 6 * 4, 4))
    rows, pictures = torch.randn(600, 8), torch.randn(300, 3, 12, 8)
    folder.add_torch("torch-mlp", network, rows)
    folder.add_torch("torch-mlp-one", network, rows, fixed_batch=1)
    folder.add_torch("torch-cnn", images, pictures)
    folder.add_torch("torch-cnn-four", images, pictures, fixed_batch=4)


def export(path):
    """Fills a folder."""
    folder = Folder(path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        export_sklearn(folder)
        if torch:
            export_torch(folder)
        else:
            print("PyTorch is not installed: its models are left out")
    folder.write_manifest()
    print(f"exported {len(folder.models)} models")


def main():
    """Exports and, unless a folder was named, runs the tests."""
    if len(sys.argv) > 1:
        export(sys.argv[1])
        return 0
    package = pathlib.Path(onnxruntime.__file__).parent
    library = sorted(glob.glob(f"{package}/capi/libonnxruntime.*"))[-1]
    with tempfile.TemporaryDirectory() as path:
        export(path)
        environment = os.environ | {"QDISTILL_ONNX_GOLDEN": path, "QDISTILL_ONNXRUNTIME": library}
        # One after the other: what a process takes of memory is measured, too, with no other test in it.
        alone = "manyRunsTakeNoMoreMemoryThanAFew"
        choices = [["--filter", alone], ["--filter", "InterchangeTests", "--skip", alone], ["--filter", "ONNXTeacherTests"]]
        statuses = [subprocess.run(["swift", "test", *choice], cwd=ROOT, env=environment, check=False).returncode
                    for choice in choices]
        return max(statuses, key=abs)


if __name__ == "__main__":
    sys.exit(main())
