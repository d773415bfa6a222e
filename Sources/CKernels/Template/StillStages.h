// The layout for large states, or few samples: a vector holds LANES neighbouring amplitudes of one sample, and the
// state never moves. Linear permutations only change what a qubit is: a parity of the storage index (to be signed
// by), and bits that flip it (to be rotated by).
//
// RY = S RX S^dagger, and RX = cos (1 - i tan X) needs no signs: re += t im[p ^ m], im -= t re[p ^ m]. The S are
// among the stage's phases, the cosines among its factors. A rotation whose cosine is the smaller one is turned by X
// first: RX(angle) = -i sin X (1 + i cot X); what follows takes the state for one whose index is flipped.

#if defined(__x86_64__) && VECTOR_BYTES == 64
typedef ivec lane_order;
INLINE lane_order order_of(uint32_t flip) { return (ivec)(lane_numbers() ^ (uinteger)flip); }
#if SCALAR_IS_DOUBLE
INLINE vec reordered(vec v, lane_order order) { return (vec)_mm512_permutexvar_pd((__m512i)order, (__m512d)v); }
#else
INLINE vec reordered(vec v, lane_order order) { return (vec)_mm512_permutexvar_ps((__m512i)order, (__m512)v); }
#endif
#elif defined(__x86_64__) && VECTOR_BYTES == 32
typedef __m256i lane_order;
INLINE lane_order order_of(uint32_t flip) {
  __m256i numbers = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
  return _mm256_xor_si256(numbers, _mm256_set1_epi32((int)(SCALAR_IS_DOUBLE ? 2 * flip : flip)));
}
INLINE vec reordered(vec v, lane_order order) { return (vec)_mm256_permutevar8x32_ps((__m256)v, order); }
#else
typedef uint32_t lane_order;
INLINE lane_order order_of(uint32_t flip) { return flip; }
INLINE vec reordered(vec v, lane_order order) {
  vec r;
  UNROLL for (size_t j = 0; j < LANES; j++) r[j] = v[j ^ order];
  return r;
}
#endif

enum { STILL_RADIX = 3, STILL_RADIX_BACK = 2 };

/// Rotations that go through the registers together: the rows they mix are given by independent flips.
typedef struct {
  int count;
  /// Which rotations of the stage.
  int members[STILL_RADIX];
  uint32_t flips[STILL_RADIX];
  /// A bit of each flip (of their echelon form): rows without these bits stand for their group.
  uint32_t pivots;
  /// Echelon form of the flips.
  uint32_t basis[STILL_RADIX], basis_pivots[STILL_RADIX];
} still_group;

/// Puts rotations into groups of at most `radix`. Rotations within vectors are counted separately, in `inner`.
static int make_groups(const qd_still_stage *s, int radix, still_group *groups, int *inner, int *inner_count) {
  int count = 0;
  *inner_count = 0;
  for (int32_t q = 0; q < s->rotation_count; q++) {
    uint32_t flip = s->flips[q] >> LANE_BITS;
    if (flip == 0) {
      inner[(*inner_count)++] = q;
      continue;
    }
    int g = 0;
    for (;; g++) {
      if (g == count) groups[count++] = (still_group){};
      still_group *group = &groups[g];
      if (group->count == radix) continue;
      uint32_t rest = flip;
      for (int i = 0; i < group->count; i++) if (rest & group->basis_pivots[i]) rest ^= group->basis[i];
      if (rest == 0) continue;
      uint32_t pivot = rest & -rest;
      for (int i = 0; i < group->count; i++) if (group->basis[i] & pivot) group->basis[i] ^= rest;
      group->basis[group->count] = rest;
      group->basis_pivots[group->count] = pivot;
      group->pivots |= pivot;
      group->flips[group->count] = flip;
      group->members[group->count++] = q;
      break;
    }
  }
  return count;
}

