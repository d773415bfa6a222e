"""Plans on tables that are as they should be."""

from checking import ROOT, check, run, same_bits
from table_plan import PLAN, TEACHER, run_plan


def check_plans(work):
    """Runs, resumes, and says what it would do."""
    done = run_plan(work, "--out", "table", "--quiet")
    check("a plan on a table runs", done.returncode == 0 and done.stderr == "", done.stderr.strip())
    shuffled = "".join([TEACHER[:12], *sorted(TEACHER[12:].splitlines(True), key=lambda line: line[::-1])])
    run_plan(work, "--out", "shuffled", "--quiet", teacher=shuffled)
    check("the order of the teacher's rows does not matter", same_bits(work / "table", work / "shuffled"))
    resolved = (work / "table/plan.yaml").read_text()
    again = run_plan(work, "--resolved", command="check", text=resolved)
    check("the resolved plan is a plan, and resolved", again.stdout == resolved, again.stderr.strip())
    more = run_plan(work, "--out", "table", "--set", "seeds=3")
    check("a plan that has become longer goes on", more.returncode == 0 and len(list((work / "table/runs").iterdir())) == 9)
    both = run_plan(work, "--out", "both", "--set", "seeds=1", text=PLAN + "variants: {one: {}, two: {training.epochs: 3}}\n")
    check("each variant has its own folder", both.returncode == 0 and (work / "both/table-one/results.csv").exists() and (work / "both/table-two/results.csv").exists(), both.stderr.strip())
    one = run_plan(work, "--variant", "two", "--out", "two", "--set", "seeds=1", "--json", "-", text=PLAN + "variants: {one: {}, two: {training.epochs: 3}}\n")
    check("one variant alone is an experiment", one.returncode == 0 and (work / "two/results.csv").read_text() == (work / "both/table-two/results.csv").read_text(), one.stderr.strip())
    small = run_plan(work, "--out", "small", "--search-seeds", "1", "--max-layers", "1", "--ansatz", "basic-entangler", "--set", "seeds=1", "--quiet", command="compress")
    check("compress names a student", small.returncode == 0 and (work / "small/front.svg").exists()
          and "of the teacher's macro-F1" in " ".join(small.stdout.split()), small.stderr.strip())
    wrong = run_plan(work, "--ansatz", "basic", command="compress")
    check("compress names an ansatz that is nearly right", wrong.returncode == 64 and "basic-entangler" in wrong.stderr, wrong.stderr.strip())
    missing = run_plan(work, command="check", table=None)
    check("check without the data says how to get them", missing.returncode == 0 and "ask the integration checks" in missing.stderr)
    for example in sorted((ROOT / "Examples").glob("*.yaml")):
        done = run("check", example, folder=work)
        # A device's calibrations come with a Python package, which may not be here.
        lacks_device = "pip install qiskit-ibm-runtime" in done.stderr and "fake_manila" in example.read_text()
        check(f"check {example.name} without its data, in 80 columns", lacks_device or done.returncode == 0
              and max(map(len, done.stdout.splitlines()), default=0) <= 80, done.stderr.strip())
