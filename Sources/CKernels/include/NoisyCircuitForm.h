// What kernels are told of a circuit with noise.
//
// A state is a vector of real numbers Tr(P rho), one for each product P of Pauli operators (a density matrix in that basis);
// or, for more qubits, many random pure states whose average it is. Products of Pauli operators are bits: for qubit q bit
// 2q if there is an X or Y, bit 2q + 1 if there is a Z or Y.

#ifndef NOISY_CIRCUIT_FORM_H
#define NOISY_CIRCUIT_FORM_H

#include "CircuitForm.h"

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

#endif
