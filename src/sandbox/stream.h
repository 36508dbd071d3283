/* The two descriptors that a program in the sandbox has. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Appends all of standard input, at most `max` bytes. *data is the caller's to free, in any
 * case. False when it cannot be read, is larger, or memory is out. */
bool stream_read_all(uint8_t **data, size_t *size, size_t max);

/* False when standard output does not take it. */
bool stream_write_all(const void *data, size_t size);
