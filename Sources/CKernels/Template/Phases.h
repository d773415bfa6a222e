// A stage's diagonal, and the gradient of its phases.
//
// With the phases a_S of the parities S at the places S of an array, a Walsh-Hadamard transform gives every row's
// phase, sum_S (-1)^(S . y) a_S; and a transform of Q[y] gives every parity's gradient at the place S. The lowest
// bits of y are the lanes of a vector: they are put in, and read out, by signs.

enum { LANE_BITS = LANES == 16 ? 4 : LANES == 8 ? 3 : LANES == 4 ? 2 : 1 };

INLINE size_t row_count(const qd_circuit *c) { return (size_t)1 << c->qubit_count; }
/// Vectors that hold one number for each row.
INLINE size_t row_vectors(const qd_circuit *c) { return (row_count(c) + LANES - 1) / LANES; }

/// Two levels at a time, so that the array is read half as often; the last one alone if their number is odd.
#define TRANSFORM(vector, v, count) \
  size_t half = 1; \
  for (; 4 * half <= count; half *= 4) \
    for (size_t start = 0; start < count; start += 4 * half) \
      for (size_t i = start; i < start + half; i++) { \
        vector *p = (vector *)v + i; \
        vector a = p[0], b = p[half], c = p[2 * half], d = p[3 * half]; \
        p[0] = a + b + (c + d); \
        p[half] = a - b + (c - d); \
        p[2 * half] = a + b - (c + d); \
        p[3 * half] = a - b - (c - d); \
      } \
  if (half < count) \
    for (size_t i = 0; i < half; i++) { \
      vector *p = (vector *)v + i; \
      vector a = p[0], b = p[half]; \
      p[0] = a + b; \
      p[half] = a - b; \
    }

static void transform_integers(uinteger *v, size_t count) { TRANSFORM(uvec, v, count) }

static void transform_vectors(scalar *v, size_t count) { TRANSFORM(vec, v, count) }

INLINE int is_odd(uint32_t bits) { return __builtin_popcount(bits) & 1; }

/// Phases as factors of a stage's rows: scale x exp(-i sum of phases), for angles below `angle_limit`.
///
/// Row y stands for row y ^ flip. With `z_of_flips`, the flipped bits get a Z each.
static void phase_factors(
  const qd_circuit *c, const qd_phase *terms, int32_t term_count, const uinteger *phases, int32_t angle_limit,
  uint32_t flip, int z_of_flips, scalar scale, scalar *re, scalar *im
) {
  size_t count = row_vectors(c);
  uinteger *sums = (uinteger *)re;
  for (size_t i = 0; i < count; i++) *((uvec *)sums + i) = (uvec){};
  for (int32_t i = 0; i < term_count; i++) {
    qd_phase p = terms[i];
    if (p.angle >= angle_limit) continue;
    uinteger phase = is_odd(p.mask & flip) ? -phases[p.angle] : phases[p.angle];
    uvec odd = odd_lanes(p.mask);
    *((uvec *)sums + (p.mask >> LANE_BITS)) += (((uvec){} + phase) ^ odd) - odd;
  }
  for (uint32_t rest = z_of_flips ? flip : 0; rest != 0; rest &= rest - 1) {
    uint32_t mask = rest & -rest;
    uvec odd = odd_lanes(mask);
    *((uvec *)sums + (mask >> LANE_BITS)) += (((uvec){} - QUARTER_TURN) ^ odd) - odd;
  }
  transform_integers(sums, count);
  for (size_t i = 0; i < count; i++) {
    vec cosine, sine;
    cos_sin(*((uvec *)sums + i), &cosine, &sine);
    store(re + i * LANES, scale * cosine);
    store(im + i * LANES, -scale * sine);
  }
}

/// The same for phases that differ from sample to sample: rows of factors, [rows][re, im][lanes].
static void phase_factors_by_sample(
  const qd_circuit *c, const qd_stage *stage, const scalar *angles, uint32_t flip, scalar *factors,
  uinteger *sums
) {
  size_t count = row_count(c);
  vec errors = zero(), error;
  for (size_t y = 0; y < count; y++) *((uvec *)sums + y) = (uvec){};
  for (int32_t i = 0; i < stage->phase_count; i++) {
    qd_phase p = stage->phases[i];
    int32_t angle = p.angle - c->shared_angle_count;
    if (angle < 0) continue;
    uvec phase = phases_of(load(angles + (size_t)angle * LANES), &error);
    errors += error;
    *((uvec *)sums + p.mask) += is_odd(p.mask & flip) ? -phase : phase;
  }
  transform_integers(sums, count);
  for (size_t y = 0; y < count; y++) {
    vec cosine, sine;
    cos_sin(*((uvec *)sums + y), &cosine, &sine);
    store(factors + 2 * y * LANES, cosine + errors);
    store(factors + (2 * y + 1) * LANES, errors - sine);
  }
}

/// The gradient by a stage's shared phases, from Q summed over the samples: `rows` [rows], in the order of the stage.
static void phase_gradients(
  const qd_circuit *c, const qd_phase *terms, int32_t term_count, scalar *rows, uint32_t flip, double *gradients
) {
  transform_vectors(rows, row_vectors(c));
  for (int32_t i = 0; i < term_count; i++) {
    qd_phase p = terms[i];
    if (p.angle >= c->shared_angle_count) continue;
    vec row = load(rows + (p.mask >> LANE_BITS) * LANES);
    uvec sign = odd_lanes(p.mask) << (PHASE_BITS - 1);
    scalar sum = lane_sum((vec)((uvec)row ^ sign));
    gradients[p.angle] += is_odd(p.mask & flip) ? -sum : sum;
  }
}
