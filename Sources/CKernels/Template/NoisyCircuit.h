// A circuit with noise on a batch: a tile of LANES samples at a time goes through all steps, there and, for derivatives, back.
//
// Noise cannot be undone, so the way back needs the states of the way there. It goes over a segment of steps at a time: from
// the state before it, which is kept for each, it runs through the segment once more and remembers what it will need.

INLINE size_t segment_count(const qd_noisy_circuit *n) {
  return (size_t)((n->step_count + n->segment - 1) / n->segment);
}

INLINE size_t noisy_state_vectors(const qd_noisy_circuit *n) {
  return n->state == QD_DENSITY_MATRIX ? pauli_count(&n->circuit) : 2 * row_count(&n->circuit);
}

/// How many states a segment remembers at most.
static size_t history_count(const qd_noisy_circuit *n) {
  size_t most = 0;
  for (int32_t first = 0; first < n->step_count; first += n->segment) {
    size_t count = 0;
    for (int32_t i = first; i < first + n->segment && i < n->step_count; i++) count += n->steps[i].is_learnt != 0;
    if (count > most) most = count;
  }
  return most;
}

typedef struct {
  scalar *half_angles, *sample_angles, *inverse_norms, *first_state, *lambda, *other_lambda;
  /// [strings][lanes]: expectation values, or the derivatives by them.
  scalar *strings;
  scalar *state, *adjoint, *checkpoints, *history;
  size_t size;
} noisy_room;

static noisy_room noisy_layout(const qd_noisy_circuit *n, void *memory) {
  const qd_circuit *c = &n->circuit;
  arena a = {memory, 0};
  noisy_room r = {};
  r.half_angles = take_vectors(&a, 2 * (size_t)c->sample_angle_count);
  r.sample_angles = take_vectors(&a, (size_t)c->sample_angle_count);
  if (c->preparation == QD_PREPARE_AMPLITUDES) {
    r.inverse_norms = take_vectors(&a, 1);
    r.first_state = take_state(&a, c);
    r.lambda = take_state(&a, c);
    r.other_lambda = take_state(&a, c);
  }
  r.strings = take_vectors(&a, (size_t)n->string_count);
  size_t vectors = noisy_state_vectors(n);
  r.state = take_vectors(&a, vectors);
  r.adjoint = take_vectors(&a, vectors);
  r.checkpoints = take_vectors(&a, segment_count(n) * vectors);
  r.history = take_vectors(&a, history_count(n) * vectors);
  r.size = a.size;
  return r;
}

static size_t noisy_scratch_size(const qd_noisy_circuit *n) { return noisy_layout(n, NULL).size; }

/// The gradient by shared angles, [angles][lanes], before what the circuit collects itself.
static size_t shared_sums_size(const qd_circuit *c) { return (size_t)c->shared_angle_count * LANES * sizeof(scalar); }

static size_t noisy_sums_size(const qd_noisy_circuit *n) {
  return shared_sums_size(&n->circuit) + circuit_sums_size(&n->circuit);
}

INLINE circuit_sums noisy_sums(const qd_noisy_circuit *n, void *sums) {
  return sums_layout(&n->circuit, (char *)sums + shared_sums_size(&n->circuit));
}

/// A tile of samples and what is done with them.
typedef struct {
  const qd_noisy_circuit *n;
  tile t;
  noisy_room room;
  dice dice;
} noisy_tile;

static noisy_tile noisy_tile_at(
  const qd_noisy_circuit *n, const void *prepared, qd_batch batch, qd_draw draw, size_t first, const scalar *inputs,
  void *scratch
) {
  noisy_room r = noisy_layout(n, scratch);
  size_t left = batch.sample_count - first;
  return (noisy_tile){
    .n = n, .room = r, .dice = {.draw = {draw.key, draw.first_sample + first}},
    .t = {
      .c = &n->circuit, .prepared = prepared_layout(&n->circuit, prepared),
      .states = {.half_angles = r.half_angles, .first_state = r.first_state, .inverse_norms = r.inverse_norms},
      .work = {.sample_angles = r.sample_angles, .lambda = r.lambda, .other_lambda = r.other_lambda},
      .inputs = inputs + first, .stride = batch.stride, .sample_count = left < LANES ? left : LANES,
    },
  };
}

static void copy_vectors(scalar *to, const scalar *from, size_t count) {
  for (size_t i = 0; i < count; i++) store(to + i * LANES, load(from + i * LANES));
}

