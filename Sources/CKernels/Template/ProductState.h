// The states before any two qubits have met: a product of single qubits, each [2][re, im][lanes].
//
// The product is built by halves, and its backward pass is a contraction with all qubits but one, by halves too: the
// environment of a range of qubits is sum over the others of conj(lambda) psi. A node of this tree holds the state of
// a range of qubits, then the nodes of its two halves.

INLINE size_t qubit_size(void) { return 4 * LANES; }

/// Vectors that a node of m qubits takes: node(m) = 2^(m + 1) + node(m / 2) + node(m - m / 2), node(1) = 4.
static const uint32_t NODE_VECTORS[] = {
  0, 4, 16, 36, 64, 116, 200, 356, 640, 1204, 2280, 4412, 8592, 16940, 33480, 66532, 132352, 263988, 526696, 1052060,
  2101712,
};

INLINE size_t node_size(int qubits) { return NODE_VECTORS[qubits] * LANES; }

INLINE scalar *left_node(scalar *node, int qubits) { return node + ((size_t)2 << qubits) * LANES; }
INLINE scalar *right_node(scalar *node, int qubits) { return left_node(node, qubits) + node_size(qubits / 2); }

/// product[b, a] = left[a] right[b]
static void outer_product(
  scalar *restrict product, const scalar *restrict left, int left_qubits, const scalar *restrict right,
  int right_qubits
) {
  for (size_t b = 0; b < (size_t)1 << right_qubits; b++) {
    vec re = load(right + 2 * b * LANES), im = load(right + (2 * b + 1) * LANES);
    for (size_t a = 0; a < (size_t)1 << left_qubits; a++) {
      vec x = load(left + 2 * a * LANES), y = load(left + (2 * a + 1) * LANES);
      store(product, x * re - y * im);
      store(product + LANES, x * im + y * re);
      product += 2 * LANES;
    }
  }
}

/// Fills a node: the state of `qubits` qubits.
static void build_node(scalar *node, const scalar *states, int qubits) {
  if (qubits == 1) {
    for (size_t i = 0; i < 4; i++) store(node + i * LANES, load(states + i * LANES));
    return;
  }
  int half = qubits / 2;
  build_node(left_node(node, qubits), states, half);
  build_node(right_node(node, qubits), states + (size_t)half * qubit_size(), qubits - half);
  outer_product(node, left_node(node, qubits), half, right_node(node, qubits), qubits - half);
}

/// One element of an environment, (x, y): times left (e, f) it is added to (re, im), times right (c, d) to `to`.
INLINE void contract(vec x, vec y, vec e, vec f, vec c, vec d, vec *re, vec *im, scalar *to) {
  *re += x * e; *re -= y * f;
  *im += x * f; *im += y * e;
  vec u = load(to), v = load(to + LANES);
  u += x * c; u -= y * d;
  v += x * d; v += y * c;
  store(to, u);
  store(to + LANES, v);
}

/// Splits an environment [b, a]: left_env[a] = sum_b env[b, a] right[b], right_env[b] = sum_a env[b, a] left[a].
static void split_environment(
  const scalar *restrict env, const scalar *restrict left, int left_qubits, const scalar *restrict right,
  int right_qubits, scalar *restrict left_env, scalar *restrict right_env
) {
  size_t left_rows = (size_t)1 << left_qubits;
  for (size_t i = 0; i < 2 * left_rows; i++) store(left_env + i * LANES, zero());
  for (size_t b = 0; b < (size_t)1 << right_qubits; b++) {
    vec c = load(right + 2 * b * LANES), d = load(right + (2 * b + 1) * LANES), re = zero(), im = zero();
    for (size_t a = 0; a < left_rows; a++) {
      vec x = load(env), y = load(env + LANES);
      env += 2 * LANES;
      vec e = load(left + 2 * a * LANES), f = load(left + (2 * a + 1) * LANES);
      contract(x, y, e, f, c, d, &re, &im, left_env + 2 * a * LANES);
    }
    store(right_env + 2 * b * LANES, re);
    store(right_env + (2 * b + 1) * LANES, im);
  }
}

/// The environments of single qubits, from that of a node's range; `room` for as many numbers as two nodes.
static void spread_environment(scalar *node, const scalar *env, int qubits, scalar *environments, scalar *room) {
  if (qubits == 1) {
    for (size_t i = 0; i < 4; i++) store(environments + i * LANES, load(env + i * LANES));
    return;
  }
  int half = qubits / 2;
  scalar *left = room, *right = left + ((size_t)2 << half) * LANES;
  scalar *rest = right + ((size_t)2 << (qubits - half)) * LANES;
  split_environment(
    env, left_node(node, qubits), half, right_node(node, qubits), qubits - half, left, right);
  spread_environment(left_node(node, qubits), left, half, environments, rest);
  spread_environment(
    right_node(node, qubits), right, qubits - half, environments + (size_t)half * qubit_size(), rest);
}

