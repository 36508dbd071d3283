/* JSON being written: commas come by themselves, and whoever ends it hears whether memory was
 * out. */
#pragma once

#include "base/bytes.h"

#include <stdint.h>

struct writer {
    struct bytes bytes;
    bool has_failed, wants_comma;
};

void writer_init(struct writer *writer);
void writer_finish(struct writer *writer);

/* '{', '[', and what closes them. */
void writer_open(struct writer *writer, char bracket);
void writer_close(struct writer *writer, char bracket);

/* In an object, before its value. */
void writer_name(struct writer *writer, const char *name);

void writer_text(struct writer *writer, const char *text); /* NULL: null */
void writer_int(struct writer *writer, int64_t value);
void writer_bool(struct writer *writer, bool value);
void writer_raw(struct writer *writer, const char *json); /* NULL: null */

/* Name and value at once. */
void writer_put_text(struct writer *writer, const char *name, const char *text);
void writer_put_int(struct writer *writer, const char *name, int64_t value);
void writer_put_bool(struct writer *writer, const char *name, bool value);
void writer_put_raw(struct writer *writer, const char *name, const char *json);
