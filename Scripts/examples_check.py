#!/usr/bin/env python3
"""Compiles and runs the programs of Examples/Swift and each step of the tutorials, as a stranger's package would, and compares what
they print with what they say they print (`// prints: ...`: the beginning of a line, in this order).

    python3 Scripts/examples_check.py [BUILD_FOLDER]
"""

import pathlib
import re
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
TUTORIALS = ROOT / "Sources/QuantumDistillation/QuantumDistillation.docc/Tutorials/Resources"


def make_package(folder):
    """The examples' package with a program more for each step of a tutorial; the names of all programs."""
    shutil.rmtree(folder / "Sources", ignore_errors=True)
    shutil.copytree(ROOT / "Examples/Swift/Sources", folder / "Sources")
    for step in sorted(TUTORIALS.glob("*.swift")):
        place = folder / "Sources" / step.stem
        place.mkdir()
        shutil.copy(step, place / "main.swift")
    names = sorted(path.name for path in (folder / "Sources").iterdir())
    manifest = (ROOT / "Examples/Swift/Package.swift").read_text()
    targets = re.search(r"targets: \[(.*?)\]", manifest).group(1)
    manifest = manifest.replace(targets, ", ".join(f'"{name}"' for name in names)).replace('"../.."', f'"{ROOT}"')
    (folder / "Package.swift").write_text(manifest)
    return names


def check(folder, name):
    """Whether a program ends well and prints what it says."""
    program = (folder / "Sources" / name / "main.swift").read_text()
    done = subprocess.run([folder / ".build/release" / name], capture_output=True, text=True, check=False)
    lines = iter(done.stdout.splitlines())
    wanted = re.findall(r"// prints: (.*)", program)
    missing = [text for text in wanted if not any(line.startswith(text) for line in lines)]
    holds = done.returncode == 0 and not missing
    print("ok  " if holds else "FAIL", f"{name}:", missing or f"{len(wanted)} lines as they say", "" if holds else done.stdout + done.stderr)
    return holds


def main():
    """Builds all, then runs each."""
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / ".build-examples")
    folder.mkdir(exist_ok=True, parents=True)
    names = make_package(folder)
    subprocess.run(["swift", "build", "-c", "release", "--package-path", folder], check=True)
    failed = [name for name in names if not check(folder, name)]
    print(f"{len(names) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
