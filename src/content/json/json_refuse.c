#include "content/json/json_refuse.h"

#include "base/translated.h"
#include "base/utf8.h"
#include "content/json/json_mistake.h"

#include <stdio.h>
#include <string.h>

static void print_pointer(const struct json_scanner *scanner, char *out, size_t capacity)
{
    size_t used = 0;
    out[0] = '\0';
    for (int i = 0; i < scanner->depth && used + 1 < capacity; i++) {
        const struct json_frame *frame = &scanner->frames[i];
        if (frame->count == 0 || (frame->is_object && !frame->name.text)) {
            break;
        }
        if (frame->is_object) {
            used += json_name_print_pointer(&frame->name, out + used, capacity - used);
        } else {
            char index[24];
            int length = snprintf(index, sizeof index, "/%zu", frame->count - 1);
            if (used + (size_t)length >= capacity) {
                break;
            }
            memcpy(out + used, index, (size_t)length + 1);
            used += (size_t)length;
        }
    }
}

/* Always returns false. Columns are counted in characters, as editors do. */
bool json_refuse(struct json_scanner *scanner, size_t at, const char *why)
{
    struct json_fault *fault = scanner->fault;
    size_t line = 1, line_start = 0, column = 1;
    for (size_t i = 0; i < at; i++) {
        if (scanner->text[i] == '\n') {
            line++;
            line_start = i + 1;
        }
    }
    for (size_t i = line_start; i < at; column++) {
        utf8_next(scanner->text, scanner->size, &i);
    }
    *fault = (struct json_fault) {
        .line = line, .column = column, .why = translated(why), .at = at
    };
    if (scanner->depth > 0) {
        const struct json_frame *frame = &scanner->frames[scanner->depth - 1];
        fault->open_at = frame->at;
        fault->open = frame->is_object ? '{' : '[';
    }
    print_pointer(scanner, fault->pointer, sizeof fault->pointer);
    return fault->pointer[0] ? error_set(scanner->error, "line %zu, column %zu, at %s: %s",
                                   line, column, fault->pointer, fault->why)
                             : error_set(scanner->error, "line %zu, column %zu: %s", line,
                                   column, fault->why);
}

bool json_refuse_mistake(struct json_scanner *scanner, const char *otherwise)
{
    const char *why = json_mistake(scanner->text, scanner->size, scanner->at);
    return json_refuse(scanner, scanner->at, why ? why : otherwise);
}
