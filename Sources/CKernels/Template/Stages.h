// One stage of a circuit, there and back.
//
// There: gather the rows, multiply them by the stage's factors, rotate. The rotated bits are taken in three groups:
// `low` in the pass that gathers, `middle` while a tile of the state is still in the cache, `high` in a pass of its
// own. Two states are kept for the way back: after `low`, and at the end.
//
// Back: lambda comes from the stage above (or from the measurement), is turned back group by group, and each
// rotation's gradient is taken where a kept state is at hand.

typedef struct {
  int low, middle, high;
} bit_groups;

#if VECTOR_BYTES == 64
enum { GATHER_RADIX = 3, ROTATE_RADIX = 4 };  // 32 registers
#else
enum { GATHER_RADIX = 2, ROTATE_RADIX = 3 };  // 16 registers
#endif

INLINE bit_groups groups_of(int count) {
  if (count <= GATHER_RADIX) return (bit_groups){count, 0, 0};
  if (count <= 2 * GATHER_RADIX) {
    int high = count / 2 < 2 ? 2 : count / 2;
    return (bit_groups){count - high, 0, high};
  }
  int high = count == 2 * GATHER_RADIX + 1 || count == 2 * GATHER_RADIX + 2 ? 2 : GATHER_RADIX;
  return (bit_groups){GATHER_RADIX, count - GATHER_RADIX - high, high};
}

/// A stage with what its parameters, and a tile's samples, come to.
typedef struct {
  const qd_stage *shape;
  /// Row y stands for row y ^ flip of the stage's own order: bits whose rotation was turned by pi.
  uint32_t flip;
  /// [rows]
  const scalar *factor_re, *factor_im;
  /// [rows][re, im][lanes], or NULL
  const scalar *factors_by_sample;
  rotations turns;
  /// Gradients: Q [rows][lanes] in the order of the rows below (added to), or of this stage if by sample
  /// (overwritten); and those by the rotations, [bits][lanes] (added to).
  scalar *row_sums, *turn_gradients;
} stage;

// MARK: - There

INLINE void gather(
  const int K, const int phases_by_sample, const int rotates_by_sample, const stage *of, scalar *restrict to,
  const scalar *restrict from, size_t first_row, size_t count
) {
  const stage s = *of;  // a copy, which no store in the loop can change
  const uint32_t *source = s.shape->source;
  turn_vectors t = vectors_of(K, rotates_by_sample, &s.turns, 0);
  for (size_t row = first_row; row < first_row + count; row += 1 << K) {
    vec re[1 << K], im[1 << K];
    UNROLL for (int j = 0; j < 1 << K; j++) {
      size_t y = row + j;
      const scalar *x = from + (size_t)source[y ^ s.flip] * 2 * LANES;
      vec a = load(x), b = load(x + LANES);
      scalar c = s.factor_re[y], d = s.factor_im[y];
      re[j] = c * a - d * b;
      im[j] = c * b + d * a;
      if (phases_by_sample) {
        const scalar *f = s.factors_by_sample + 2 * y * LANES;
        vec g = load(f), h = load(f + LANES);
        a = re[j];
        b = im[j];
        re[j] = g * a - h * b;
        im[j] = g * b + h * a;
      }
    }
    turn(K, rotates_by_sample, re, &t);
    turn(K, rotates_by_sample, im, &t);
    UNROLL for (int j = 0; j < 1 << K; j++) {
      scalar *y = to + (row + j) * 2 * LANES;
      store(y, re[j]);
      store(y + LANES, im[j]);
    }
  }
}

static void gather_rows(
  int k, const stage *s, scalar *to, const scalar *from, size_t first_row, size_t count
) {
#define PLAIN(K) gather(K, 0, 0, s, to, from, first_row, count)
#define TURNED(K) gather(K, 0, 1, s, to, from, first_row, count)
#define PHASED(K) gather(K, 1, 0, s, to, from, first_row, count)
#define BOTH(K) gather(K, 1, 1, s, to, from, first_row, count)
#define ANY(CALL) { if (k == 0) CALL(0); else FOR_RADIX(k, CALL) }
  if (s->factors_by_sample) {
    if (s->turns.by_sample) ANY(BOTH) else ANY(PHASED)
  } else {
    if (s->turns.by_sample) ANY(TURNED) else ANY(PLAIN)
  }
#undef PLAIN
#undef TURNED
#undef PHASED
#undef BOTH
#undef ANY
}

