// The memory of a circuit where lanes are amplitudes: one sample's.

/// One sample's memory.
typedef struct {
  const qd_circuit *c;
  prepared_circuit prepared;
  /// The final state, [rows][re, im][lanes].
  scalar *state;
  // The rest is scratch.
  stage_place *places;
  scalar *lambda;
  /// Phases, cosines and sines of all angles, shared ones first; gradients by the sample's own.
  uinteger *phases;
  scalar *cosines, *sines, *angle_gradients;
  /// A stage's factors [2^n], and its rotations' cosines and sines.
  scalar *factor_re, *factor_im, *turn_cosines, *turn_sines;
  /// Q of a stage [2^n]; gradients by its rotations [rotations][lanes].
  scalar *row_sums, *turn_gradients;
  /// Products of the first qubits: see ``build_products``.
  scalar *products, *lane_products;
  double *collected;
  /// Probabilities of outcomes, as they are summed.
  double *outcome_sums;
  const scalar *inputs;
  size_t stride, size;
} still_sample;

INLINE size_t still_rows(const qd_circuit *c) { return row_count(c) / LANES; }

static still_sample still_layout(const qd_circuit *c, void *scratch) {
  arena a = {scratch, 0};
  size_t angles = (size_t)(c->shared_angle_count + c->sample_angle_count), count = row_count(c);
  still_sample s = {.c = c};
  s.lambda = take_scalars(&a, 2 * count);
  s.phases = (uinteger *)take_scalars(&a, angles + LANES);
  s.cosines = take_scalars(&a, angles + LANES);
  s.sines = take_scalars(&a, angles + LANES);
  s.angle_gradients = take_scalars(&a, (size_t)c->sample_angle_count);
  s.factor_re = take_scalars(&a, count);
  s.factor_im = take_scalars(&a, count);
  s.turn_cosines = take_scalars(&a, (size_t)c->qubit_count);
  s.turn_sines = take_scalars(&a, (size_t)c->qubit_count);
  s.row_sums = take_scalars(&a, count);
  s.turn_gradients = take_vectors(&a, (size_t)c->qubit_count);
  s.products = take_scalars(&a, 2 * count + 2 * LANES);
  s.lane_products = take_scalars(&a, 4 * LANES);
  s.collected = take(&a, (size_t)c->shared_angle_count * sizeof(double));
  s.outcome_sums = take(&a, (c->reading == QD_READ_PROBABILITIES ? (size_t)c->output_count : 0) * sizeof(double));
  s.places = take(&a, (size_t)c->stage_count * sizeof(stage_place));
  s.size = a.size;
  return s;
}

INLINE scalar still_input(const still_sample *s, int32_t index) { return s->inputs[(size_t)index * s->stride]; }
