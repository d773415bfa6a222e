// One stage where lanes are amplitudes, there and back: the rows that a group of rotations mixes go through the
// registers together. The first group's pass multiplies by the stage's factors, and turns within vectors.

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