/// Rotates `count` bits from `first` on, as many at a time as the registers hold.
static void rotate_many(scalar *to, const scalar *from, int bits, int first, int count, const rotations *r) {
  for (; count > 0; from = to) {
    int parts = (count + ROTATE_RADIX - 1) / ROTATE_RADIX, k = count / parts;
    rotate(to, from, bits, first, k, r);
    first += k;
    count -= k;
  }
}

/// Applies a stage: from one state to the next. `after_low`, where it is not the same, keeps the state after the low
/// bits.
static void apply_stage(int qubits, const stage *s, scalar *to, scalar *after_low, const scalar *from) {
  bit_groups g = groups_of(s->shape->rotation_count);
  int tile_bits = g.low + g.middle;
  if (g.middle == 0) {
    gather_rows(g.low, s, after_low, from, 0, (size_t)1 << qubits);
  } else {
    for (size_t tile = 0; tile < (size_t)1 << qubits; tile += (size_t)1 << tile_bits) {
      gather_rows(g.low, s, after_low, from, tile, (size_t)1 << tile_bits);
      size_t start = tile * 2 * LANES;
      rotate_many(to + start, after_low + start, tile_bits, g.low, g.middle, &s->turns);
    }
  }
  if (g.high > 0) rotate(to, g.middle > 0 ? to : after_low, qubits, tile_bits, g.high, &s->turns);
}

// MARK: - Back

/// Where lambda comes from: the measurement's weights, or lambda above a stage.
typedef enum { FROM_MEASUREMENT, FROM_STAGE, FROM_STAGE_BY_SAMPLE } origin_kind;

typedef struct {
  origin_kind kind;
  /// The weight of outcome b: high[b >> shift] + low[b & (2^shift - 1)], each [lanes].
  const uint32_t *outcome;
  const scalar *high_weights, *low_weights;
  int shift;
  /// Of the stage: see there.
  const scalar *lambda, *factor_re, *factor_im, *factors_by_sample;
  const uint32_t *target;
  uint32_t flip;
  scalar *row_sums;
} origin;

INLINE origin origin_of(const stage *s, const scalar *lambda) {
  return (origin){
    .kind = s->factors_by_sample ? FROM_STAGE_BY_SAMPLE : FROM_STAGE,
    .lambda = lambda, .factor_re = s->factor_re, .factor_im = s->factor_im,
    .factors_by_sample = s->factors_by_sample, .target = s->shape->target, .flip = s->flip,
    .row_sums = s->row_sums,
  };
}

/// Lambda at row x of the state below; on the way, the stage's Q = Im(conj(lambda) psi), which holds the gradients of
/// all of its phases.
INLINE void fetch(
  const origin_kind kind, const origin *o, size_t x, vec psi_re, vec psi_im, vec *re, vec *im
) {
  if (kind == FROM_MEASUREMENT) {
    size_t b = o->outcome[x];
    vec weight = load(o->high_weights + (b >> o->shift) * LANES)
      + load(o->low_weights + (b & (((size_t)1 << o->shift) - 1)) * LANES);
    *re = weight * psi_re;
    *im = weight * psi_im;
    return;
  }
  size_t y = o->target[x] ^ o->flip;
  const scalar *l = o->lambda + y * 2 * LANES;
  vec a = load(l), b = load(l + LANES);
  if (kind == FROM_STAGE_BY_SAMPLE) {
    const scalar *f = o->factors_by_sample + 2 * y * LANES;
    vec g = load(f), h = load(f + LANES), c = a;
    a = g * c + h * b;
    b = g * b - h * c;
  }
  scalar c = o->factor_re[y], d = o->factor_im[y];
  *re = c * a + d * b;
  *im = c * b - d * a;
  vec q = *re * psi_im - *im * psi_re;
  if (kind == FROM_STAGE_BY_SAMPLE) {
    store(o->row_sums + y * LANES, q);
  } else {
    scalar *sum = o->row_sums + x * LANES;
    store(sum, load(sum) + q);
  }
}

