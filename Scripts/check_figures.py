#!/usr/bin/env python3
"""Checks that the tables of README.md and Examples/README.md are what the examples print.

    python3 Scripts/check_figures.py OUTPUT     # what `qdistill run` printed for all of Examples/*.yaml

Scores (0.811±0.020) and changes with their intervals in the fenced blocks are looked for; a block that begins with ```text is of other
settings. Last bits depend on the instruction set, and with them third digits: the tables are of AVX-512.
"""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FIGURE = re.compile(r"\d\.\d{3}±\d\.\d{3}|[+-]\d\.\d{3} \[[+-]\d\.\d{3}, [+-]\d\.\d{3}\]")

if "avx512f" not in pathlib.Path("/proc/cpuinfo").read_text():
    print("not looked at: this processor has no AVX-512")
    sys.exit(0)
printed = re.sub(r"\s+", " ", pathlib.Path(sys.argv[1]).read_text())
missing, count = [], 0
for name in ("README.md", "Examples/README.md"):
    text = (ROOT / name).read_text()
    for block in BLOCK.finditer(text):
        if block.group(1):
            continue
        for offset, line in enumerate(block.group(2).split("\n"), text.count("\n", 0, block.start()) + 2):
            figures = FIGURE.findall(re.sub(r"\s+", " ", line))
            count += len(figures)
            missing += [f"{name}:{offset}: {figure} is not what the examples print" for figure in figures if figure not in printed]
print("\n".join(missing) or f"{count} figures are what the examples print")
sys.exit(1 if missing else 0)
