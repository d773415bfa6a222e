"""The student in JAX, around any circuit: the whole training step is one jitted function, with Adam from optax."""

from collections.abc import Callable

import jax
import jax.numpy as jnp
import numpy as np
import optax

from peers.student import Evaluation
from workload import LEARNING_RATE, STEPS_IN_SCAN, TEACHER_WEIGHT, TEMPERATURE, Workload

Circuit = Callable[[jax.Array, jax.Array], jax.Array]


class JaxStudent:
    """`circuit` takes the angles [B, n] and theta [L, n, 3] to the expectation values [B, n]. Single precision."""

    def __init__(self, workload: Workload, circuit: Circuit, dtype: str):
        self.dtype = dtype
        single = lambda array: jnp.asarray(array, jnp.float32)
        adam = optax.adam(LEARNING_RATE)
        self.parameters = {name: single(value) for name, value in workload.parameters.items()}
        self.moments = adam.init(self.parameters)
        self.batch = (single(workload.inputs), jnp.asarray(workload.labels, jnp.int32), single(workload.teacher))
        # As in real training each step of a scan reads a batch of its own, so that nothing of it can be hoisted.
        self.batches = tuple(jnp.stack([part] * STEPS_IN_SCAN) for part in self.batch)

        def forward(parameters, inputs):
            expectations = circuit(inputs @ parameters["W1"] + parameters["b1"], parameters["theta"])
            return expectations @ parameters["W2"] + parameters["b2"], expectations

        def loss(parameters, inputs, labels, teacher):
            logits, expectations = forward(parameters, inputs)
            soft, soft_teacher = (jax.nn.log_softmax(part / TEMPERATURE) for part in (logits, teacher))
            divergence = (jnp.exp(soft_teacher) * (soft_teacher - soft)).sum(axis=1).mean()
            cross_entropy = optax.softmax_cross_entropy_with_integer_labels(logits, labels).mean()
            weight = TEACHER_WEIGHT
            return weight * TEMPERATURE**2 * divergence + (1 - weight) * cross_entropy, expectations

        evaluate = jax.value_and_grad(loss, has_aux=True)

        def step(state, batch):
            parameters, moments = state
            (value, _), gradients = evaluate(parameters, *batch)
            updates, moments = adam.update(gradients, moments)
            return (optax.apply_updates(parameters, updates), moments), value

        self._evaluate = jax.jit(evaluate)
        self._infer = jax.jit(lambda parameters, inputs: forward(parameters, inputs)[0])
        self._step = jax.jit(step, donate_argnums=0)
        self._scan = jax.jit(lambda state, batches: jax.lax.scan(step, state, batches), donate_argnums=0)

    def evaluate(self) -> Evaluation:
        (loss, expectations), gradients = self._evaluate(self.parameters, *self.batch)
        return Evaluation(
            np.asarray(expectations), float(loss), {name: np.asarray(value) for name, value in gradients.items()})

    def infer(self) -> np.ndarray:
        return np.asarray(self._infer(self.parameters, self.batch[0]))

    def step(self) -> float:
        return float(self._advance(self._step, self.batch))

    def scan(self) -> np.ndarray:
        return np.asarray(self._advance(self._scan, self.batches))

    def _advance(self, function, batch) -> jax.Array:
        """Takes the state through one or many steps; gives the losses."""
        (self.parameters, self.moments), losses = function((self.parameters, self.moments), batch)
        return losses
