#include "content/json/json_scan.h"

#include "base/list.h"
#include "base/translated.h"
#include "content/json/json_mistake.h"
#include "content/json/json_refuse.h"
#include "content/json/json_scalar.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool keep_name(struct json_scanner *scanner, struct json_name name)
{
    struct json_name *names =
        list_grow(scanner->names, scanner->name_count, &scanner->name_capacity, sizeof *names);
    if (!names) {
        return error_set(scanner->error, "out of memory");
    }
    scanner->names = names;
    scanner->names[scanner->name_count++] = name;
    return true;
}

static bool refuse_name(struct json_scanner *scanner)
{
    if (json_peek(scanner) == -1) {
        return json_refuse(scanner, scanner->at, "the text ends too early");
    }
    return json_refuse_mistake(scanner,
        json_peek(scanner) == ',' ? N_("one comma too many") : N_("expected a name in quotes"));
}

/* Name and colon of the next member of the innermost object. */
static bool scan_name(struct json_scanner *scanner)
{
    struct json_frame *frame = &scanner->frames[scanner->depth - 1];
    frame->name = (struct json_name) { 0 };
    if (json_peek(scanner) != '"') {
        return refuse_name(scanner);
    }
    size_t start = scanner->at + 1;
    if (!json_scan_string(scanner)) {
        return false;
    }
    frame->name = json_name_make(scanner->text + start, scanner->at - 1 - start);
    if (frame->count > scanner->limits->members) {
        return json_refuse(scanner, start - 1, "more names in one { } than can be");
    }
    if (!scanner->limits->repeated_names && !keep_name(scanner, frame->name)) {
        return false;
    }
    json_skip_space(scanner);
    if (json_peek(scanner) != ':') {
        return json_refuse_mistake(scanner, N_("expected ':' behind a name"));
    }
    scanner->at++;
    json_skip_space(scanner);
    return true;
}

static bool check_names(struct json_scanner *scanner)
{
    struct json_frame *frame = &scanner->frames[scanner->depth - 1];
    size_t count = scanner->name_count - frame->first_name;
    struct json_name *names = count > 0 ? scanner->names + frame->first_name : NULL;
    if (count > 1) {
        qsort(names, count, sizeof *names, json_name_compare);
    }
    for (size_t i = 1; i < count; i++) {
        if (json_name_equal(&names[i - 1], &names[i])) {
            frame->name = names[i];
            return json_refuse(scanner, (size_t)(names[i].text - scanner->text) - 1,
                "this name is there twice: only one of the two can be");
        }
    }
    scanner->name_count = frame->first_name;
    return true;
}

/* at stands on a comma. */
static bool take_comma(struct json_scanner *scanner)
{
    struct json_frame *frame = &scanner->frames[scanner->depth - 1];
    size_t comma = scanner->at++;
    json_skip_space(scanner);
    frame->count++;
    if (json_peek(scanner) != (frame->is_object ? '}' : ']')) {
        return !frame->is_object || scan_name(scanner);
    }
    frame->name = (struct json_name) { 0 };
    return json_refuse(scanner, comma,
        frame->is_object ? N_("one comma too many before '}'")
                         : N_("one comma too many before ']'"));
}

/* What stands where a comma or the end should be. `end` is the end of the value before. */
static bool refuse_behind_value(struct json_scanner *scanner, size_t end)
{
    bool is_object = scanner->frames[scanner->depth - 1].is_object;
    int c = json_peek(scanner);
    if (c == -1) {
        return json_refuse(scanner, scanner->at, "the text ends too early");
    }
    const char *mistake = json_mistake(scanner->text, scanner->size, scanner->at);
    if (mistake) {
        return json_refuse(scanner, scanner->at, mistake);
    }
    bool touches = end == scanner->at;
    if (touches && scanner->text[end - 1] == '"' && c != '"' && !strchr("{}[]:", c)) {
        return json_refuse(
            scanner, end - 1, "the text ends here: a quote that belongs to it is written \\\"");
    }
    if (touches && json_is_digit(scanner->text[end - 1])) {
        return json_refuse(scanner, end,
            "a number is followed by something else: dates, times and telephone numbers stand "
            "in quotes");
    }
    if (json_begins_value(c)) {
        return json_refuse(scanner, end, "a comma is missing here");
    }
    return json_refuse(scanner, scanner->at,
        is_object ? N_("expected ',' or '}'") : N_("expected ',' or ']'"));
}

