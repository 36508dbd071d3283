#include "content/feed/native/feed_reader.h"

#include "address/address.h"
#include "base/plain.h"
#include "base/translated.h"
#include "base/utf8.h"
#include "content/text/normalise.h"
#include "content/text/syntax.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { QUOTE_MAX_CHARACTERS = 40 };
#define EXACT_MAX 1e15 /* 15 digits stay as they are in a double */

static void note(struct feed_reader *reader, enum finding_severity severity,
    enum finding_code code, const char *format, va_list arguments)
    __attribute__((format(printf, 4, 0)));

static void note(struct feed_reader *reader, enum finding_severity severity,
    enum finding_code code, const char *format, va_list arguments)
{
    plain_format(reader->message, sizeof reader->message, translated(format), arguments);
    const struct finding finding = { severity, code, reader->pointer, reader->item, NULL };
    findings_add(&reader->feed->findings, &finding, "%s", reader->message);
}

/* What was noted last, and where. */
static const char *noted(struct feed_reader *reader)
{
    return arena_printf(reader->arena, "%s: %s", reader->pointer, reader->message);
}

void reader_fault(struct feed_reader *reader, enum finding_code code, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    note(reader, FINDING_ERROR, code, format, arguments);
    va_end(arguments);
    if (!reader->fault) {
        reader->fault = noted(reader);
        reader->no_memory = reader->no_memory || !reader->fault;
    }
}

void reader_warn(struct feed_reader *reader, enum finding_code code, const char *format, ...)
{
    va_list arguments;
    if (!reader->tells) {
        return;
    }
    va_start(arguments, format);
    note(reader, FINDING_WARNING, code, format, arguments);
    va_end(arguments);
}

void reader_note(struct feed_reader *reader, enum finding_code code, const char *format, ...)
{
    va_list arguments;
    if (!reader->tells) {
        return;
    }
    va_start(arguments, format);
    note(reader, FINDING_NOTE, code, format, arguments);
    va_end(arguments);
}

const char *reader_type_name(const cJSON *value)
{
    return cJSON_IsString(value)   ? translated("a text (string)")
           : cJSON_IsNumber(value) ? translated("a number")
           : cJSON_IsArray(value)  ? translated("a list [ ] (array)")
           : cJSON_IsObject(value) ? translated("an entry { } (object)")
           : cJSON_IsNull(value)   ? "null"
                                   : translated("true or false");
}

const char *reader_quote(struct feed_reader *reader, const char *text)
{
    size_t at = 0, size = strlen(text);
    for (int i = 0; i < QUOTE_MAX_CHARACTERS && at < size; i++) {
        utf8_next(text, size, &at);
    }
    const char *quoted =
        arena_printf(reader->arena, "\"%.*s%s\"", (int)at, text, at < size ? "…" : "");
    reader->no_memory = reader->no_memory || !quoted;
    return quoted ? quoted : "";
}

static void hold(struct feed_reader *reader, const char *item, const char *reason, bool is_cut)
{
    bool done = feed_hold(reader->feed, item, reader->pointer, reason, is_cut);
    reader->no_memory = reader->no_memory || !done;
}

void reader_cut(struct feed_reader *reader, enum finding_code code, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    note(reader, FINDING_WARNING, code, format, arguments);
    va_end(arguments);
    hold(reader, NULL, noted(reader), true);
}

/* How many of those that may be cut are taken; tells where that is not all of them. */
static size_t room_for_others(struct feed_reader *reader, const cJSON *array, size_t max,
    const struct own_member *own, size_t *total)
{
    size_t never_cut = 0, length = reader->length;
    for (const cJSON *value = array->child; value && own->is_never_cut; value = value->next) {
        never_cut += own->is_never_cut(value);
    }
    size_t others = length - never_cut, room = max > never_cut ? max - never_cut : 0;
    if (others > room && never_cut > 0) {
        reader_cut(reader, FINDING_COUNT,
            "has %zu elements; the alerts and the first %zu others are used", length, room);
    } else if (others > room) {
        reader_cut(
            reader, FINDING_COUNT, "has %zu elements; the first %zu are used", length, max);
    }
    room = others < room ? others : room;
    *total = never_cut + room;
    return room;
}

