// Distillation by correlation: 1 - Pearson's of the student's and the teacher's probabilities, of each sample over the
// classes and of each class over the samples.

/// A correlation of deviations a and b, and its derivative by a: by_other b + by_own a.
typedef struct {
  vec value, by_other, by_own;
} correlation;

/// From the sum of a b. A norm counts as 10^-8 at least. Numbers that are all the same correlate with nothing and have
/// no derivative: it would be 10^8.
INLINE correlation correlation_of(const spread *a, const spread *b, vec products) {
  const vec least = every((scalar)1e-8);
  vec own = __builtin_elementwise_sqrt(a->squares), other = __builtin_elementwise_sqrt(b->squares);
  vec inverse = 1 / (vmax(own, least) * vmax(other, least)), value = products * inverse;
  return (correlation){
    .value = value,
    .by_other = pick((ivec)(own == 0), zero(), inverse),
    .by_own = pick((ivec)(own <= least), zero(), -value / a->squares),
  };
}

/// The derivatives by both sides' numbers x and y.
INLINE vec correlation_slope(const correlation *r, const spread *a, const spread *b, vec x, vec y) {
  return r->by_other * deviation(b, y) + r->by_own * deviation(a, x);
}

/// All samples' probabilities.
INLINE void write_probabilities(
  size_t class_count, qd_batch batch, const scalar *logits, vec inverse_temperature, scalar *probabilities
) {
  for (size_t first = 0; first < batch.sample_count; first += LANES) {
    const scalar *x = logits + first;
    softmax_parts s = softmax_of(x, class_count, batch.stride, inverse_temperature, NULL);
    for (size_t c = 0; c < class_count; c++) {
      vec shifted = (load(x + c * batch.stride) - s.largest) * inverse_temperature;
      store(probabilities + first + c * batch.stride, probability_of(&s, c, shifted));
    }
  }
}

/// 1 - correlation over the classes, summed over the samples. Writes the slopes, all [classes][stride].
INLINE double sample_distances(
  size_t class_count, qd_batch batch, const scalar *teacher, const scalar *student, double weight, scalar *slopes
) {
  double sum = 0;
  for (size_t first = 0; first < batch.sample_count; first += LANES) {
    const scalar *q = teacher + first, *p = student + first;
    spread a = spread_over_classes(p, class_count, batch.stride), b = spread_over_classes(q, class_count, batch.stride);
    vec products = zero();
    for (size_t c = 0; c < class_count * batch.stride; c += batch.stride)
      products += deviation(&a, load(p + c)) * deviation(&b, load(q + c));
    correlation r = correlation_of(&a, &b, products);
    for (size_t c = 0; c < class_count * batch.stride; c += batch.stride)
      store(slopes + first + c, (scalar)-weight * correlation_slope(&r, &a, &b, load(p + c), load(q + c)));
    sum += (double)lane_sum(pick(sample_mask(batch, first), 1 - r.value, zero()));
  }
  return weight * sum;
}

/// Of a class's numbers, the same in all lanes.
INLINE spread spread_over_samples(const scalar *x, qd_batch batch) {
  spread s = {.first = every(x[0])};
  vec sum = zero(), squares = zero();
  for (size_t first = 0; first < batch.sample_count; first += LANES)
    sum += pick(sample_mask(batch, first), load(x + first) - s.first, zero());
  s.mean = every(lane_sum(sum) / (scalar)batch.sample_count);
  for (size_t first = 0; first < batch.sample_count; first += LANES) {
    vec d = pick(sample_mask(batch, first), deviation(&s, load(x + first)), zero());
    squares += d * d;
  }
  s.squares = every(lane_sum(squares));
  return s;
}

/// 1 - a class's correlation over the samples. Adds to its slopes, all [stride].
INLINE double class_distance(qd_batch batch, const scalar *q, const scalar *p, double weight, scalar *slopes) {
  spread a = spread_over_samples(p, batch), b = spread_over_samples(q, batch);
  vec products = zero();
  for (size_t first = 0; first < batch.sample_count; first += LANES) {
    vec product = deviation(&a, load(p + first)) * deviation(&b, load(q + first));
    products += pick(sample_mask(batch, first), product, zero());
  }
  correlation r = correlation_of(&a, &b, every(lane_sum(products)));
  for (size_t first = 0; first < batch.sample_count; first += LANES) {
    vec slope = correlation_slope(&r, &a, &b, load(p + first), load(q + first));
    store(slopes + first, load(slopes + first) - (scalar)weight * slope);
  }
  return weight * (1 - (double)r.value[0]);
}

static double correlation_distance(
  size_t class_count, qd_batch batch, const void *teacher, const void *student, double temperature,
  double sample_weight, double class_weight, void *scratch, void *gradient
) {
  size_t size = class_count * batch.stride;
  scalar *targets = scratch, *own = targets + size, *slopes = own + size;
  vec inverse = every((scalar)(1 / temperature));
  write_probabilities(class_count, batch, teacher, inverse, targets);
  write_probabilities(class_count, batch, student, inverse, own);
  double loss = sample_distances(class_count, batch, targets, own, sample_weight, slopes);
  // One sample has nothing to correlate over.
  if (batch.sample_count > 1)
    for (size_t c = 0; c < size; c += batch.stride)
      loss += class_distance(batch, targets + c, own + c, class_weight, slopes + c);
  // From probabilities to logits.
  for (size_t first = 0; first < batch.sample_count; first += LANES) {
    const scalar *p = own + first, *h = slopes + first;
    scalar *g = (scalar *)gradient + first;
    vec mean = zero();
    for (size_t c = 0; c < size; c += batch.stride) mean += load(p + c) * load(h + c);
    for (size_t c = 0; c < size; c += batch.stride) {
      vec slope = inverse * load(p + c) * (load(h + c) - mean);
      store(g + c, load(g + c) + pick(sample_mask(batch, first), slope, zero()));
    }
  }
  return loss;
}
