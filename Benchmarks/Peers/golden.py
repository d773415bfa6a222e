"""Makes golden.json: the numbers of every standard cell, in double precision, by PennyLane, where Qulacs agrees.

    python golden.py
"""

import importlib.metadata
import json

import torch

import agreement
from cells import STANDARD, Cell
from peers import pennylane_torch, qulacs
from trial import numbers

# Two simulators in double precision that share no code.
TOLERANCE = 1e-10


def agreed(cell: Cell) -> agreement.Numbers:
    found = numbers(lambda workload: pennylane_torch.build(workload, precision=torch.float64), cell)
    difference, where = agreement.deviation(numbers(qulacs.build, cell), found)
    print(f"{cell}: PennyLane and Qulacs differ by at most {difference:.1e}, in the {where}", flush=True)
    assert difference < TOLERANCE
    return {name: [float(f"{number:.10g}") for number in array] for name, array in found.items()}


if __name__ == "__main__":
    version = importlib.metadata.version
    generator = (
        f"golden.py: PennyLane {version('pennylane')} default.qubit with PyTorch {version('torch')}, double precision; "
        f"Qulacs {version('qulacs')} differs by less than {TOLERANCE:g} of each array's largest element")
    cells = ",\n".join(
        f' "{cell}": {{\n' + ",\n".join(f'  "{name}": {array}' for name, array in agreed(cell).items()) + "\n }"
        for cell in STANDARD)
    contents = f'{{\n"generator": {json.dumps(generator)},\n"cells": {{\n{cells}\n}}\n}}\n'
    json.loads(contents)
    agreement.GOLDEN.write_text(contents)
