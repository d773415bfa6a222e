#include "../include/CKernels.h"

#if defined(__x86_64__)
#include <immintrin.h>
#pragma clang attribute push(__attribute__((target("avx2,fma,bmi,bmi2,popcnt"))), apply_to = function)
#define SCALAR_IS_DOUBLE 1
#define VECTOR_BYTES 32
#define KERNELS qd_kernels_avx2_double
#include "../Template/Kernels.h"
#pragma clang attribute pop
#endif
