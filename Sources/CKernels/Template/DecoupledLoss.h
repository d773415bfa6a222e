// Decoupled distillation: a sample's target against all other classes, and the others among themselves.

/// How probability is divided between a sample's target and its other classes.
typedef struct {
  vec target, others, log_target, log_others;
} division;

/// From the target's logit and the others' softmax.
INLINE division division_of(vec logit, const softmax_parts *others, vec inverse_temperature) {
  // log(target / others), and the smaller's share over the larger's, which does not overflow
  vec log_odds = (logit - others->largest) * inverse_temperature - vlog(others->sum);
  ivec likely = (ivec)(log_odds > 0);
  vec log_ratio = pick(likely, -log_odds, log_odds), ratio = vexp(log_ratio);
  vec larger = 1 / (1 + ratio), log_larger = -vlog(1 + ratio);
  vec smaller = ratio * larger, log_smaller = log_ratio + log_larger;
  return (division){
    .target = pick(likely, larger, smaller),
    .others = pick(likely, smaller, larger),
    .log_target = pick(likely, log_larger, log_smaller),
    .log_others = pick(likely, log_smaller, log_larger),
  };
}

static double decoupled_kullback_leibler(
  size_t class_count, qd_batch batch, const void *teacher, const void *student, const int32_t *labels, double alpha,
  double beta, double temperature, double weight, void *gradient
) {
  double loss = 0;
  vec inverse = every((scalar)(1 / temperature));
  scalar factor = (scalar)(weight / temperature), part_target = (scalar)alpha, part_others = (scalar)beta;
  for (size_t first = 0; first < batch.sample_count; first += LANES) {
    const scalar *x = (const scalar *)teacher + first, *y = (const scalar *)student + first;
    scalar *g = (scalar *)gradient + first;
    ivec label = classes_at(labels + first), mask = sample_mask(batch, first);
    // Without a label the teacher's choice is the target.
    vec largest = load(x);
    ivec choice = {};
    for (size_t c = 1; c < class_count; c++) {
      vec logit = load(x + c * batch.stride);
      ivec is_larger = (ivec)(logit > largest);
      largest = pick(is_larger, logit, largest);
      choice = (is_larger & (integer)c) | (~is_larger & choice);
    }
    ivec is_unlabelled = (ivec)(label < 0);
    label = (is_unlabelled & choice) | (~is_unlabelled & label);
    vec x_label = zero(), y_label = zero();
    for (size_t c = 0; c < class_count; c++) {
      ivec is_label = (ivec)(label == (integer)c);
      x_label = pick(is_label, load(x + c * batch.stride), x_label);
      y_label = pick(is_label, load(y + c * batch.stride), y_label);
    }
    softmax_parts target = softmax_of(x, class_count, batch.stride, inverse, &label);
    softmax_parts own = softmax_of(y, class_count, batch.stride, inverse, &label);
    division q_part = division_of(x_label, &target, inverse), p_part = division_of(y_label, &own, inverse);
    vec value = part_target
      * (q_part.target * (q_part.log_target - p_part.log_target)
         + q_part.others * (q_part.log_others - p_part.log_others));
    vec among = vlog(own.sum * target.inverse_sum), away = part_target * (p_part.others - q_part.others);
    for (size_t c = 0; c < class_count; c++) {
      ivec is_label = (ivec)(label == (integer)c);
      vec a = (load(x + c * batch.stride) - target.largest) * inverse;
      vec b = (load(y + c * batch.stride) - own.largest) * inverse;
      vec q = probability_of(&target, c, a), p = probability_of(&own, c, b);
      vec slope = pick(is_label, -away, away * p + part_others * (p - q));
      scalar *to = g + c * batch.stride;
      store(to, load(to) + pick(mask, factor * slope, zero()));
      among += pick(is_label | (ivec)(q == 0), zero(), q * (a - b));
    }
    loss += (double)lane_sum(pick(mask, value + part_others * among, zero()));
  }
  return weight * loss;
}
