// Losses on logits [classes][stride]: a vector holds one class of a tile's samples.

/// So many classes' exponentials are kept; those of others are computed again where they are wanted.
enum { KEPT_CLASSES = 16 };

/// What a tile's softmax(x / T) is made of: e^((x - largest) / T) / sum.
typedef struct {
  vec largest, sum, inverse_sum;
  vec kept[KEPT_CLASSES];
} softmax_parts;

INLINE softmax_parts softmax_of(const scalar *logits, size_t class_count, size_t stride, scalar inverse_temperature) {
  softmax_parts s;
  s.largest = load(logits);
  for (size_t c = 1; c < class_count; c++) s.largest = vmax(load(logits + c * stride), s.largest);
  vec sum = zero();
  for (size_t c = 0; c < class_count; c++) {
    vec e = vexp((load(logits + c * stride) - s.largest) * inverse_temperature);
    if (c < KEPT_CLASSES) s.kept[c] = e;
    sum += e;
  }
  s.sum = sum;
  s.inverse_sum = 1 / sum;
  return s;
}

/// The probability of class c, where x = (logit - largest) / T.
INLINE vec probability_of(const softmax_parts *s, size_t c, vec x) {
  return (c < KEPT_CLASSES ? s->kept[c] : vexp(x)) * s->inverse_sum;
}

/// All ones in the lanes of a tile that hold samples.
INLINE ivec sample_mask(qd_batch batch, size_t first) {
  uinteger left = (uinteger)(batch.sample_count - first);
  return (ivec)(lane_numbers() < left);
}

/// The labels of a tile's samples.
INLINE ivec classes_at(const int32_t *labels) {
  typedef int32_t class_vec __attribute__((vector_size(LANES * sizeof(int32_t)), aligned(sizeof(int32_t))));
  return __builtin_convertvector(*(const class_vec *)labels, ivec);
}

static double cross_entropy(
  size_t class_count, qd_batch batch, const void *logits, const int32_t *labels, double weight, void *gradient
) {
  double loss = 0;
  for (size_t first = 0; first < batch.sample_count; first += LANES) {
    const scalar *x = (const scalar *)logits + first;
    scalar *g = (scalar *)gradient + first;
    softmax_parts s = softmax_of(x, class_count, batch.stride, 1);
    ivec mask = sample_mask(batch, first), label = classes_at(labels + first);
    vec log_sum = vlog(s.sum), value = zero();
    for (size_t c = 0; c < class_count; c++) {
      vec shifted = load(x + c * batch.stride) - s.largest;
      ivec is_label = (ivec)(label == (integer)c);
      vec slope = probability_of(&s, c, shifted) - pick(is_label, every(1), zero());
      scalar *to = g + c * batch.stride;
      store(to, load(to) + pick(mask, (scalar)weight * slope, zero()));
      value += pick(is_label, log_sum - shifted, zero());
    }
    loss += (double)lane_sum(pick(mask, value, zero()));
  }
  return weight * loss;
}

static double kullback_leibler(
  size_t class_count, qd_batch batch, const void *teacher, const void *student, double temperature, double weight,
  void *gradient
) {
  double loss = 0;
  scalar inverse = (scalar)(1 / temperature), factor = (scalar)(weight / temperature);
  for (size_t first = 0; first < batch.sample_count; first += LANES) {
    const scalar *x = (const scalar *)teacher + first, *y = (const scalar *)student + first;
    scalar *g = (scalar *)gradient + first;
    softmax_parts target = softmax_of(x, class_count, batch.stride, inverse);
    softmax_parts own = softmax_of(y, class_count, batch.stride, inverse);
    ivec mask = sample_mask(batch, first);
    // sum q log(q / p), where log(q / p) = a - b + log(own.sum / target.sum) and the q sum to 1
    vec value = vlog(own.sum * target.inverse_sum);
    for (size_t c = 0; c < class_count; c++) {
      vec a = (load(x + c * batch.stride) - target.largest) * inverse;
      vec b = (load(y + c * batch.stride) - own.largest) * inverse;
      vec q = probability_of(&target, c, a), p = probability_of(&own, c, b);
      scalar *to = g + c * batch.stride;
      store(to, load(to) + pick(mask, factor * (p - q), zero()));
      // 0 log 0 = 0: a target that underflowed contributes nothing.
      value += pick((ivec)(q == 0), zero(), q * (a - b));
    }
    loss += (double)lane_sum(pick(mask, value, zero()));
  }
  return weight * loss;
}
