"""Instruction sets, precisions and threads."""

import json

from checking import arm, check, check_refusal, results, run


def check_arithmetic(work):
    """Each is used as asked for."""
    sets = [s for s in ("baseline", "avx2", "avx512") if run("bench", "--cells", "1,1,1", QDISTILL_INSTRUCTION_SET=s).returncode == 0]
    check("every machine has the baseline", sets[:1] == ["baseline"], " ".join(sets))
    for name in sets:
        done = run("reproduce", "--seeds", "1", "--out", work / name, QDISTILL_INSTRUCTION_SET=name)
        check(f"{name} is used and recorded", done.returncode == 0 and results(work / name)["provenance"]["instructionSet"] == name)
    means = [arm(results(work / name), "hybrid-74", "distilled")["macroF1"]["mean"] for name in sets]
    check("instruction sets agree but for last bits", max(means) - min(means) < 0.1, str(means))
    check_refusal("an instruction set that does not exist", run("reproduce", QDISTILL_INSTRUCTION_SET="mmx"), 64)
    for mode in ("train", "infer", "vjp", "forward"):
        done = run("bench", "--cells", "2,1,4", "--mode", mode, "--json")
        timing = json.loads(done.stdout)[0]
        check(f"bench --mode {mode} --json", timing["cell"] == [2, 1, 4] and timing["mode"] == mode
              and 0 < timing["minSeconds"] <= timing["medianSeconds"] <= timing["p90Seconds"], f"{timing['medianSeconds']:.2e} s")
    check("a cell that is none", run("bench", "--cells", "0,1,1").returncode == 64)
    drawn = run("draw", "--ansatz", "strongly-entangling", "--qubits", "3", "--layers", "2", "--compiled")
    check("draw --compiled", drawn.returncode == 0 and "stage 1" in drawn.stdout, drawn.stderr.strip())
