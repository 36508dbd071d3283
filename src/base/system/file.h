/* Whole files: read with a limit, replaced atomically. */
#pragma once

#include "base/bytes.h"
#include "base/digest.h"
#include "base/error.h"

/* Appends the file to out. Fails when it is missing, unreadable, not a regular file, or larger
 * than max_bytes. */
bool file_read(const char *path, size_t max_bytes, struct bytes *out, struct error *error);

/* Writes a temporary name beside path, fsyncs it, renames it over path and fsyncs the
 * directory: after a power cut path is the old file or the new one, whole. */
bool file_replace(const char *path, const void *data, size_t size, struct error *error);

/* As mkdir -p, mode 0755. */
bool file_make_directories(const char *path, struct error *error);

/* Adds which file is there by that path: its path, size, number and time of writing, and
 * nothing of what is in it. */
void file_digest(struct digest *digest, const char *path);

/* Whether both paths lead to one file that is there. */
bool file_is_same(const char *path, const char *other);
