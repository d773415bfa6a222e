// Where everything of a circuit lies in memory. Each layout is written once, and both measures and places: with no
// memory given, only the size counts.

typedef struct {
  char *start;
  size_t size;
} arena;

INLINE void *take(arena *a, size_t bytes) {
  void *p = a->start ? a->start + a->size : NULL;
  a->size += (bytes + QD_ALIGNMENT - 1) / QD_ALIGNMENT * QD_ALIGNMENT;
  return p;
}

INLINE scalar *take_vectors(arena *a, size_t count) { return take(a, count * LANES * sizeof(scalar)); }
INLINE scalar *take_scalars(arena *a, size_t count) { return take_vectors(a, (count + LANES - 1) / LANES); }
/// A state, or one vector pair for each row.
INLINE scalar *take_state(arena *a, const qd_circuit *c) { return take_vectors(a, 2 * row_count(c)); }

/// What the parameters come to.
typedef struct {
  uinteger *phases;
  scalar *cosines, *sines;
  scalar *parameters;
  /// Where lanes are amplitudes: the bits flipped by all rotations.
  uint32_t *flipped;
  /// The stages, one like another.
  char *stages;
  size_t stage_size, size;
} prepared_circuit;

/// What of a stage is in memory: what its parameters come to, and what the first tile's samples do.
typedef struct {
  /// Where lanes are amplitudes, also the bits flipped by the rotations before.
  uint32_t *flip, *flipped;
  scalar *tangents, *factor_re, *factor_im;
  scalar *turns, *factors, *after_low, *end;
} stage_place;

/// What the parameters of a stage come to.
static stage_place take_prepared_stage(arena *a, const qd_circuit *c) {
  stage_place s = {};
  s.flip = take(a, sizeof(uint32_t));
  s.flipped = take(a, sizeof(uint32_t));
  s.tangents = take_scalars(a, (size_t)c->qubit_count);
  s.factor_re = take_vectors(a, row_vectors(c));
  s.factor_im = take_vectors(a, row_vectors(c));
  return s;
}

INLINE stage_place prepared_stage(const qd_circuit *c, const prepared_circuit *p, int32_t k) {
  arena a = {p->stages + (size_t)k * p->stage_size, 0};
  return take_prepared_stage(&a, c);
}

static prepared_circuit prepared_layout(const qd_circuit *c, const void *memory) {
  arena a = {(char *)memory, 0};
  prepared_circuit p;
  p.phases = (uinteger *)take_scalars(&a, (size_t)c->shared_angle_count);
  p.cosines = take_scalars(&a, (size_t)c->shared_angle_count);
  p.sines = take_scalars(&a, (size_t)c->shared_angle_count);
  p.parameters = take_scalars(&a, (size_t)c->parameter_count);
  p.flipped = take(&a, sizeof(uint32_t));
  arena stage = {};
  take_prepared_stage(&stage, c);
  p.stage_size = stage.size;
  p.stages = take(&a, (size_t)c->stage_count * stage.size);
  p.size = a.size;
  return p;
}

/// What the forward pass makes of a tile of samples.
typedef struct {
  /// Sample angles: [angles][cosine, sine][lanes].
  scalar *half_angles;
  /// Qubits before they meet, [qubits][2][re, im][lanes], and the tree of their products, whose root is the first
  /// state. Amplitudes: only that state, and the inverse norms.
  scalar *qubits, *first_state, *inverse_norms;
  size_t size;
} tile_states;

