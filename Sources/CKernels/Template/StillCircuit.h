// A circuit on a batch, one sample at a time, where lanes are amplitudes.
//
// Nothing is kept for the way back but the final states: they are turned back, in place, together with lambda.

// MARK: - Parameters and angles

static void prepare_still(const qd_circuit *c, const prepared_circuit *p, scalar error) {
  uint32_t flipped = 0;
  for (int32_t k = 0; k < c->stage_count; k++) {
    const qd_still_stage *s = &c->still_stages[k];
    stage_place to = prepared_stage(c, p, k);
    scalar scale = 1;
    *to.flipped = flipped;
    *to.flip = flipped ^ s->flip;
    if (!s->rotations_by_sample)
      for (int32_t q = 0; q < s->rotation_count; q++) {
        scalar cosine = p->cosines[s->rotations[q]], sine = p->sines[s->rotations[q]];
        int is_flipped = cosine * cosine < sine * sine;
        to.tangents[q] = is_flipped ? -cosine / sine : sine / cosine;
        scale *= is_flipped ? sine : cosine;
        if (is_flipped) flipped ^= s->flips[q];
      }
    if (!s->phases_by_sample)
      phase_factors(
        c, s->phases, s->phase_count, p->phases, c->shared_angle_count, *to.flip, 0, scale + error,
        to.factor_re, to.factor_im);
    else to.factor_re[0] = scale + error;
  }
  *p->flipped = flipped;
}

INLINE scalar still_factor(const still_sample *s, const qd_term *term, int without) {
  scalar factor = (scalar)term->coefficient;
  if (term->parameter >= 0 && without != WITHOUT_PARAMETER) factor *= s->prepared.parameters[term->parameter];
  for (int i = 0; i < 2; i++) if (term->inputs[i] >= 0 && i != without) factor *= still_input(s, term->inputs[i]);
  return factor;
}

static void evaluate_still_angles(const still_sample *s) {
  const qd_circuit *c = s->c;
  int32_t shared = c->shared_angle_count;
  for (int32_t a = 0; a < shared; a++) {
    s->phases[a] = s->prepared.phases[a];
    s->cosines[a] = s->prepared.cosines[a];
    s->sines[a] = s->prepared.sines[a];
  }
  const qd_term *terms = c->terms + c->shared_term_count, *end = terms + c->sample_term_count;
  for (int32_t a = 0; a < c->sample_angle_count; a++) {
    scalar angle = (scalar)c->constants[shared + a];
    for (; terms < end && terms->angle == shared + a; terms++) angle += still_factor(s, terms, WITHOUT_NOTHING);
    vec cosine, sine, error;
    uvec phase = phases_of(every(angle), &error);
    cos_sin(phase, &cosine, &sine);
    s->phases[shared + a] = phase[0];
    s->cosines[shared + a] = cosine[0] + error[0];
    s->sines[shared + a] = sine[0] + error[0];
  }
}

/// Stage k as its parameters and this sample make it.
static still_stage still_stage_of(const still_sample *s, int32_t k) {
  const qd_circuit *c = s->c;
  const qd_still_stage *shape = &c->still_stages[k];
  const stage_place *p = &s->places[k];
  still_stage stage = {
    .shape = shape, .factor_re = p->factor_re, .factor_im = p->factor_im, .tangents = p->tangents,
    .by_sample = shape->rotations_by_sample, .flipped = *p->flipped,
  };
  if (shape->rotations_by_sample) {
    for (int32_t q = 0; q < shape->rotation_count; q++) {
      s->turn_cosines[q] = s->cosines[shape->rotations[q]];
      s->turn_sines[q] = s->sines[shape->rotations[q]];
    }
    stage.cosines = s->turn_cosines;
    stage.sines = s->turn_sines;
  }
  if (shape->phases_by_sample) {
    scalar error = 0;
    for (int32_t i = 0; i < shape->phase_count; i++) {
      scalar sine = s->sines[shape->phases[i].angle];
      error += sine - sine;
    }
    phase_factors(
      c, shape->phases, shape->phase_count, s->phases, c->shared_angle_count + c->sample_angle_count, *p->flip, 0,
      p->factor_re[0] + error, s->factor_re, s->factor_im);
    stage.factor_re = s->factor_re;
    stage.factor_im = s->factor_im;
  }
  return stage;
}

