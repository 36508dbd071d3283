#include "report/retold.h"

#include "base/catalogue.h"
#include "base/translated.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* A format with less of its own ("%s: %s") would be found in anything. */
enum { WEIGHT_LEAST = 8, DEPTH_MAX = 6 };

/* "%s", "%.200s", "%zu", "%d": its size, or 0; *is_number: it stands for digits alone. */
static size_t conversion_size(const char *format, bool *is_number)
{
    if (*format != '%' || format[1] == '%') {
        return 0;
    }
    size_t size = 1 + strspn(format + 1, "-+ #0123456789.*hlzj");
    *is_number = format[size] && strchr("diu", format[size]);
    return format[size] ? size + 1 : 0;
}

/* Up to the next conversion. */
static size_t literal_size(const char *format)
{
    size_t size = 0;
    bool is_number;
    while (format[size] && !conversion_size(format + size, &is_number)) {
        size += format[size] == '%' && format[size + 1] ? 2 : 1;
    }
    return size;
}

static bool are_digits(const char *text, size_t size)
{
    size_t sign = size > 0 && *text == '-';
    for (size_t i = sign; i < size; i++) {
        if (!isdigit((unsigned char)text[i])) {
            return false;
        }
    }
    return size > sign;
}

/* Where the literal ends what stands before it: the first place, or the very end of the text.
 */
static const char *find_end(const char *text, const char *literal, size_t size, bool is_last)
{
    size_t length = strlen(text);
    if (is_last) {
        return length >= size && memcmp(text + length - size, literal, size) == 0
                   ? text + length - size
                   : NULL;
    }
    return size > 0 ? memmem(text, length, literal, size) : NULL;
}

bool retold_match(const char *format, const char *text,
    struct retold_argument arguments[RETOLD_ARGUMENTS_MAX], size_t *weight)
{
    size_t count = 0, size = literal_size(format);
    *weight = size;
    if (strncmp(text, format, size) != 0) {
        return false;
    }
    text += size;
    for (format += size; *format; format += size) {
        bool is_number = false;
        format += conversion_size(format, &is_number);
        size = literal_size(format);
        const char *end = find_end(text, format, size, !format[size]);
        if (!end || count == RETOLD_ARGUMENTS_MAX ||
            (is_number && !are_digits(text, (size_t)(end - text)))) {
            return false;
        }
        arguments[count++] = (struct retold_argument) { text, (size_t)(end - text) };
        *weight += size;
        text = end + size;
    }
    return !*text;
}

static const char *tell(
    struct arena *arena, const struct catalogue *catalogue, const char *english, int depth);

/* The format, with each conversion's argument told in its place; those of ours are in order. */
static const char *fill(struct arena *arena, const struct catalogue *catalogue,
    const char *format, const struct retold_argument *arguments, int depth)
{
    const char *out = "";
    for (size_t i = 0; out && *format; i++) {
        bool is_number;
        size_t size = literal_size(format),
               conversion = conversion_size(format + size, &is_number);
        const char *argument =
            conversion ? arena_strndup(arena, arguments[i].text, arguments[i].size) : "";
        argument = argument ? tell(arena, catalogue, argument, depth + 1) : NULL;
        out =
            argument ? arena_printf(arena, "%s%.*s%s", out, (int)size, format, argument) : NULL;
        format += size + conversion;
    }
    return out;
}

/* "PLACE: TEXT", or itself. */
static const char *tell_parts(
    struct arena *arena, const struct catalogue *catalogue, const char *english, int depth)
{
    const char *sign = strstr(english, ": ");
    if (!sign || depth >= DEPTH_MAX) {
        return english;
    }
    const char *place = arena_strndup(arena, english, (size_t)(sign - english));
    place = place ? tell(arena, catalogue, place, DEPTH_MAX) : NULL;
    const char *rest = tell(arena, catalogue, sign + 2, depth + 1);
    return place && rest ? arena_printf(arena, "%s%s%s", place, translated(": "), rest) : NULL;
}

static size_t count_conversions(const char *format)
{
    size_t count = 0;
    bool is_number;
    for (format += literal_size(format); *format; format += literal_size(format)) {
        format += conversion_size(format, &is_number);
        count++;
    }
    return count;
}

static const char *tell(
    struct arena *arena, const struct catalogue *catalogue, const char *english, int depth)
{
    struct retold_argument arguments[RETOLD_ARGUMENTS_MAX], best[RETOLD_ARGUMENTS_MAX];
    const char *format = NULL;
    size_t weight, most = 0;
    for (size_t i = 0; depth <= DEPTH_MAX && i < catalogue_count(catalogue); i++) {
        const char *original = catalogue_original(catalogue, i);
        bool is_it = *original && retold_match(original, english, arguments, &weight);
        if (is_it && weight > most && (weight >= WEIGHT_LEAST || !strcmp(original, english))) {
            format = original;
            most = weight;
            memcpy(best, arguments, sizeof best);
        }
    }
    const char *other = format ? translated(format) : NULL;
    return other && count_conversions(other) == count_conversions(format)
               ? fill(arena, catalogue, other, best, depth)
               : tell_parts(arena, catalogue, english, depth);
}

const char *retold(struct arena *arena, const char *english)
{
    const struct catalogue *catalogue = translated_by();
    const char *told = *english && catalogue ? tell(arena, catalogue, english, 0) : english;
    return told ? told : english;
}
