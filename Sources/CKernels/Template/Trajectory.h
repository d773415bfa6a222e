// Random pure states whose average is the state: [2^n][re, im][lanes], a trajectory in each lane.
//
// A channel sum of K rho K^dagger becomes one of its operators, K / sqrt(q) with a probability q = Tr(K^dagger K) / 2 that does
// not depend on the state. So states are not normalised, but every expectation value <psi|P|psi> has the right mean, and so
// have its derivatives: the operators are the same whatever the angles are.

INLINE size_t amplitude_row(size_t k) { return 2 * k * LANES; }

/// A random number in [0, 1), always the same for these: SplitMix64's mixing of a counter (Steele et al. 2014).
INLINE double uniform(uint64_t key, uint64_t sample, uint64_t trajectory, uint64_t step) {
  uint64_t z = key + 0x9e3779b97f4a7c15u * (sample + 1);
  for (int round = 0; round < 3; round++) {
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    z ^= z >> 31;
    z += round == 0 ? 0xd1342543de82ef95u * (trajectory + 1) : 0x2545f4914f6cdd1du * (step + 1);
  }
  return (double)(z >> 11) * 0x1p-53;
}

/// Which random numbers a tile's lanes draw.
typedef struct {
  qd_draw draw;
  uint64_t trajectory;
} dice;

INLINE double throw_dice(const dice *d, size_t lane, int32_t step) {
  return uniform(d->draw.key, d->draw.first_sample + lane, d->trajectory, (uint64_t)step);
}

/// exp(-i angle P / 2) = cos - i sin P, with P |k> = i^Ys (-1)^(ones under Z and Y) |k ^ flip>.
static void rotate_amplitudes(const qd_circuit *c, uint32_t flip, uint32_t sign, half_angle a, scalar *v) {
  int ys = __builtin_popcount(flip & sign) & 3;
  for (uint32_t k = 0; k < row_count(c); k++) {
    uint32_t l = k ^ flip;
    if (l < k) continue;
    scalar *p = v + amplitude_row(k), *q = v + amplitude_row(l);
    vec re = load(p), im = load(p + LANES);
    if (l == k) {
      vec s = is_odd(k & sign) ? -a.sine : a.sine;
      store(p, a.cosine * re + s * im);
      store(p + LANES, a.cosine * im - s * re);
      continue;
    }
    vec other_re = load(q), other_im = load(q + LANES);
    // What P brings to k from l is f(l) psi[l], and to l f(k) psi[k]; -i f is a power of i too.
    int to_p = (ys + 2 * is_odd(l & sign) + 3) & 3, to_q = (ys + 2 * is_odd(k & sign) + 3) & 3;
    vec x, y;
    times_i(to_p, other_re, other_im, &x, &y);
    store(p, a.cosine * re + a.sine * x);
    store(p + LANES, a.cosine * im + a.sine * y);
    times_i(to_q, re, im, &x, &y);
    store(q, a.cosine * other_re + a.sine * x);
    store(q + LANES, a.cosine * other_im + a.sine * y);
  }
}

/// <lambda|P|psi> of each lane.
static void pauli_overlap(
  const qd_circuit *c, uint32_t flip, uint32_t sign, const scalar *lambda, const scalar *psi, vec *re, vec *im
) {
  vec x = zero(), y = zero();
  for (uint32_t k = 0; k < row_count(c); k++) {
    const scalar *p = psi + amplitude_row(k), *l = lambda + amplitude_row(k ^ flip);
    vec a = load(p), b = load(p + LANES), e = load(l), f = load(l + LANES);
    vec u = e * a + f * b, w = e * b - f * a;
    x += is_odd(k & sign) ? -u : u;
    y += is_odd(k & sign) ? -w : w;
  }
  times_i(__builtin_popcount(flip & sign), x, y, re, im);
}

/// lambda += weight P psi
static void add_pauli(
  const qd_circuit *c, uint32_t flip, uint32_t sign, vec weight, const scalar *psi, scalar *lambda
) {
  int ys = __builtin_popcount(flip & sign);
  for (uint32_t k = 0; k < row_count(c); k++) {
    const scalar *p = psi + amplitude_row(k);
    scalar *l = lambda + amplitude_row(k ^ flip);
    vec w = is_odd(k & sign) ? -weight : weight, a = w * load(p), b = w * load(p + LANES);
    vec x, y;
    times_i(ys, a, b, &x, &y);
    store(l, load(l) + x);
    store(l + LANES, load(l + LANES) + y);
  }
}

INLINE void exchange_rows(scalar *p, scalar *q) {
  for (size_t part = 0; part < 2 * LANES; part += LANES) {
    vec x = load(p + part);
    store(p + part, load(q + part));
    store(q + part, x);
  }
}