/* Called where a value has just ended: closes what closes here, and stops before the next
 * value. *more is false when the outermost value is complete. */
static bool after_value(struct json_scanner *scanner, bool *more)
{
    while (scanner->depth > 0) {
        struct json_frame *frame = &scanner->frames[scanner->depth - 1];
        size_t end = scanner->at;
        json_skip_space(scanner);
        int c = json_peek(scanner);
        if (c == ',') {
            *more = true;
            return take_comma(scanner);
        }
        if (c != (frame->is_object ? '}' : ']')) {
            return refuse_behind_value(scanner, end);
        }
        if (frame->is_object && !check_names(scanner)) {
            return false;
        }
        scanner->at++;
        scanner->depth--;
    }
    *more = false;
    return true;
}

/* at stands on '{' or '['. *more is false when nothing is inside. */
static bool open_frame(struct json_scanner *scanner, bool *more)
{
    if (scanner->depth == scanner->limits->depth) {
        return json_refuse(scanner, scanner->at, "nested too deeply");
    }
    bool is_object = json_peek(scanner) == '{';
    struct json_frame *frame = &scanner->frames[scanner->depth++];
    *frame = (struct json_frame) {
        .is_object = is_object, .at = scanner->at, .first_name = scanner->name_count
    };
    scanner->at++;
    json_skip_space(scanner);
    if (json_peek(scanner) == (is_object ? '}' : ']')) {
        scanner->at++;
        scanner->depth--;
        return after_value(scanner, more);
    }
    frame->count = 1;
    *more = true;
    return !is_object || scan_name(scanner);
}

static bool scan_document(struct json_scanner *scanner)
{
    bool more = true;
    json_skip_space(scanner);
    if (scanner->at == scanner->size) {
        return json_refuse(scanner, scanner->at, "nothing but white space");
    }
    const char *in_front = json_in_front(scanner->text, scanner->size);
    if (in_front) {
        return json_refuse(scanner, scanner->at, in_front);
    }
    while (more) {
        if (++scanner->values > scanner->limits->values) {
            return json_refuse(scanner, scanner->at, "too many values");
        }
        bool opens = json_peek(scanner) == '{' || json_peek(scanner) == '[';
        if (opens ? !open_frame(scanner, &more)
                  : !json_scan_scalar(scanner) || !after_value(scanner, &more)) {
            return false;
        }
    }
    json_skip_space(scanner);
    return scanner->at == scanner->size ||
           json_refuse_mistake(scanner, N_("something follows the value"));
}

bool json_scan(
    const char *text, size_t size, const struct json_limits *limits, struct error *error)
{
    struct json_fault fault;
    return json_scan_fault(text, size, limits, &fault, error);
}

bool json_scan_fault(const char *text, size_t size, const struct json_limits *limits,
    struct json_fault *fault, struct error *error)
{
    struct json_scanner scanner = {
        .text = text, .size = size, .limits = limits, .fault = fault, .error = error
    };
    bool good = false;
    *fault = (struct json_fault) { .line = 0 };
    if (size > limits->document_bytes) {
        fault->why = translated("larger than 8 MiB");
        return error_set(error, "larger than %zu bytes", limits->document_bytes);
    }
    if (size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
        return json_refuse(
            &scanner, 0, "begins with a byte order mark: save it as UTF-8 without one");
    }
    scanner.frames = calloc((size_t)limits->depth + 1, sizeof *scanner.frames);
    if (!scanner.frames) {
        error_set(error, "out of memory");
        goto out;
    }
    good = scan_document(&scanner);
out:
    free(scanner.names);
    free(scanner.frames);
    return good;
}
