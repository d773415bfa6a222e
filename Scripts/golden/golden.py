"""What the scripts here share: where files go and how they look."""

import json
import pathlib

ROOT = pathlib.Path(__file__).resolve().parents[2]


def write(path, generator, **contents):
    """Writes a golden file that names its generator."""
    target = ROOT / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps({"generator": generator, **contents}, indent=1) + "\n")
    print(f"wrote {path}")
