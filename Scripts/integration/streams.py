"""Standard output that is full, closed, a link, or read by somebody who has seen enough."""

import pathlib

from checking import QDISTILL, check, shell


def check_streams(work):
    """Nothing is lost, and nobody who has gone away is an error."""
    full_disk = shell(f"'{QDISTILL}' reproduce --seeds 2 --out '{work}/one' --quiet > /dev/full")
    check("a full disk behind standard output", full_disk.returncode == 73, full_disk.stderr.strip())
    link = work / "stdout"
    link.symlink_to("/proc/self/fd/1")
    shell(f"'{QDISTILL}' data generate extended-xor --out '{link}' > '{work}/x.csv'")
    check("a link to standard output, which is a file",
          link.is_symlink() and len((work / "x.csv").read_text().splitlines()) == 81)
    for redirection in ("| head -n 1", "| true", ">&-"):
        folder = f"{work}/stream{len(redirection)}"
        done = shell(f"'{QDISTILL}' reproduce --seeds 1 --out '{folder}' --quiet {redirection}")
        check(f"reproduce {redirection}", done.returncode == 0 and done.stderr == ""
              and pathlib.Path(folder, "report.md").exists(), f"{done.returncode} {done.stderr}")
