// What kernels are told of a circuit: its normal form, for samples or amplitudes side by side.

#ifndef CIRCUIT_FORM_H
#define CIRCUIT_FORM_H

#include <stdint.h>

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
  /// The terms of shared angles, then those of the others; sorted by angle.
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

#endif
