"""The same bits, however often and with however many jobs."""

import json

from checking import check, reproduce, results, same_bits


def check_reproducibility(work):
    """Leaves the run folders `one` and `two`."""
    done = reproduce(work / "one", "--seeds", "2", "--jobs", "1", "--json", work / "r.json")
    check("reproduce ends well", done.returncode == 0, done.stderr.strip())
    tables = done.stdout.split("\nreport: ")[0]
    check("the tables fit 80 columns", max(map(len, tables.splitlines()), default=99) <= 80)
    check("--json is results.json", (work / "r.json").read_bytes() == (work / "one/results.json").read_bytes())
    reproduce(work / "two", "--seeds", "2", "--jobs", "2")
    check("the same bits with --jobs 1 and --jobs 2", same_bits(work / "one", work / "two"))

    again = reproduce(work / "two", "--seeds", "2", "--json", "-")
    check("--json - prints the results and nothing else", json.loads(again.stdout) == results(work / "two"))
    check("a folder that is done is not computed again", same_bits(work / "one", work / "two"))
