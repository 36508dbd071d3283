/* Pictures from files. */
#pragma once

#include "decode/decoded.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static inline char *read_file(const char *path, size_t *size)
{
    enum { FILE_MAX_BYTES = 256 * 1024 };
    char *text = calloc(1, FILE_MAX_BYTES);
    FILE *file = fopen(path, "rb");
    if (!text || !file) {
        fail_msg("%s cannot be read", path);
    }
    *size = fread(text, 1, FILE_MAX_BYTES - 1, file);
    fclose(file);
    return text;
}

/* One of tests/data/decode; the caller frees it. */
static inline struct decode_input kept_picture(const char *name)
{
    char path[1200];
    size_t size;
    snprintf(path, sizeof path, TEST_ROOT "/tests/data/decode/%s", name);
    uint8_t *bytes = (uint8_t *)read_file(path, &size);
    return (struct decode_input) { bytes, size };
}
