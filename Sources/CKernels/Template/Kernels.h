// The template: all kernels for one instruction set and one precision. The file that includes it defines
//   SCALAR_IS_DOUBLE  0 or 1
//   VECTOR_BYTES      16, 32 or 64
//   KERNELS           the name of the table

#if SCALAR_IS_DOUBLE
typedef double scalar;
typedef int64_t integer;
typedef uint64_t uinteger;
#else
typedef float scalar;
typedef int32_t integer;
typedef uint32_t uinteger;
#endif

#include "Vectors.h"
#include "Phases.h"
#include "Rotations.h"
#include "Stages.h"
#include "ProductState.h"
#include "Measurement.h"
#include "CircuitMemory.h"
#include "Tiles.h"
#include "TilesBack.h"
#include "StillRotations.h"
#include "StillStages.h"
#include "StillMemory.h"
#include "StillState.h"
#include "StillCircuit.h"
#include "Circuit.h"
#include "PauliVector.h"
#include "Trajectory.h"
#include "NoisyCircuit.h"
#include "Dense.h"
#include "Losses.h"
#include "DecoupledLoss.h"
#include "CorrelationLoss.h"
#include "Adam.h"

const qd_kernels KERNELS = {
  .lane_count = LANES,
  .circuit_prepared_size = circuit_prepared_size,
  .circuit_states_size = circuit_states_size,
  .circuit_scratch_size = circuit_scratch_size,
  .circuit_sums_size = circuit_sums_size,
  .circuit_prepare = circuit_prepare,
  .circuit_forward = circuit_forward,
  .circuit_backward = circuit_backward,
  .circuit_collect = circuit_collect,
  .noisy_scratch_size = noisy_scratch_size,
  .noisy_sums_size = noisy_sums_size,
  .noisy_forward = noisy_forward,
  .noisy_backward = noisy_backward,
  .noisy_collect = noisy_collect,
  .gather_columns = gather_columns,
  .convert = convert,
  .add_converted = add_converted,
  .dense_forward = dense_forward,
  .dense_backward = dense_backward,
  .activation_forward = activation_forward,
  .activation_backward = activation_backward,
  .cross_entropy = cross_entropy,
  .kullback_leibler = kullback_leibler,
  .standardised_kullback_leibler = standardised_kullback_leibler,
  .decoupled_kullback_leibler = decoupled_kullback_leibler,
  .correlation_distance = correlation_distance,
  .huber = huber,
  .adam_step = adam_step,
};
