"""Commands on one core, with one thread and a time limit."""

import os
import shutil
import signal
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass

# JAX and PyTorch would otherwise look for accelerators, and start threads and compilers of their own.
ENVIRONMENT = {
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "JAX_PLATFORMS": "cpu",
    "CUDA_VISIBLE_DEVICES": "",
    "TORCHINDUCTOR_COMPILE_THREADS": "1",
}


@dataclass(frozen=True)
class Core:
    """A core, on which commands run one after another, each for at most `limit` seconds.

    Pinning needs Linux's `taskset`; elsewhere commands run where the system puts them. What JAX and PyTorch compile
    when a peer shows its numbers, they find in the folder `cache` when it is timed.
    """

    number: int
    limit: float
    cache: str

    @property
    def prefix(self) -> list[str]:
        return ["taskset", "--cpu-list", str(self.number)] if shutil.which("taskset") else []

    @property
    def environment(self) -> dict[str, str]:
        caches = {"JAX_COMPILATION_CACHE_DIR": self.cache, "TORCHINDUCTOR_CACHE_DIR": self.cache}
        return {**os.environ, **ENVIRONMENT, **caches}

    def run(self, command: Sequence[str]) -> tuple[str, str | None]:
        """What a command printed, and what went wrong, if something did."""
        process = subprocess.Popen(
            [*self.prefix, *command], env=self.environment, text=True, start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        try:
            output, errors = process.communicate(timeout=self.limit)
        except subprocess.TimeoutExpired:
            end(process)
            return process.communicate()[0], f"stopped after {self.limit:g} s"
        finally:
            # However it ended, by Ctrl-C too: nothing that it started goes on.
            end(process)
        lines = errors.strip().splitlines() or [f"exit status {process.returncode}"]
        return output, lines[-1] if process.returncode else None


def end(process: subprocess.Popen):
    """Ends a process and those it started."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
