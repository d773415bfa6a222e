// Vectors of scalars, one number per sample or per amplitude, and the functions on them that C lacks.

typedef scalar vec __attribute__((vector_size(VECTOR_BYTES)));
typedef integer ivec __attribute__((vector_size(VECTOR_BYTES)));
typedef uinteger uvec __attribute__((vector_size(VECTOR_BYTES)));

#define LANES ((size_t)(VECTOR_BYTES / sizeof(scalar)))
#define INLINE static inline __attribute__((always_inline))
#define UNROLL _Pragma("clang loop unroll(full)")

INLINE vec load(const scalar *p) { return *(const vec *)p; }
INLINE void store(scalar *p, vec v) { *(vec *)p = v; }
INLINE vec every(scalar x) { return (vec){} + x; }
INLINE vec zero(void) { return (vec){}; }

/// mask ? a : b, for a mask of all ones or all zeros in each lane.
INLINE vec pick(ivec mask, vec a, vec b) { return (vec)(((ivec)a & mask) | ((ivec)b & ~mask)); }

INLINE scalar lane_sum(vec v) {
  scalar sum = 0;
  UNROLL for (size_t j = 0; j < LANES; j++) {
#pragma clang fp reassociate(on)
    sum += v[j];
  }
  return sum;
}

#if VECTOR_BYTES == 64 && !SCALAR_IS_DOUBLE
#define EVENS 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30
#define ODDS 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31
#elif VECTOR_BYTES == 32 && !SCALAR_IS_DOUBLE || VECTOR_BYTES == 64
#define EVENS 0, 2, 4, 6, 8, 10, 12, 14
#define ODDS 1, 3, 5, 7, 9, 11, 13, 15
#elif VECTOR_BYTES == 32 || !SCALAR_IS_DOUBLE
#define EVENS 0, 2, 4, 6
#define ODDS 1, 3, 5, 7
#else
#define EVENS 0, 2
#define ODDS 1, 3
#endif

/// The sums over the lanes of as many vectors as there are lanes: neighbours are added, again and again.
INLINE vec lane_sums(vec *v) {
  UNROLL for (size_t count = LANES; count > 1; count /= 2)
    UNROLL for (size_t j = 0; j < count / 2; j++) {
      vec a = v[2 * j], b = v[2 * j + 1];
      v[j] = __builtin_shufflevector(a, b, EVENS) + __builtin_shufflevector(a, b, ODDS);
    }
  return v[0];
}

/// The same for vectors in memory.
INLINE vec lane_sums_at(const scalar *p) {
  vec v[LANES];
  UNROLL for (size_t j = 0; j < LANES; j++) v[j] = load(p + j * LANES);
  return lane_sums(v);
}

