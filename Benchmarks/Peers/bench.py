#!/usr/bin/env python3
"""Times the training step and the inference of W(n, L, B) in other frameworks: on one core, in one sitting.

    python bench.py --json sitting.jsonl                         every peer at every cell: an hour or two
    python bench.py --quick                                      whether everything works: minutes
    python bench.py --peers jax-expert qulacs --cells 4,3,32 --qdistill PATH
    python bench.py --table-of sitting.jsonl                     the tables of an earlier sitting

At each cell all peers show their numbers first; who disagrees is reported and not timed. Tables go to standard output,
progress to standard error, and to `--json FILE` a line for each measurement as soon as it is made.
"""

import argparse
import json
import os
import pathlib
import shutil
import tempfile

from cells import QUICK, STANDARD, Cell
from peers import PEERS
from pinned import Core
from sitting import Sitting, say
from table import tables

MODES = ["train", "train-scan", "infer"]


def main():
    options = arguments()
    if options.table_of:
        print(tables([json.loads(line) for line in options.table_of.read_text().splitlines()]))
        return
    records = []

    def keep(record):
        records.append(record)
        if options.json:
            print(json.dumps(record), file=options.json, flush=True)

    with tempfile.TemporaryDirectory() as cache:
        sitting = Sitting(
            Core(options.core, options.limit, cache), options.modes, seconds=0.3 if options.quick else options.seconds,
            least_repeats=3 if options.quick else 5, pythons=dict(options.python), qdistill=options.qdistill, keep=keep)
        try:
            chosen = [peer for peer in PEERS if peer.name in options.peers]
            sitting.run(options.cells or (QUICK if options.quick else STANDARD), chosen)
        except KeyboardInterrupt:
            say("interrupted; this is what there is")
    print(tables(records))


def arguments() -> argparse.Namespace:
    names = [peer.name for peer in PEERS]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--peers", nargs="*", choices=names, default=names, metavar="PEER", help=f"default: {' '.join(names)}")
    add("--cells", nargs="+", type=cell, metavar="N,L,B", help=f"default: {' '.join(map(str, STANDARD))}")
    add("--modes", nargs="*", choices=MODES, default=MODES, metavar="MODE",
        help=f"default: {' '.join(MODES)}; none: checks only")
    add("--quick", action="store_true", help=f"few repeats, cells {' '.join(map(str, QUICK))}")
    add("--qdistill", type=program, metavar="PATH", help="times `PATH bench` too, on the same core")
    add("--python", nargs="+", type=python, default=[], metavar="PEER=PATH",
        help="another interpreter for a peer, as torchquantum needs it")
    add("--core", type=core, default=0, help="default: 0")
    add("--seconds", type=float, default=3, help="of measuring, for each peer, cell and mode; default: 3")
    add("--limit", type=float, default=600, help="seconds for a peer to compute a cell, or to be timed; default: 600")
    add("--json", type=argparse.FileType("w"), metavar="FILE", help="a line for each measurement, check and problem")
    add("--table-of", type=pathlib.Path, metavar="FILE", help="measures nothing; the tables of such a file")
    return parser.parse_args()


def cell(text: str) -> Cell:
    try:
        return Cell.parse(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(error) from None


def core(text: str) -> int:
    allowed = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else range(os.cpu_count() or 1)
    if text not in map(str, allowed):
        raise argparse.ArgumentTypeError(f"there is no core {text}, only {', '.join(map(str, allowed))}")
    return int(text)


def program(text: str) -> str:
    if not shutil.which(text):
        raise argparse.ArgumentTypeError(f"{text} is not a program")
    return os.path.abspath(shutil.which(text))


def python(text: str) -> tuple[str, str]:
    name, _, path = text.partition("=")
    if name not in {peer.name for peer in PEERS}:
        raise argparse.ArgumentTypeError(f"{text}: not PEER=PATH")
    return name, program(path)


if __name__ == "__main__":
    main()