// MARK: - There and back

static still_sample first_sample(
  const qd_circuit *c, const void *prepared, qd_batch batch, const scalar *inputs, void *states, void *scratch
) {
  still_sample s = still_layout(c, scratch);
  s.prepared = prepared_layout(c, prepared);
  for (int32_t k = 0; k < c->stage_count; k++) s.places[k] = prepared_stage(c, &s.prepared, k);
  s.state = states;
  s.inputs = inputs;
  s.stride = batch.stride;
  return s;
}

/// The places that a vector holds beyond the last sample: layers below sum over whole vectors.
static void clear_padding(scalar *table, int32_t rows, qd_batch batch) {
  for (int32_t row = 0; row < rows; row++)
    for (size_t j = batch.sample_count; j % LANES != 0; j++) table[(size_t)row * batch.stride + j] = 0;
}

static void still_forward(
  const qd_circuit *c, const void *prepared, qd_batch batch, const scalar *inputs, scalar *outputs, void *states,
  void *scratch, int keeps
) {
  still_sample s = first_sample(c, prepared, batch, inputs, states, scratch);
  clear_padding(outputs, c->output_count, batch);
  for (size_t sample = 0; sample < batch.sample_count; sample++, s.inputs++, outputs++) {
    if (keeps && sample > 0) s.state += 2 * row_count(c);
    evaluate_still_angles(&s);
    start_still(&s);
    for (int32_t k = 0; k < c->stage_count; k++) {
      still_stage stage = still_stage_of(&s, k);
      apply_still_stage(&stage, s.state, still_rows(c));
    }
    measure_still(&s, outputs);
  }
}

/// From one qubit after its turns, and its environment, to the gradients by the turns.
static void undo_still_turns(const still_sample *s, int32_t number, amplitudes a, amplitudes e, circuit_sums sums) {
  const qd_circuit *c = s->c;
  qubit state = {every(a.re0), every(a.im0), every(a.re1), every(a.im1)};
  qubit env = {every(e.re0), every(e.im0), every(e.re1), every(e.im1)};
  for (int32_t i = c->turn_count - 1; i >= 0; i--) {
    qd_turn turn = c->turns[i];
    if (turn.qubit != number) continue;
    vec g = turn.about_z ? gradient_about_z(state, env) : gradient_about_y(state, env);
    if (is_shared(c, turn.angle)) sums.turns[(size_t)i * LANES] += g[0];
    else s->angle_gradients[turn.angle - c->shared_angle_count] += g[0];
    half_angle turned = {every(s->cosines[turn.angle]), every(s->sines[turn.angle])};
    half_angle back = {turned.cosine, -turned.sine};
    state = turn.about_z ? turn_about_z(state, back) : turn_about_y(state, back);
    env = turn.about_z ? turn_about_z(env, turned) : turn_about_y(env, back);
  }
}