/// Without `keeps` all stages share their room, and states take turns in two places. `places` for all stages, whose
/// part of the parameters is there already, or NULL.
static tile_states tile_layout(const qd_circuit *c, const void *memory, int keeps, stage_place *places) {
  arena a = {(char *)memory, 0};
  tile_states t;
  t.half_angles = take_vectors(&a, 2 * (size_t)c->sample_angle_count);
  t.qubits = take_vectors(&a, 4 * (size_t)c->qubit_count);
  t.inverse_norms = take_vectors(&a, 1);
  t.first_state = c->preparation == QD_PREPARE_PRODUCT
    ? take(&a, node_size(c->qubit_count) * sizeof(scalar)) : take_state(&a, c);
  scalar *turns = keeps ? NULL : take_vectors(&a, 2 * (size_t)c->qubit_count);
  scalar *factors = keeps ? NULL : take_state(&a, c);
  scalar *states[2] = {keeps ? NULL : take_state(&a, c), keeps ? NULL : take_state(&a, c)};
  for (int32_t k = 0; k < c->stage_count; k++) {
    const qd_stage *s = &c->stages[k];
    stage_place p = {};
    if (keeps) {
      if (s->rotations_by_sample) p.turns = take_vectors(&a, 2 * (size_t)s->rotation_count);
      if (s->phases_by_sample) p.factors = take_state(&a, c);
      p.after_low = take_state(&a, c);
      p.end = groups_of(s->rotation_count).high > 0 ? take_state(&a, c) : p.after_low;
    } else {
      if (s->rotations_by_sample) p.turns = turns;
      if (s->phases_by_sample) p.factors = factors;
      p.after_low = p.end = states[k % 2];
    }
    if (!places) continue;
    places[k].turns = p.turns;
    places[k].factors = p.factors;
    places[k].after_low = p.after_low;
    places[k].end = p.end;
  }
  t.size = a.size;
  return t;
}

/// Where the passes work.
typedef struct {
  /// [sample angles][lanes]: the angles; on the way back the gradients by them.
  scalar *sample_angles;
  /// [rows or outcomes + 8][lanes]
  scalar *rows;
  /// [qubits][lanes]
  scalar *turn_gradients;
  scalar *environments;
  /// States; a tile of one, or the environments of ranges of qubits.
  scalar *lambda, *other_lambda, *tile;
  double *angle_gradients;
  stage_place *places;
  size_t size;
} workroom;

static workroom scratch_layout(const qd_circuit *c, void *memory) {
  arena a = {memory, 0};
  workroom w;
  w.sample_angles = take_vectors(&a, (size_t)c->sample_angle_count);
  w.rows = take_vectors(&a, row_count(c) + ((size_t)1 << LOW_WEIGHT_BITS));
  w.turn_gradients = take_vectors(&a, (size_t)c->qubit_count);
  w.environments = take_vectors(&a, 4 * (size_t)c->qubit_count);
  w.lambda = take_state(&a, c);
  w.other_lambda = take_state(&a, c);
  w.tile = take(&a, node_size(c->qubit_count) * sizeof(scalar));
  w.angle_gradients = take(&a, (size_t)c->shared_angle_count * sizeof(double));
  w.places = take(&a, (size_t)c->stage_count * sizeof(stage_place));
  w.size = a.size;
  return w;
}

/// What a group of samples collects on the way back, summed over samples lane by lane.
typedef struct {
  /// [turns][lanes], [sample terms][lanes]
  scalar *turns, *sample_terms;
  /// Stages: Q [rows][lanes] (or, where lanes are amplitudes, [rows]), then [qubits][lanes] for the rotations.
  scalar *stages;
  size_t stage_size, size;
} circuit_sums;

static circuit_sums sums_layout(const qd_circuit *c, void *memory) {
  arena a = {memory, 0};
  circuit_sums s;
  s.turns = take_vectors(&a, (size_t)c->turn_count);
  s.sample_terms = take_vectors(&a, (size_t)c->sample_term_count);
  size_t row_sums = c->layout == QD_LANES_ARE_SAMPLES ? row_count(c) * LANES : row_count(c);
  s.stage_size = row_sums + (size_t)c->qubit_count * LANES;
  s.stages = take(&a, (size_t)c->stage_count * s.stage_size * sizeof(scalar));
  take_vectors(&a, LANES);  // what is read beyond fewer rows than a vector holds
  s.size = a.size;
  return s;
}

INLINE int is_shared(const qd_circuit *c, int32_t angle) { return angle < c->shared_angle_count; }

/// What is left out of a term's product when its derivative is taken: the parameter, or input 0 or 1.
enum { WITHOUT_PARAMETER = -1, WITHOUT_NOTHING = 2 };
