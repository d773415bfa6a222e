// Dense layers and activations on feature-major batches: a tile of samples is a vector.

typedef scalar unaligned_vec __attribute__((vector_size(VECTOR_BYTES), aligned(sizeof(scalar))));

INLINE size_t tile_count(qd_batch b) { return (b.sample_count + LANES - 1) / LANES; }

static void gather_columns(
  const int64_t *rows, size_t count, size_t width, const void *from, void *to, size_t stride
) {
  for (size_t i = 0; i < width; i++) {
    const scalar *restrict column = (const scalar *)from + i;
    scalar *restrict out = (scalar *)to + i * stride;
    for (size_t s = 0; s < count; s++) out[s] = column[rows[s] * (int64_t)width];
    for (size_t s = count; s % QD_SAMPLE_ALIGNMENT != 0; s++) out[s] = 0;
  }
}

static void convert(const double *from, void *to, size_t count) {
  for (size_t i = 0; i < count; i++) ((scalar *)to)[i] = (scalar)from[i];
}

static void add_converted(const void *from, double *to, size_t count) {
  for (size_t i = 0; i < count; i++) to[i] += ((const scalar *)from)[i];
}

/// to[i] = (start[i] +) sum_j weights[i step_i + j step_j] from[j], for rows of a batch; two tiles at a time, four rows.
INLINE void multiply_rows(
  const int rows, const int tiles, scalar *to, const scalar *from, const scalar *start, const scalar *weights,
  size_t row_step, size_t column_step, size_t columns, size_t stride
) {
  vec sum[8];
  UNROLL for (int i = 0; i < rows; i++)
    UNROLL for (int t = 0; t < tiles; t++) sum[2 * i + t] = start ? every(start[i]) : zero();
  for (size_t j = 0; j < columns; j++) {
    vec x[2];
    UNROLL for (int t = 0; t < tiles; t++) x[t] = load(from + j * stride + t * LANES);
    UNROLL for (int i = 0; i < rows; i++) {
      scalar w = weights[i * row_step + j * column_step];
      UNROLL for (int t = 0; t < tiles; t++) sum[2 * i + t] += w * x[t];
    }
  }
  UNROLL for (int i = 0; i < rows; i++)
    UNROLL for (int t = 0; t < tiles; t++) store(to + i * stride + t * LANES, sum[2 * i + t]);
}

static void multiply(
  scalar *to, const scalar *from, const scalar *start, const scalar *weights, size_t rows, size_t row_step,
  size_t columns, size_t column_step, qd_batch batch
) {
  size_t tiles = tile_count(batch), stride = batch.stride;
  for (size_t i = 0; i < rows; i += i + 4 <= rows ? 4 : 1) {
    const scalar *s = start ? start + i : NULL, *w = weights + i * row_step;
    for (size_t t = 0; t < tiles; t += t + 2 <= tiles ? 2 : 1) {
      scalar *y = to + i * stride + t * LANES;
      const scalar *x = from + t * LANES;
      int many_rows = i + 4 <= rows, two_tiles = t + 2 <= tiles;
      if (many_rows && two_tiles) multiply_rows(4, 2, y, x, s, w, row_step, column_step, columns, stride);
      else if (many_rows) multiply_rows(4, 1, y, x, s, w, row_step, column_step, columns, stride);
      else if (two_tiles) multiply_rows(1, 2, y, x, s, w, row_step, column_step, columns, stride);
      else multiply_rows(1, 1, y, x, s, w, row_step, column_step, columns, stride);
    }
  }
}

static void dense_forward(
  size_t input_count, size_t output_count, int has_bias, const void *parameters, qd_batch batch, const void *inputs,
  void *outputs
) {
  const scalar *weights = parameters, *bias = has_bias ? weights + input_count * output_count : NULL;
  multiply(outputs, inputs, bias, weights, output_count, 1, input_count, output_count, batch);
}

/// The gradients of the weights from one input to `count` outputs, at most LANES: products of two rows of
/// the batch, summed over the samples.
INLINE void add_weight_gradients(
  const size_t count, qd_batch batch, const scalar *input, const scalar *gradient, scalar *sums
) {
  vec sum[LANES];
  UNROLL for (size_t j = 0; j < count; j++) sum[j] = zero();
  for (size_t t = 0; t < tile_count(batch); t++) {
    vec x = load(input + t * LANES);
    UNROLL for (size_t j = 0; j < count; j++) sum[j] += x * load(gradient + j * batch.stride + t * LANES);
  }
  if (count == LANES) *(unaligned_vec *)sums += lane_sums(sum);
  else UNROLL for (size_t j = 0; j < count; j++) sums[j] += lane_sum(sum[j]);
}

