// Density matrices as vectors of real numbers v[P] = Tr(P rho), for a tile of samples: [4^n][lanes].
//
// P is bits: for qubit q bit 2q if it has an X or Y there, bit 2q + 1 if a Z or Y; the product of two is the exclusive or, up
// to a phase. A rotation mixes pairs of rows, a channel of one qubit only rows that differ in that qubit.

#define X_BITS 0x55555555u

INLINE size_t pauli_count(const qd_circuit *c) { return (size_t)1 << 2 * c->qubit_count; }

/// The qubits' Xs where there are Zs, and the other way round.
INLINE uint32_t exchanged(uint32_t p) { return (p & X_BITS) << 1 | (p >> 1 & X_BITS); }
INLINE int anticommute(uint32_t p, uint32_t q) { return is_odd(p & exchanged(q)); }
INLINE int count_of_y(uint32_t p) { return __builtin_popcount(p & p >> 1 & X_BITS); }

/// Whether -i P Q = -(P xor Q), for P and Q that anticommute: with P = i^(Ys) X^x Z^z the factors i, and -1 for each Z of P that
/// passes an X of Q.
INLINE int turns_backwards(uint32_t p, uint32_t q) {
  int quarters = count_of_y(p) + count_of_y(q) - count_of_y(p ^ q) + 2 * __builtin_popcount(p >> 1 & q & X_BITS) - 1;
  return (quarters & 3) != 0;
}

/// Cosine and sine of a whole angle, of a tile's samples.
INLINE half_angle whole_angle(half_angle a) {
  return (half_angle){a.cosine * a.cosine - a.sine * a.sine, 2 * a.cosine * a.sine};
}

/// (Q, Q') -> (cos Q - sin Q', cos Q' + sin Q) in `count` vectors of each.
INLINE void turn_rows(scalar *q, scalar *image, size_t count, half_angle a) {
  for (size_t i = 0; i < count; i++) {
    vec x = load(q + i * LANES), y = load(image + i * LANES);
    store(q + i * LANES, a.cosine * x - a.sine * y);
    store(image + i * LANES, a.cosine * y + a.sine * x);
  }
}

/// Calls BODY with each pair of runs of `run` rows, from `q` and from `image` on, that a rotation about P mixes: Q turns to -iPQ.
/// A rotation about P of one qubit has runs; others go row by row.
#define FOR_EACH_TURN(c, p, q, image, run, BODY) \
  do { \
    uint32_t lowest_ = (p) & -(p); \
    int qubit_ = __builtin_ctz(p) / 2; \
    if ((p) >> (2 * qubit_ + 2) == 0) { \
      size_t run = (size_t)1 << 2 * qubit_; \
      uint32_t digit_ = (p) >> 2 * qubit_, other_ = digit_ == 1 ? 2 : 1; \
      uint32_t from_ = other_ << 2 * qubit_; \
      if (turns_backwards(p, from_)) from_ ^= (p); \
      for (size_t block_ = 0; block_ < pauli_count(c); block_ += 4 * run) { \
        size_t q = block_ + from_, image = block_ + (from_ ^ (p)); \
        BODY \
      } \
    } else { \
      const size_t run = 1; \
      for (uint32_t row_ = 0; row_ < pauli_count(c); row_++) { \
        if ((row_ & lowest_) || !anticommute(p, row_)) continue; \
        int back_ = turns_backwards(p, row_); \
        size_t q = back_ ? row_ ^ (p) : row_, image = back_ ? row_ : row_ ^ (p); \
        BODY \
      } \
    } \
  } while (0)

static void rotate_paulis(const qd_circuit *c, uint32_t p, half_angle half, scalar *v) {
  half_angle a = whole_angle(half);
  FOR_EACH_TURN(c, p, q, image, run, { turn_rows(v + q * LANES, v + image * LANES, run, a); });
}