/// A stage with what its parameters, and the sample, come to.
typedef struct {
  const qd_still_stage *shape;
  /// [2^n]
  const scalar *factor_re, *factor_im;
  /// Of each rotation: tangent, or cosine and sine.
  const scalar *tangents, *cosines, *sines;
  int by_sample;
  /// The bits that rotations before have flipped.
  uint32_t flipped;
} still_stage;

typedef struct {
  vec cosine, sine;  // or 1 and the tangent
  lane_order order;
} still_rotation;

INLINE still_rotation rotation_of(const still_stage *s, int q) {
  still_rotation r = {.order = order_of(s->shape->flips[q] & (LANES - 1))};
  r.cosine = every(s->by_sample ? s->cosines[q] : 1);
  r.sine = every(s->by_sample ? s->sines[q] : s->tangents[q]);
  return r;
}

/// (a, b) become cos (a, b) - i sin X (a, b), where X exchanges a and b and reorders lanes. `sign` -1: the way back.
INLINE void turn_pair(const still_rotation *r, scalar sign, vec *a_re, vec *a_im, vec *b_re, vec *b_im) {
  vec s = sign * r->sine, c = r->cosine;
  vec p_re = reordered(*a_re, r->order), p_im = reordered(*a_im, r->order);
  vec q_re = reordered(*b_re, r->order), q_im = reordered(*b_im, r->order);
  *a_re = c * *a_re + s * q_im;
  *a_im = c * *a_im - s * q_re;
  *b_re = c * *b_re + s * p_im;
  *b_im = c * *b_im - s * p_re;
}

/// The same within a vector.
INLINE void turn_lanes(const still_rotation *r, scalar sign, vec *re, vec *im) {
  vec s = sign * r->sine, c = r->cosine;
  vec p_re = reordered(*re, r->order), p_im = reordered(*im, r->order);
  *re = c * *re + s * p_im;
  *im = c * *im - s * p_re;
}

/// 2^K rows of a state.
INLINE void load_rows(const int K, const scalar *state, size_t row, const uint32_t *offsets, vec *re, vec *im) {
  UNROLL for (int c = 0; c < 1 << K; c++) {
    const scalar *p = state + (row ^ offsets[c]) * 2 * LANES;
    re[c] = load(p);
    im[c] = load(p + LANES);
  }
}

INLINE void store_rows(const int K, scalar *state, size_t row, const uint32_t *offsets, const vec *re, const vec *im) {
  UNROLL for (int c = 0; c < 1 << K; c++) {
    scalar *p = state + (row ^ offsets[c]) * 2 * LANES;
    store(p, re[c]);
    store(p + LANES, im[c]);
  }
}

/// Where the 2^K rows of a group are, beside its first.
INLINE void group_offsets(const int K, const still_group *g, uint32_t *offsets) {
  UNROLL for (int c = 0; c < 1 << K; c++) {
    uint32_t o = 0;
    UNROLL for (int k = 0; k < K; k++) if (c >> k & 1) o ^= g->flips[k];
    offsets[c] = o;
  }
}

/// All rows that have none of the pivot bits.
#define FOR_EACH_REPRESENTATIVE(row, rows, pivots) \
  for (size_t row = 0, left = (rows) >> __builtin_popcount(pivots); left > 0; \
       left--, row = ((row | (pivots)) + 1) & ~(size_t)(pivots))

INLINE void multiply_by(vec *re, vec *im, vec c, vec d) {
  vec a = *re, b = *im;
  *re = c * a - d * b;
  *im = c * b + d * a;
}

// MARK: - There

