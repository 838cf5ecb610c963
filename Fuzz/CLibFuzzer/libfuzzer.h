#ifndef HMO_LIBFUZZER_H
#define HMO_LIBFUZZER_H

#include <stddef.h>
#include <stdint.h>

/* The documented entry of libFuzzer for programs that bring a main of their own; the library is linked by
 * -sanitize=fuzzer. */
int LLVMFuzzerRunDriver(
  int *argument_count, char ***arguments, int (*test_one_input)(const uint8_t *data, size_t size));

#endif
