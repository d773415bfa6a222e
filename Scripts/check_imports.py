#!/usr/bin/env python3
"""Checks that every target imports what it declares in Package.swift: nothing else and, for the targets that are
shipped, nothing less. (SwiftPM's own check lets indirect dependencies pass.)

    python3 Scripts/check_imports.py
"""

import json
import pathlib
import re
import subprocess
import sys

# What comes with the toolchain.
TOOLCHAIN = {"Foundation", "Dispatch", "Synchronization", "Testing", "PackageDescription"}
IMPORT = re.compile(r"^(?:@\w+ )*(?:public |internal |private )?import (?:\w+ )?(\w+)", re.MULTILINE)

package = json.loads(subprocess.run(
    ["swift", "package", "describe", "--type", "json"], capture_output=True, text=True, check=True).stdout)
problems = []
for target in package["targets"]:
    name = target["name"]
    declared = set(target.get("target_dependencies", [])) | set(target.get("product_dependencies", []))
    imported = set()
    for file in pathlib.Path(target["path"]).rglob("*.swift"):
        imported |= set(IMPORT.findall(file.read_text()))
    imported -= TOOLCHAIN | {name}
    problems += [f"{name} imports {other} but does not declare it" for other in sorted(imported - declared)]
    if target["type"] != "test":
        problems += [f"{name} declares {other} but does not import it" for other in sorted(declared - imported)]
print("\n".join(problems) or f"{len(package['targets'])} targets import what they declare")
sys.exit(1 if problems else 0)