/// From lambda at the product state to the gradients by the qubits' turns. The environment conj(lambda) of all qubits
/// is contracted with the top qubit, then with the next, where lambda was.
static void undo_still_product(const still_sample *s, circuit_sums sums) {
  const qd_circuit *c = s->c;
  build_products(s);
  scalar *env = s->lambda;
  for (size_t row = 0; row < still_rows(c); row++) {
    scalar *im = env + (2 * row + 1) * LANES;
    store(im, -load(im));
  }
  for (int32_t q = c->qubit_count - 1; q >= LANE_BITS; q--) {
    size_t half = (size_t)1 << (q - LANE_BITS);
    amplitudes a = still_qubit(s, q);
    vec re0 = zero(), im0 = zero(), re1 = zero(), im1 = zero();
    for (size_t x = 0; x < half; x++) {
      const scalar *rest = s->products + (half + x) * 2 * LANES;
      scalar *low = env + 2 * x * LANES, *high = low + half * 2 * LANES;
      vec re = load(rest), im = load(rest + LANES);
      vec l = load(low), m = load(low + LANES), h = load(high), i = load(high + LANES);
      re0 += l * re; re0 -= m * im;
      im0 += l * im; im0 += m * re;
      re1 += h * re; re1 -= i * im;
      im1 += h * im; im1 += i * re;
      store(low, l * a.re0 - m * a.im0 + h * a.re1 - i * a.im1);
      store(low + LANES, l * a.im0 + m * a.re0 + h * a.im1 + i * a.re1);
    }
    undo_still_turns(s, q, a, (amplitudes){lane_sum(re0), lane_sum(im0), lane_sum(re1), lane_sum(im1)}, sums);
  }
  for (int32_t q = LANE_BITS - 1; q >= 0; q--) {
    size_t half = (size_t)1 << q;
    amplitudes a = still_qubit(s, q), e = {};
    for (size_t x = 0; x < half; x++) {
      const scalar *rest = s->lane_products + 2 * (half + x);
      scalar l = env[x], m = env[LANES + x], h = env[x + half], i = env[LANES + x + half];
      e.re0 += l * rest[0] - m * rest[1];
      e.im0 += l * rest[1] + m * rest[0];
      e.re1 += h * rest[0] - i * rest[1];
      e.im1 += h * rest[1] + i * rest[0];
      env[x] = l * a.re0 - m * a.im0 + h * a.re1 - i * a.im1;
      env[LANES + x] = l * a.im0 + m * a.re0 + h * a.im1 + i * a.re1;
    }
    undo_still_turns(s, q, a, e, sums);
  }
}

/// See ``undo_amplitudes``. The state is the first one again.
static void undo_still_amplitudes(const still_sample *s, scalar *input_gradient) {
  const qd_circuit *c = s->c;
  double along = 0, square = 0;
  for (size_t x = 0; x < row_count(c); x++) {
    scalar a = x < (size_t)c->amplitude_count ? still_input(s, c->first_amplitude + (int32_t)x) : (scalar)c->padding;
    square += (double)a * a;
    along += (double)amplitude_at(s->lambda, x)[0] * amplitude_at(s->state, x)[0];
  }
  double inverse = 1 / __builtin_sqrt(square);
  for (size_t x = 0; x < (size_t)c->amplitude_count; x++) {
    double slope = amplitude_at(s->lambda, x)[0] - along * amplitude_at(s->state, x)[0];
    input_gradient[((size_t)c->first_amplitude + x) * s->stride] += (scalar)(2 * inverse * slope);
  }
}

/// Moves what a stage with angles of the sample's own has collected to where it belongs.
static void sort_still_gradients(
  const still_sample *s, const qd_still_stage *shape, uint32_t flip, scalar shrink, still_sums sums
) {
  const qd_circuit *c = s->c;
  for (int32_t q = 0; q < shape->rotation_count; q++) {
    vec g = load(s->turn_gradients + (size_t)q * LANES);
    int32_t angle = shape->rotations[q];
    if (is_shared(c, angle)) {
      scalar *to = sums.turn_gradients + (size_t)q * LANES;
      store(to, load(to) + g);
    } else {
      s->angle_gradients[angle - c->shared_angle_count] += lane_sum(g);
    }
  }
  for (size_t i = 0; i < row_count(c); i += LANES) store(sums.row_sums + i, load(sums.row_sums + i) + load(s->row_sums + i));
  if (!shape->phases_by_sample) return;
  transform_vectors(s->row_sums, still_rows(c));
  for (int32_t i = 0; i < shape->phase_count; i++) {
    qd_phase p = shape->phases[i];
    if (is_shared(c, p.angle)) continue;
    vec row = load(s->row_sums + (p.mask >> LANE_BITS) * LANES);
    scalar g = shrink * lane_sum((vec)((uvec)row ^ odd_lanes(p.mask) << (PHASE_BITS - 1)));
    s->angle_gradients[p.angle - c->shared_angle_count] += is_odd(p.mask & flip) ? -g : g;
  }
}

