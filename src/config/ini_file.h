/* One INI file, line by line, with inih behind it: [sections], `key = value` (or `key: value`),
 * comments from ; or # at a line's start and from ` ;` inside one. Main thread only: inih keeps
 * its settings in globals. */
#pragma once

#include "base/error.h"

#include <stdbool.h>

enum {
    INI_FILE_MAX_BYTES = 1024 * 1024,
    INI_FILE_MAX_LINE = 8 * 1024,
    INI_FILE_MAX_NAME = 48, /* bytes of a section's or a key's name */
};

/* Called in the order of the file; the texts are valid during the call only. False stops the
 * reading: the error then gets FILE:LINE in front. */
struct ini_events {
    void *context;
    bool (*section)(void *context, const char *name, int line, struct error *error);
    bool (*pair)(
        void *context, const char *key, const char *value, int line, struct error *error);
};

/* False with one line: FILE:LINE: what is wrong. Text that is not UTF-8, a line that is neither
 * section, pair, comment nor empty, and a key before any section are refused. */
bool ini_file_read(const char *path, const struct ini_events *events, struct error *error);
