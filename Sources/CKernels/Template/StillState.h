// First states, and measurements, where lanes are amplitudes.

// MARK: - The first state

typedef struct {
  scalar re0, im0, re1, im1;
} amplitudes;

/// A qubit's amplitudes after its turns.
static amplitudes still_qubit(const still_sample *s, int32_t qubit_number) {
  qubit q = {.re0 = every(1)};
  for (int32_t i = 0; i < s->c->turn_count; i++) {
    qd_turn turn = s->c->turns[i];
    if (turn.qubit != qubit_number) continue;
    half_angle a = {every(s->cosines[turn.angle]), every(s->sines[turn.angle])};
    q = turn.about_z ? turn_about_z(q, a) : turn_about_y(q, a);
  }
  return (amplitudes){q.re0[0], q.im0[0], q.re1[0], q.im1[0]};
}

/// Real and imaginary parts of amplitude x, in [re, im] blocks of LANES.
INLINE scalar *amplitude_at(scalar *state, size_t x) { return state + x / LANES * 2 * LANES + x % LANES; }

/// The products of the first q qubits for all q. Of those whose values are lanes, [2^q] pairs (re, im) from number 2^q
/// on; of the others, counted from 0, [2^q][re, im][lanes] from row 2^q on.
static void build_products(const still_sample *s) {
  scalar *small = s->lane_products;
  small[2] = 1;
  small[3] = 0;
  for (int32_t q = 0; q < LANE_BITS; q++) {
    size_t half = (size_t)1 << q;
    amplitudes a = still_qubit(s, q);
    for (size_t x = 0; x < half; x++) {
      scalar re = small[2 * (half + x)], im = small[2 * (half + x) + 1], *low = small + 2 * (2 * half + x);
      low[0] = re * a.re0 - im * a.im0;
      low[1] = re * a.im0 + im * a.re0;
      low[2 * half] = re * a.re1 - im * a.im1;
      low[2 * half + 1] = re * a.im1 + im * a.re1;
    }
  }
  scalar *row = s->products + 2 * LANES;
  for (size_t j = 0; j < LANES; j++) {
    row[j] = small[2 * (LANES + j)];
    row[LANES + j] = small[2 * (LANES + j) + 1];
  }
  for (int32_t q = LANE_BITS; q < s->c->qubit_count; q++) {
    size_t half = (size_t)1 << (q - LANE_BITS);
    amplitudes a = still_qubit(s, q);
    const scalar *from = s->products + half * 2 * LANES;
    // The last product is the first state.
    scalar *to = q + 1 == s->c->qubit_count ? s->state : s->products + 2 * half * 2 * LANES;
    scalar *high = to + half * 2 * LANES;
    for (size_t x = 0; x < half; x++, from += 2 * LANES, to += 2 * LANES, high += 2 * LANES) {
      vec re = load(from), im = load(from + LANES);
      store(to, re * a.re0 - im * a.im0);
      store(to + LANES, re * a.im0 + im * a.re0);
      store(high, re * a.re1 - im * a.im1);
      store(high + LANES, re * a.im1 + im * a.re1);
    }
  }
  if (s->c->qubit_count == LANE_BITS)
    for (size_t i = 0; i < 2; i++) store(s->state + i * LANES, load(row + i * LANES));
}

static void start_still(const still_sample *s) {
  const qd_circuit *c = s->c;
  size_t count = row_count(c);
  if (c->preparation == QD_PREPARE_PRODUCT) {
    build_products(s);
    return;
  }
  double square = 0;
  for (size_t x = 0; x < count; x++) {
    scalar a = x < (size_t)c->amplitude_count ? still_input(s, c->first_amplitude + (int32_t)x) : (scalar)c->padding;
    square += (double)a * a;
    amplitude_at(s->state, x)[0] = a;
    amplitude_at(s->state, x)[LANES] = 0;
  }
  scalar inverse = (scalar)(1 / __builtin_sqrt(square));
  for (size_t x = 0; x < count; x++) amplitude_at(s->state, x)[0] *= inverse;
}

// MARK: - Measurement

/// Parities of the storage index that outputs are, and their signs.
INLINE uint32_t parity_mask(const qd_circuit *c, uint32_t readout_bits) {
  uint32_t mask = 0;
  for (int32_t bit = 0; bit < c->readout_count; bit++) if (readout_bits >> bit & 1) mask ^= c->readout_masks[bit];
  return mask;
}