static void undo_still_sample(
  const still_sample *s, circuit_sums sums, const scalar *output_gradient, scalar *input_gradient
) {
  const qd_circuit *c = s->c;
  evaluate_still_angles(s);
  for (int32_t a = 0; a < c->sample_angle_count; a++) s->angle_gradients[a] = 0;
  if (input_gradient) for (int32_t i = 0; i < c->input_count; i++) input_gradient[(size_t)i * s->stride] = 0;
  start_lambda(s, output_gradient);
  for (int32_t k = c->stage_count - 1; k >= 0; k--) {
    const qd_still_stage *shape = &c->still_stages[k];
    still_stage stage = still_stage_of(s, k);
    scalar *collected = sums.stages + (size_t)k * sums.stage_size;
    still_sums shared = {collected, collected + row_count(c)}, own = {s->row_sums, s->turn_gradients};
    int by_sample = shape->phases_by_sample || shape->rotations_by_sample;
    if (by_sample) {
      for (size_t i = 0; i < row_count(c); i += LANES) store(own.row_sums + i, zero());
      for (int32_t q = 0; q < c->qubit_count; q++) store(own.turn_gradients + (size_t)q * LANES, zero());
    }
    scalar shrink = undo_still_stage(&stage, s->state, s->lambda, still_rows(c), by_sample ? own : shared);
    if (by_sample) sort_still_gradients(s, shape, *s->places[k].flip, shrink, shared);
  }
  if (c->preparation == QD_PREPARE_PRODUCT) undo_still_product(s, sums);
  else if (input_gradient) undo_still_amplitudes(s, input_gradient);
  const qd_term *terms = c->terms + c->shared_term_count;
  for (int32_t i = 0; i < c->sample_term_count; i++) {
    const qd_term *term = &terms[i];
    scalar g = s->angle_gradients[term->angle - c->shared_angle_count];
    if (term->parameter >= 0)
      sums.sample_terms[(size_t)i * LANES] += g * still_factor(s, term, WITHOUT_PARAMETER);
    if (!input_gradient || term->is_flat) continue;
    for (int n = 0; n < 2; n++) if (term->inputs[n] >= 0)
      input_gradient[(size_t)term->inputs[n] * s->stride] += g * still_factor(s, term, n);
  }
}

static void still_backward(
  const qd_circuit *c, const void *prepared, qd_batch batch, const scalar *inputs, const scalar *output_gradient,
  scalar *input_gradient, void *states, void *scratch, void *sums
) {
  still_sample s = first_sample(c, prepared, batch, inputs, states, scratch);
  circuit_sums into = sums_layout(c, sums);
  if (input_gradient) clear_padding(input_gradient, c->input_count, batch);
  for (size_t sample = 0; sample < batch.sample_count; sample++) {
    undo_still_sample(&s, into, output_gradient + sample, input_gradient ? input_gradient + sample : NULL);
    s.inputs++;
    s.state += 2 * row_count(c);
  }
}

/// Adds the gradients by shared angles.
static void collect_still(
  const qd_circuit *c, const prepared_circuit *p, circuit_sums sums, double *gradients
) {
  for (int32_t k = 0; k < c->stage_count; k++) {
    const qd_still_stage *s = &c->still_stages[k];
    stage_place at = prepared_stage(c, p, k);
    scalar *q = sums.stages + (size_t)k * sums.stage_size, *turned = q + row_count(c);
    scalar shrink = 1;
    for (int32_t r = 0; r < s->rotation_count; r++) {
      if (is_shared(c, s->rotations[r])) gradients[s->rotations[r]] += lane_sum(load(turned + (size_t)r * LANES));
      if (!s->rotations_by_sample) shrink /= 1 + at.tangents[r] * at.tangents[r];
    }
    for (size_t x = 0; x < row_count(c); x += LANES) store(q + x, shrink * load(q + x));
    phase_gradients(c, s->phases, s->phase_count, q, *at.flip, gradients);
  }
}