static void first_noisy_state(const noisy_tile *x, scalar *v) {
  const qd_circuit *c = &x->n->circuit;
  int amplitudes = c->preparation == QD_PREPARE_AMPLITUDES;
  if (x->n->state == QD_DENSITY_MATRIX) {
    if (amplitudes) paulis_of_amplitudes(&x->t, v);
    else first_paulis(c, v);
  } else if (amplitudes) {
    copy_vectors(v, x->room.first_state, 2 * row_count(c));
  } else {
    for (size_t i = 0; i < 2 * row_count(c); i++) store(v + i * LANES, every(i == 0 ? 1 : 0));
  }
}

INLINE void apply_step(const noisy_tile *x, int32_t i, int backwards, scalar *v) {
  const qd_noisy_step *s = &x->n->steps[i];
  if (x->n->state == QD_DENSITY_MATRIX) apply_to_paulis(&x->t, s, backwards, v);
  else apply_to_amplitudes(&x->t, s, i, &x->dice, backwards, v);
}

/// Adds the expectation values of the strings.
static void add_strings(const noisy_tile *x, const scalar *v) {
  const qd_noisy_circuit *n = x->n;
  for (int32_t i = 0; i < n->string_count; i++) {
    vec value, nothing;
    if (n->state == QD_DENSITY_MATRIX) value = load(v + n->strings[i] * LANES);
    else pauli_overlap(&n->circuit, n->observables[i].flipped_bits, n->observables[i].sign_bits, v, v, &value, &nothing);
    store(x->room.strings + (size_t)i * LANES, load(x->room.strings + (size_t)i * LANES) + value);
  }
}

static void noisy_forward(
  const qd_noisy_circuit *n, const void *prepared, qd_batch batch, qd_draw draw, const void *inputs, void *outputs,
  void *scratch
) {
  for (size_t first = 0; first < batch.sample_count; first += LANES) {
    noisy_tile x = noisy_tile_at(n, prepared, batch, draw, first, inputs, scratch);
    evaluate_angles(&x.t);
    if (n->circuit.preparation == QD_PREPARE_AMPLITUDES) prepare_amplitudes(&x.t);
    for (int32_t i = 0; i < n->string_count; i++) store(x.room.strings + (size_t)i * LANES, zero());
    for (int32_t run = 0; run < n->trajectory_count; run++) {
      x.dice.trajectory = (uint64_t)run;
      first_noisy_state(&x, x.room.state);
      for (int32_t i = 0; i < n->step_count; i++) apply_step(&x, i, 0, x.room.state);
      add_strings(&x, x.room.state);
    }
    for (int32_t o = 0; o < n->circuit.output_count; o++) {
      vec sum = zero();
      for (int32_t i = 0; i < n->string_count; i++)
        sum += (scalar)n->weights[(size_t)o * n->string_count + i] * load(x.room.strings + (size_t)i * LANES);
      store((scalar *)outputs + (size_t)o * batch.stride + first, (scalar)n->constants[o] + sum / (scalar)n->trajectory_count);
    }
  }
}

// MARK: - Back

/// The derivatives by the final state, from those by the strings.
static void first_adjoint(const noisy_tile *x, const scalar *v, scalar *lambda) {
  const qd_noisy_circuit *n = x->n;
  for (size_t i = 0; i < noisy_state_vectors(n); i++) store(lambda + i * LANES, zero());
  for (int32_t i = 0; i < n->string_count; i++) {
    vec weight = load(x->room.strings + (size_t)i * LANES);
    if (n->state == QD_DENSITY_MATRIX) {
      scalar *to = lambda + n->strings[i] * LANES;
      store(to, load(to) + weight);
    } else {
      add_pauli(&n->circuit, n->observables[i].flipped_bits, n->observables[i].sign_bits, weight, v, lambda);
    }
  }
}

static void add_angle_gradient(const noisy_tile *x, const qd_noisy_step *s, const scalar *lambda, const scalar *v, scalar *shared) {
  vec g, nothing;
  if (x->n->state == QD_DENSITY_MATRIX) g = rotation_gradient(x->t.c, (uint32_t)s->pauli, lambda, v);
  else pauli_overlap(x->t.c, s->flip, s->sign, lambda, v, &nothing, &g);
  scalar *to = is_shared(x->t.c, s->angle)
    ? shared + (size_t)s->angle * LANES
    : x->room.sample_angles + (size_t)(s->angle - x->t.c->shared_angle_count) * LANES;
  store(to, load(to) + g);
}