static void read_element(struct feed_reader *reader, const cJSON *value,
    const struct feed_object *of, const struct own_member *own, char *element)
{
    size_t outside = reader_enter_index(reader, reader->index);
    reader->fault = NULL;
    reader->item = NULL;
    memset(element, 0, of->size);
    memcpy(element + of->index_offset, &reader->index, sizeof reader->index);
    feed_blank(of, element);
    own->read(reader, value, element);
    if (reader->fault) {
        hold(reader, reader->item, reader->fault, false);
    } else {
        reader->kept++;
    }
    reader_leave(reader, outside);
}

static bool is_array(struct feed_reader *reader, const cJSON *value)
{
    if (!cJSON_IsArray(value)) {
        reader_fault(reader, FINDING_TYPE, "expected a list [ ] (array), got %s",
            reader_type_name(value));
    }
    return cJSON_IsArray(value);
}

bool reader_each(
    struct feed_reader *reader, const cJSON *array, struct elements *elements, void *out)
{
    const cJSON *value = is_array(reader, array) ? array->child : NULL;
    bool has_room = true;
    for (; value && has_room && elements->count < elements->max && !reader->no_memory;
         value = value->next) {
        size_t outside = reader_enter_index(reader, elements->count++);
        has_room = elements->read(reader, value, out);
        reader_leave(reader, outside);
    }
    return value && !reader->no_memory;
}

void reader_list(struct feed_reader *reader, const cJSON *array, const struct feed_member *list,
    const struct own_member *own, void *out)
{
    if (!is_array(reader, array)) {
        return;
    }
    reader->length = (size_t)cJSON_GetArraySize(array);
    reader->index = reader->kept = 0;
    size_t total, room = room_for_others(reader, array, (size_t)list->max, own, &total);
    char *elements = arena_array(reader->arena, total, list->of->size);
    reader->no_memory = reader->no_memory || !elements;
    for (const cJSON *value = array->child; value && !reader->no_memory; value = value->next) {
        bool is_never_cut = own->is_never_cut && own->is_never_cut(value);
        if (is_never_cut || room > 0) {
            room -= !is_never_cut;
            read_element(
                reader, value, list->of, own, elements + reader->kept * list->of->size);
        }
        reader->index++;
    }
    feed_set_elements(list, out, elements, reader->kept);
    reader->fault = NULL;
    reader->item = NULL;
}

/* White space that a person does not mean at either end; U+3000 twice is a CMS's indent. */
static bool is_space(uint32_t c)
{
    return c == ' ' || c == 0x3000 || c == 0xA0;
}

static size_t trimmed_end(const char *text, size_t size)
{
    size_t end = 0;
    for (size_t at = 0; at < size;) {
        if (!is_space(utf8_next(text, size, &at))) {
            end = at;
        }
    }
    return end;
}

/* Takes controls out of the text in place, and white space off its ends; returns where it
 * begins. */
static char *clean(char *text)
{
    char *out = text;
    for (const char *in = text; *in; in++) {
        char c = *in == '\t' || *in == '\r' || *in == '\n' ? ' ' : *in;
        if ((unsigned char)c >= 0x20 && c != 0x7F) {
            *out++ = c;
        }
    }
    *out = '\0';
    size_t size = (size_t)(out - text), start = 0;
    for (size_t at = 0; at < size && is_space(utf8_next(text, size, &at)); start = at) {
    }
    text[start + trimmed_end(text + start, size - start)] = '\0';
    return text + start;
}

/* Of a text, or of a number, which many write where a text is wanted; but not of one that a
 * double rounds, as ids of 19 digits are. NULL where it is none, which is told. */