static void dense_backward(
  size_t input_count, size_t output_count, int has_bias, const void *parameters, qd_batch batch, const void *inputs,
  const void *output_gradient, void *input_gradient, void *sums
) {
  const scalar *weights = parameters, *x = inputs, *g = output_gradient;
  scalar *to = sums;
  if (input_gradient) multiply(input_gradient, g, NULL, weights, input_count, output_count, output_count, 1, batch);
  if (!to) return;
  for (size_t u = 0; u < output_count; u += u + LANES <= output_count ? LANES : 1)
    for (size_t i = 0; i < input_count; i++) {
      const scalar *input = x + i * batch.stride, *gradient = g + u * batch.stride;
      scalar *sum = to + i * output_count + u;
      if (u + LANES <= output_count) add_weight_gradients(LANES, batch, input, gradient, sum);
      else add_weight_gradients(1, batch, input, gradient, sum);
    }
  if (!has_bias) return;
  for (size_t u = 0; u < output_count; u++) {
    vec sum = zero();
    for (size_t t = 0; t < tile_count(batch); t++) sum += load(g + u * batch.stride + t * LANES);
    to[input_count * output_count + u] += lane_sum(sum);
  }
}

// MARK: - Activations

/// Cephes (Moshier): a polynomial near 0, elsewhere by the exponential.
INLINE vec vtanh(vec x) {
  vec size = pick((ivec)(x < 0), -x, x), z = x * x;
#if SCALAR_IS_DOUBLE
  vec p = (-9.64399179425052238628e-1 * z - 9.92877231001918586564e1) * z - 1.61468768441708447952e3;
  vec q = ((z + 1.12811678491632931402e2) * z + 2.23548839060100448583e3) * z + 4.84406305325125486048e3;
  vec near = x + x * z * (p / q);
#else
  vec p = -5.70498872745e-3f * z + 2.06390887954e-2f;
  p = p * z - 5.37397155531e-2f;
  p = p * z + 1.33314422036e-1f;
  p = p * z - 3.33332819422e-1f;
  vec near = x + x * z * p;
#endif
  vec far = 1 - 2 / (vexp(2 * size) + 1);
  return pick((ivec)(size < (scalar)0.625), near, pick((ivec)(x < 0), -far, far));
}

INLINE void cos_sin_of(vec x, vec *cosine, vec *sine) {
  vec error;
  cos_sin(phases_of(2 * x, &error), cosine, sine);
  *cosine += error;
  *sine += error;
}

static void activation_forward(
  qd_activation f, size_t count, qd_batch batch, const void *inputs, void *outputs
) {
  for (size_t i = 0; i < count; i++)
    for (size_t t = 0; t < tile_count(batch); t++) {
      size_t at = i * batch.stride + t * LANES;
      vec x = load((const scalar *)inputs + at), cosine, y;
      switch (f) {
        case QD_RELU: y = pick((ivec)(x < 0), zero(), x); break;
        case QD_TANH: y = vtanh(x); break;
        case QD_SINE: cos_sin_of(x, &cosine, &y); break;
      }
      store((scalar *)outputs + at, y);
    }
}

static void activation_backward(
  qd_activation f, size_t count, qd_batch batch, const void *inputs, const void *outputs, const void *output_gradient,
  void *input_gradient
) {
  for (size_t i = 0; i < count; i++)
    for (size_t t = 0; t < tile_count(batch); t++) {
      size_t at = i * batch.stride + t * LANES;
      vec x = load((const scalar *)inputs + at), y = load((const scalar *)outputs + at), sine, slope;
      vec g = load((const scalar *)output_gradient + at);
      switch (f) {
        case QD_RELU: slope = pick((ivec)(x > 0), every(1), zero()); break;
        case QD_TANH: slope = 1 - y * y; break;
        case QD_SINE: cos_sin_of(x, &slope, &sine); break;
      }
      store((scalar *)input_gradient + at, slope * g);
    }
}