/// One trajectory there and back; leaves the derivatives by the first state.
static void undo_run(const noisy_tile *x, scalar *shared) {
  const qd_noisy_circuit *n = x->n;
  noisy_room r = x->room;
  size_t vectors = noisy_state_vectors(n), size = vectors * LANES;
  first_noisy_state(x, r.state);
  int32_t last = (int32_t)segment_count(n) - 1;
  for (int32_t i = 0; i < n->step_count; i++) {
    if (i % n->segment == 0) copy_vectors(r.checkpoints + (size_t)(i / n->segment) * size, r.state, vectors);
    if (i / n->segment == last) break;
    apply_step(x, i, 0, r.state);
  }
  if (n->step_count == 0) first_adjoint(x, r.state, r.adjoint);
  for (int32_t segment = last; segment >= 0; segment--) {
    scalar *v = r.checkpoints + (size_t)segment * size, *remembered = r.history;
    int32_t first = segment * n->segment;
    int32_t end = first + n->segment < n->step_count ? first + n->segment : n->step_count;
    for (int32_t i = first; i < end; i++) {
      apply_step(x, i, 0, v);
      if (!n->steps[i].is_learnt) continue;
      copy_vectors(remembered, v, vectors);
      remembered += size;
    }
    if (segment == last) first_adjoint(x, v, r.adjoint);
    for (int32_t i = end - 1; i >= first; i--) {
      if (n->steps[i].is_learnt) {
        remembered -= size;
        add_angle_gradient(x, &n->steps[i], r.adjoint, remembered, shared);
      }
      apply_step(x, i, 1, r.adjoint);
    }
  }
}

static void noisy_backward(
  const qd_noisy_circuit *n, const void *prepared, qd_batch batch, qd_draw draw, const void *inputs,
  const void *output_gradient, void *input_gradient, void *scratch, void *sums
) {
  const qd_circuit *c = &n->circuit;
  int amplitudes = c->preparation == QD_PREPARE_AMPLITUDES;
  for (size_t first = 0; first < batch.sample_count; first += LANES) {
    noisy_tile x = noisy_tile_at(n, prepared, batch, draw, first, inputs, scratch);
    scalar *to = input_gradient ? (scalar *)input_gradient + first : NULL;
    if (to) for (int32_t i = 0; i < c->input_count; i++) store(to + (size_t)i * batch.stride, zero());
    evaluate_angles(&x.t);
    if (amplitudes) prepare_amplitudes(&x.t);
    for (int32_t a = 0; a < c->sample_angle_count; a++) store(x.room.sample_angles + (size_t)a * LANES, zero());
    for (int32_t i = 0; i < n->string_count; i++) {
      vec sum = zero();
      for (int32_t o = 0; o < c->output_count; o++)
        sum += (scalar)n->weights[(size_t)o * n->string_count + i]
          * load((const scalar *)output_gradient + (size_t)o * batch.stride + first);
      store(x.room.strings + (size_t)i * LANES, sum / (scalar)n->trajectory_count);
    }
    for (int32_t run = 0; run < n->trajectory_count; run++) {
      x.dice.trajectory = (uint64_t)run;
      undo_run(&x, sums);
      if (!amplitudes || !to) continue;
      if (n->state == QD_DENSITY_MATRIX) undo_paulis_of_amplitudes(&x.t, x.room.adjoint);
      undo_amplitudes(&x.t, n->state == QD_DENSITY_MATRIX ? x.room.other_lambda : x.room.adjoint, to);
    }
    spread_angle_gradients(&x.t, noisy_sums(n, sums), to);
  }
}

static void noisy_collect(const qd_noisy_circuit *n, void *sums, double *parameter_gradient) {
  const qd_circuit *c = &n->circuit;
  const scalar *shared = sums;
  for (int32_t i = 0; i < c->shared_term_count; i++)
    parameter_gradient[c->terms[i].parameter] +=
      c->terms[i].coefficient * lane_sum(load(shared + (size_t)c->terms[i].angle * LANES));
  circuit_sums collected = noisy_sums(n, sums);
  for (int32_t i = 0; i < c->sample_term_count; i++) {
    const qd_term *term = &c->terms[c->shared_term_count + i];
    if (term->parameter >= 0)
      parameter_gradient[term->parameter] += lane_sum(load(collected.sample_terms + (size_t)i * LANES));
  }
}