/// The derivative by the angle of a rotation that has led to `v`: sum of lambda[Q'] v[Q] - lambda[Q] v[Q'].
static vec rotation_gradient(const qd_circuit *c, uint32_t p, const scalar *lambda, const scalar *v) {
  vec sum = zero();
  FOR_EACH_TURN(c, p, q, image, run, {
    for (size_t i = 0; i < run; i++) {
      sum += load(lambda + (image + i) * LANES) * load(v + (q + i) * LANES);
      sum -= load(lambda + (q + i) * LANES) * load(v + (image + i) * LANES);
    }
  });
  return sum;
}

/// What a gate of two qubits makes of P, and whether it changes the sign. All three are their own inverses.
INLINE uint32_t conjugated(qd_noisy_kind kind, int first, int second, uint32_t p, int *negates) {
  uint32_t a = p >> 2 * first & 3, b = p >> 2 * second & 3, c = a, d = b;
  *negates = 0;
  switch (kind) {
    case QD_CONTROLLED_X:  // an X of the control spreads to the target, a Z of the target to the control
      d ^= a & 1;
      c ^= b & 2;
      *negates = (a & 1) && (b & 2) && ((b & 1) == (a >> 1 & 1));
      break;
    case QD_CONTROLLED_Z:
      d ^= (a & 1) << 1;
      c ^= (b & 1) << 1;
      *negates = (a & 1) && (b & 1) && (a >> 1 != b >> 1);
      break;
    default:
      c = b;
      d = a;
  }
  return (p & ~(3u << 2 * first | 3u << 2 * second)) | c << 2 * first | d << 2 * second;
}

static void permute_paulis(const qd_circuit *c, const qd_noisy_step *s, scalar *v) {
  int first = s->qubits[0], second = s->qubits[1];
  uint32_t images[16];
  int signs[16];
  for (uint32_t d = 0; d < 16; d++)
    images[d] = conjugated(s->kind, first, second, (d & 3) << 2 * first | (d >> 2) << 2 * second, &signs[d]);
  // Rows between the lower and the higher qubit, and above.
  int low = first < second ? first : second, high = first < second ? second : first;
  size_t run = (size_t)1 << 2 * low, middle = (size_t)1 << 2 * high;
  for (uint32_t d = 0; d < 16; d++) {
    uint32_t from = (d & 3) << 2 * first | (d >> 2) << 2 * second, to = images[d];
    if (to < from || (to == from && !signs[d])) continue;
    for (size_t top = 0; top < pauli_count(c); top += 4 * middle)
      for (size_t mid = 0; mid < middle; mid += 4 * run) {
        scalar *p = v + (top + mid + from) * LANES, *q = v + (top + mid + to) * LANES;
        for (size_t i = 0; i < run; i++) {
          vec x = load(p + i * LANES), y = load(q + i * LANES);
          store(p + i * LANES, signs[d] ? -y : y);
          store(q + i * LANES, signs[d] ? -x : x);
        }
      }
  }
}

/// X -> x X, Y -> y Y, Z -> z Z + shift; backwards the transpose: Z gives its shift to I.
static void shrink_qubit(const qd_circuit *c, const qd_noisy_step *s, int backwards, scalar *v) {
  size_t run = (size_t)1 << 2 * s->qubits[0];
  vec x = every((scalar)s->x), y = every((scalar)s->y), z = every((scalar)s->z), shift = every((scalar)s->shift);
  for (size_t block = 0; block < pauli_count(c); block += 4 * run) {
    scalar *i = v + block * LANES, *px = i + run * LANES, *pz = px + run * LANES, *py = pz + run * LANES;
    for (size_t j = 0; j < run * LANES; j += LANES) {
      vec one = load(i + j), zz = load(pz + j);
      store(px + j, x * load(px + j));
      store(py + j, y * load(py + j));
      if (backwards) {
        store(i + j, one + shift * zz);
        store(pz + j, z * zz);
      } else {
        store(pz + j, z * zz + shift * one);
      }
    }
  }
}

