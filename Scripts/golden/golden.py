"""What the scripts here share: where files go and how they look; and which random numbers they draw.

With QDISTILL_NEW_GOLDEN=FOLDER files go there instead, for tests that are told the same; with QDISTILL_GOLDEN_SEED=N what is
drawn at random is other than in the files that are committed.
"""

import json
import os
import pathlib

ROOT = pathlib.Path(__file__).resolve().parents[2]
SEED = int(os.environ.get("QDISTILL_GOLDEN_SEED", 1))


def write(path, generator, **contents):
    """Writes a golden file that names its generator."""
    elsewhere = os.environ.get("QDISTILL_NEW_GOLDEN")
    target = pathlib.Path(elsewhere) / pathlib.Path(path).name if elsewhere else ROOT / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps({"generator": generator, **contents}, indent=1) + "\n")
    print(f"wrote {target}")
