"""Terms of objectives that compare features of student and teacher, as ten lines of PyTorch say them."""

import golden
import torch
import torch.nn.functional as F

torch.manual_seed(3)
torch.set_default_dtype(torch.float64)


def hint(student, teacher, adapter, weight):
    # Our weights are [inputs, outputs], row after row, then the biases.
    inputs, outputs = student.shape[1], teacher.shape[1]
    matrix, bias = adapter[:inputs * outputs].reshape(inputs, outputs), adapter[inputs * outputs:]
    return weight * F.mse_loss(F.linear(student, matrix.T, bias), teacher)


def distances(features):
    squares = (features[:, None] - features[None]).pow(2).sum(2).clamp(min=1e-12)
    return squares.sqrt() * (1 - torch.eye(len(features)))


def angles(features):
    directions = F.normalize(features[None] - features[:, None], dim=2)
    return directions @ directions.transpose(1, 2)


def relational(student, teacher, adapter, weight, distance=1.0, angle=2.0):
    own, wanted = distances(student), distances(teacher)
    loss = distance * F.smooth_l1_loss(own / own[own > 0].mean(), wanted / wanted[wanted > 0].mean())
    return weight * (loss + angle * F.smooth_l1_loss(angles(student), angles(teacher)))


def similarity(student, teacher, adapter, weight):
    own, wanted = (F.normalize(f @ f.T, dim=1) for f in (student, teacher))
    return weight * (own - wanted).pow(2).sum() / len(student) ** 2


TERMS = {"hint": hint, "relational": relational, "similarity": similarity}


def case(name, samples=6, width=3, teacher_width=5, scale=1.0, equal_teachers=False, **settings):
    student = (torch.randn(samples, width) * scale).requires_grad_()
    teacher = torch.randn(samples, teacher_width)
    if equal_teachers:
        teacher[1] = teacher[0]
    adapter = torch.randn(teacher_width * (width + 1) if name == "hint" else 0, requires_grad=True)
    loss = TERMS[name](student, teacher, adapter, **settings)
    loss.backward()
    return {"term": {name: settings}, "loss": loss.item(), "features": student.tolist(),
            "teacherFeatures": teacher.tolist(), "featureGradient": student.grad.tolist(), "own": adapter.tolist(),
            "ownGradient": adapter.grad.tolist() if name == "hint" else []}


golden.write(
    "Tests/DistillationTests/Golden/feature_objectives.json", f"PyTorch {torch.__version__}, float64",
    cases=[
        case("hint", weight=100.0), case("hint", weight=0.5, samples=17, width=2, teacher_width=9),
        case("relational", weight=25.0), case("relational", weight=1.0, distance=0.0, angle=1.0, samples=9),
        case("relational", weight=1.0, distance=25.0, angle=0.0, width=1, samples=18),
        case("relational", weight=2.0, width=2, teacher_width=32, samples=21, scale=1e-3),
        case("relational", weight=1.0, equal_teachers=True),
        case("similarity", weight=3000.0), case("similarity", weight=1.0, width=1, teacher_width=20, samples=19),
        case("similarity", weight=1.0, width=4, scale=1e-3, equal_teachers=True),
    ])
