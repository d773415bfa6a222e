"""A plan on a table, with a teacher in a file: what checks of plans begin with."""

from checking import run

TABLE = "id,x,y,kind\n" + "".join(f"s{i},{i % 2 + 0.01 * i},{i * i % 7},{'low' if i % 2 else 'high'}\n" for i in range(60))
TEACHER = "id,low,high\n" + "".join(f"s{i},{i % 2},{1 - i % 2}\n" for i in range(60))
PLAN = """
name: table
seeds: 2
data:
  source: file
  path: table.csv
  obtain: ask the integration checks
  id: id
  label: kind
  features: [x, y]
  classes: [low, high]
  split: {teacher: 0.5, student: {ofTeacher: 0.5}, validation: 0.2, test: 0.3}
  preprocess: [{standard: {}}]
teacher: {probabilities: teacher.csv}
students:
  hybrid:
    - dense: {units: 2}
    - circuit: {embedding: angle, ansatz: {name: strongly-entangling, layers: 1}}
    - dense: {units: classes}
objectives:
  labels: [{crossEntropy: {weight: 1}}]
  distilled: [{crossEntropy: {weight: 0.5}}, {logits: {weight: 0.5, temperature: 2}}]
training: {optimizer: {adam: {rate: 0.05}}, epochs: 20, dropRemainder: false}
"""


def run_plan(work, *arguments, command="run", text=PLAN, table=TABLE, teacher=TEACHER):
    """Runs a command on the plan with its files, some of them changed, or `None` and not there."""
    for name, contents in (("plan.yaml", text), ("table.csv", table), ("teacher.csv", teacher)):
        path = work / name
        path.unlink(missing_ok=True)
        if contents is not None:
            path.write_bytes(contents if isinstance(contents, bytes) else contents.encode())
    return run(command, "plan.yaml", *arguments, folder=work)
