#include "command/programme_print.h"

#include "base/clock.h"
#include "content/json/json_text.h"
#include "slide/scene/slide.h"

#include <stdio.h>

static void print_time(const struct programme_print *print, int64_t wall_ms, char out[32])
{
    clock_print_rfc3339(wall_ms, zone_offset_minutes(print->zone, wall_ms), out);
}

bool programme_print_begin(struct programme_print *print)
{
    return !print->is_json || bytes_print(print->out, "{\"turns\": [");
}

static bool print_json(struct programme_print *print, const struct planned_slide *slide,
    const char *from, const char *until)
{
    struct bytes *out = print->out;
    return bytes_print(out, "%s {\"kind\": \"%s\", \"source\": ", print->turns ? ",\n" : "\n",
               slide->kind->name) &&
           json_text(out, slide->source) && bytes_print(out, ", \"item\": ") &&
           json_text(out, slide->item) &&
           bytes_print(out, ", \"page\": %d, \"from\": \"%s\", \"until\": \"%s\"}", slide->page,
               from, until);
}

bool programme_print_turn(
    struct programme_print *print, const struct planned_slide *slide, const struct turn *turn)
{
    const int64_t day_ms = 86400000;
    char from[32], until[32], page[32] = "";
    print_time(print, turn->from_ms, from);
    print_time(print, turn->until_ms, until);
    bool done;
    if (print->is_json) {
        done = print_json(print, slide, from, until);
    } else {
        if (slide->pages > 1) {
            snprintf(page, sizeof page, " %d/%d", slide->page, slide->pages);
        }
        bool is_long = turn->until_ms - turn->from_ms > day_ms;
        done =
            bytes_print(print->out, "%.10s %.8s-%.*s%s%.8s  %-10s %s%s%s%s\n", from, from + 11,
                is_long ? 10 : 0, until, is_long ? " " : "", until + 11, slide->kind->name,
                slide->source, slide->item ? " " : "", slide->item ? slide->item : "", page);
    }
    print->turns++;
    return done;
}

bool programme_print_silent(
    struct programme_print *print, const char *source, const char *item, const char *reason)
{
    struct bytes *out = print->out;
    bool done;
    if (print->is_json) {
        done = bytes_print(
                   out, "%s {\"source\": ", print->silent ? ",\n" : "],\n\"silent\": [\n") &&
               json_text(out, source) && bytes_print(out, ", \"item\": ") &&
               json_text(out, item) && bytes_print(out, ", \"reason\": ") &&
               json_text(out, reason) && bytes_print(out, "}");
    } else {
        done = (print->silent || bytes_print(out, "\nsilent:\n")) &&
               bytes_print(out, "  %s %s: %s\n", source, item, reason);
    }
    print->silent++;
    return done;
}

bool programme_print_end(struct programme_print *print)
{
    if (!print->is_json) {
        return true;
    }
    return bytes_print(print->out, "%s]}\n", print->silent ? "" : "],\n\"silent\": [");
}
