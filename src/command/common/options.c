#include "command/common/options.h"
#include "base/translated.h"

#include "config/config.h"
#include "config/rules.h"
#include "slide/scene/slide.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { SIDE_MAX = 16384 };

static bool read_flag(const char *text, void *value)
{
    *(bool *)value = true;
    return !text;
}

static bool read_text(const char *text, void *value)
{
    *(const char **)value = text;
    return *text;
}

static bool read_texts(const char *text, void *value)
{
    struct option_texts *texts = value;
    if (texts->count == OPTION_TEXTS_MAX) {
        return false;
    }
    texts->at[texts->count++] = text;
    return true;
}

/* The size of what stands between two tags, 0 where nothing does. */
static size_t between_tags(const char *text)
{
    return *text == ' ' ? 1 : rule_comma(text);
}

const char *option_next_tag(const char *text, size_t *size)
{
    for (size_t mark; (mark = between_tags(text)) > 0;) {
        text += mark;
    }
    *size = 0;
    while (text[*size] && between_tags(text + *size) == 0) {
        (*size)++;
    }
    return text;
}

/* As [screen] tags of a config may have them. */
static bool are_tags(const char *text)
{
    size_t count = 0, size;
    for (; *(text = option_next_tag(text, &size)); text += size) {
        char tag[256];
        if (size >= sizeof tag) {
            return false;
        }
        memcpy(tag, text, size);
        tag[size] = '\0';
        if (!rule_tag(tag)) {
            return false;
        }
        count++;
    }
    return count > 0;
}

static bool read_tags(const char *text, void *value)
{
    return read_text(text, value) && are_tags(text);
}

static bool read_screens(const char *text, void *value)
{
    return are_tags(text) && read_texts(text, value);
}

static bool read_side(const char *text, char **end, int *side)
{
    long read = strtol(text, end, 10);
    *side = read >= LAYOUT_LEAST_PX && read <= SIDE_MAX ? (int)read : 0;
    return *end != text && *side;
}

static bool read_size(const char *text, void *value)
{
    struct pixel_size *size = value;
    char *end = NULL;
    return read_side(text, &end, &size->width) && *end == 'x' &&
           read_side(end + 1, &end, &size->height) && !*end;
}

static bool read_sizes(const char *text, void *value)
{
    struct option_sizes *sizes = value;
    return sizes->count < OPTION_SIZES_MAX && read_size(text, &sizes->at[sizes->count++]);
}

static bool read_time(const char *text, void *value)
{
    struct option_time *time = value;
    time->has_it = true;
    return moment_read_instant(text, &time->ms, &time->offset_minutes);
}

static bool read_duration(const char *text, void *value)
{
    int64_t *ms = value;
    const int64_t most_ms = INT64_C(1000000000000);
    if (!config_parse_duration(text, ms)) {
        char *end = NULL;
        errno = 0;
        double seconds = strtod(text, &end);
        bool is_number = end != text && (!*end || strcmp(end, "s") == 0) && !errno;
        *ms = is_number && seconds > 0 && seconds <= 1e9 ? (int64_t)(seconds * 1000 + 0.5) : 0;
    }
    return *ms > 0 && *ms <= most_ms;
}

static bool read_window(const char *text, void *value)
{
    struct option_window *window = value;
    window->is_wanted = true;
    return !text || read_size(text, &window->size);
}

static const struct {
    enum { VALUE_NONE, VALUE_WANTED, VALUE_BEHIND_SIGN } value;
    bool (*read)(const char *text, void *value); /* text is NULL where no value was given */
} types[] = {
    [OPTION_FLAG] = { VALUE_NONE, read_flag },
    [OPTION_TEXT] = { VALUE_WANTED, read_text },
    [OPTION_TAGS] = { VALUE_WANTED, read_tags },
    [OPTION_SCREENS] = { VALUE_WANTED, read_screens },
    [OPTION_TEXTS] = { VALUE_WANTED, read_texts },
    [OPTION_SIZE] = { VALUE_WANTED, read_size },
    [OPTION_SIZES] = { VALUE_WANTED, read_sizes },
    [OPTION_TIME] = { VALUE_WANTED, read_time },
    [OPTION_DURATION] = { VALUE_WANTED, read_duration },
    [OPTION_WINDOW] = { VALUE_BEHIND_SIGN, read_window },
};

static const struct option *find(const struct option *table, const char *argument)
{
    size_t length = strcspn(argument, "=");
    for (const struct option *option = table; option && option->name; option++) {
        if (strlen(option->name) == length && memcmp(option->name, argument, length) == 0) {
            return option;
        }
    }
    return NULL;
}

bool option_is_in(const struct option *table, const char *argument)
{
    return find(table, argument) != NULL;
}

/* Where a second one could only be a mistake. */
static bool is_given(const struct option *option, const void *value)
{
    return option->type == OPTION_SIZE   ? ((const struct pixel_size *)value)->width != 0
           : option->type == OPTION_TAGS ? *(const char *const *)value != NULL
                                         : false;
}

bool option_read(
    const struct option *table, void *values, char *const **at, struct error *error)
{
    const struct option *option = find(table, **at);
    if (!option) {
        return error_set(error, "unknown option: %s", **at);
    }
    const char *sign = strchr(**at, '='), *text = sign ? sign + 1 : NULL;
    const char *wanted = translated(option->wanted ? option->wanted : N_("no value"));
    if (!text && types[option->type].value == VALUE_WANTED) {
        text = *++*at;
        if (!text) {
            return error_set(error, "%s: wants %s", option->name, wanted);
        }
    }
    void *value = (char *)values + option->offset;
    if (is_given(option, value)) {
        return error_set(error, "%s: only one is taken here", option->name);
    }
    return types[option->type].read(text, value) ||
           error_set(error, "%s: %s: wants %s", option->name, text ? text : "", wanted);
}
