"""The student in PyTorch, around any circuit: autograd, fused Adam, one thread."""

from collections.abc import Callable

import numpy as np
import torch
from torch.nn import functional

from peers.student import Evaluation
from workload import LEARNING_RATE, TEACHER_WEIGHT, TEMPERATURE, Workload

Circuit = Callable[[torch.Tensor, torch.Tensor], torch.Tensor]


class TorchStudent:
    """`circuit` takes the angles [B, n] and theta [L, n, 3] to the expectation values [B, n]."""

    def __init__(
        self, workload: Workload, circuit: Circuit, dtype: str, precision: torch.dtype = torch.float32,
        compiled: bool = False,
    ):
        torch.set_num_threads(1)
        tensor = lambda array: torch.tensor(array, dtype=precision)
        self.dtype = dtype
        self.circuit = circuit
        self.parameters = {name: tensor(value).requires_grad_() for name, value in workload.parameters.items()}
        self.inputs, self.teacher = tensor(workload.inputs), tensor(workload.teacher)
        self.labels = torch.tensor(workload.labels)
        self.adam = torch.optim.Adam(self.parameters.values(), lr=LEARNING_RATE, fused=True)
        if compiled:
            self._forward, self._loss = torch.compile(self._forward), torch.compile(self._loss)

    def _forward(self, parameters: dict[str, torch.Tensor], inputs: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        expectations = self.circuit(inputs @ parameters["W1"] + parameters["b1"], parameters["theta"])
        # PennyLane's simulator always answers in double precision.
        expectations = expectations.to(inputs.dtype)
        return expectations @ parameters["W2"] + parameters["b2"], expectations

    def _loss(self, parameters, inputs, labels, teacher) -> tuple[torch.Tensor, torch.Tensor]:
        logits, expectations = self._forward(parameters, inputs)
        soft, soft_teacher = (functional.log_softmax(part / TEMPERATURE, dim=1) for part in (logits, teacher))
        divergence = functional.kl_div(soft, soft_teacher, reduction="batchmean", log_target=True)
        cross_entropy = functional.cross_entropy(logits, labels)
        return TEACHER_WEIGHT * TEMPERATURE**2 * divergence + (1 - TEACHER_WEIGHT) * cross_entropy, expectations

    def _differentiated(self) -> tuple[torch.Tensor, torch.Tensor]:
        """Loss and expectation values of the batch; the gradients are where PyTorch keeps them."""
        self.adam.zero_grad(set_to_none=True)
        loss, expectations = self._loss(self.parameters, self.inputs, self.labels, self.teacher)
        loss.backward()
        return loss, expectations

    def evaluate(self) -> Evaluation:
        loss, expectations = self._differentiated()
        gradients = {name: value.grad.numpy() for name, value in self.parameters.items()}
        return Evaluation(expectations.detach().numpy(), loss.item(), gradients)

    def infer(self) -> np.ndarray:
        # Detached: with no_grad alone, PennyLane's adjoint devices compute the whole Jacobian.
        with torch.no_grad():
            parameters = {name: value.detach() for name, value in self.parameters.items()}
            return self._forward(parameters, self.inputs)[0].numpy()

    def step(self) -> float:
        loss, _ = self._differentiated()
        self.adam.step()
        return loss.item()
