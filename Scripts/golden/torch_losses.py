"""Losses, optimisers and layers as PyTorch has them."""

import golden
import torch
import torch.nn.functional as F

torch.manual_seed(1)
torch.set_default_dtype(torch.float64)


def cross_entropy(case):
    logits = (torch.randn(case["classes"]) * case["scale"]).requires_grad_()
    label = case["label"]
    loss = F.cross_entropy(logits[None], torch.tensor([label]))
    loss.backward()
    return {"logits": logits.tolist(), "label": label, "loss": loss.item(), "gradient": logits.grad.tolist()}


def divergence(classes, scale, temperature):
    teacher = torch.randn(classes) * scale
    student = (torch.randn(classes) * scale).requires_grad_()
    loss = F.kl_div(
        F.log_softmax(student[None] / temperature, 1), F.log_softmax(teacher[None] / temperature, 1),
        reduction="batchmean", log_target=True)
    loss.backward()
    return {"teacher": teacher.tolist(), "student": student.tolist(), "temperature": temperature,
            "loss": loss.item(), "gradient": student.grad.tolist()}


def optimiser(name, make, clip=None, **settings):
    start = torch.randn(5)
    parameters = start.clone().requires_grad_()
    optimizer = make([parameters], **settings)
    gradients, path = [], []
    for step in range(12):
        gradient = torch.randn(5) * 10.0 ** (step % 4 - 2)
        parameters.grad = gradient.clone()
        if clip:
            torch.nn.utils.clip_grad_norm_([parameters], clip)
        optimizer.step()
        gradients.append(gradient.tolist())
        path.append(parameters.tolist())
    return {"name": name, "settings": settings, "clip": clip, "start": start.tolist(), "gradients": gradients, "path": path}


def network(activation, function):
    first, second = torch.nn.Linear(3, 4), torch.nn.Linear(4, 2, bias=False)
    inputs = torch.randn(5, 3, requires_grad=True)
    weights = torch.randn(5, 2)
    outputs = second(function(first(inputs)))
    (outputs * weights).sum().backward()
    # Our dense layers keep W as [inputs, outputs]; PyTorch's as [outputs, inputs].
    flat = lambda w1, b1, w2: torch.cat([w1.T.reshape(-1), b1, w2.T.reshape(-1)]).tolist()
    return {"activation": activation, "inputs": inputs.reshape(-1).tolist(),
            "parameters": flat(first.weight.detach(), first.bias.detach(), second.weight.detach()),
            "outputs": outputs.reshape(-1).tolist(), "outputGradient": weights.reshape(-1).tolist(),
            "parameterGradient": flat(first.weight.grad, first.bias.grad, second.weight.grad)}


golden.write(
    "Tests/NeuralNetworksTests/Golden/torch.json", f"PyTorch {torch.__version__}, float64",
    crossEntropy=[cross_entropy(dict(classes=c, scale=s, label=l)) for c, s, l in
                  [(2, 1, 0), (3, 1, 2), (5, 3, 1), (10, 30, 7), (3, 300, 0)]],
    divergence=[divergence(*case) for case in
                [(2, 1, 1), (3, 1, 2), (3, 5, 4), (10, 3, 2), (4, 100, 1), (4, 0.01, 20)]],
    optimizers=[optimiser("adam", torch.optim.Adam, lr=0.01), optimiser("adam", torch.optim.Adam, lr=0.3),
                optimiser("sgd", torch.optim.SGD, lr=0.1),
                optimiser("sgd", torch.optim.SGD, lr=0.05, momentum=0.9),
                optimiser("adam", torch.optim.Adam, lr=0.01, weight_decay=0.3),
                optimiser("adamW", torch.optim.AdamW, lr=0.02, weight_decay=0.5),
                optimiser("sgd", torch.optim.SGD, lr=0.05, momentum=0.5, weight_decay=0.2),
                optimiser("adam", torch.optim.Adam, clip=1.0, lr=0.01),
                optimiser("sgd", torch.optim.SGD, clip=0.5, lr=0.1)],
    networks=[network("relu", torch.relu), network("tanh", torch.tanh), network("sine", torch.sin)])
