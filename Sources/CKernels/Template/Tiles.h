// A circuit on a batch, where lanes are samples: a tile of LANES samples at a time goes through all stages.

// MARK: - Parameters

/// Tangents of a stage's rotations. A rotation whose cosine is the smaller one is turned by pi first:
/// RY(angle) = sin(angle/2) T(-cot(angle/2)) X Z with T(t) = [[1, -t], [t, 1]]. X is left to `flip`, Z to the phases.
///
/// Returns the product of the cosines (and sines) taken out.
static scalar prepare_rotations(const qd_stage *s, const prepared_circuit *p, const stage_place *out) {
  scalar scale = 1;
  *out->flip = 0;
  if (s->rotations_by_sample) return scale;
  for (int32_t bit = 0; bit < s->rotation_count; bit++) {
    scalar cosine = p->cosines[s->rotations[bit]], sine = p->sines[s->rotations[bit]];
    if (cosine * cosine >= sine * sine) {
      out->tangents[bit] = sine / cosine;
      scale *= cosine;
    } else {
      out->tangents[bit] = -cosine / sine;
      scale *= sine;
      *out->flip |= (uint32_t)1 << bit;
    }
  }
  return scale;
}

static void prepare_stages(const qd_circuit *c, const prepared_circuit *p, scalar error) {
  for (int32_t k = 0; k < c->stage_count; k++) {
    const qd_stage *s = &c->stages[k];
    stage_place to = prepared_stage(c, p, k);
    scalar scale = prepare_rotations(s, p, &to);
    phase_factors(
      c, s->phases, s->phase_count, p->phases, c->shared_angle_count, *to.flip, 1, scale + error, to.factor_re,
      to.factor_im);
  }
}

// MARK: - A tile's samples

/// The circuit with its parameters, a tile of samples, and the room to work in.
typedef struct {
  const qd_circuit *c;
  prepared_circuit prepared;
  tile_states states;
  /// How far this tile's states are from the first tile's.
  size_t offset;
  workroom work;
  const scalar *inputs;
  size_t stride;
  /// How many lanes hold samples.
  size_t sample_count;
} tile;

INLINE vec input(const tile *t, int32_t index) { return load(t->inputs + (size_t)index * t->stride); }

/// A term's product of parameter and inputs, without the input number `without`.
INLINE vec term_factor(const tile *t, const qd_term *term, int without) {
  vec factor = every((scalar)term->coefficient);
  if (term->parameter >= 0 && without != WITHOUT_PARAMETER) factor *= t->prepared.parameters[term->parameter];
  for (int i = 0; i < 2; i++) if (term->inputs[i] >= 0 && i != without) factor *= input(t, term->inputs[i]);
  return factor;
}

static void evaluate_angles(const tile *t) {
  const qd_circuit *c = t->c;
  scalar *angles = t->work.sample_angles;
  for (int32_t a = 0; a < c->sample_angle_count; a++)
    store(angles + (size_t)a * LANES, every((scalar)c->constants[c->shared_angle_count + a]));
  const qd_term *terms = c->terms + c->shared_term_count;
  for (int32_t i = 0; i < c->sample_term_count; i++) {
    scalar *angle = angles + (size_t)(terms[i].angle - c->shared_angle_count) * LANES;
    store(angle, load(angle) + term_factor(t, &terms[i], WITHOUT_NOTHING));
  }
  for (int32_t a = 0; a < c->sample_angle_count; a++) {
    vec cosine, sine, error;
    cos_sin(phases_of(load(angles + (size_t)a * LANES), &error), &cosine, &sine);
    store(t->states.half_angles + 2 * (size_t)a * LANES, cosine + error);
    store(t->states.half_angles + (2 * (size_t)a + 1) * LANES, sine + error);
  }
}

INLINE half_angle half_angle_of(const tile *t, int32_t angle) {
  if (is_shared(t->c, angle)) return (half_angle){every(t->prepared.cosines[angle]), every(t->prepared.sines[angle])};
  const scalar *p = t->states.half_angles + 2 * (size_t)(angle - t->c->shared_angle_count) * LANES;
  return (half_angle){load(p), load(p + LANES)};
}

/// Stage k as its parameters and this tile make it, and where its states are.
INLINE stage stage_of(const tile *t, int32_t k) {
  const stage_place *p = &t->work.places[k];
  return (stage){
    .shape = &t->c->stages[k], .flip = *p->flip, .factor_re = p->factor_re, .factor_im = p->factor_im,
    .factors_by_sample = p->factors ? p->factors + t->offset : NULL,
    .turns = {.tangents = p->tangents, .by_sample = p->turns ? p->turns + t->offset : NULL},
  };
}