enum { BLOCK_BITS = 3 };

/// So many rows are summed before their sum is added to others: a long sum of nearly equal numbers in single precision is
/// wrong in its third digit.
enum { SUMMED_ROWS = 512 };

INLINE int block_bits(const qd_circuit *c) {
  int bits = c->qubit_count - LANE_BITS;
  return bits < BLOCK_BITS ? bits : BLOCK_BITS;
}

INLINE void transform_block(vec *p, int bits) {
  for (int k = 0; k < bits; k++)
    for (int j = 0; j < 1 << bits; j++) if (!(j >> k & 1)) {
      vec a = p[j], b = p[j | 1 << k];
      p[j] = a + b;
      p[j | 1 << k] = a - b;
    }
}

/// The value of the readout bits at x = 0, 1, 2, ...: linear in x.
typedef struct {
  uint32_t changes[32], value;
} outcome_counter;

static outcome_counter count_outcomes(const qd_circuit *c, uint32_t flip) {
  outcome_counter counter = {};
  uint32_t so_far = 0;
  for (int32_t i = 0; i < c->qubit_count; i++) {
    for (int32_t bit = 0; bit < c->readout_count; bit++)
      so_far ^= (c->readout_masks[bit] >> i & 1) << bit;
    counter.changes[i] = so_far;
  }
  for (int32_t bit = 0; bit < c->readout_count; bit++)
    counter.value |= (uint32_t)is_odd(c->readout_masks[bit] & flip) << bit;
  return counter;
}

/// From x to x + 1: the lowest bits that change.
INLINE void next_outcome(outcome_counter *o, size_t x) { o->value ^= o->changes[__builtin_ctzll(~x)]; }

INLINE scalar square_of(const scalar *a) { return a[0] * a[0] + a[LANES] * a[LANES]; }

/// A Pauli string applied to a row of a state: see ``apply_string``.
INLINE void apply_still_string(
  const qd_observable *o, const scalar *state, size_t row, uint32_t flip, vec *re, vec *im
) {
  lane_order order = order_of(o->flipped_bits & (LANES - 1));
  size_t from = row ^ o->flipped_bits >> LANE_BITS;
  vec a = load(state + 2 * from * LANES), b = load(state + (2 * from + 1) * LANES);
  uvec sign = odd_lanes(o->sign_bits) << (PHASE_BITS - 1);
  if (is_odd(o->sign_bits >> LANE_BITS & (uint32_t)from) ^ is_odd(o->sign_bits & flip))
    sign ^= (uvec){} + ((uinteger)1 << (PHASE_BITS - 1));
  a = reordered((vec)((uvec)a ^ sign), order);
  b = reordered((vec)((uvec)b ^ sign), order);
  times_i(o->count_of_y, a, b, re, im);
}

