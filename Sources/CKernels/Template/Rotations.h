// RY rotations of some bits of a state's row index.
//
// A state is [rows][re, im][lanes]. RY is real, so that re and im are turned alike, as rows of real vectors. K bits
// at a time go through the registers (radix 2^K).
//
// By default a rotation is shorn of its cosine: (x0 - t x1, x1 + t x0) with t = tan(angle / 2), one fused
// multiply-add a number; the cosines are in the stage's factors. A rotation whose angle differs from sample to
// sample keeps cosine and sine.

/// The rotations of a stage's bits: tangents that all samples share, or vectors.
typedef struct {
  const scalar *tangents;
  /// [bits][cosine, sine][lanes]
  const scalar *by_sample;
} rotations;

typedef struct {
  vec cosine[4], sine[4];
} turn_vectors;

/// The rotations of the bits from `first` on.
INLINE turn_vectors vectors_of(const int K, const int by_sample, const rotations *r, int first) {
  turn_vectors v;
  UNROLL for (int k = 0; k < K; k++) {
    if (by_sample) {
      v.cosine[k] = load(r->by_sample + 2 * (size_t)(first + k) * LANES);
      v.sine[k] = load(r->by_sample + (2 * (size_t)(first + k) + 1) * LANES);
    } else {
      v.sine[k] = every(r->tangents[first + k]);
    }
  }
  return v;
}

/// Turns 2^K vectors, bit k of their index by rotation k.
INLINE void turn(const int K, const int by_sample, vec *x, const turn_vectors *r) {
  UNROLL for (int k = 0; k < K; k++) {
    UNROLL for (int j = 0; j < 1 << K; j++) if (!(j >> k & 1)) {
      vec a = x[j], b = x[j | 1 << k];
      if (by_sample) {
        x[j] = r->cosine[k] * a - r->sine[k] * b;
        x[j | 1 << k] = r->cosine[k] * b + r->sine[k] * a;
      } else {
        x[j] = a - r->sine[k] * b;
        x[j | 1 << k] = b + r->sine[k] * a;
      }
    }
  }
}

/// Turns them back.
INLINE void turn_back(const int K, const int by_sample, vec *x, const turn_vectors *r) {
  UNROLL for (int k = 0; k < K; k++) {
    UNROLL for (int j = 0; j < 1 << K; j++) if (!(j >> k & 1)) {
      vec a = x[j], b = x[j | 1 << k];
      if (by_sample) {
        x[j] = r->cosine[k] * a + r->sine[k] * b;
        x[j | 1 << k] = r->cosine[k] * b - r->sine[k] * a;
      } else {
        x[j] = a + r->sine[k] * b;
        x[j | 1 << k] = b - r->sine[k] * a;
      }
    }
  }
}

/// The two halves of the rotations' gradients: the sums over pairs of lambda1 psi0 and of lambda0 psi1.
typedef struct {
  vec plus[4], minus[4];
} turn_sums;

/// Adds what psi, number j of 2^K, contributes.
INLINE void add_products(const int K, turn_sums *sums, const vec *lambda, int j, vec psi) {
  UNROLL for (int k = 0; k < K; k++) {
    if (j >> k & 1) sums->minus[k] += lambda[j ^ 1 << k] * psi;
    else sums->plus[k] += lambda[j ^ 1 << k] * psi;
  }
}

INLINE void clear_sums(const int K, turn_sums *sums) {
  UNROLL for (int k = 0; k < K; k++) sums->plus[k] = sums->minus[k] = zero();
}

/// Adds to the stage's gradients, [bits][lanes].
INLINE void flush_sums(const int K, const turn_sums *sums, scalar *gradients, int first) {
  UNROLL for (int k = 0; k < K; k++) {
    scalar *g = gradients + (size_t)(first + k) * LANES;
    store(g, load(g) + (sums->plus[k] - sums->minus[k]));
  }
}

// MARK: - Passes over a whole state

/// A state's rows as vectors that differ in K bits from `first` on: 2^(bits - first - K) groups of so many side by side.
#define FOR_EACH_GROUP(K, bits, first) \
  for (size_t step = ((size_t)2 << (first)) * LANES, high = 0; high < (size_t)1 << ((bits) - (first) - (K)); high++) \
    for (size_t at = (high << (K)) * step, end = at + step; at < end; at += LANES)

INLINE void rotate_bits(
  const int K, const int by_sample, scalar *to, const scalar *from, int bits, int first, const rotations *r
) {
  turn_vectors t = vectors_of(K, by_sample, r, first);
  FOR_EACH_GROUP(K, bits, first) {
    vec x[1 << K];
    UNROLL for (int j = 0; j < 1 << K; j++) x[j] = load(from + at + j * step);
    turn(K, by_sample, x, &t);
    UNROLL for (int j = 0; j < 1 << K; j++) store(to + at + j * step, x[j]);
  }
}

/// Turns lambda back, and adds to the gradients. `psi` is the state after the rotations, or, if `psi_is_before`, the
/// state before them: a rotation commutes with its generator, so both give the same.
INLINE void unrotate_bits(
  const int K, const int by_sample, const int psi_is_before, scalar *restrict lambda, const scalar *restrict psi, int bits, int first,
  const rotations *r, scalar *gradients
) {
  turn_vectors t = vectors_of(K, by_sample, r, first);
  turn_sums sums;
  clear_sums(K, &sums);
  FOR_EACH_GROUP(K, bits, first) {
    vec x[1 << K];
    UNROLL for (int j = 0; j < 1 << K; j++) x[j] = load(lambda + at + j * step);
    if (!psi_is_before)
      UNROLL for (int j = 0; j < 1 << K; j++) add_products(K, &sums, x, j, load(psi + at + j * step));
    turn_back(K, by_sample, x, &t);
    if (psi_is_before)
      UNROLL for (int j = 0; j < 1 << K; j++) add_products(K, &sums, x, j, load(psi + at + j * step));
    UNROLL for (int j = 0; j < 1 << K; j++) store(lambda + at + j * step, x[j]);
  }
  flush_sums(K, &sums, gradients, first);
}

#define FOR_RADIX(k, CALL) \
  switch (k) { \
    case 1: CALL(1); break; \
    case 2: CALL(2); break; \
    case 3: CALL(3); break; \
    case 4: CALL(4); break; \
  }

static void rotate(scalar *to, const scalar *from, int bits, int first, int count, const rotations *r) {
#define SHARED(K) rotate_bits(K, 0, to, from, bits, first, r)
#define BY_SAMPLE(K) rotate_bits(K, 1, to, from, bits, first, r)
  if (r->by_sample) FOR_RADIX(count, BY_SAMPLE) else FOR_RADIX(count, SHARED)
#undef SHARED
#undef BY_SAMPLE
}

static void unrotate(
  int psi_is_before, scalar *lambda, const scalar *psi, int bits, int first, int count, const rotations *r,
  scalar *gradients
) {
#define CALL(K, by_sample, before) unrotate_bits(K, by_sample, before, lambda, psi, bits, first, r, gradients)
#define EITHER(K) \
  do { \
    if (r->by_sample) { if (psi_is_before) CALL(K, 1, 1); else CALL(K, 1, 0); } \
    else { if (psi_is_before) CALL(K, 0, 1); else CALL(K, 0, 0); } \
  } while (0)
  FOR_RADIX(count, EITHER)
#undef CALL
#undef EITHER
}
