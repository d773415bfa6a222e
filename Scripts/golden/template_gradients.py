"""Templates that carry data into a circuit, or that need gradients to be checked, as PennyLane has them: states,
expectation values and probabilities, and the gradients of weighted sums of these by inputs and parameters. Qubit 0
is the least significant bit. PennyLane has no QCNN; its gates are listed here by hand."""

import golden
import numpy
import pennylane
import torch

random = numpy.random.default_rng(2)
# Otherwise PennyLane pads amplitudes with a number in single precision.
torch.set_default_dtype(torch.float64)


def tensor(array):
    return torch.tensor(array, dtype=torch.float64, requires_grad=True)


def case(template, qubits, inputs, parameter_count, apply, **settings):
    """What comes out when `apply(x, w)` acts, with Z of every qubit or the joint probabilities of some measured."""
    x, w = tensor(inputs), tensor(random.uniform(-3, 3, parameter_count))
    device = pennylane.device("default.qubit", wires=qubits)

    def run(measure):
        def circuit():
            apply(x, w)
            return measure()
        return pennylane.QNode(circuit, device, interface="torch", diff_method="backprop")()

    def measured(measure):
        values = run(measure)
        values = torch.stack(values) if isinstance(values, tuple | list) else values
        weights = torch.tensor(random.uniform(-1, 1, len(values)))
        loss = (weights * values).sum()
        # Where nothing depends on the inputs or the parameters, their derivatives are 0.
        gradients = [numpy.zeros(len(v)) if g is None else g.numpy() for v, g in zip(
            (x, w), torch.autograd.grad(loss, (x, w), allow_unused=True) if loss.requires_grad else (None, None))]
        return {"outputs": values.tolist(), "weights": weights.tolist(),
                "inputGradient": gradients[0].tolist(), "parameterGradient": gradients[1].tolist()}

    # PennyLane's wire 0 is the most significant bit, of states and of outcomes.
    state = run(pennylane.state).detach().numpy().reshape((2,) * qubits).transpose(range(qubits)[::-1]).reshape(-1)
    listed = random.permutation(qubits)[:2].tolist()
    return {"template": template, "qubits": qubits, "settings": settings, "inputs": x.tolist(),
            "parameters": w.tolist(), "state": {"re": numpy.real(state).tolist(), "im": numpy.imag(state).tolist()},
            "z": measured(lambda: [pennylane.expval(pennylane.Z(q)) for q in range(qubits)]),
            "probabilityQubits": listed,
            "probabilities": measured(lambda: pennylane.probs(wires=listed[::-1]))}


def strongly_entangling(w, qubits):
    pennylane.StronglyEntanglingLayers(w.reshape(-1, qubits, 3), wires=range(qubits))


def amplitude(x, qubits, padding):
    # Amplitude k belongs to our basis state k, whose lowest bit is qubit 0.
    pennylane.AmplitudeEmbedding(x, wires=range(qubits)[::-1], normalize=True, pad_with=padding)


def amplitude_case(qubits, inputs, padding):
    def apply(x, w):
        amplitude(x, qubits, padding if inputs < 2 ** qubits else None)
        strongly_entangling(w, qubits)
    return case("amplitude", qubits, random.uniform(-3, 3, inputs), 3 * qubits, apply, padding=padding)


def basis_case(bits):
    def apply(x, w):
        pennylane.BasisEmbedding(numpy.array(bits), wires=range(len(bits)))
        strongly_entangling(w, len(bits))
    return case("basis", len(bits), numpy.array(bits, float), 3 * len(bits), apply)


def iqp_case(qubits, repeats, pattern):
    def apply(x, w):
        pennylane.IQPEmbedding(x, wires=range(qubits), n_repeats=repeats, pattern=pattern)
        strongly_entangling(w, qubits)
    settings = {"pattern": pattern} if pattern else {}
    return case("iqp", qubits, random.uniform(-2, 2, qubits), 3 * qubits, apply, repeats=repeats, **settings)


def angle_case(qubits, axis):
    """Between two layers, so that no axis is without effect: 3 n parameters, n scales, 3 n parameters."""
    def apply(x, w):
        first, scales, second = torch.split(w, [3 * qubits, qubits, 3 * qubits])
        strongly_entangling(first, qubits)
        pennylane.AngleEmbedding(scales * x, wires=range(qubits), rotation=axis)
        strongly_entangling(second, qubits)
    return case("angle", qubits, random.uniform(-2, 2, qubits), 7 * qubits, apply, axis=axis.lower())


