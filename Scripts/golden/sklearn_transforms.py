"""Scalers, principal components and class weights as scikit-learn has them."""

import golden
import numpy
import sklearn
from sklearn.decomposition import PCA
from sklearn.preprocessing import MinMaxScaler, StandardScaler
from sklearn.utils.class_weight import compute_class_weight

random = numpy.random.default_rng(1)


def numbers(array):
    return numpy.asarray(array, dtype=float).reshape(-1).tolist()


def matrix(array):
    return {"rows": len(array), "elements": numbers(array)}


def scaling(name, features, unseen):
    standard = StandardScaler().fit(features)
    ranges = [(0, 1), (-numpy.pi, numpy.pi), (0, numpy.pi), (-3, 0.1)]
    return {"name": name, "features": matrix(features), "unseen": matrix(unseen),
            "means": numbers(standard.mean_), "scales": numbers(standard.scale_),
            "standard": numbers(standard.transform(unseen)),
            "ranges": [{"lower": float(low), "upper": float(high), "clips": clip, "scaled": numbers(
                MinMaxScaler((low, high), clip=clip).fit(features).transform(unseen))}
                for low, high in ranges for clip in [False, True]]}


def components(name, features, count):
    pca = PCA(count, svd_solver="full").fit(features)
    return {"name": name, "features": matrix(features), "count": count, "means": numbers(pca.mean_),
            "variances": numbers(pca.explained_variance_), "shares": numbers(pca.explained_variance_ratio_),
            "components": numbers(pca.components_), "scores": numbers(pca.transform(features))}


def weights(labels):
    classes = numpy.unique(labels)
    return {"labels": list(map(int, labels)),
            "weights": numbers(compute_class_weight("balanced", classes=classes, y=labels))}


def spread(rows, columns, ratio):
    """Correlated columns whose principal variances fall by about this ratio."""
    mixed, _ = numpy.linalg.qr(random.normal(size=(columns, columns)))
    return random.normal(size=(rows, columns)) * ratio ** (-numpy.arange(columns) / 2) @ mixed + random.normal(size=columns)


ordinary = random.normal([0, 5, -300, 1e-6], [1, 0.01, 40, 1e-7], (25, 4))
difficult = random.normal(0, 1, (12, 5))
difficult[:, 0] = 7.3
difficult[:, 1] = 0
difficult[:, 2] = 1e9 + random.normal(0, 1e-3, 12)
difficult[:, 3] = 0.1 * (1 + numpy.arange(12) % 2 * 2e-16)

golden.write(
    "Tests/DatasetsTests/Golden/transforms.json", f"scikit-learn {sklearn.__version__}, NumPy {numpy.__version__}",
    scalings=[
        scaling("four columns of different sizes", ordinary, random.normal([0, 5, -300, 1e-6], [3, 0.03, 90, 3e-7], (4, 4))),
        scaling("constant columns and a large offset", difficult, numpy.r_[difficult[:2], difficult[2:4] + 0.5]),
        scaling("a single row", numpy.array([[1.5, -2.0]]), numpy.array([[1.5, -2.0], [2.0, 3.0]])),
    ],
    components=[
        components("more rows than columns", spread(30, 6, 2), 4),
        components("all components", spread(9, 4, 3), 4),
        components("more columns than rows", spread(7, 15, 1.5), 5),
        components("as many rows as columns", spread(8, 8, 2), 6),
        components("two columns", spread(10, 2, 4), 1),
        components("one column", random.normal(3, 2, (5, 1)), 1),
        components("two rows", random.normal(0, 1, (2, 3)), 1),
        components("columns without correlation", numpy.kron(numpy.diag([3.0, 2, 1]), [[1], [-1]]), 3),
        components("a large offset", spread(12, 3, 3) + 1e6, 2),
    ],
    classWeights=[
        weights(numpy.r_[[0] * 45, [1] * 5]),
        weights(random.integers(0, 4, 50)),
        weights([0, 1]),
    ])