INLINE void rotate_group(
  const int K, const int is_first, const still_stage *s, const still_group *g, const int *inner, int inner_count,
  scalar *state, size_t rows
) {
  uint32_t offsets[1 << K];
  group_offsets(K, g, offsets);
  still_rotation r[K ? K : 1];
  UNROLL for (int k = 0; k < K; k++) r[k] = rotation_of(s, g->members[k]);
  FOR_EACH_REPRESENTATIVE(row, rows, g->pivots) {
    vec re[1 << K], im[1 << K];
    load_rows(K, state, row, offsets, re, im);
    if (is_first) {
      UNROLL for (int c = 0; c < 1 << K; c++) {
        size_t x = (row ^ offsets[c]) * LANES;
        multiply_by(&re[c], &im[c], load(s->factor_re + x), load(s->factor_im + x));
      }
      for (int i = 0; i < inner_count; i++) {
        still_rotation q = rotation_of(s, inner[i]);
        UNROLL for (int c = 0; c < 1 << K; c++) turn_lanes(&q, 1, &re[c], &im[c]);
      }
    }
    UNROLL for (int k = 0; k < K; k++)
      UNROLL for (int c = 0; c < 1 << K; c++) if (!(c >> k & 1))
        turn_pair(&r[k], 1, &re[c], &im[c], &re[c | 1 << k], &im[c | 1 << k]);
    store_rows(K, state, row, offsets, re, im);
  }
}

/// Exchanges amplitudes: its own inverse.
static void apply_swap(const qd_swap *w, scalar *state, size_t count, uint32_t flipped) {
  uint32_t flip = w->flip ^ flipped;
  for (size_t x = 0; x < count; x++) {
    size_t y = x ^ w->target;
    if (y < x) continue;
    int all = 1;
    for (int32_t i = 0; i < w->control_count; i++) all &= is_odd(w->controls[i] & ((uint32_t)x ^ flip));
    if (!all) continue;
    size_t p = x / LANES * 2 * LANES + x % LANES, q = y / LANES * 2 * LANES + y % LANES;
    for (size_t part = 0; part < 2 * LANES; part += LANES) {
      scalar a = state[p + part];
      state[p + part] = state[q + part];
      state[q + part] = a;
    }
  }
}

static void apply_still_stage(const still_stage *s, scalar *state, size_t rows) {
  still_group groups[32];
  int inner[32], inner_count;
  int count = make_groups(s->shape, STILL_RADIX, groups, inner, &inner_count);
  if (count == 0) groups[count++] = (still_group){};
  for (int32_t i = 0; i < s->shape->swap_count; i++) apply_swap(&s->shape->swaps[i], state, rows * LANES, s->flipped);
  for (int g = 0; g < count; g++) {
#define ROTATE(K) \
  if (g == 0) rotate_group(K, 1, s, &groups[g], inner, inner_count, state, rows); \
  else rotate_group(K, 0, s, &groups[g], inner, inner_count, state, rows)
    switch (groups[g].count) {
      case 0: ROTATE(0); break;
      case 1: ROTATE(1); break;
      case 2: ROTATE(2); break;
      default: ROTATE(3);
    }
#undef ROTATE
  }
}

// MARK: - Back

/// What a stage's backward pass adds to: Q [2^n] and the rotations' gradients.
typedef struct {
  scalar *row_sums;
  scalar *turn_gradients;  // [rotations][lanes]
} still_sums;

/// Im <lambda| X psi>, as vectors.
INLINE vec overlap(const still_rotation *r, vec l_re, vec l_im, vec psi_re, vec psi_im) {
  return l_re * reordered(psi_im, r->order) - l_im * reordered(psi_re, r->order);
}

