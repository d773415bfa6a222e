// Adam (Kingma and Ba, 2015). Parameters and moments are double whatever the batches are.

typedef double wide __attribute__((vector_size(VECTOR_BYTES), aligned(sizeof(double))));

static void adam_step(
  size_t count, double *parameters, const double *gradient, double *mean, double *mean_square, qd_adam a
) {
  const size_t width = VECTOR_BYTES / sizeof(double);
  double step = a.rate / a.mean_correction, inverse = 1 / a.square_correction;
  size_t i = 0;
  for (; i + width <= count; i += width) {
    wide *x = (wide *)(parameters + i), *m = (wide *)(mean + i), *v = (wide *)(mean_square + i);
    wide g = *(const wide *)(gradient + i) + a.penalty * *x;
    *m = a.beta1 * *m + (1 - a.beta1) * g;
    *v = a.beta2 * *v + (1 - a.beta2) * g * g;
    *x = a.shrinkage * *x - step * *m / (__builtin_elementwise_sqrt(*v * inverse) + a.epsilon);
  }
  for (; i < count; i++) {
    double *x = parameters + i, g = gradient[i] + a.penalty * *x;
    mean[i] = a.beta1 * mean[i] + (1 - a.beta1) * g;
    mean_square[i] = a.beta2 * mean_square[i] + (1 - a.beta2) * g * g;
    *x = a.shrinkage * *x - step * mean[i] / (__builtin_elementwise_sqrt(mean_square[i] * inverse) + a.epsilon);
  }
}
