/* GNU gettext's MO file, as msgfmt writes one: texts in English, in their order, and what each
 * is in another language. The C library would read it as well, but since glibc 2.39 (Debian 13)
 * gives no translation in C.UTF-8, the one locale that every Debian has. */
#pragma once

#include <stddef.h>

struct catalogue;

/* NULL where none is at the path, or no whole one. It is never let go of, so that what it gives
 * out lives as long as the program; the same path is read once. Before any thread is started.
 */
const struct catalogue *catalogue_load(const char *path);

/* NULL where it has none. Any thread. */
const char *catalogue_find(const struct catalogue *catalogue, const char *english);

/* Of its English texts the one with that number, which is below the count. The empty one is a
 * header. Any thread. */
const char *catalogue_original(const struct catalogue *catalogue, size_t index);
size_t catalogue_count(const struct catalogue *catalogue);
