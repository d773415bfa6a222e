// The hot loops: circuits in normal form, dense layers, losses, Adam.
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

enum {
  QD_ALIGNMENT = 64,
  /// Samples that the widest instruction set works on at a time.
  QD_SAMPLE_ALIGNMENT = 16,
};

// MARK: - Circuits in normal form

/// A product that is added to an angle: coefficient x parameter x input x input, where an index of -1 leaves its
/// factor out. A flat term has no derivative by its inputs: they are bits.
typedef struct {
  double coefficient;
  int32_t angle;
  int32_t parameter;
  int32_t inputs[2];
  int32_t is_flat;
} qd_term;

/// A factor exp(-i angle (-1)^(mask . y) / 2) of a stage's diagonal.
typedef struct {
  uint32_t mask;
  int32_t angle;
} qd_phase;

/// A rotation of one qubit while the state is still a product: about Y, or about Z.
typedef struct {
  int32_t qubit;
  int32_t about_z;
  int32_t angle;
} qd_turn;

/// One stage: row y of the new state is row source[y] of the old one, times the phases, and then RY rotations act on
/// the row index's bits 0 ..< rotation_count.
typedef struct {
  /// [2^n], and its inverse.
  const uint32_t *source, *target;
  const qd_phase *phases;
  /// The angle of each rotated bit.
  const int32_t *rotations;
  int32_t phase_count, rotation_count;
  /// Whether any phase, any rotation, depends on the sample.
  int32_t phases_by_sample, rotations_by_sample;
} qd_stage;

/// X on the bits of `target` of the storage index x, where every parity controls[i] . (x ^ flip) is odd.
typedef struct {
  uint32_t target, flip;
  int32_t control_count;
  const uint32_t *controls;
} qd_swap;

/// One stage where a vector holds amplitudes of one sample. The state never moves: `x` is a storage index, and qubits
/// are what linear permutations have made of its bits. First the swaps, then the phases, then rotations
/// exp(-i angle X / 2), where X flips the bits `flips[i]`. Phases see x ^ flip.
typedef struct {
  const qd_swap *swaps;
  const qd_phase *phases;
  const int32_t *rotations;
  const uint32_t *flips;
  uint32_t flip;
  int32_t swap_count, phase_count, rotation_count;
  int32_t phases_by_sample, rotations_by_sample;
} qd_still_stage;

/// What the lanes of a vector are.
typedef enum {
  /// samples: small states, many samples
  QD_LANES_ARE_SAMPLES,
  /// amplitudes: large states, or few samples
  QD_LANES_ARE_AMPLITUDES,
} qd_layout;

/// How expectation values are read from the final state.
typedef enum {
  /// outputs are signed sums of probabilities: parities of readout bits
  QD_READ_PARITIES,
  /// outputs are the probabilities of the readout bits' values
  QD_READ_PROBABILITIES,
  /// outputs are expectation values of Pauli strings on the final state's own bits; the last stage must exist and have no
  /// rotations
  QD_READ_PAULI_STRINGS,
} qd_reading;

/// An expectation value.
typedef struct {
  /// Parities: the readout bits whose parity counts. Pauli strings: the bits that set the sign.
  uint32_t sign_bits;
  /// Pauli strings: the bits that are flipped, and the number of Ys among them.
  uint32_t flipped_bits;
  int32_t count_of_y;
} qd_observable;

typedef enum {
  /// a product of single qubits, turned from |0>
  QD_PREPARE_PRODUCT,
  /// the inputs, padded and normalised
  QD_PREPARE_AMPLITUDES,
} qd_preparation;