/// 0, 1, 2, ...
INLINE uvec lane_numbers(void) {
#if VECTOR_BYTES == 64 && !SCALAR_IS_DOUBLE
  return (uvec){0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
#elif VECTOR_BYTES == 32 && !SCALAR_IS_DOUBLE || VECTOR_BYTES == 64
  return (uvec){0, 1, 2, 3, 4, 5, 6, 7};
#elif VECTOR_BYTES == 32 || !SCALAR_IS_DOUBLE
  return (uvec){0, 1, 2, 3};
#else
  return (uvec){0, 1};
#endif
}

/// All ones in the lanes j for which mask . j is odd.
INLINE uvec odd_lanes(uint32_t mask) {
  uvec odd = {};
  for (int bit = 0; ((size_t)1 << bit) < LANES; bit++)
    if (mask >> bit & 1) odd ^= -(lane_numbers() >> bit & 1);
  return odd;
}

// MARK: - Angles

// A phase is an integer: a fraction of a turn, in units of 2^-32 (2^-64) turns. Sums of phases wrap around and are
// exact. A rotation by an angle has the phase angle / 2, hence 4 pi.

enum { PHASE_BITS = 8 * sizeof(scalar) };
static const double TURNS_PER_RADIAN = 0.25 / 3.14159265358979323846;

/// A quarter turn: the phase of a rotation by pi.
#define QUARTER_TURN ((uinteger)1 << (PHASE_BITS - 2))

/// Whether an angle's fraction of a turn can be told: it is a number, and not so large that it has none.
INLINE int has_phase(double angle) { return angle * TURNS_PER_RADIAN < 0x1p51 && angle * TURNS_PER_RADIAN > -0x1p51; }

/// The phase of a rotation by an angle in radians that has one.
INLINE uinteger phase_of(double angle) {
  const double round = 0x1.8p52;  // adding it leaves no fraction
  double turns = angle * TURNS_PER_RADIAN;
  turns -= (turns + round) - round;
  uint64_t units = (uint64_t)(int64_t)(turns * 0x1p62);  // of 2^-62 turns
#if SCALAR_IS_DOUBLE
  return units << 2;
#else
  return (uint32_t)((units + (1 << 29)) >> 30);
#endif
}

/// The same for a vector. `error` becomes 0, or NaN in the lanes whose angle has no phase.
INLINE uvec phases_of(vec angle, vec *error) {
#if SCALAR_IS_DOUBLE
  const scalar round = 0x1.8p52, limit = 0x1p51;
#else
  const scalar round = 0x1.8p23f, limit = 0x1p22f;
#endif
  vec turns = angle * (scalar)TURNS_PER_RADIAN;
  ivec in_range = (ivec)(turns < limit) & (ivec)(turns > -limit);
  turns -= (turns + round) - round;
  *error = pick(in_range, zero(), every((scalar)__builtin_nan("")));
  turns = pick(in_range, turns, zero());
  return (uvec) __builtin_convertvector(turns * (scalar)QUARTER_TURN, ivec) << 2;
}

/// Cosine and sine of 2 pi x phase. Polynomials as in Cephes (Moshier), on [-pi/4, pi/4].
INLINE void cos_sin(uvec phase, vec *cosine, vec *sine) {
  uvec quadrant = (phase + (QUARTER_TURN >> 1)) >> (PHASE_BITS - 2);
  ivec rest = (ivec)(phase - (quadrant << (PHASE_BITS - 2)));
#if SCALAR_IS_DOUBLE
  vec x = __builtin_convertvector(rest, vec) * (scalar)(2 * 3.14159265358979323846 * 0x1p-64);
  vec z = x * x;
  vec s = 1.58962301576546568060e-10 * z - 2.50507477628578072866e-8;
  s = s * z + 2.75573136213857245213e-6;
  s = s * z - 1.98412698295895385996e-4;
  s = s * z + 8.33333333332211858878e-3;
  s = s * z - 1.66666666666666307295e-1;
  vec c = -1.13585365213876817300e-11 * z + 2.08757008419747316778e-9;
  c = c * z - 2.75573141792967388112e-7;
  c = c * z + 2.48015872888517045348e-5;
  c = c * z - 1.38888888888730564116e-3;
  c = c * z + 4.16666666666665929218e-2;
#else
  vec x = __builtin_convertvector(rest, vec) * (scalar)(2 * 3.14159265358979323846 * 0x1p-32);
  vec z = x * x;
  vec s = -1.9515295891e-4f * z + 8.3321608736e-3f;
  s = s * z - 1.6666654611e-1f;
  vec c = 2.443315711809948e-5f * z - 1.388731625493765e-3f;
  c = c * z + 4.166664568298827e-2f;
#endif
  s = s * z * x + x;
  c = c * z * z - (scalar)0.5 * z + (scalar)1;
  ivec swap = -(ivec)(quadrant & 1);
  uvec sine_sign = (quadrant >> 1 & 1) << (PHASE_BITS - 1);
  uvec cosine_sign = ((quadrant + 1) >> 1 & 1) << (PHASE_BITS - 1);
  *sine = (vec)((uvec)pick(swap, c, s) ^ sine_sign);
  *cosine = (vec)((uvec)pick(swap, s, c) ^ cosine_sign);
}

// MARK: - Exponential and logarithm, as in Cephes (Moshier)

INLINE vec vmax(vec a, vec b) { return pick((ivec)(a > b), a, b); }

/// e^x; 0 below the smallest normal number's logarithm, and what is no number stays so.
INLINE vec vexp(vec x) {
#if SCALAR_IS_DOUBLE
  const scalar lowest = -708.0, highest = 709.0, round = 6755399441055744.0;
  const int mantissa = 52, bias = 1023;
  const scalar log2_high = 6.93145751953125e-1, log2_low = 1.42860682030941723212e-6;
#else
  const scalar lowest = -87.0f, highest = 88.0f, round = 12582912.0f;
  const int mantissa = 23, bias = 127;
  const scalar log2_high = 0.693359375f, log2_low = -2.12194440e-4f;
#endif
  ivec too_low = x < lowest;
  vec y = pick((ivec)(x > highest), every(highest), x);
  y = pick(too_low, every(lowest), y);
  vec k = y * (scalar)1.44269504088896340736 + round - round;
  vec r = y - k * log2_high - k * log2_low;
#if SCALAR_IS_DOUBLE
  vec z = r * r;
  vec p = r * ((1.26177193074810590878e-4 * z + 3.02994407707441961300e-2) * z
               + 9.99999999999999999910e-1);
  vec q = ((3.00198505138664455042e-6 * z + 2.52448340349684104192e-3) * z
           + 2.27265548208155028766e-1) * z + 2.00000000000000000005;
  vec e = 1 + 2 * (p / (q - p));
#else
  vec e = 1.9875691500e-4f * r + 1.3981999507e-3f;
  e = e * r + 8.3334519073e-3f;
  e = e * r + 4.1665795894e-2f;
  e = e * r + 1.6666665459e-1f;
  e = e * r + 5.0000001201e-1f;
  e = e * r * r + r + 1;
#endif
  // Conversion of what is no number is undefined; `e` carries it on.
  ivec exponent = __builtin_convertvector(pick((ivec)(k == k), k, zero()), ivec) + bias;
  vec value = e * (vec)(exponent << mantissa);
  return pick(too_low, zero(), value);
}

/// Natural logarithm of positive normal numbers.
INLINE vec vlog(vec x) {
#if SCALAR_IS_DOUBLE
  const int mantissa = 52, bias = 1022;
#else
  const int mantissa = 23, bias = 126;
#endif
  ivec bits = (ivec)x;
  ivec exponent = (bits >> mantissa) - bias;
  vec m = (vec)((bits & (((integer)1 << mantissa) - 1)) | ((integer)bias << mantissa));  // [0.5, 1)
  ivec small = m < (scalar)0.70710678118654752440;
  exponent += small;
  m = m + pick(small, m, zero()) - 1;
  vec e = __builtin_convertvector(exponent, vec);
  vec z = m * m;
#if SCALAR_IS_DOUBLE
  vec p = 1.01875663804580931796e-4 * m + 4.97494994976747001425e-1;
  p = p * m + 4.70579119878881725854;
  p = p * m + 1.44989225341610930846e1;
  p = p * m + 1.79368678507819816313e1;
  p = p * m + 7.70838733755885391666;
  vec q = m + 1.12873587189167450590e1;
  q = q * m + 4.52279145837532221105e1;
  q = q * m + 8.29875266912776603211e1;
  q = q * m + 7.11544750618563894466e1;
  q = q * m + 2.31251620126765340583e1;
  vec y = m * z * p / q;
  y = y - e * 2.121944400546905827679e-4 - z * (scalar)0.5;
  return m + y + e * 0.693359375 + (x - x);
#else
  vec p = 7.0376836292e-2f * m - 1.1514610310e-1f;
  p = p * m + 1.1676998740e-1f;
  p = p * m - 1.2420140846e-1f;
  p = p * m + 1.4249322787e-1f;
  p = p * m - 1.6668057665e-1f;
  p = p * m + 2.0000714765e-1f;
  p = p * m - 2.4999993993e-1f;
  p = p * m + 3.3333331174e-1f;
  vec y = m * z * p;
  y = y - e * 2.12194440e-4f - z * 0.5f;
  return m + y + e * 0.693359375f + (x - x);
#endif
}
