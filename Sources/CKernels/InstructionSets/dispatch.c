#include "../include/CKernels.h"

#include <string.h>

extern const qd_kernels qd_kernels_baseline_single, qd_kernels_baseline_double;
#if defined(__x86_64__)
extern const qd_kernels qd_kernels_avx2_single, qd_kernels_avx2_double;
extern const qd_kernels qd_kernels_avx512_single, qd_kernels_avx512_double;
#endif

int qd_supports(const char *instruction_set) {
  if (strcmp(instruction_set, "baseline") == 0) return 1;
#if defined(__x86_64__)
  __builtin_cpu_init();
  int avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("bmi")
    && __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("popcnt");
  if (strcmp(instruction_set, "avx2") == 0) return avx2;
  if (strcmp(instruction_set, "avx512") == 0)
    return avx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq")
      && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw");
#endif
  return 0;
}

const qd_kernels *qd_kernels_for(const char *instruction_set, int is_double) {
  if (strcmp(instruction_set, "baseline") == 0)
    return is_double ? &qd_kernels_baseline_double : &qd_kernels_baseline_single;
#if defined(__x86_64__)
  if (strcmp(instruction_set, "avx2") == 0) return is_double ? &qd_kernels_avx2_double : &qd_kernels_avx2_single;
  if (strcmp(instruction_set, "avx512") == 0)
    return is_double ? &qd_kernels_avx512_double : &qd_kernels_avx512_single;
#endif
  return 0;
}
