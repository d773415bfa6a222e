"""What several checks train, in a second: the beginning of a plan, and a student of three qubits."""

DATA_AND_TEACHER = """
data: {source: extended-xor, perBlob: {teacher: 20, student: 5, validation: 5, test: 20}}
teacher: {network: {hidden: [16], activation: relu}, training: {optimizer: {adam: {rate: 0.01}}, epochs: 20}}
"""
HYBRID = """
  hybrid:
    - dense: {units: 3}
    - circuit: {ansatz: {name: strongly-entangling, layers: 2}, measure: [0, 1]}
    - dense: {units: classes}
"""
