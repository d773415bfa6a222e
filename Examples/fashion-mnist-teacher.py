"""Trains scikit-learn's network on Fashion-MNIST's 60,000 training images and writes it as fashion-mnist-teacher.onnx into this
folder (about two minutes): apt install dataset-fashion-mnist; pip install scikit-learn skl2onnx onnxruntime."""
import gzip, pathlib
import numpy
from skl2onnx import to_onnx
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler

folder = pathlib.Path("/usr/share/datasets/fashion-mnist")
images = numpy.frombuffer(gzip.open(folder / "train-images-idx3-ubyte.gz").read()[16:], numpy.uint8).reshape(-1, 784)
labels = numpy.frombuffer(gzip.open(folder / "train-labels-idx1-ubyte.gz").read()[8:], numpy.uint8).astype(numpy.int64)
teacher = make_pipeline(MinMaxScaler(), MLPClassifier((128,), max_iter=8, random_state=0))
teacher.fit(images.astype(numpy.float32), labels)
model = to_onnx(teacher, images[:1].astype(numpy.float32), options={"zipmap": False})
(pathlib.Path(__file__).parent / "fashion-mnist-teacher.onnx").write_bytes(model.SerializeToString())
