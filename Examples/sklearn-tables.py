"""Writes scikit-learn's wine, breast-cancer and digits data sets as CSV files into this folder: pip install scikit-learn."""
import csv, pathlib
from sklearn import datasets

for name, load in {"wine": datasets.load_wine, "breast-cancer": datasets.load_breast_cancer, "digits": datasets.load_digits}.items():
    data = load()
    with open(pathlib.Path(__file__).parent / f"{name}.csv", "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", *data.feature_names, "class"])
        for row, (features, label) in enumerate(zip(data.data.tolist(), data.target)):
            writer.writerow([f"{name}-{row}", *features, data.target_names[label]])