static void permute_amplitudes(const qd_circuit *c, const qd_noisy_step *s, scalar *v) {
  uint32_t first = 1u << s->qubits[0], second = 1u << s->qubits[1];
  for (uint32_t k = 0; k < row_count(c); k++) {
    scalar *p = v + amplitude_row(k);
    switch (s->kind) {
      case QD_CONTROLLED_X:
        if ((k & first) && !(k & second)) exchange_rows(p, v + amplitude_row(k | second));
        break;
      case QD_CONTROLLED_Z:
        if ((k & first) && (k & second)) { store(p, -load(p)); store(p + LANES, -load(p + LANES)); }
        break;
      default:
        if ((k & first) && !(k & second)) exchange_rows(p, v + amplitude_row((k ^ first) | second));
    }
  }
}

/// Applies to a qubit, in each lane, diag(a, b) or, where `swaps` is all ones, [[0, a], [b, 0]].
static void apply_real(const qd_circuit *c, uint32_t bit, ivec swaps, vec a, vec b, scalar *v) {
  for (uint32_t k = 0; k < row_count(c); k++) {
    if (k & bit) continue;
    scalar *p = v + amplitude_row(k), *q = v + amplitude_row(k | bit);
    for (size_t part = 0; part < 2 * LANES; part += LANES) {
      vec x = load(p + part), y = load(q + part);
      store(p + part, a * pick(swaps, y, x));
      store(q + part, b * pick(swaps, x, y));
    }
  }
}

/// A channel's operator, or backwards its transpose.
static void apply_kraus(
  const qd_circuit *c, const qd_noisy_step *s, int32_t step, const dice *d, int backwards, scalar *v
) {
  vec a, b;
  ivec swaps;
  for (size_t lane = 0; lane < LANES; lane++) {
    double number = throw_dice(d, lane, step);
    const qd_kraus *k = s->kraus, *last = k + s->kraus_count - 1;
    while (k < last && number >= k->until) k++;
    swaps[lane] = k->is_diagonal ? 0 : -1;
    int turned = backwards && !k->is_diagonal;
    a[lane] = (scalar)(turned ? k->second : k->first);
    b[lane] = (scalar)(turned ? k->first : k->second);
  }
  apply_real(c, 1u << s->qubits[0], swaps, a, b, v);
}

/// A product of Pauli operators in each lane, up to a phase; or backwards its transpose.
static void apply_random_paulis(
  const qd_circuit *c, const qd_noisy_step *s, int32_t step, const dice *d, int backwards, scalar *v
) {
  uint64_t paulis[LANES], any = 0;
  double others = (double)(((uint64_t)1 << __builtin_popcountll(s->pauli)) - 1);
  for (size_t lane = 0; lane < LANES; lane++) {
    double number = throw_dice(d, lane, step);
    paulis[lane] = 0;
    if (number >= s->y) continue;
    // Which of the 4^m - 1: its bits are spread over the qubits.
    uint64_t which = 1 + (uint64_t)(number / s->y * others);
    for (uint64_t rest = s->pauli; rest != 0; rest &= rest - 1, which >>= 1)
      if (which & 1) paulis[lane] |= rest & -rest;
    any |= paulis[lane];
  }
  for (int q = 0; q < c->qubit_count; q++) {
    if (!(any >> 2 * q & 3)) continue;
    ivec swaps;
    vec a, b;
    for (size_t lane = 0; lane < LANES; lane++) {
      uint64_t p = paulis[lane] >> 2 * q & 3;
      swaps[lane] = p & 1 ? -1 : 0;
      // X Z = [[0, -1], [1, 0]]
      a[lane] = p == 3 && !backwards ? -1 : 1;
      b[lane] = p == 2 || (p == 3 && backwards) ? -1 : 1;
    }
    apply_real(c, 1u << q, swaps, a, b, v);
  }
}

static void apply_to_amplitudes(
  const tile *t, const qd_noisy_step *s, int32_t step, const dice *d, int backwards, scalar *v
) {
  const qd_circuit *c = t->c;
  switch (s->kind) {
    case QD_ROTATE: {
      half_angle a = half_angle_of(t, s->angle);
      if (backwards) a.sine = -a.sine;
      rotate_amplitudes(c, s->flip, s->sign, a, v);
      break;
    }
    case QD_CONTROLLED_X: case QD_CONTROLLED_Z: case QD_SWAP: permute_amplitudes(c, s, v); break;
    case QD_CHANNEL: apply_kraus(c, s, step, d, backwards, v); break;
    case QD_JOINT_DEPOLARIZING: apply_random_paulis(c, s, step, d, backwards, v); break;
  }
}
