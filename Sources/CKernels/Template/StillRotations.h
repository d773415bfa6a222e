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
