// Losses on logits [classes][stride]: a vector holds one class of a tile's samples.

/// So many classes' exponentials are kept; those of others are computed again where they are wanted.
enum { KEPT_CLASSES = 16 };

/// What a tile's softmax(x / T) is made of: e^((x - largest) / T) / sum.
typedef struct {
  vec largest, sum, inverse_sum;
  vec kept[KEPT_CLASSES];
} softmax_parts;

/// The logits of class c; where a sample leaves the class out, none that has a probability.
INLINE vec logit_at(const scalar *logits, size_t c, size_t stride, const ivec *left_out) {
  vec x = load(logits + c * stride);
  return left_out ? pick((ivec)(*left_out == (integer)c), every((scalar)-__builtin_inf()), x) : x;
}

/// Over all classes, or, unless `left_out` is NULL, without one of each sample's.
INLINE softmax_parts softmax_of(
  const scalar *logits, size_t class_count, size_t stride, vec inverse_temperature, const ivec *left_out
) {
  softmax_parts s;
  s.largest = logit_at(logits, 0, stride, left_out);
  for (size_t c = 1; c < class_count; c++) s.largest = vmax(logit_at(logits, c, stride, left_out), s.largest);
  vec sum = zero();
  for (size_t c = 0; c < class_count; c++) {
    vec e = vexp((logit_at(logits, c, stride, left_out) - s.largest) * inverse_temperature);
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

/// What class c of a sample's target counts for: a share of the smoothing, and the rest if it is the label; times the
/// class's weight.
INLINE vec weighted_target(ivec label, size_t c, const double *class_weights, scalar everywhere, scalar at_label) {
  vec target = everywhere + pick((ivec)(label == (integer)c), every(at_label), zero());
  return class_weights ? (scalar)class_weights[c] * target : target;
}

/// Without class weights and smoothing if `is_plain`: targets are 0 and 1.
INLINE double cross_entropy_of(
  const int is_plain, size_t class_count, qd_batch batch, const scalar *logits, const int32_t *labels,
  const double *class_weights, double smoothing, double weight, scalar *gradient
) {
  double loss = 0;
  scalar everywhere = (scalar)(smoothing / (double)class_count), at_label = (scalar)(1 - smoothing);
  for (size_t first = 0; first < batch.sample_count; first += LANES) {
    const scalar *x = logits + first;
    scalar *g = gradient + first;
    softmax_parts s = softmax_of(x, class_count, batch.stride, every(1), NULL);
    ivec label = classes_at(labels + first), mask = sample_mask(batch, first) & (ivec)(label >= 0);
    vec log_sum = vlog(s.sum), value = zero(), sum_of_targets = every(1);
    if (!is_plain) {
      sum_of_targets = zero();
      for (size_t c = 0; c < class_count; c++)
        sum_of_targets += weighted_target(label, c, class_weights, everywhere, at_label);
    }
    for (size_t c = 0; c < class_count; c++) {
      vec shifted = load(x + c * batch.stride) - s.largest;
      vec target = is_plain
        ? pick((ivec)(label == (integer)c), every(1), zero())
        : weighted_target(label, c, class_weights, everywhere, at_label);
      vec slope = sum_of_targets * probability_of(&s, c, shifted) - target;
      scalar *to = g + c * batch.stride;
      store(to, load(to) + pick(mask, (scalar)weight * slope, zero()));
      // 0 x infinity is no loss.
      value += pick((ivec)(target == 0), zero(), target * (log_sum - shifted));
    }
    loss += (double)lane_sum(pick(mask, value, zero()));
  }
  return weight * loss;
}

static double cross_entropy(
  size_t class_count, qd_batch batch, const void *logits, const int32_t *labels, const double *class_weights,
  double smoothing, double weight, void *gradient
) {
  return !class_weights && smoothing == 0
    ? cross_entropy_of(1, class_count, batch, logits, labels, NULL, 0, weight, gradient)
    : cross_entropy_of(0, class_count, batch, logits, labels, class_weights, smoothing, weight, gradient);
}

/// The mean of some numbers, less the first of them, and the sum of the squares of what they deviate by. Counted from
/// the first, that is exactly 0 where all are the same.
typedef struct {
  vec first, mean, squares;
} spread;

/// How far a number is from the mean.
INLINE vec deviation(const spread *s, vec x) { return x - s->first - s->mean; }

/// Of each sample's numbers.
INLINE spread spread_over_classes(const scalar *x, size_t class_count, size_t stride) {
  spread s = {.first = load(x)};
  for (size_t c = 1; c < class_count; c++) s.mean += load(x + c * stride) - s.first;
  s.mean /= (scalar)class_count;
  for (size_t c = 0; c < class_count; c++) {
    vec d = deviation(&s, load(x + c * stride));
    s.squares += d * d;
  }
  return s;
}

/// What is added to standard deviations, so that one may divide by them.
static const double LEAST_DEVIATION = 1e-7;

/// Each sample's standard deviation.
INLINE vec standard_deviation(const spread *s, size_t class_count) {
  return __builtin_elementwise_sqrt(s->squares / (scalar)(class_count - 1));
}

/// Of standardised logits (x - mean) / (standard deviation + 10^-7) if `standardises`: a softmax does not see the mean,
/// so that this is a temperature for each sample, which has a derivative.
INLINE double kullback_leibler_of(
  const int standardises, size_t class_count, qd_batch batch, const scalar *teacher, const scalar *student,
  double temperature, double weight, scalar *gradient
) {
  double loss = 0;
  for (size_t first = 0; first < batch.sample_count; first += LANES) {
    const scalar *x = teacher + first, *y = student + first;
    scalar *g = gradient + first;
    ivec mask = sample_mask(batch, first);
    vec target_inverse = every((scalar)(1 / temperature)), own_inverse = target_inverse;
    vec factor = every((scalar)(weight / temperature)), own_deviation = zero(), unit = every(1), along = zero();
    spread own_spread = {};
    if (standardises) {
      spread target_spread = spread_over_classes(x, class_count, batch.stride);
      own_spread = spread_over_classes(y, class_count, batch.stride);
      own_deviation = standard_deviation(&own_spread, class_count);
      unit = own_deviation + (scalar)LEAST_DEVIATION;
      own_inverse /= unit;
      target_inverse /= standard_deviation(&target_spread, class_count) + (scalar)LEAST_DEVIATION;
      // Logits that are all the same have no derivative: it would be 10^7.
      factor = pick((ivec)(own_deviation == 0), zero(), factor / unit);
    }
    softmax_parts target = softmax_of(x, class_count, batch.stride, target_inverse, NULL);
    softmax_parts own = softmax_of(y, class_count, batch.stride, own_inverse, NULL);
    // sum q log(q / p), where log(q / p) = a - b + log(own.sum / target.sum) and the q sum to 1
    vec value = vlog(own.sum * target.inverse_sum);
    for (size_t c = 0; c < class_count; c++) {
      vec logit = load(y + c * batch.stride);
      vec a = (load(x + c * batch.stride) - target.largest) * target_inverse;
      vec b = (logit - own.largest) * own_inverse;
      vec q = probability_of(&target, c, a), p = probability_of(&own, c, b);
      scalar *to = g + c * batch.stride;
      store(to, load(to) + pick(mask, factor * (p - q), zero()));
      if (standardises) along += (p - q) * deviation(&own_spread, logit);
      // 0 log 0 = 0: a target that underflowed contributes nothing.
      value += pick((ivec)(q == 0), zero(), q * (a - b));
    }
    loss += (double)lane_sum(pick(mask, value, zero()));
    if (!standardises) continue;
    // By way of the standard deviation, whose derivative is deviation / (standard deviation (classes - 1)).
    vec squares = own_deviation * unit * (scalar)(class_count - 1);
    vec back = pick((ivec)(own_deviation == 0), zero(), factor * along / squares);
    for (size_t c = 0; c < class_count; c++) {
      scalar *to = g + c * batch.stride;
      vec slope = back * deviation(&own_spread, load(y + c * batch.stride));
      store(to, load(to) - pick(mask, slope, zero()));
    }
  }
  return weight * loss;
}

static double kullback_leibler(
  size_t class_count, qd_batch batch, const void *teacher, const void *student, double temperature, double weight,
  void *gradient
) {
  return kullback_leibler_of(0, class_count, batch, teacher, student, temperature, weight, gradient);
}

static double standardised_kullback_leibler(
  size_t class_count, qd_batch batch, const void *teacher, const void *student, double temperature, double weight,
  void *gradient
) {
  return kullback_leibler_of(1, class_count, batch, teacher, student, temperature, weight, gradient);
}

/// Huber's loss of x is x^2 / 2 up to 1, then |x| - 1/2: with c = x, but from -1 to 1, it is c (x - c / 2), and its slope c.
static double huber(
  size_t row_count, qd_batch batch, const void *own, double scale, const void *wanted, double wanted_scale,
  double weight, void *gradient
) {
  vec sum = zero();
  for (size_t i = 0; i < row_count; i++)
    for (size_t first = 0; first < batch.sample_count; first += LANES) {
      size_t at = i * batch.stride + first;
      vec x = (scalar)scale * load((const scalar *)own + at) - (scalar)wanted_scale * load((const scalar *)wanted + at);
      vec c = pick((ivec)(x > 1), every(1), pick((ivec)(x < -1), every(-1), x));
      ivec mask = sample_mask(batch, first);
      store((scalar *)gradient + at, pick(mask, (scalar)weight * c, zero()));
      sum += pick(mask, c * (x - (scalar)0.5 * c), zero());
    }
  return weight * (double)lane_sum(sum);
}
