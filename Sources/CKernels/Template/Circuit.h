// The kernels of circuits: what both layouts have in common, and the choice between them.

INLINE int is_still(const qd_circuit *c) { return c->layout == QD_LANES_ARE_AMPLITUDES; }

static size_t circuit_prepared_size(const qd_circuit *c) { return prepared_layout(c, NULL).size; }
static size_t circuit_sums_size(const qd_circuit *c) { return sums_layout(c, NULL).size; }

static size_t circuit_scratch_size(const qd_circuit *c) {
  return is_still(c) ? still_layout(c, NULL).size : scratch_layout(c, NULL).size;
}

static size_t circuit_states_size(const qd_circuit *c, size_t sample_count, int keeps) {
  if (is_still(c)) return (keeps ? sample_count : 1) * 2 * row_count(c) * sizeof(scalar);
  size_t tiles = keeps ? (sample_count + LANES - 1) / LANES : 1;
  return tiles * tile_layout(c, NULL, keeps, NULL).size;
}

static void circuit_prepare(const qd_circuit *c, const double *parameters, void *memory) {
  prepared_circuit p = prepared_layout(c, memory);
  for (int32_t i = 0; i < c->parameter_count; i++) p.parameters[i] = (scalar)parameters[i];

  size_t shared = (size_t)c->shared_angle_count;
  const qd_term *term = c->terms, *end = term + c->shared_term_count;
  scalar error = 0;
  for (size_t angle = 0; angle < shared; angle++) {
    double value = c->constants[angle];
    for (; term < end && (size_t)term->angle == angle; term++) value += term->coefficient * parameters[term->parameter];
    if (!has_phase(value)) error = (scalar)__builtin_nan("");
    p.phases[angle] = has_phase(value) ? phase_of(value) : 0;
  }
  for (size_t angle = 0; angle < shared; angle += LANES) {
    vec cosine, sine;
    cos_sin(*(const uvec *)(p.phases + angle), &cosine, &sine);
    store(p.cosines + angle, cosine + error);
    store(p.sines + angle, sine + error);
  }
  if (is_still(c)) prepare_still(c, &p, error);
  else prepare_stages(c, &p, error);
}

static void circuit_forward(
  const qd_circuit *c, const void *prepared, qd_batch batch, const void *inputs, void *outputs, void *states,
  void *scratch, int keeps
) {
  (is_still(c) ? still_forward : tiles_forward)(c, prepared, batch, inputs, outputs, states, scratch, keeps);
}

static void circuit_backward(
  const qd_circuit *c, const void *prepared, qd_batch batch, const void *inputs, const void *output_gradient,
  void *input_gradient, void *states, void *scratch, void *sums
) {
  (is_still(c) ? still_backward : tiles_backward)(
    c, prepared, batch, inputs, output_gradient, input_gradient, states, scratch, sums);
}

static void circuit_collect(
  const qd_circuit *c, const void *prepared, void *memory, void *scratch, double *parameter_gradient
) {
  prepared_circuit p = prepared_layout(c, prepared);
  circuit_sums sums = sums_layout(c, memory);
  double *gradients = is_still(c) ? still_layout(c, scratch).collected : scratch_layout(c, scratch).angle_gradients;
  for (int32_t a = 0; a < c->shared_angle_count; a++) gradients[a] = 0;
  for (int32_t i = 0; i < c->turn_count; i++)
    if (is_shared(c, c->turns[i].angle)) gradients[c->turns[i].angle] += lane_sum(load(sums.turns + (size_t)i * LANES));
  if (is_still(c)) collect_still(c, &p, sums, gradients);
  else collect_tiles(c, &p, sums, scratch_layout(c, scratch).rows, gradients);
  for (int32_t i = 0; i < c->shared_term_count; i++)
    parameter_gradient[c->terms[i].parameter] += c->terms[i].coefficient * gradients[c->terms[i].angle];
  for (int32_t i = 0; i < c->sample_term_count; i++) {
    const qd_term *term = &c->terms[c->shared_term_count + i];
    if (term->parameter >= 0)
      parameter_gradient[term->parameter] += lane_sum(load(sums.sample_terms + (size_t)i * LANES));
  }
}
