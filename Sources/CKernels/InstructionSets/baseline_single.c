#include "../include/CKernels.h"

// What every CPU of the architecture runs: SSE2 on x86-64, NEON on arm64.
#define SCALAR_IS_DOUBLE 0
#define VECTOR_BYTES 16
#define KERNELS qd_kernels_baseline_single
#include "../Template/Kernels.h"