/// Computes what of stage k differs from sample to sample.
static void evaluate_stage(const tile *t, int32_t k, uint32_t flip) {
  const qd_stage *s = &t->c->stages[k];
  if (s->rotations_by_sample) {
    scalar *turns = t->work.places[k].turns + t->offset;
    for (int32_t bit = 0; bit < s->rotation_count; bit++) {
      half_angle a = half_angle_of(t, s->rotations[bit]);
      store(turns + 2 * (size_t)bit * LANES, a.cosine);
      store(turns + (2 * (size_t)bit + 1) * LANES, a.sine);
    }
  }
  if (s->phases_by_sample)
    phase_factors_by_sample(
      t->c, s, t->work.sample_angles, flip, t->work.places[k].factors + t->offset, (uinteger *)t->work.rows);
}

// MARK: - There

static void prepare_product(const tile *t) {
  const qd_circuit *c = t->c;
  scalar *qubits = t->states.qubits;
  const qd_turn *turn = c->turns, *end = turn + c->turn_count;
  for (int32_t q = 0; q < c->qubit_count; q++) {
    qubit state = {.re0 = every(1)};
    for (; turn < end && turn->qubit == q; turn++) {
      half_angle a = half_angle_of(t, turn->angle);
      state = turn->about_z ? turn_about_z(state, a) : turn_about_y(state, a);
    }
    store_qubit(qubits + (size_t)q * qubit_size(), state);
  }
  build_node(t->states.first_state, qubits, c->qubit_count);
}

/// Inputs, padded and divided by their norm. A sample without a norm becomes what is no number.
static void prepare_amplitudes(const tile *t) {
  const qd_circuit *c = t->c;
  scalar *state = t->states.first_state;
  vec largest = zero();
  for (size_t x = 0; x < row_count(c); x++) {
    vec a = x < (size_t)c->amplitude_count ? input(t, c->first_amplitude + (int32_t)x) : every((scalar)c->padding);
    for (size_t j = t->sample_count; j < LANES; j++) a[j] = x == 0;
    largest = vmax(pick((ivec)(a < 0), -a, a), largest);
    store(state + 2 * x * LANES, a);
    store(state + (2 * x + 1) * LANES, zero());
  }
  // Squares of normal numbers that are divided by the largest first neither overflow nor vanish together.
  vec scale = 1 / largest, square = zero(), inverse;
  for (size_t x = 0; x < row_count(c); x++) {
    vec a = scale * load(state + 2 * x * LANES);
    square += a * a;
  }
  for (size_t j = 0; j < LANES; j++) inverse[j] = scale[j] / (scalar)__builtin_sqrt(square[j]);
  store(t->states.inverse_norms, inverse);
  for (size_t x = 0; x < row_count(c); x++) {
    scalar *p = state + 2 * x * LANES;
    store(p, load(p) * inverse);
  }
}

/// The final state.
static const scalar *run_tile(const tile *t) {
  const qd_circuit *c = t->c;
  evaluate_angles(t);
  if (c->preparation == QD_PREPARE_PRODUCT) prepare_product(t);
  else prepare_amplitudes(t);
  const scalar *state = t->states.first_state;
  for (int32_t k = 0; k < c->stage_count; k++) {
    stage s = stage_of(t, k);
    evaluate_stage(t, k, s.flip);
    scalar *end = t->work.places[k].end + t->offset;
    apply_stage(c->qubit_count, &s, end, t->work.places[k].after_low + t->offset, state);
    state = end;
  }
  return state;
}

static tile first_tile(
  const qd_circuit *c, const void *prepared, qd_batch batch, const scalar *inputs, void *states, void *scratch,
  int keeps
) {
  tile t = {
    .c = c, .prepared = prepared_layout(c, prepared), .work = scratch_layout(c, scratch), .inputs = inputs,
    .stride = batch.stride, .sample_count = batch.sample_count < LANES ? batch.sample_count : LANES,
  };
  for (int32_t k = 0; k < c->stage_count; k++) t.work.places[k] = prepared_stage(c, &t.prepared, k);
  t.states = tile_layout(c, states, keeps, t.work.places);
  return t;
}

/// The tile that begins with a sample, after the one that ended there.
INLINE void go_on(tile *t, qd_batch batch, size_t first, int keeps) {
  if (first == 0) return;
  t->inputs += LANES;
  size_t left = batch.sample_count - first;
  t->sample_count = left < LANES ? left : LANES;
  if (!keeps) return;
  size_t step = t->states.size / sizeof(scalar);
  t->offset += step;
  t->states.half_angles += step;
  t->states.qubits += step;
  t->states.first_state += step;
  t->states.inverse_norms += step;
}

static void tiles_forward(
  const qd_circuit *c, const void *prepared, qd_batch batch, const scalar *inputs, scalar *outputs, void *states,
  void *scratch, int keeps
) {
  tile t = first_tile(c, prepared, batch, inputs, states, scratch, keeps);
  for (size_t first = 0; first < batch.sample_count; first += LANES) {
    go_on(&t, batch, first, keeps);
    measure(c, run_tile(&t), outputs + first, batch.stride, t.work.rows);
  }
}