/// Fetches lambda for all rows, and turns back K bits from `first` on.
INLINE void fetch_and_unrotate(
  const int K, const origin_kind kind, const int by_sample, const origin *from, scalar *restrict lambda,
  const scalar *restrict psi, int qubits, int first, const rotations *r, scalar *gradients
) {
  const origin o = *from;  // a copy, which no store in the loop can change
  turn_vectors t = vectors_of(K, by_sample, r, first);
  turn_sums sums;
  clear_sums(K, &sums);
  size_t step = (size_t)1 << first;
  for (size_t high = 0; high < (size_t)1 << qubits; high += step << K)
    for (size_t row = high; row < high + step; row++) {
      vec re[1 << K], im[1 << K];
      UNROLL for (int j = 0; j < 1 << K; j++) {
        const scalar *p = psi + (row + j * step) * 2 * LANES;
        fetch(kind, &o, row + j * step, load(p), load(p + LANES), &re[j], &im[j]);
      }
      UNROLL for (int j = 0; j < 1 << K; j++) {
        const scalar *p = psi + (row + j * step) * 2 * LANES;
        add_products(K, &sums, re, j, load(p));
        add_products(K, &sums, im, j, load(p + LANES));
      }
      turn_back(K, by_sample, re, &t);
      turn_back(K, by_sample, im, &t);
      UNROLL for (int j = 0; j < 1 << K; j++) {
        scalar *l = lambda + (row + j * step) * 2 * LANES;
        store(l, re[j]);
        store(l + LANES, im[j]);
      }
    }
  flush_sums(K, &sums, gradients, first);
}

static void fetch_rows(
  const origin *o, scalar *lambda, const scalar *psi, int qubits, int first, int count, const rotations *r,
  scalar *gradients
) {
#define KIND(K, kind, by_sample) \
  fetch_and_unrotate(K, kind, by_sample, o, lambda, psi, qubits, first, r, gradients)
#define EITHER(K, kind) do { if (r && r->by_sample) KIND(K, kind, 1); else KIND(K, kind, 0); } while (0)
#define ANY(K) \
  switch (o->kind) { \
    case FROM_MEASUREMENT: EITHER(K, FROM_MEASUREMENT); break; \
    case FROM_STAGE: EITHER(K, FROM_STAGE); break; \
    default: EITHER(K, FROM_STAGE_BY_SAMPLE); \
  }
  switch (count) {
    case 0: ANY(0) break;
    case 1: ANY(1) break;
    case 2: ANY(2) break;
#if VECTOR_BYTES == 64
    case 3: ANY(3) break;
#endif
  }
#undef KIND
#undef EITHER
#undef ANY
}

/// Takes lambda from above a stage to below its rotations, and adds to the rotations' gradients.
///
/// `psi` and `psi_after_low` are the states that ``apply_stage`` kept; `tile` is room for one.
static void undo_rotations(
  int qubits, const stage *s, const origin *o, scalar *lambda, const scalar *psi, const scalar *psi_after_low,
  scalar *tile
) {
  bit_groups g = groups_of(s->shape->rotation_count);
  int tile_bits = g.low + g.middle;
  const rotations *r = &s->turns;
  scalar *gradients = s->turn_gradients;
  if (g.high == 0) {
    fetch_rows(o, lambda, psi, qubits, 0, g.low, r, gradients);
    return;
  }
  fetch_rows(o, lambda, psi, qubits, tile_bits, g.high, r, gradients);
  for (size_t row = 0; row < (size_t)1 << qubits; row += (size_t)1 << tile_bits) {
    scalar *l = lambda + row * 2 * LANES;
    const scalar *below = psi_after_low + row * 2 * LANES;
    // The middle bits from the last to the first: what the state was before each part is found again.
    for (int parts = (g.middle + ROTATE_RADIX - 1) / ROTATE_RADIX, left = g.middle; parts > 0; parts--) {
      int done = 0;
      for (int p = parts, rest = left; p > 1; p--) {
        done += rest / p;
        rest -= rest / p;
      }
      const scalar *before = below;
      if (done > 0) {
        rotate_many(tile, below, tile_bits, g.low, done, r);
        before = tile;
      }
      unrotate(1, l, before, tile_bits, g.low + done, left - done, r, gradients);
      left = done;
    }
    unrotate(0, l, below, tile_bits, 0, g.low, r, gradients);
  }
}