static const char *text_of(struct feed_reader *reader, const cJSON *value)
{
    double number = cJSON_IsNumber(value) ? value->valuedouble : HUGE_VAL;
    if (cJSON_IsString(value)) {
        return value->valuestring;
    }
    if (!(fabs(number) < EXACT_MAX)) {
        reader_fault(
            reader, FINDING_TYPE, "expected a text (string), got %s", reader_type_name(value));
        return NULL;
    }
    const char *text = arena_printf(reader->arena, "%.15g", number);
    reader->no_memory = reader->no_memory || !text;
    if (text) {
        reader_note(
            reader, FINDING_TYPE, "a number where a text is wanted: taken for \"%s\"", text);
    }
    return text;
}

static void read_string(struct feed_reader *reader, const cJSON *value, bool one_line,
    size_t max_characters, const char **out)
{
    bool is_cut = false;
    const char *text = text_of(reader, value);
    const char *shown =
        text ? normalise_shown(reader->arena, text, one_line, max_characters, &is_cut) : NULL;
    if (text && !shown) {
        reader->no_memory = true;
    }
    if (!shown) {
        return;
    }
    if (is_cut) {
        reader_warn(
            reader, FINDING_LENGTH, "longer than %zu characters; cut there", max_characters);
    }
    *out = shown;
}

void reader_line(struct feed_reader *reader, const cJSON *value, const char **out)
{
    read_string(reader, value, true, FEED_LINE_CHARACTERS, out);
}

void reader_text(struct feed_reader *reader, const cJSON *value, const char **out)
{
    read_string(reader, value, false, FEED_TEXT_CHARACTERS, out);
}

const char *reader_trimmed(struct feed_reader *reader, const cJSON *value)
{
    const char *text = text_of(reader, value);
    char *copy = text ? arena_strdup(reader->arena, text) : NULL;
    reader->no_memory = reader->no_memory || (text && !copy);
    return copy ? clean(copy) : NULL;
}

static void check_line(struct feed_reader *reader, const char *text,
    const struct line_syntax *syntax, const char **out)
{
    if (text && text[0] && !syntax->is_good(text)) {
        reader_fault(reader, syntax->code, "not %s: %s", translated(syntax->what),
            reader_quote(reader, text));
    } else if (text) {
        *out = text;
    }
}

void reader_checked(struct feed_reader *reader, const cJSON *value,
    const struct line_syntax *syntax, const char **out)
{
    check_line(reader, reader_trimmed(reader, value), syntax, out);
}

static void check_address(struct feed_reader *reader, const char *text, const char **out)
{
    static const struct line_syntax address = { syntax_is_address, FINDING_URL,
        N_("an http or https address") };
    check_line(reader, text, &address, out);
    if (syntax_lacks_scheme(*out)) {
        reader_warn(reader, FINDING_URL,
            "without https:// this is a file beside the feed, not a host: %s",
            reader_quote(reader, *out));
    }
}

void reader_address(struct feed_reader *reader, const cJSON *value, const char **out)
{
    check_address(reader, reader_trimmed(reader, value), out);
}

void reader_picture(struct feed_reader *reader, const cJSON *value, const char **out)
{
    const char *text = reader_trimmed(reader, value);
    if (text && strchr(text, ' ')) {
        text = address_encode(reader->arena, (struct address_part) { text, strlen(text) }, " ");
        reader->no_memory = reader->no_memory || !text;
    }
    check_address(reader, text, out);
}

bool reader_integer(
    struct feed_reader *reader, const cJSON *value, int64_t min, int64_t max, int64_t *out)
{
    if (!cJSON_IsNumber(value)) {
        reader_fault(
            reader, FINDING_TYPE, "expected a number, got %s", reader_type_name(value));
        return false;
    }
    double number = value->valuedouble;
    if (!(number >= (double)min && number <= (double)max) || number != floor(number)) {
        reader_fault(reader, FINDING_VALUE, "not an integer from %lld to %lld: %g",
            (long long)min, (long long)max, number);
        return false;
    }
    *out = (int64_t)number;
    return true;
}