/// The first splitting, of the environment of all qubits, fetched from the stage above (or from the measurement) on
/// the way; psi is multiplied out again, which is cheaper than to load it.
INLINE void split_first(
  const origin_kind kind, const origin *from, const scalar *restrict left, int left_qubits,
  const scalar *restrict right, int right_qubits, scalar *restrict left_env, scalar *restrict right_env
) {
  const origin o = *from;
  size_t left_rows = (size_t)1 << left_qubits;
  for (size_t i = 0; i < 2 * left_rows; i++) store(left_env + i * LANES, zero());
  for (size_t b = 0; b < (size_t)1 << right_qubits; b++) {
    vec c = load(right + 2 * b * LANES), d = load(right + (2 * b + 1) * LANES), re = zero(), im = zero();
    for (size_t a = 0; a < left_rows; a++) {
      vec e = load(left + 2 * a * LANES), f = load(left + (2 * a + 1) * LANES), x, y;
      fetch(kind, &o, b * left_rows + a, e * c - f * d, e * d + f * c, &x, &y);
      y = -y;
      contract(x, y, e, f, c, d, &re, &im, left_env + 2 * a * LANES);
    }
    store(right_env + 2 * b * LANES, re);
    store(right_env + (2 * b + 1) * LANES, im);
  }
}

/// The environments of all qubits.
static void environments_of(
  scalar *root, int qubits, const origin *o, scalar *environments, scalar *room
) {
  if (qubits == 1) {
    for (size_t x = 0; x < 2; x++) {
      vec re, im;
      const scalar *p = root + 2 * x * LANES;
      fetch(o->kind, o, x, load(p), load(p + LANES), &re, &im);
      store(environments + 2 * x * LANES, re);
      store(environments + (2 * x + 1) * LANES, -im);
    }
    return;
  }
  int half = qubits / 2;
  scalar *l = left_node(root, qubits), *r = right_node(root, qubits);
  scalar *left = room, *right = left + ((size_t)2 << half) * LANES;
  scalar *rest = right + ((size_t)2 << (qubits - half)) * LANES;
  switch (o->kind) {
    case FROM_MEASUREMENT: split_first(FROM_MEASUREMENT, o, l, half, r, qubits - half, left, right); break;
    case FROM_STAGE: split_first(FROM_STAGE, o, l, half, r, qubits - half, left, right); break;
    default: split_first(FROM_STAGE_BY_SAMPLE, o, l, half, r, qubits - half, left, right);
  }
  spread_environment(l, left, half, environments, rest);
  spread_environment(r, right, qubits - half, environments + (size_t)half * qubit_size(), rest);
}

// MARK: - Single qubits

/// Cosine and sine of half an angle, of a tile's samples.
typedef struct {
  vec cosine, sine;
} half_angle;

/// The state of one qubit, or the environment it is contracted with.
typedef struct {
  vec re0, im0, re1, im1;
} qubit;

INLINE qubit load_qubit(const scalar *p) {
  return (qubit){load(p), load(p + LANES), load(p + 2 * LANES), load(p + 3 * LANES)};
}

INLINE void store_qubit(scalar *p, qubit q) {
  store(p, q.re0);
  store(p + LANES, q.im0);
  store(p + 2 * LANES, q.re1);
  store(p + 3 * LANES, q.im1);
}

/// RY(angle) q
INLINE qubit turn_about_y(qubit q, half_angle a) {
  return (qubit){
    a.cosine * q.re0 - a.sine * q.re1, a.cosine * q.im0 - a.sine * q.im1,
    a.sine * q.re0 + a.cosine * q.re1, a.sine * q.im0 + a.cosine * q.im1,
  };
}

/// RZ(angle) q
INLINE qubit turn_about_z(qubit q, half_angle a) {
  return (qubit){
    a.cosine * q.re0 + a.sine * q.im0, a.cosine * q.im0 - a.sine * q.re0,
    a.cosine * q.re1 - a.sine * q.im1, a.cosine * q.im1 + a.sine * q.re1,
  };
}

/// The gradient by the angle of a turn about Y; `env` is already conjugate.
INLINE vec gradient_about_y(qubit q, qubit env) {
  return env.re1 * q.re0 - env.im1 * q.im0 - (env.re0 * q.re1 - env.im0 * q.im1);
}

/// The gradient by the angle of a turn about Z.
INLINE vec gradient_about_z(qubit q, qubit env) {
  return env.re0 * q.im0 + env.im0 * q.re0 - (env.re1 * q.im1 + env.im1 * q.re1);
}
