// The hot loops: circuits in normal form, with noise too, dense layers, losses, Adam.
//
// Every kernel is written once, in Template/, and compiled once per instruction set and precision
// (InstructionSets/); `qd_kernels_for` picks a table of them at run time. Nothing here allocates.
//
// Batches are feature-major: `[features][stride]`, one number per sample side by side, `stride` a multiple of
// QD_SAMPLE_ALIGNMENT. Samples that a vector holds beyond the batch's end may have any numbers that a sample could have; the
// gradients by them must be 0, and come out as 0.
// `void *` is a pointer to the table's scalar: float or double. All memory is aligned to QD_ALIGNMENT bytes.

#ifndef CKERNELS_H
#define CKERNELS_H

#include <stddef.h>
#include <stdint.h>

#include "CircuitForm.h"
#include "NoisyCircuitForm.h"

enum {
  QD_ALIGNMENT = 64,
  /// Samples that the widest instruction set works on at a time.
  QD_SAMPLE_ALIGNMENT = 16,
};

// MARK: - The table of kernels

typedef enum { QD_RELU, QD_TANH, QD_SINE } qd_activation;

/// How many samples a batch has, and how far apart the rows of its tables are: all tables of a pass have the same stride.
typedef struct {
  size_t sample_count, stride;
} qd_batch;

/// The numbers of a step of Adam. `penalty` times the parameter is added to its gradient; then the parameter is multiplied
/// by `shrinkage`.
typedef struct {
  double rate, beta1, beta2, epsilon, mean_correction, square_correction, penalty, shrinkage;
} qd_adam;

typedef struct {
  size_t lane_count;

  // A circuit's memory, in bytes: what its parameters come to; what a batch leaves for the way back (or, without
  // `keeps`, only works in); what the way back works in; what it collects.
  size_t (*circuit_prepared_size)(const qd_circuit *);
  size_t (*circuit_states_size)(const qd_circuit *, size_t sample_count, int keeps);
  size_t (*circuit_scratch_size)(const qd_circuit *);
  size_t (*circuit_sums_size)(const qd_circuit *);

  void (*circuit_prepare)(const qd_circuit *, const double *parameters, void *prepared);
  void (*circuit_forward)(
    const qd_circuit *, const void *prepared, qd_batch, const void *inputs, void *outputs, void *states,
    void *scratch, int keeps);
  /// Adds to `sums`; writes the gradient by the inputs unless it is NULL. Uses up the states.
  void (*circuit_backward)(
    const qd_circuit *, const void *prepared, qd_batch, const void *inputs, const void *output_gradient,
    void *input_gradient, void *states, void *scratch, void *sums);
  /// Adds what `sums` comes to.
  void (*circuit_collect)(
    const qd_circuit *, const void *prepared, void *sums, void *scratch, double *parameter_gradient);

  // The same for a circuit with noise. Only what parameters come to is kept between the passes: `circuit_prepare` of its
  // circuit. Both passes must be given the same `draw`.
  size_t (*noisy_scratch_size)(const qd_noisy_circuit *);
  size_t (*noisy_sums_size)(const qd_noisy_circuit *);
  void (*noisy_forward)(
    const qd_noisy_circuit *, const void *prepared, qd_batch, qd_draw, const void *inputs, void *outputs, void *scratch);
  void (*noisy_backward)(
    const qd_noisy_circuit *, const void *prepared, qd_batch, qd_draw, const void *inputs, const void *output_gradient,
    void *input_gradient, void *scratch, void *sums);
  void (*noisy_collect)(const qd_noisy_circuit *, void *sums, double *parameter_gradient);

  /// Rows [rows][width] become columns [width][stride], with zeros where a vector goes on beyond the last.
  void (*gather_columns)(const int64_t *rows, size_t count, size_t width, const void *from, void *to, size_t stride);

  // Between double precision and the table's scalar.
  void (*convert)(const double *from, void *to, size_t count);
  void (*add_converted)(const void *from, double *to, size_t count);

  // Dense layers: weights [inputs][outputs], then biases.
  void (*dense_forward)(
    size_t input_count, size_t output_count, int has_bias, const void *parameters, qd_batch, const void *inputs,
    void *outputs);
  /// Adds to `sums` [parameters] unless it is NULL; writes the gradient by the inputs unless it is NULL.
  void (*dense_backward)(
    size_t input_count, size_t output_count, int has_bias, const void *parameters, qd_batch, const void *inputs,
    const void *output_gradient, void *input_gradient, void *sums);
  void (*activation_forward)(qd_activation, size_t count, qd_batch, const void *inputs, void *outputs);
  void (*activation_backward)(
    qd_activation, size_t count, qd_batch, const void *inputs, const void *outputs, const void *output_gradient,
    void *input_gradient);

  // Losses: add the gradient by the logits [classes][stride]; give back the sum over the samples.
  /// A sample of a negative label has none, and no loss; as many labels as fill the last vector are read. `class_weights` [classes] or NULL. A share `smoothing` of each
  /// target is spread over all classes.
  double (*cross_entropy)(
    size_t class_count, qd_batch, const void *logits, const int32_t *labels, const double *class_weights,
    double smoothing, double weight, void *gradient);
  double (*kullback_leibler)(
    size_t class_count, qd_batch, const void *teacher, const void *student, double temperature, double weight,
    void *gradient);
  /// Of logits less their sample's mean and over its standard deviation (with the divisor classes - 1) + 10^-7. A sample whose
  /// logits are all the same has no gradient.
  double (*standardised_kullback_leibler)(
    size_t class_count, qd_batch, const void *teacher, const void *student, double temperature, double weight,
    void *gradient);
  /// alpha x that of (target, all others) + beta x that of the others among themselves. The target is the label, or without
  /// one the teacher's choice.
  double (*decoupled_kullback_leibler)(
    size_t class_count, qd_batch, const void *teacher, const void *student, const int32_t *labels, double alpha,
    double beta, double temperature, double weight, void *gradient);
  /// 1 - Pearson's correlation of the probabilities: of each sample's times `sample_weight`, of each class's times
  /// `class_weight`, unless there is only one sample. `scratch` [3][classes][stride].
  double (*correlation_distance)(
    size_t class_count, qd_batch, const void *teacher, const void *student, double temperature, double sample_weight,
    double class_weight, void *scratch, void *gradient);
  /// Of tables [rows][stride]: the sum of Huber's losses of scale x own - wanted_scale x wanted. Writes the derivatives by
  /// these differences.
  double (*huber)(
    size_t row_count, qd_batch, const void *own, double scale, const void *wanted, double wanted_scale, double weight,
    void *gradient);

  // Adam, always in double precision.
  void (*adam_step)(
    size_t count, double *parameters, const double *gradient, double *mean, double *mean_square, qd_adam);
} qd_kernels;

/// Tells the processor that a loop waits for another thread.
static inline void qd_pause(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ __volatile__("yield");
#endif
}

/// Whether this machine can run an instruction set: "baseline", "avx2", "avx512".
int qd_supports(const char *instruction_set);

/// The kernels of an instruction set, or NULL if there is none of that name.
const qd_kernels *qd_kernels_for(const char *instruction_set, int is_double);

#endif
