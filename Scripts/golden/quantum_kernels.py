"""The projected quantum kernel of a small hybrid student, from PennyLane's reduced density matrices, and what a term that
compares it with a teacher's features has for gradient. Angle embedding about Y, then strongly entangling layers."""

import golden
import pennylane
import torch

torch.manual_seed(4)
torch.set_default_dtype(torch.float64)
QUBITS, LAYERS, SAMPLES = 3, 2, 5


def case(measured, reuploads):
    """Tr(rho_i rho_j) of the measured qubits, and ||K - cosines of the teacher||^2 / samples^2, K's diagonal made 1."""
    device = pennylane.device("default.qubit", wires=QUBITS)

    @pennylane.qnode(device, interface="torch", diff_method="backprop")
    def state(angles, theta):
        for weights in theta.split(1) if reuploads else [theta]:
            pennylane.AngleEmbedding(angles, wires=range(QUBITS), rotation="Y")
            pennylane.StronglyEntanglingLayers(weights, wires=range(QUBITS))
        return pennylane.density_matrix(wires=measured)

    x, teacher = torch.randn(SAMPLES, 2), torch.randn(SAMPLES, 4)
    weights = torch.randn(2, QUBITS, requires_grad=True)
    bias = torch.randn(QUBITS, requires_grad=True)
    theta = (3 * torch.randn(LAYERS, QUBITS, 3)).requires_grad_()
    states = torch.stack([state(angles, theta) for angles in x @ weights + bias])
    kernel = torch.einsum("iab,jba->ij", states, states).real
    size = kernel.diagonal().sqrt()
    wanted = torch.nn.functional.normalize(teacher, dim=1)
    loss = (kernel / size[:, None] / size[None] - wanted @ wanted.T).pow(2).sum() / SAMPLES ** 2
    loss.backward()
    parameters = [weights, bias, theta]
    return {"measured": measured, "reuploads": reuploads, "features": x.tolist(), "teacher": teacher.tolist(),
            "parameters": torch.cat([p.detach().flatten() for p in parameters]).tolist(),
            "kernel": kernel.tolist(), "loss": loss.item(),
            "gradient": torch.cat([p.grad.flatten() for p in parameters]).tolist()}


golden.write(
    "Tests/DistillationTests/Golden/quantum_kernels.json",
    f"PennyLane {pennylane.__version__}, PyTorch {torch.__version__}",
    cases=[case([0, 1], False), case([0, 2], False), case([1], False), case([0, 1], True), case([0, 1, 2], True)])
