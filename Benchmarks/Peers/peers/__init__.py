"""Who is timed. Each peer is a file here with a function `build(workload) -> Student`, imported only when it runs."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Peer:
    """A framework, and a way of using it. `packages` are what it needs, by their names in the package index."""

    name: str
    title: str
    packages: tuple[str, ...]
    to_install: str = "python -m pip install -r Benchmarks/Peers/requirements.txt"

    @property
    def module(self) -> str:
        return "peers." + self.name.replace("-", "_")


TORCHQUANTUM_TO_INSTALL = (
    "in an environment of its own, python -m pip install -r Benchmarks/Peers/requirements-torchquantum.txt, then "
    "python -m pip install --no-deps torchquantum==0.1.8; pass it as --python torchquantum=PATH")

PEERS = [
    Peer("jax-expert", "expert JAX", ("jax", "jaxlib", "optax")),
    Peer("torch-expert", "expert PyTorch", ("torch",)),
    Peer("torch-compiled", "expert PyTorch, compiled", ("torch",)),
    Peer("pennylane-jax", "PennyLane default.qubit + JAX", ("pennylane", "jax", "jaxlib", "optax")),
    Peer("pennylane-torch", "PennyLane default.qubit + PyTorch", ("pennylane", "torch")),
    Peer("pennylane-lightning", "PennyLane lightning.qubit + PyTorch", ("pennylane", "pennylane-lightning", "torch")),
    Peer("tensorcircuit", "TensorCircuit-NG + JAX", ("tensorcircuit-ng", "jax", "jaxlib", "optax")),
    Peer("torchquantum", "TorchQuantum", ("torchquantum", "torch"), TORCHQUANTUM_TO_INSTALL),
    Peer("qulacs", "Qulacs + NumPy", ("qulacs", "numpy")),
]


def peer(name: str) -> Peer:
    """The peer of that name; raises KeyError."""
    return {peer.name: peer for peer in PEERS}[name]
