// The way back of a batch where lanes are samples, tile by tile, and what it collects.

/// Moves gradients by a stage's rotations to where they belong when some of the angles are the samples' own.
static void sort_turn_gradients(const tile *t, const stage *s, scalar *sums) {
  for (int32_t bit = 0; bit < s->shape->rotation_count; bit++) {
    int32_t angle = s->shape->rotations[bit];
    vec g = load(s->turn_gradients + (size_t)bit * LANES);
    scalar *to = is_shared(t->c, angle)
      ? sums + (size_t)bit * LANES : t->work.sample_angles + (size_t)(angle - t->c->shared_angle_count) * LANES;
    store(to, load(to) + g);
  }
}

/// The same for phases: Q of this tile, in the order of the stage's rows, is used up.
static void sort_phase_gradients(const tile *t, const stage *s, scalar *sums) {
  scalar *q = s->row_sums;
  for (size_t y = 0; y < row_count(t->c); y++) store(sums + y * LANES, load(sums + y * LANES) + load(q + y * LANES));
  transform_vectors(q, row_count(t->c));
  for (int32_t i = 0; i < s->shape->phase_count; i++) {
    qd_phase p = s->shape->phases[i];
    if (is_shared(t->c, p.angle)) continue;
    scalar *to = t->work.sample_angles + (size_t)(p.angle - t->c->shared_angle_count) * LANES;
    vec g = load(q + (size_t)p.mask * LANES);
    store(to, load(to) + (is_odd(p.mask & s->flip) ? -g : g));
  }
}

/// From the environments of the qubits back to |0>.
static void undo_turns(const tile *t, circuit_sums sums) {
  const qd_circuit *c = t->c;
  int32_t i = c->turn_count - 1;
  for (int32_t q = c->qubit_count - 1; q >= 0; q--) {
    qubit state = load_qubit(t->states.qubits + (size_t)q * qubit_size());
    qubit env = load_qubit(t->work.environments + (size_t)q * qubit_size());
    for (; i >= 0 && c->turns[i].qubit == q; i--) {
      qd_turn turn = c->turns[i];
      half_angle a = half_angle_of(t, turn.angle), back = {a.cosine, -a.sine};
      scalar *to = is_shared(c, turn.angle)
        ? sums.turns + (size_t)i * LANES
        : t->work.sample_angles + (size_t)(turn.angle - c->shared_angle_count) * LANES;
      vec g = turn.about_z ? gradient_about_z(state, env) : gradient_about_y(state, env);
      store(to, load(to) + g);
      // The environment is a row: it is multiplied by the turn itself, which for RY is the way back again.
      state = turn.about_z ? turn_about_z(state, back) : turn_about_y(state, back);
      env = turn.about_z ? turn_about_z(env, a) : turn_about_y(env, back);
    }
  }
}

/// By the amplitudes x: psi = x / |x|, so that d/dx = (g - (g . psi) psi) / |x| with g = 2 Re lambda.
static void undo_amplitudes(const tile *t, const scalar *lambda, scalar *input_gradient) {
  const qd_circuit *c = t->c;
  const scalar *psi = t->states.first_state;
  vec along = zero(), inverse = load(t->states.inverse_norms);
  for (size_t x = 0; x < row_count(c); x++) along += load(lambda + 2 * x * LANES) * load(psi + 2 * x * LANES);
  for (size_t x = 0; x < (size_t)c->amplitude_count; x++) {
    scalar *to = input_gradient + ((size_t)c->first_amplitude + x) * t->stride;
    store(to, load(to) + 2 * inverse * (load(lambda + 2 * x * LANES) - along * load(psi + 2 * x * LANES)));
  }
}

/// From the gradients by sample angles to those by inputs and parameters.
static void spread_angle_gradients(const tile *t, circuit_sums sums, scalar *input_gradient) {
  const qd_circuit *c = t->c;
  const qd_term *terms = c->terms + c->shared_term_count;
  for (int32_t i = 0; i < c->sample_term_count; i++) {
    const qd_term *term = &terms[i];
    vec g = load(t->work.sample_angles + (size_t)(term->angle - c->shared_angle_count) * LANES);
    if (term->parameter >= 0) {
      scalar *sum = sums.sample_terms + (size_t)i * LANES;
      store(sum, load(sum) + g * term_factor(t, term, WITHOUT_PARAMETER));
    }
    if (!input_gradient || term->is_flat) continue;
    for (int k = 0; k < 2; k++) if (term->inputs[k] >= 0) {
      scalar *to = input_gradient + (size_t)term->inputs[k] * t->stride;
      store(to, load(to) + g * term_factor(t, term, k));
    }
  }
}

