/* JSON strings, written without a library. */
#pragma once

#include "base/bytes.h"

/* Appends text in quotes, escaped as RFC 8259 section 7 asks; NULL gives null. False when
 * memory is out. */
bool json_text(struct bytes *out, const char *text);
