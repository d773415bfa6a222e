"""Terms of objectives on whole batches as PyTorch has them, or as ten lines of it say them."""

import golden
import torch
import torch.nn.functional as F

torch.manual_seed(2)
torch.set_default_dtype(torch.float64)


def cross_entropy(logits, teacher, labels, weight, labelSmoothing=0.0, classWeights="equal"):
    class_weights = None if classWeights == "equal" else torch.tensor(classWeights)
    return weight * F.cross_entropy(
        logits, labels, weight=class_weights, ignore_index=-1, label_smoothing=labelSmoothing)


def logits(logits, teacher, labels, weight, temperature):
    return weight * temperature ** 2 * F.kl_div(
        F.log_softmax(logits / temperature, 1), F.log_softmax(teacher / temperature, 1),
        reduction="batchmean", log_target=True)


def standardised_logits(logits_, teacher, labels, weight, temperature):
    def z_score(x):
        return (x - x.mean(1, keepdim=True)) / (x.std(1, keepdim=True) + 1e-7)
    return logits(z_score(logits_), z_score(teacher), labels, weight, temperature)


def decoupled(logits, teacher, labels, weight, alpha=1.0, beta=8.0, temperature=4.0):
    targets = torch.where(labels < 0, teacher.argmax(1), labels)
    is_target = F.one_hot(targets, logits.shape[1]).bool()

    def parts(x):
        log_all = F.log_softmax(x / temperature, 1)
        log_others = log_all.masked_fill(is_target, -torch.inf).logsumexp(1, keepdim=True)
        both = torch.cat([log_all[is_target].unsqueeze(1), log_others], 1)
        return both, log_all[~is_target].view(len(x), -1) - log_others
    divergences = [F.kl_div(student, target, reduction="batchmean", log_target=True)
                   for student, target in zip(parts(logits), parts(teacher))]
    return weight * temperature ** 2 * (alpha * divergences[0] + beta * divergences[1])


def dist(logits, teacher, labels, weight, beta=2.0, gamma=2.0, temperature=4.0):
    def distance(x, y):
        return 1 - F.cosine_similarity(x - x.mean(1, keepdim=True), y - y.mean(1, keepdim=True)).mean()
    p, q = F.softmax(logits / temperature, 1), F.softmax(teacher / temperature, 1)
    loss = beta * distance(p, q)
    if len(logits) > 1:
        loss = loss + gamma * distance(p.T, q.T)
    return weight * temperature ** 2 * loss


TERMS = {"crossEntropy": cross_entropy, "logits": logits, "standardisedLogits": standardised_logits,
         "decoupled": decoupled, "dist": dist}


def case(name, samples=7, classes=4, unlabelled=0, scale=2.0, **settings):
    student = (torch.randn(samples, classes) * scale).requires_grad_()
    teacher = torch.randn(samples, classes) * scale
    labels = torch.randint(classes, (samples,))
    labels[torch.randperm(samples)[:unlabelled]] = -1
    loss = TERMS[name](student, teacher, labels, **settings)
    loss.backward()
    return {"term": {name: settings}, "logits": student.tolist(), "teacher": teacher.tolist(),
            "labels": labels.tolist(), "loss": loss.item(), "gradient": student.grad.tolist()}


golden.write(
    "Tests/DistillationTests/Golden/objectives.json", f"PyTorch {torch.__version__}, float64",
    cases=[
        case("crossEntropy", weight=1.0),
        case("crossEntropy", weight=0.5, samples=20, classes=3, unlabelled=12),
        case("crossEntropy", weight=1.0, labelSmoothing=0.1),
        case("crossEntropy", weight=1.0, classWeights=[0.5, 2.0, 0.0, 1.5]),
        case("crossEntropy", weight=2.0, samples=33, unlabelled=5, labelSmoothing=0.3,
             classWeights=[0.5, 2.0, 1.0, 0.25]),
        case("crossEntropy", weight=1.0, classes=20, labelSmoothing=1.0),
        case("logits", weight=0.5, temperature=2.0),
        case("logits", weight=1.0, temperature=4.0, samples=18, classes=20, unlabelled=9),
        case("decoupled", weight=0.5),
        case("decoupled", weight=1.0, beta=2.0, temperature=1.0, samples=33, classes=3, unlabelled=20),
        case("decoupled", weight=1.0, alpha=0.0, samples=1, classes=20, unlabelled=1),
        case("decoupled", weight=1.0, alpha=2.0, beta=1.0, samples=18, classes=20),
        case("decoupled", weight=1.0, beta=0.5, unlabelled=3, scale=1e3),
        case("standardisedLogits", weight=0.5, temperature=2.0),
        case("standardisedLogits", weight=1.0, temperature=1.0, samples=33, classes=3, unlabelled=5),
        case("standardisedLogits", weight=1.0, temperature=0.5, samples=1, classes=20),
        case("standardisedLogits", weight=9.0, temperature=2.0, classes=10, scale=1e3),
        case("standardisedLogits", weight=1.0, temperature=3.0, scale=1e-3),
        case("dist", weight=0.5),
        case("dist", weight=1.0, beta=0.0, temperature=1.0, samples=33, classes=2, unlabelled=20),
        case("dist", weight=1.0, samples=1, classes=20),
        case("dist", weight=1.0, beta=1.0, gamma=0.5, temperature=2.0, samples=33, classes=5),
        case("dist", weight=1.0, gamma=0.0, classes=10, scale=1e3),
        case("dist", weight=1.0, samples=18, classes=3, scale=1e3),
    ])