static void undo_tile(
  const tile *t, circuit_sums sums, const scalar *output_gradient, scalar *input_gradient
) {
  const qd_circuit *c = t->c;
  workroom w = t->work;
  for (int32_t a = 0; a < c->sample_angle_count; a++) store(w.sample_angles + (size_t)a * LANES, zero());
  if (input_gradient)
    for (int32_t i = 0; i < c->input_count; i++) store(input_gradient + (size_t)i * t->stride, zero());

  stage current, above;
  origin from = {};
  int reads_strings = c->reading == QD_READ_PAULI_STRINGS;
  if (!reads_strings) outcome_weights(c, output_gradient, t->stride, w.rows, &from);
  scalar *lambda = w.lambda, *other = w.other_lambda;
  for (int32_t k = c->stage_count - 1; k >= -1; k--) {
    scalar *stage_sums = k >= 0 ? sums.stages + (size_t)k * sums.stage_size : NULL;
    if (k >= 0) {
      const scalar *end = t->work.places[k].end + t->offset, *after_low = t->work.places[k].after_low + t->offset;
      int by_sample = c->stages[k].rotations_by_sample;
      current = stage_of(t, k);
      current.row_sums = c->stages[k].phases_by_sample ? w.rows : stage_sums;
      current.turn_gradients = stage_sums + row_count(c) * LANES;
      if (reads_strings && k == c->stage_count - 1) {
        apply_strings(c, end, output_gradient, t->stride, other);
      } else {
        if (by_sample) {
          current.turn_gradients = w.turn_gradients;
          for (int32_t b = 0; b < current.shape->rotation_count; b++) store(w.turn_gradients + (size_t)b * LANES, zero());
        }
        undo_rotations(c->qubit_count, &current, &from, other, end, after_low, w.tile);
        if (by_sample) sort_turn_gradients(t, &current, stage_sums + row_count(c) * LANES);
      }
    } else if (c->preparation == QD_PREPARE_PRODUCT) {
      environments_of(t->states.first_state, c->qubit_count, &from, w.environments, w.tile);
    } else {
      fetch_rows(&from, other, t->states.first_state, c->qubit_count, 0, 0, NULL, NULL);
    }
    if (from.kind == FROM_STAGE_BY_SAMPLE)
      sort_phase_gradients(t, &above, sums.stages + (size_t)(k + 1) * sums.stage_size);
    if (k >= 0) {
      above = current;
      from = origin_of(&above, other);
    }
    scalar *free = lambda;
    lambda = other;
    other = free;
  }
  if (c->preparation == QD_PREPARE_PRODUCT) undo_turns(t, sums);
  else if (input_gradient) undo_amplitudes(t, lambda, input_gradient);
  spread_angle_gradients(t, sums, input_gradient);
}

static void tiles_backward(
  const qd_circuit *c, const void *prepared, qd_batch batch, const scalar *inputs, const scalar *output_gradient,
  scalar *input_gradient, void *states, void *scratch, void *sums
) {
  tile t = first_tile(c, prepared, batch, inputs, states, scratch, 1);
  circuit_sums into = sums_layout(c, sums);
  for (size_t first = 0; first < batch.sample_count; first += LANES) {
    go_on(&t, batch, first, 1);
    undo_tile(
      &t, into, output_gradient + first, input_gradient ? input_gradient + first : NULL);
  }
}

/// Adds the gradients by shared angles.
static void collect_tiles(
  const qd_circuit *c, const prepared_circuit *p, circuit_sums sums, scalar *rows, double *gradients
) {
  for (int32_t k = 0; k < c->stage_count; k++) {
    const qd_stage *s = &c->stages[k];
    uint32_t flip = *prepared_stage(c, p, k).flip;
    const scalar *q = sums.stages + (size_t)k * sums.stage_size, *turned = q + row_count(c) * LANES;
    for (int32_t bit = 0; bit < s->rotation_count; bit++)
      if (is_shared(c, s->rotations[bit]))
        gradients[s->rotations[bit]] += lane_sum(load(turned + (size_t)bit * LANES));
    if (s->phase_count == 0) continue;
    store(rows, zero());
    size_t step = row_count(c) < LANES ? row_count(c) : LANES;
    for (size_t first = 0; first < row_count(c); first += step) {
      // Less than a vector of rows is followed by other sums, which nobody looks at.
      vec sums_of_rows = lane_sums_at(q + first * LANES);
      for (size_t j = 0; j < step; j++)
        rows[s->phases_by_sample ? first + j : s->target[first + j] ^ flip] = sums_of_rows[j];
    }
    phase_gradients(c, s->phases, s->phase_count, rows, flip, gradients);
  }
}
