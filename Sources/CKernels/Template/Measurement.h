// From final states to expectation values, and from the gradient by these to lambda = sum_k g_k O_k psi.
//
// Parities and probabilities depend on the probabilities of the readout bits' values only. A tile's are [2^bits][lanes].

enum { LOW_WEIGHT_BITS = 3 };

static void outcome_probabilities(
  const qd_circuit *c, const scalar *restrict psi, scalar *restrict probabilities
) {
  size_t rows_each = (size_t)1 << (c->qubit_count - c->readout_count);
  const uint32_t *row = c->readout_order;
  for (size_t b = 0; b < (size_t)1 << c->readout_count; b++) {
    vec sum = zero();
    // Parts of sums first: a long sum of nearly equal numbers loses digits.
    for (size_t first = 0; first < rows_each; first += 64) {
      vec part = zero();
      for (size_t i = first; i < rows_each && i < first + 64; i++, row++) {
        const scalar *p = psi + (size_t)*row * 2 * LANES;
        part += load(p) * load(p) + load(p + LANES) * load(p + LANES);
      }
      sum += part;
    }
    store(probabilities + b * LANES, sum);
  }
}

/// <Z> of each readout bit: fold by the lowest bit, again and again. Uses up the probabilities.
static void fold(scalar *probabilities, int bits, scalar *values, size_t stride) {
  for (int bit = 0; bit < bits; bit++) {
    vec value = zero();
    for (size_t b = 0; b < (size_t)1 << (bits - bit); b += 2) {
      vec p = load(probabilities + b * LANES), q = load(probabilities + (b + 1) * LANES);
      value += p - q;
      store(probabilities + b / 2 * LANES, p + q);
    }
    store(values + (size_t)bit * stride, value);
  }
}

/// The sign of a row under a Pauli string, but for i^Ys.
INLINE scalar string_sign(const qd_observable *o, size_t y) { return is_odd((uint32_t)y & o->sign_bits) ? -1 : 1; }

/// (re, im) = i^count (a + i b)
INLINE void times_i(int32_t count, vec a, vec b, vec *re, vec *im) {
  switch (count & 3) {
    case 0: *re = a; *im = b; break;
    case 1: *re = -b; *im = a; break;
    case 2: *re = -a; *im = -b; break;
    default: *re = b; *im = -a;
  }
}

/// O psi = i^Ys (-1)^(sign bits of y') psi[y'], y' = y with the flipped bits flipped.
INLINE void apply_string(const qd_observable *o, const scalar *psi, size_t y, vec *re, vec *im) {
  size_t from = y ^ o->flipped_bits;
  scalar sign = string_sign(o, from);
  vec a = sign * load(psi + 2 * from * LANES), b = sign * load(psi + (2 * from + 1) * LANES);
  times_i(o->count_of_y, a, b, re, im);
}

static void measure(
  const qd_circuit *c, const scalar *psi, scalar *outputs, size_t stride, scalar *room
) {
  if (c->reading == QD_READ_PAULI_STRINGS) {
    for (int32_t k = 0; k < c->output_count; k++) {
      vec sum = zero(), re, im;
      for (size_t y = 0; y < row_count(c); y++) {
        apply_string(&c->observables[k], psi, y, &re, &im);
        sum += re * load(psi + 2 * y * LANES) + im * load(psi + (2 * y + 1) * LANES);
      }
      store(outputs + (size_t)k * stride, sum);
    }
    return;
  }
  outcome_probabilities(c, psi, room);
  if (c->reading == QD_READ_PROBABILITIES) {
    for (int32_t k = 0; k < c->output_count; k++) store(outputs + (size_t)k * stride, load(room + (size_t)k * LANES));
    return;
  }
  if (c->reads_single_bits) {
    fold(room, c->readout_count, outputs, stride);
    return;
  }
  transform_vectors(room, (size_t)1 << c->readout_count);
  for (int32_t k = 0; k < c->output_count; k++)
    store(outputs + (size_t)k * stride, load(room + (size_t)c->observables[k].sign_bits * LANES));
}

/// The weights g of the outcomes: lambda = weight psi. `room` for [2^bits + 8][lanes].
static void outcome_weights(
  const qd_circuit *c, const scalar *gradient, size_t stride, scalar *room, origin *o
) {
  scalar *low = room, *high = room + ((size_t)1 << LOW_WEIGHT_BITS) * LANES;
  o->kind = FROM_MEASUREMENT;
  o->outcome = c->readout;
  o->high_weights = high;
  o->low_weights = low;
  int bits = c->readout_count;
  if (c->reading == QD_READ_PROBABILITIES || !c->reads_single_bits) {
    o->shift = 0;
    store(low, zero());
    for (size_t b = 0; b < (size_t)1 << bits; b++) store(high + b * LANES, zero());
    for (int32_t k = 0; k < c->output_count; k++) {
      qd_observable v = c->reading == QD_READ_PARITIES ? c->observables[k] : (qd_observable){.sign_bits = k};
      scalar *w = high + (size_t)v.sign_bits * LANES;
      vec g = load(gradient + (size_t)k * stride);
      store(w, load(w) + g);
    }
    if (c->reading == QD_READ_PARITIES) transform_vectors(high, (size_t)1 << bits);
    return;
  }
  int low_bits = bits < LOW_WEIGHT_BITS ? bits : LOW_WEIGHT_BITS;
  o->shift = low_bits;
  for (size_t b = 0; b < (size_t)1 << low_bits; b++) {
    vec sum = zero();
    for (int bit = 0; bit < low_bits; bit++) {
      vec g = load(gradient + (size_t)bit * stride);
      sum += b >> bit & 1 ? -g : g;
    }
    store(low + b * LANES, sum);
  }
  store(high, zero());
  for (int bit = low_bits; bit < bits; bit++) {
    size_t half = (size_t)1 << (bit - low_bits);
    vec g = load(gradient + (size_t)bit * stride);
    for (size_t b = 0; b < half; b++) {
      vec sum = load(high + b * LANES);
      store(high + (b + half) * LANES, sum - g);
      store(high + b * LANES, sum + g);
    }
  }
}

/// lambda = sum_k g_k O_k psi, for Pauli strings.
static void apply_strings(const qd_circuit *c, const scalar *psi, const scalar *gradient, size_t stride, scalar *lambda) {
  for (size_t y = 0; y < row_count(c); y++) {
    vec re = zero(), im = zero(), a, b;
    for (int32_t k = 0; k < c->output_count; k++) {
      vec g = load(gradient + (size_t)k * stride);
      apply_string(&c->observables[k], psi, y, &a, &b);
      re += g * a;
      im += g * b;
    }
    store(lambda + 2 * y * LANES, re);
    store(lambda + (2 * y + 1) * LANES, im);
  }
}
