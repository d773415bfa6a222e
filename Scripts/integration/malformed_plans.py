"""Tables, teachers and plans that are not as they should be: one line, and status 65."""

from checking import check, check_refusal, run
from table_plan import PLAN, TABLE, TEACHER, run_plan


def check_malformed_plans(work):
    """All that is wrong is said, nothing crashes."""
    rows = TABLE.splitlines(True)
    tables = {
        "cut in a row": TABLE[:-6], "ragged": TABLE.replace("s7,", "s7,1,"), "a missing value": TABLE.replace("s4,0.04", "s4,"),
        "not a number": TABLE.replace("s4,0.04", "s4,0.o4"), "NaN": TABLE.replace("s4,0.04", "s4,nan"),
        "infinite": TABLE.replace("s4,0.04", "s4,1e999"), "an unknown label": TABLE.replace("s4,0.04,2,high", "s4,0.04,2,hgih"),
        "an id twice": TABLE.replace("s4,", "s5,"), "no such column": TABLE.replace("x,y", "x,z"), "empty": "", "a header only": rows[0],
        "a quote that is not closed": TABLE.replace("s4,", '"s4,'), "not UTF-8": TABLE.encode() + b"s60,\xff,1,low\n",
        "a pickle": b"\x80\x04\x95" + TABLE.encode(), "an NPY file": b"\x93NUMPY\x01\x00" + TABLE.encode(), "a NUL": TABLE.replace("s4", "s\0"),
        "one row": rows[0] + rows[1], "a class without rows": TABLE.replace("low", "high"), "a blank line": TABLE.replace("s4,", "\ns4,"),
    }
    for name, table in tables.items():
        done = run_plan(work, "--out", "bad", table=table)
        check_refusal(f"a table: {name}", done)
    teachers = {
        "missing": (None, 66), "an id twice": (TEACHER.replace("s4,", "s5,"), 65), "an id that is not there": (TEACHER.replace("s4,", "t4,"), 65),
        "a row less": ("".join(TEACHER.splitlines(True)[:-1]), 65), "no column for a class": (TEACHER.replace("low", "lo"), 65),
        "no probabilities": (TEACHER.replace("s4,0", "s4,7"), 65), "an archive that is cut": (b"PK\x03\x04" + b"\0" * 40, 65),
    }
    for name, (teacher, status) in teachers.items():
        done = run_plan(work, "--out", "bad", teacher=teacher)
        check_refusal(f"a teacher's file: {name}", done, status)
    plans = {
        "an unknown key": PLAN.replace("epochs", "epoch"), "a wrong type": PLAN.replace("units: 2", "units: two"), "cut": PLAN[:-30],
        "no YAML": PLAN.replace("[x, y]", "[x, y"), "empty": "", "binary": b"\x00\xff\xfe",
        "too many classes": PLAN.replace("[low, high]", str([f"c{i}" for i in range(20_000)])),
        "the test part without rows": PLAN.replace("test: 0.3", "test: 0"), "shares above one": PLAN.replace("test: 0.3", "test: 0.9"),
        "40 qubits": PLAN.replace("units: 2", "units: 40"), "more components than features": PLAN.replace("standard: {}", "pca: {components: 3}"),
        "amplitudes of nothing": PLAN.replace("embedding: angle", "embedding: amplitude").replace("- dense: {units: 2}\n    ", "")
        .replace("preprocess: [{standard: {}}]", "preprocess: []"),
    }
    for name, text in plans.items():
        # A sample whose features are all zero has no direction.
        done = run_plan(work, "--out", "bad", text=text, table=TABLE.replace("s0,0.0,0", "s0,0,0"))
        check_refusal(f"a plan: {name}", done)
    # Plans but for that.
    too_much = {
        "a bomb": (PLAN.replace("[x, y]", "&a [x, y]") + "b: [*a, *a]\n", "aliases"),
        "very deep": (PLAN.replace("[x, y]", "[" * 70 + "x, y" + "]" * 70), "more than 64 levels"),
    }
    for name, (text, reason) in too_much.items():
        done = run_plan(work, "--out", "bad", text=text)
        check_refusal(f"a plan: {name}", done)
        check("which says why", reason in done.stderr)
    check("a plan that is not there", run("run", work / "nope.yaml").returncode == 66)
    check("--set of nothing", run_plan(work, "--set", "seeds").returncode == 64)
