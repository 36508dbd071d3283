/* `show` of the native feed: when and where an item, a hotline or a link may be shown. */
#include "base/translated.h"
#include "content/feed/native/feed_reader.h"
#include "content/text/syntax.h"

#include <string.h>

enum { SCREENS_MAX = 50, PRIORITY_MAX = 1000, WEIGHT_MAX = 10, WINDOWS_MAX = 8 };

const struct show show_nothing_said = {
    .from = "", .until = "", .days = "", .hours = "", .weight = 1
};

static void read_from(struct feed_reader *reader, const cJSON *value, void *out)
{
    reader_checked(reader, value, syntax_is_moment, FINDING_DATE, N_("a date"),
        &((struct show *)out)->from);
}

static void read_until(struct feed_reader *reader, const cJSON *value, void *out)
{
    reader_checked(reader, value, syntax_is_moment, FINDING_DATE, N_("a date"),
        &((struct show *)out)->until);
}

/* A line that a function of syntax.h brings into its one form. */
static void read_canonical(struct feed_reader *reader, const cJSON *value,
    const char *(*canonical)(struct arena *arena, const char *text), enum finding_code code,
    const char *what, const char **out)
{
    const char *text = "";
    reader_line(reader, value, &text);
    const char *form = text[0] ? canonical(reader->arena, text) : "";
    if (form) {
        *out = form;
    } else {
        reader_fault(reader, code, "not %s: %s", translated(what), reader_quote(reader, text));
    }
}

static void read_days(struct feed_reader *reader, const cJSON *value, void *out)
{
    read_canonical(reader, value, syntax_days, FINDING_VALUE,
        N_("days such as Mon-Fri or Mon,Wed"), &((struct show *)out)->days);
}

static void read_hours(struct feed_reader *reader, const cJSON *value, void *out)
{
    read_canonical(reader, value, syntax_hours, FINDING_VALUE, N_("hours such as 07:30-22:00"),
        &((struct show *)out)->hours);
}

static void read_screens(struct feed_reader *reader, const cJSON *value, void *out)
{
    struct show *show = out;
    if (!cJSON_IsArray(value)) {
        reader_fault(
            reader, FINDING_TYPE, "expected an array, got %s", reader_type_name(value));
        return;
    }
    /* Leaving a tag out would show the item where it was not meant to be. */
    if (cJSON_GetArraySize(value) > SCREENS_MAX) {
        reader_fault(reader, FINDING_COUNT, "more than %d tags", SCREENS_MAX);
        return;
    }
    const char **tags = arena_array(reader->arena, SCREENS_MAX, sizeof *tags);
    reader->no_memory = reader->no_memory || !tags;
    size_t index = 0;
    for (const cJSON *tag = value->child; tag && tags; tag = tag->next) {
        size_t outside = reader_enter_index(reader, index++);
        const char *text = "";
        reader_line(reader, tag, &text);
        if (!text[0] || strcmp(text, "!") == 0) {
            reader_fault(reader, FINDING_VALUE, "expected a tag");
        } else {
            tags[show->screen_count++] = text;
        }
        reader_leave(reader, outside);
    }
    show->screens = tags;
}

static void read_priority(struct feed_reader *reader, const cJSON *value, void *out)
{
    int64_t priority = 0;
    reader_integer(reader, value, -PRIORITY_MAX, PRIORITY_MAX, &priority);
    ((struct show *)out)->priority = (int)priority;
}

static void read_weight(struct feed_reader *reader, const cJSON *value, void *out)
{
    int64_t weight = 1;
    reader_integer(reader, value, 1, WEIGHT_MAX, &weight);
    ((struct show *)out)->weight = (int)weight;
}

static void read_max_age(struct feed_reader *reader, const cJSON *value, void *out)
{
    struct show *show = out;
    const char *text = "";
    reader_line(reader, value, &text);
    if (text[0] && !syntax_duration(text, &show->max_age_ms)) {
        reader_fault(reader, FINDING_VALUE, "not a duration such as 30d, 12h or 45m: %s",
            reader_quote(reader, text));
    }
}

static void read_window(struct feed_reader *reader, const cJSON *value, void *out)
{
    static const struct own_member own[] = {
        { "from", read_from },
        { "until", read_until },
        { "days", read_days },
        { "hours", read_hours },
    };
    static const struct shape shape = SHAPE(&feed_window, own);
    struct show when = show_nothing_said;
    reader_members(reader, value, &shape, 0, &when);
    *(struct show_window *)out = (struct show_window) {
        .from = when.from, .until = when.until, .days = when.days, .hours = when.hours
    };
}

/* Leaving a window out would change when the item is shown: any fault is the item's. */
static void read_windows(struct feed_reader *reader, const cJSON *value, void *out)
{
    struct show *show = out;
    if (!cJSON_IsArray(value)) {
        reader_fault(
            reader, FINDING_TYPE, "expected an array, got %s", reader_type_name(value));
        return;
    }
    if (cJSON_GetArraySize(value) > WINDOWS_MAX) {
        reader_fault(reader, FINDING_COUNT, "more than %d windows", WINDOWS_MAX);
        return;
    }
    struct show_window *windows = arena_array(reader->arena, WINDOWS_MAX, sizeof *windows);
    reader->no_memory = reader->no_memory || !windows;
    size_t index = 0;
    for (const cJSON *window = value->child; window && windows; window = window->next) {
        size_t outside = reader_enter_index(reader, index);
        read_window(reader, window, &windows[index++]);
        reader_leave(reader, outside);
    }
    show->windows = windows;
    show->window_count = index;
}

void native_show(struct feed_reader *reader, const cJSON *value, struct show *show)
{
    static const struct own_member own[] = {
        { "from", read_from },
        { "until", read_until },
        { "days", read_days },
        { "hours", read_hours },
        { "windows", read_windows },
        { "screens", read_screens },
        { "priority", read_priority },
        { "weight", read_weight },
        { "max_age", read_max_age },
    };
    static const struct shape shape = SHAPE(&feed_show, own);
    reader_members(reader, value, &shape, 0, show);
}