/// A circuit in normal form. Angles are numbered: first those that all samples share, then those that differ.
typedef struct {
  int32_t qubit_count, input_count, parameter_count, output_count;
  int32_t shared_angle_count, sample_angle_count;
  /// The constant part of each angle, in radians.
  const double *constants;
  /// The terms of shared angles, then those of the others.
  const qd_term *terms;
  int32_t shared_term_count, sample_term_count;

  qd_preparation preparation;
  /// Sorted by qubit; those of a qubit in their order.
  const qd_turn *turns;
  int32_t turn_count;
  /// Amplitudes: which input row 0 holds, how many rows hold inputs, and what the others hold.
  int32_t first_amplitude, amplitude_count;
  double padding;

  qd_layout layout;
  int32_t stage_count;
  const qd_stage *stages;
  const qd_still_stage *still_stages;

  qd_reading reading;
  /// Readout bits: how many; the rows sorted by their value; the value of each row.
  int32_t readout_count;
  const uint32_t *readout_order, *readout;
  /// Lanes are amplitudes: the parity of the storage index that each readout bit is.
  const uint32_t *readout_masks;
  uint32_t readout_flip;
  /// Whether output k is the sign of readout bit k.
  int32_t reads_single_bits;
  const qd_observable *observables;
} qd_circuit;

// MARK: - Circuits with noise

// A state is a vector of real numbers Tr(P rho), one for each product P of Pauli operators (a density matrix in that basis);
// or, for more qubits, many random pure states whose average it is. Products of Pauli operators are bits: for qubit q bit
// 2q if there is an X or Y, bit 2q + 1 if there is a Z or Y.

typedef enum {
  QD_DENSITY_MATRIX,
  QD_TRAJECTORIES,
} qd_noisy_state;

typedef enum {
  /// exp(-i angle P / 2)
  QD_ROTATE,
  /// gates of two qubits that permute Pauli operators, up to signs
  QD_CONTROLLED_X, QD_CONTROLLED_Z, QD_SWAP,
  /// a channel of one qubit
  QD_CHANNEL,
  /// one of all products of Pauli operators on some qubits, each as often as the others
  QD_JOINT_DEPOLARIZING,
} qd_noisy_kind;

/// Diag(first, second), or [[0, first], [second, 0]], over the square root of its probability; it is taken where a random number
/// is below `until`.
typedef struct {
  double first, second, until;
  int32_t is_diagonal;
} qd_kraus;

typedef struct {
  qd_noisy_kind kind;
  /// Rotations: P, in bits as above, and as it acts on basis states; and the number of the angle. Joint depolarizing: all bits
  /// of its qubits, in `pauli`.
  uint64_t pauli;
  uint32_t flip, sign;
  int32_t angle;
  /// Whether there are derivatives by the angle.
  int32_t is_learnt;
  /// The qubits of a gate, controls first; of a channel the first one.
  int32_t qubits[2];
  /// Channels: X -> x X, Y -> y Y, Z -> z Z + shift. Joint depolarizing: what is left, in x, and the probability in y.
  double x, y, z, shift;
  const qd_kraus *kraus;
  int32_t kraus_count;
} qd_noisy_step;

/// A circuit with noise.
typedef struct {
  /// Angles, inputs and the preparation; neither stages nor turns.
  qd_circuit circuit;
  qd_noisy_state state;
  const qd_noisy_step *steps;
  int32_t step_count;
  /// How many steps are gone back over at a time.
  int32_t segment;
  int32_t trajectory_count;
  /// The Pauli strings whose expectation values are measured, in bits as above (density matrices) or as they act on basis states;
  /// and output o = constants[o] + sum over strings of weights[o][string] <string>.
  const uint32_t *strings;
  const qd_observable *observables;
  int32_t string_count;
  const double *weights, *constants;
} qd_noisy_circuit;

/// What random numbers a pass draws: those of a key, for samples numbered from the first of the batch.
typedef struct {
  uint64_t key, first_sample;
} qd_draw;

// MARK: - The table of kernels

typedef enum { QD_RELU, QD_TANH, QD_SINE } qd_activation;

/// Where a batch of one layer is.
typedef struct {
  size_t sample_count, stride;
} qd_batch;

/// The numbers of a step of Adam. `penalty` times the parameter is added to its gradient; then the parameter is multiplied
/// by `shrinkage`.
typedef struct {
  double rate, beta1, beta2, epsilon, mean_correction, square_correction, penalty, shrinkage;
} qd_adam;

typedef struct {
  const char *instruction_set;
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

  // Dense layers: weights [inputs][outputs], then biases.
  void (*convert)(const double *from, void *to, size_t count);
  void (*add_converted)(const void *from, double *to, size_t count);
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
  /// A sample of a negative label has none, and no loss. `class_weights` [classes] or NULL. A share `smoothing` of each
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