static void measure_still(const still_sample *s, scalar *outputs) {
  const qd_circuit *c = s->c;
  size_t rows = still_rows(c), stride = s->stride;
  uint32_t flip = *s->prepared.flipped ^ c->readout_flip;
  if (c->reading == QD_READ_PAULI_STRINGS) {
    for (int32_t k = 0; k < c->output_count; k++) {
      double sum = 0;
      for (size_t first = 0; first < rows; first += SUMMED_ROWS) {
        vec part = zero(), re, im;
        for (size_t row = first; row < rows && row < first + SUMMED_ROWS; row++) {
          apply_still_string(&c->observables[k], s->state, row, flip, &re, &im);
          part += re * load(s->state + 2 * row * LANES) + im * load(s->state + (2 * row + 1) * LANES);
        }
        sum += (double)lane_sum(part);
      }
      outputs[(size_t)k * stride] = (scalar)sum;
    }
    return;
  }
  if (c->reading == QD_READ_PROBABILITIES) {
    outcome_counter o = count_outcomes(c, flip);
    for (int32_t k = 0; k < c->output_count; k++) s->outcome_sums[k] = 0;
    for (size_t x = 0; x < row_count(c); next_outcome(&o, x), x++)
      s->outcome_sums[o.value] += (double)square_of(amplitude_at(s->state, x));
    for (int32_t k = 0; k < c->output_count; k++) outputs[(size_t)k * stride] = (scalar)s->outcome_sums[k];
    return;
  }
  int bits = block_bits(c);
  vec sums[c->output_count + 1], parts[c->output_count + 1];
  uint32_t masks[c->output_count + 1];
  for (int32_t k = 0; k < c->output_count; k++) {
    sums[k] = parts[k] = zero();
    masks[k] = parity_mask(c, c->observables[k].sign_bits);
  }
  for (size_t row = 0; row < rows; row += (size_t)1 << bits) {
    vec p[1 << BLOCK_BITS];
    for (int j = 0; j < 1 << bits; j++) {
      const scalar *a = s->state + 2 * (row + (size_t)j) * LANES;
      p[j] = load(a) * load(a) + load(a + LANES) * load(a + LANES);
    }
    transform_block(p, bits);
    for (int32_t k = 0; k < c->output_count; k++) {
      uint32_t high = masks[k] >> LANE_BITS;
      vec v = p[high & ((1u << bits) - 1)];
      if (is_odd(high & (uint32_t)row)) parts[k] -= v;
      else parts[k] += v;
    }
    if ((row + ((size_t)1 << bits)) % SUMMED_ROWS != 0 && row + ((size_t)1 << bits) < rows) continue;
    for (int32_t k = 0; k < c->output_count; k++) {
      sums[k] += parts[k];
      parts[k] = zero();
    }
  }
  for (int32_t k = 0; k < c->output_count; k++) {
    scalar sum = lane_sum((vec)((uvec)sums[k] ^ odd_lanes(masks[k]) << (PHASE_BITS - 1)));
    outputs[(size_t)k * stride] = is_odd(masks[k] & flip) ? -sum : sum;
  }
}

/// lambda = sum_k g_k O_k psi
static void start_lambda(const still_sample *s, const scalar *gradient) {
  const qd_circuit *c = s->c;
  size_t rows = still_rows(c), stride = s->stride;
  uint32_t flip = *s->prepared.flipped ^ c->readout_flip;
  if (c->reading == QD_READ_PAULI_STRINGS) {
    for (size_t row = 0; row < rows; row++) {
      vec re = zero(), im = zero(), a, b;
      for (int32_t k = 0; k < c->output_count; k++) {
        apply_still_string(&c->observables[k], s->state, row, flip, &a, &b);
        re += gradient[(size_t)k * stride] * a;
        im += gradient[(size_t)k * stride] * b;
      }
      store(s->lambda + 2 * row * LANES, re);
      store(s->lambda + (2 * row + 1) * LANES, im);
    }
    return;
  }
  if (c->reading == QD_READ_PROBABILITIES) {
    outcome_counter o = count_outcomes(c, flip);
    for (size_t x = 0; x < row_count(c); next_outcome(&o, x), x++) {
      scalar g = gradient[(size_t)o.value * stride];
      const scalar *a = amplitude_at(s->state, x);
      scalar *l = amplitude_at(s->lambda, x);
      l[0] = g * a[0];
      l[LANES] = g * a[LANES];
    }
    return;
  }
  int bits = block_bits(c);
  vec weights[c->output_count + 1];
  uint32_t masks[c->output_count + 1];
  for (int32_t k = 0; k < c->output_count; k++) {
    masks[k] = parity_mask(c, c->observables[k].sign_bits);
    scalar g = gradient[(size_t)k * stride];
    vec w = every(is_odd(masks[k] & flip) ? -g : g);
    weights[k] = (vec)((uvec)w ^ odd_lanes(masks[k]) << (PHASE_BITS - 1));
  }
  for (size_t row = 0; row < rows; row += (size_t)1 << bits) {
    vec p[1 << BLOCK_BITS];
    for (int j = 0; j < 1 << bits; j++) p[j] = zero();
    for (int32_t k = 0; k < c->output_count; k++) {
      uint32_t high = masks[k] >> LANE_BITS, place = high & ((1u << bits) - 1);
      if (is_odd(high & (uint32_t)row)) p[place] -= weights[k];
      else p[place] += weights[k];
    }
    transform_block(p, bits);
    for (int j = 0; j < 1 << bits; j++) {
      size_t at = 2 * (row + (size_t)j) * LANES;
      store(s->lambda + at, p[j] * load(s->state + at));
      store(s->lambda + at + LANES, p[j] * load(s->state + at + LANES));
    }
  }
}