INLINE void unrotate_group(
  const int K, const int is_first, const still_stage *s, const still_group *g, const int *inner, int inner_count,
  scalar *state, scalar *lambda, size_t rows, vec *gradients, vec *inner_gradients, scalar *row_sums
) {
  uint32_t offsets[1 << K];
  group_offsets(K, g, offsets);
  still_rotation r[K ? K : 1];
  vec sums[K ? K : 1];
  UNROLL for (int k = 0; k < K; k++) {
    r[k] = rotation_of(s, g->members[k]);
    sums[k] = zero();
  }
  FOR_EACH_REPRESENTATIVE(row, rows, g->pivots) {
    vec re[1 << K], im[1 << K], l_re[1 << K], l_im[1 << K];
    load_rows(K, state, row, offsets, re, im);
    load_rows(K, lambda, row, offsets, l_re, l_im);
    UNROLL for (int k = 0; k < K; k++)
      UNROLL for (int c = 0; c < 1 << K; c++) if (!(c >> k & 1)) {
        int d = c | 1 << k;
        sums[k] += overlap(&r[k], l_re[c], l_im[c], re[d], im[d]);
        sums[k] += overlap(&r[k], l_re[d], l_im[d], re[c], im[c]);
        turn_pair(&r[k], -1, &re[c], &im[c], &re[d], &im[d]);
        turn_pair(&r[k], -1, &l_re[c], &l_im[c], &l_re[d], &l_im[d]);
      }
    if (is_first) {
      for (int i = 0; i < inner_count; i++) {
        still_rotation q = rotation_of(s, inner[i]);
        vec sum = zero();
        UNROLL for (int c = 0; c < 1 << K; c++) {
          sum += overlap(&q, l_re[c], l_im[c], re[c], im[c]);
          turn_lanes(&q, -1, &re[c], &im[c]);
          turn_lanes(&q, -1, &l_re[c], &l_im[c]);
        }
        inner_gradients[i] += sum;
      }
      UNROLL for (int c = 0; c < 1 << K; c++) {
        size_t x = (row ^ offsets[c]) * LANES;
        store(row_sums + x, load(row_sums + x) + (l_re[c] * im[c] - l_im[c] * re[c]));
        vec a = load(s->factor_re + x), b = -load(s->factor_im + x);
        multiply_by(&re[c], &im[c], a, b);
        multiply_by(&l_re[c], &l_im[c], a, b);
      }
    }
    store_rows(K, state, row, offsets, re, im);
    store_rows(K, lambda, row, offsets, l_re, l_im);
  }
  UNROLL for (int k = 0; k < K; k++) gradients[k] = sums[k];
}

/// Takes psi and lambda from above a stage to below it. Turned back without their cosines, both have grown by
/// 1 / cos for each rotation done: gradients are divided by what that comes to.
///
/// Returns what Q is still to be multiplied by.
static scalar undo_still_stage(
  const still_stage *s, scalar *state, scalar *lambda, size_t rows, still_sums into
) {
  still_group groups[32];
  int inner[32], inner_count;
  int count = make_groups(s->shape, STILL_RADIX_BACK, groups, inner, &inner_count);
  if (count == 0) groups[count++] = (still_group){};
  vec inner_gradients[32];
  for (int i = 0; i < inner_count; i++) inner_gradients[i] = zero();
  scalar shrink = 1;
  for (int g = count - 1; g >= 0; g--) {
    vec gradients[STILL_RADIX_BACK];
#define UNROTATE(K) \
  if (g == 0) \
    unrotate_group( \
      K, 1, s, &groups[g], inner, inner_count, state, lambda, rows, gradients, inner_gradients, into.row_sums); \
  else \
    unrotate_group( \
      K, 0, s, &groups[g], inner, inner_count, state, lambda, rows, gradients, inner_gradients, into.row_sums)
    switch (groups[g].count) {
      case 0: UNROTATE(0); break;
      case 1: UNROTATE(1); break;
      default: UNROTATE(2);
    }
#undef UNROTATE
    for (int k = 0; k < groups[g].count; k++) {
      int q = groups[g].members[k];
      scalar *to = into.turn_gradients + (size_t)q * LANES;
      store(to, load(to) + shrink * gradients[k]);
      if (!s->by_sample) shrink /= 1 + s->tangents[q] * s->tangents[q];
    }
  }
  for (int i = 0; i < inner_count; i++) {
    scalar *to = into.turn_gradients + (size_t)inner[i] * LANES;
    store(to, load(to) + shrink * inner_gradients[i]);
    if (!s->by_sample) shrink /= 1 + s->tangents[inner[i]] * s->tangents[inner[i]];
  }
  for (int32_t i = s->shape->swap_count - 1; i >= 0; i--) {
    apply_swap(&s->shape->swaps[i], state, rows * LANES, s->flipped);
    apply_swap(&s->shape->swaps[i], lambda, rows * LANES, s->flipped);
  }
  return shrink;
}