/// All but the identity on these qubits shrink.
static void shrink_jointly(const qd_circuit *c, const qd_noisy_step *s, scalar *v) {
  vec left = every((scalar)s->x);
  for (uint32_t row = 0; row < pauli_count(c); row++)
    if (row & s->pauli) store(v + row * LANES, left * load(v + row * LANES));
}

/// The way there and, for derivatives, the way back: the transpose.
static void apply_to_paulis(const tile *t, const qd_noisy_step *s, int backwards, scalar *v) {
  switch (s->kind) {
    case QD_ROTATE: {
      half_angle a = half_angle_of(t, s->angle);
      if (backwards) a.sine = -a.sine;
      rotate_paulis(t->c, (uint32_t)s->pauli, a, v);
      break;
    }
    case QD_CONTROLLED_X: case QD_CONTROLLED_Z: case QD_SWAP: permute_paulis(t->c, s, v); break;
    case QD_CHANNEL: shrink_qubit(t->c, s, backwards, v); break;
    case QD_JOINT_DEPOLARIZING: shrink_jointly(t->c, s, v); break;
  }
}

// MARK: - The first state

/// Row of the Pauli operator with X or Y at the bits of `x` and Z or Y at those of `z`.
INLINE size_t pauli_row(int qubits, uint32_t x, uint32_t z) {
  size_t row = 0;
  for (int q = 0; q < qubits; q++) row |= (size_t)(x >> q & 1) << 2 * q | (size_t)(z >> q & 1) << (2 * q + 1);
  return row;
}

/// Of |0...0>: 1 for products of Zs.
static void first_paulis(const qd_circuit *c, scalar *v) {
  for (uint32_t row = 0; row < pauli_count(c); row++) store(v + row * LANES, every(row & X_BITS ? 0 : 1));
}

/// i^Ys, where it is real: with an odd number of Ys nothing is left of real amplitudes.
INLINE scalar sign_of_ys(uint32_t x, uint32_t z) {
  int count = __builtin_popcount(x & z) & 3;
  return count == 0 ? 1 : count == 2 ? -1 : 0;
}

/// Of real amplitudes: <P> = sum over k of psi[k ^ x] psi[k] (-1)^(z . k), times i^Ys; for each x a transform over z.
static void paulis_of_amplitudes(const tile *t, scalar *v) {
  const qd_circuit *c = t->c;
  const scalar *psi = t->states.first_state;
  scalar *sums = t->work.lambda;
  for (uint32_t x = 0; x < row_count(c); x++) {
    for (uint32_t k = 0; k < row_count(c); k++)
      store(sums + k * LANES, load(psi + 2 * (k ^ x) * LANES) * load(psi + 2 * k * LANES));
    transform_vectors(sums, row_count(c));
    for (uint32_t z = 0; z < row_count(c); z++)
      store(v + pauli_row(c->qubit_count, x, z) * LANES, sign_of_ys(x, z) * load(sums + z * LANES));
  }
}

/// The way back: leaves half the derivatives by the amplitudes in `t->work.other_lambda`, as if they were complex.
static void undo_paulis_of_amplitudes(const tile *t, const scalar *lambda) {
  const qd_circuit *c = t->c;
  const scalar *psi = t->states.first_state;
  scalar *sums = t->work.lambda, *out = t->work.other_lambda;
  for (size_t k = 0; k < 2 * row_count(c); k++) store(out + k * LANES, zero());
  for (uint32_t x = 0; x < row_count(c); x++) {
    for (uint32_t z = 0; z < row_count(c); z++)
      store(sums + z * LANES, sign_of_ys(x, z) * load(lambda + pauli_row(c->qubit_count, x, z) * LANES));
    transform_vectors(sums, row_count(c));
    // psi[k] occurs twice: with its own partner, and as the partner of k ^ x.
    for (uint32_t k = 0; k < row_count(c); k++) {
      vec g = (load(sums + k * LANES) + load(sums + (k ^ x) * LANES)) * load(psi + 2 * (k ^ x) * LANES);
      store(out + 2 * k * LANES, load(out + 2 * k * LANES) + (scalar)0.5 * g);
    }
  }
}
