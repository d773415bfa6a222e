// Adam (Kingma and Ba, 2015). Parameters and moments are double whatever the batches are.

typedef double wide __attribute__((vector_size(VECTOR_BYTES), aligned(sizeof(double))));

static void adam_step(
  size_t count, double *parameters, const double *gradient, double *mean, double *mean_square, double rate,
  double beta1, double beta2, double epsilon, double mean_correction, double square_correction
) {
  const size_t width = VECTOR_BYTES / sizeof(double);
  double step = rate / mean_correction, inverse = 1 / square_correction;
  size_t i = 0;
  for (; i + width <= count; i += width) {
    wide g = *(const wide *)(gradient + i), *m = (wide *)(mean + i), *v = (wide *)(mean_square + i);
    *m = beta1 * *m + (1 - beta1) * g;
    *v = beta2 * *v + (1 - beta2) * g * g;
    *(wide *)(parameters + i) -= step * *m / (__builtin_elementwise_sqrt(*v * inverse) + epsilon);
  }
  for (; i < count; i++) {
    double g = gradient[i];
    mean[i] = beta1 * mean[i] + (1 - beta1) * g;
    mean_square[i] = beta2 * mean_square[i] + (1 - beta2) * g * g;
    parameters[i] -= step * mean[i] / (__builtin_elementwise_sqrt(mean_square[i] * inverse) + epsilon);
  }
}