def reuploading_case(qubits, layers, scaling):
    """In each layer the scales, if they are trainable, then a layer's rotations."""
    def apply(x, w):
        for layer in w.reshape(layers, -1):
            if scaling == "trainable":
                pennylane.AngleEmbedding(layer[:qubits] * x, wires=range(qubits), rotation="Y")
                strongly_entangling(layer[qubits:], qubits)
            else:
                pennylane.AngleEmbedding(x, wires=range(qubits), rotation="Y")
                strongly_entangling(layer, qubits)
    count = layers * qubits * (4 if scaling == "trainable" else 3)
    return case("reuploading", qubits, random.uniform(-2, 2, qubits), count, apply, layers=layers, scaling=scaling)


def arbitrary_unitary_case(qubits):
    return case("arbitraryUnitary", qubits, [], 4 ** qubits - 1,
                lambda x, w: pennylane.ArbitraryUnitary(w, wires=range(qubits)))


def block(w, first, second):
    pennylane.U3(*w[0:3], wires=first)
    pennylane.U3(*w[3:6], wires=second)
    for gate, angle in zip((pennylane.IsingXX, pennylane.IsingYY, pennylane.IsingZZ), w[6:9]):
        gate(angle, wires=[first, second])
    pennylane.U3(*w[9:12], wires=first)
    pennylane.U3(*w[12:15], wires=second)


def pool(w, source, sink):
    pennylane.CRZ(w[0], wires=[source, sink])
    pennylane.X(source)
    pennylane.CRX(w[1], wires=[source, sink])


def qcnn_case(qubits, layers, steps):
    """`steps`: for each layer the pairs that are convolved and those that are pooled, (source, sink)."""
    def apply(x, w):
        pennylane.AngleEmbedding(x, wires=range(qubits), rotation="Y")
        for number, (convolved, pooled) in enumerate(steps[:layers]):
            weights = w[17 * number:17 * (number + 1)]
            for pair in convolved:
                block(weights, *pair)
            for pair in pooled:
                pool(weights[15:], *pair)
    return case("qcnn", qubits, random.uniform(-2, 2, qubits), 17 * layers, apply, layers=layers)


QCNN = {
    2: [([(0, 1)], [(1, 0)])],
    3: [([(0, 2), (0, 1), (1, 2)], [(1, 0)]), ([(0, 2)], [(2, 0)])],
    4: [([(0, 3), (0, 1), (2, 3), (1, 2)], [(1, 0), (3, 2)]), ([(0, 2)], [(2, 0)])],
    5: [([(0, 4), (0, 1), (2, 3), (1, 2), (3, 4)], [(1, 0), (3, 2)]),
        ([(0, 4), (0, 2), (2, 4)], [(2, 0)]), ([(0, 4)], [(4, 0)])],
}

golden.write(
    "Tests/QuantumSimulationTests/Golden/template_gradients.json", f"PennyLane {pennylane.__version__}, PyTorch {torch.__version__}",
    cases=[
        amplitude_case(1, 2, 0.0), amplitude_case(2, 4, 0.0), amplitude_case(3, 5, 0.0), amplitude_case(3, 6, 0.7),
        amplitude_case(3, 1, -0.4),
        basis_case([1]), basis_case([1, 0, 0]), basis_case([0, 1, 1]),
        iqp_case(1, 1, None), iqp_case(3, 1, None), iqp_case(3, 2, None), iqp_case(4, 2, [[0, 1], [3, 1]]),
        angle_case(2, "X"), angle_case(3, "Y"), angle_case(2, "Z"),
        reuploading_case(1, 3, "fixed"), reuploading_case(3, 2, "fixed"), reuploading_case(3, 3, "trainable"),
        arbitrary_unitary_case(1), arbitrary_unitary_case(2), arbitrary_unitary_case(3),
        qcnn_case(2, 1, QCNN[2]), qcnn_case(3, 2, QCNN[3]), qcnn_case(4, 1, QCNN[4]), qcnn_case(4, 2, QCNN[4]),
        qcnn_case(5, 3, QCNN[5]),
    ])
