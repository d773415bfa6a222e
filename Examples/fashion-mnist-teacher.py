"""Trains a small convolutional network (PyTorch) on Fashion-MNIST's 60,000 training images and writes it as fashion-mnist-teacher.onnx into this
folder (some minutes on two cores): apt install dataset-fashion-mnist python3-torch; or, for PyTorch, pip install torch onnx onnxscript."""
import gzip, inspect, pathlib
import numpy, torch
from torch import nn

folder = pathlib.Path("/usr/share/datasets/fashion-mnist")


def read(part):
    images = numpy.frombuffer(gzip.open(folder / f"{part}-images-idx3-ubyte.gz").read()[16:], numpy.uint8)
    labels = numpy.frombuffer(gzip.open(folder / f"{part}-labels-idx1-ubyte.gz").read()[8:], numpy.uint8)
    return torch.tensor(images.reshape(-1, 784), dtype=torch.float32), torch.tensor(labels, dtype=torch.long)


class Teacher(nn.Module):
    """Takes images as they are in the files: 784 brightnesses from 0 to 255."""

    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(1, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(16, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
            nn.Flatten(), nn.Dropout(0.25), nn.Linear(32 * 7 * 7, 128), nn.ReLU(), nn.Linear(128, 10))

    def forward(self, images):
        return self.layers((images / 255 - 0.2860).reshape(-1, 1, 28, 28) / 0.3530)


torch.manual_seed(0)
images, labels = read("train")
teacher = Teacher()
epochs, batch = 6, 128
optimizer = torch.optim.Adam(teacher.parameters(), lr=2e-3)
schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 4e-3, epochs=epochs, steps_per_epoch=-(-len(images) // batch))
for epoch in range(epochs):
    for rows in torch.randperm(len(images)).split(batch):
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(teacher(images[rows]), labels[rows])
        loss.backward()
        optimizer.step()
        schedule.step()
teacher.eval()
with torch.no_grad():
    images, labels = read("t10k")
    accuracy = (teacher(images).argmax(1) == labels).double().mean().item()
print(f"{sum(p.numel() for p in teacher.parameters())} parameters; {accuracy:.4f} of the test images right")
# Newer versions would write the weights to a file of their own.
one_file = {"external_data": False} if "external_data" in inspect.signature(torch.onnx.export).parameters else {}
torch.onnx.export(
    teacher, (images[:2],), str(pathlib.Path(__file__).parent / "fashion-mnist-teacher.onnx"), input_names=["images"],
    output_names=["logits"], dynamic_axes={"images": {0: "rows"}, "logits": {0: "rows"}}, **one_file)
