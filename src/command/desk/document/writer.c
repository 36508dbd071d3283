#include "command/desk/document/writer.h"

#include "content/json/json_text.h"

#include <inttypes.h>
#include <string.h>

void writer_init(struct writer *writer)
{
    *writer = (struct writer) { .has_failed = false };
    bytes_init(&writer->bytes);
}

void writer_finish(struct writer *writer)
{
    bytes_finish(&writer->bytes);
}

static void note(struct writer *writer, bool done)
{
    writer->has_failed |= !done;
}

static void begin_value(struct writer *writer)
{
    if (writer->wants_comma) {
        note(writer, bytes_append(&writer->bytes, ",", 1));
    }
    writer->wants_comma = true;
}

void writer_open(struct writer *writer, char bracket)
{
    begin_value(writer);
    note(writer, bytes_append(&writer->bytes, &bracket, 1));
    writer->wants_comma = false;
}

void writer_close(struct writer *writer, char bracket)
{
    note(writer, bytes_append(&writer->bytes, &bracket, 1));
    writer->wants_comma = true;
}

void writer_name(struct writer *writer, const char *name)
{
    begin_value(writer);
    note(writer, json_text(&writer->bytes, name) && bytes_append(&writer->bytes, ":", 1));
    writer->wants_comma = false;
}

void writer_text(struct writer *writer, const char *text)
{
    begin_value(writer);
    note(writer, json_text(&writer->bytes, text));
}

void writer_int(struct writer *writer, int64_t value)
{
    begin_value(writer);
    note(writer, bytes_print(&writer->bytes, "%" PRId64, value));
}

void writer_bool(struct writer *writer, bool value)
{
    writer_raw(writer, value ? "true" : "false");
}

void writer_raw(struct writer *writer, const char *json)
{
    const char *text = json ? json : "null";
    begin_value(writer);
    note(writer, bytes_append(&writer->bytes, text, strlen(text)));
}

void writer_put_text(struct writer *writer, const char *name, const char *text)
{
    writer_name(writer, name);
    writer_text(writer, text);
}

void writer_put_int(struct writer *writer, const char *name, int64_t value)
{
    writer_name(writer, name);
    writer_int(writer, value);
}

void writer_put_bool(struct writer *writer, const char *name, bool value)
{
    writer_name(writer, name);
    writer_bool(writer, value);
}

void writer_put_raw(struct writer *writer, const char *name, const char *json)
{
    writer_name(writer, name);
    writer_raw(writer, json);
}
