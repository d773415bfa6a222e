"""Runs `qdistill` as its users do and checks what it prints, writes and returns.

    python3 Scripts/integration .build/release/qdistill          # a few short runs
    python3 Scripts/integration .build/release/qdistill --full   # the paper's experiment, twice
"""

import pathlib
import sys
import tempfile

from arithmetic import check_arithmetic
from arrays import check_arrays
from checking import counts
from conclusions import check_full, check_quick
from data import check_data
from exports import check_exports
from full_disk import check_full_disk
from interruption import check_interruption
from malformed_arrays import check_malformed_arrays
from malformed_plans import check_malformed_plans
from noise import check_noise
from plans import check_plans
from report_page import check_report_page
from reports import check_reports
from reproducibility import check_reproducibility
from streams import check_streams
from students import check_students
from workers import check_workers

# Each may use what those before it left in the folder.
SHORT = [
    check_reproducibility, check_students, check_quick, check_report_page, check_interruption, check_full_disk,
    check_streams, check_arithmetic, check_plans, check_reports, check_malformed_plans, check_data, check_arrays, check_malformed_arrays,
    check_exports, check_noise, check_workers,
]


def main():
    """Runs the checks in a folder of their own."""
    with tempfile.TemporaryDirectory() as name:
        for check in [check_full] if "--full" in sys.argv else SHORT:
            check(pathlib.Path(name))
    print(f"{counts['passed']} passed, {counts['failed']} failed")
    sys.exit(1 if counts["failed"] else 0)


if __name__ == "__main__":
    main()
