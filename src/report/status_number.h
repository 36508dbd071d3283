#pragma once

#include <stdbool.h>
#include <stdint.h>

struct cJSON;

/* The member of that name, where it is a number that a double counts exactly. */
bool status_number(const struct cJSON *object, const char *name, int64_t *out);
