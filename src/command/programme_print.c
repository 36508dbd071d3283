#include "command/programme_print.h"

#include "base/clock.h"
#include "base/translated.h"
#include "base/utf8.h"
#include "content/json/json_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    TOLD_MAX = 20,   /* turns that a person gets one by one */
    CHANGES_MAX = 6, /* of either direction that are named at one edge */
    KIND_COLUMNS = 10
};

void programme_print_init(struct programme_print *print, const struct zone *zone, bool is_json)
{
    *print = (struct programme_print) { .zone = zone, .is_json = is_json };
    bytes_init(&print->turns);
}

void programme_print_finish(struct programme_print *print)
{
    bytes_finish(&print->turns);
}

static void print_time(const struct programme_print *print, int64_t wall_ms, char out[32])
{
    clock_print_rfc3339(wall_ms, zone_offset_minutes(print->zone, wall_ms), out);
}

static bool print_json(struct programme_print *print, const struct planned_slide *slide,
    const char *from, const char *until)
{
    struct bytes *out = &print->turns;
    return bytes_print(out, "%s {\"kind\": \"%s\", \"source\": ", print->told ? ",\n" : "\n",
               slide->kind->name) &&
           json_text(out, slide->source) && bytes_print(out, ", \"item\": ") &&
           json_text(out, slide->item) &&
           bytes_print(out, ", \"page\": %d, \"from\": \"%s\", \"until\": \"%s\"}", slide->page,
               from, until);
}

/* "2026-11-23 10:00:00-10:00:08  ", and the second date where it is that far away. */
static bool print_span(
    const struct programme_print *print, int64_t from_ms, int64_t until_ms, struct bytes *out)
{
    const int64_t day_ms = 86400000;
    char from[32], until[32];
    print_time(print, from_ms, from);
    print_time(print, until_ms, until);
    bool is_long = until_ms - from_ms > day_ms;
    return bytes_print(out, "%.10s %.8s-%.*s%s%.8s  ", from, from + 11, is_long ? 10 : 0, until,
        is_long ? " " : "", until + 11);
}

/* A Han character is two columns wide. */
static bool print_kind(struct programme_print *print, const struct slide_kind *kind)
{
    const char *name = translated(kind->name);
    size_t size = strlen(name), at = 0;
    int columns = 0;
    while (at < size) {
        columns += utf8_is_han(utf8_next(name, size, &at)) ? 2 : 1;
    }
    int pad = columns < KIND_COLUMNS ? KIND_COLUMNS - columns : 0;
    return bytes_print(&print->turns, "%s%*s", name, pad, "");
}

static bool print_slide(
    struct programme_print *print, const struct planned_slide *slide, const char *page)
{
    return print_kind(print, slide->kind) &&
           bytes_print(&print->turns, " %s%s%s%s\n", slide->source, slide->item ? " " : "",
               slide->item ? slide->item : "", page);
}

static void count(
    struct spell *spell, const struct planned_slide *slide, const struct turn *turn)
{
    if (spell->turns++ == 0) {
        spell->from_ms = turn->from_ms;
    }
    spell->until_ms = turn->until_ms;
    for (size_t i = 0; i < PRINT_KINDS_MAX; i++) {
        if (!spell->kinds[i].kind || spell->kinds[i].kind == slide->kind) {
            spell->kinds[i].kind = slide->kind;
            spell->kinds[i].turns++;
            return;
        }
    }
}

/* "2026-11-23 10:03:00-14:00:00  1180 turns: 590 notice, 590 article". */
static bool end_spell(struct programme_print *print)
{
    struct spell *spell = &print->spell;
    struct bytes *out = &print->turns;
    bool done =
        spell->turns == 0 || (print_span(print, spell->from_ms, spell->until_ms, out) &&
                                 bytes_print(out, translated("%zu turns: "), spell->turns));
    for (size_t i = 0; done && i < PRINT_KINDS_MAX && spell->kinds[i].kind; i++) {
        done = bytes_print(out, "%s", i > 0 ? translated(", ") : "") &&
               bytes_print(out, translated("%zu %s"), spell->kinds[i].turns,
                   translated(spell->kinds[i].kind->name));
    }
    done = done && (spell->turns == 0 || bytes_print(out, "\n"));
    *spell = (struct spell) { 0 };
    return done;
}

bool programme_print_turn(
    struct programme_print *print, const struct planned_slide *slide, const struct turn *turn)
{
    char from[32], until[32], page[32] = "";
    if (!print->is_json && print->told >= TOLD_MAX && !slide->kind->is_dark) {
        count(&print->spell, slide, turn);
        return true;
    }
    bool done;
    if (print->is_json) {
        print_time(print, turn->from_ms, from);
        print_time(print, turn->until_ms, until);
        done = print_json(print, slide, from, until);
    } else {
        if (slide->pages > 1) {
            snprintf(page, sizeof page, " %d/%d", slide->page, slide->pages);
        }
        done = end_spell(print) &&
               print_span(print, turn->from_ms, turn->until_ms, &print->turns) &&
               print_slide(print, slide, page);
    }
    print->told++;
    return done;
}

static int compare(const void *a, const void *b)
{
    const struct planned_slide *left = *(const struct planned_slide *const *)a,
                               *right = *(const struct planned_slide *const *)b;
    int order = strcmp(left->kind->name, right->kind->name);
    order = order ? order : strcmp(left->source, right->source);
    return order ? order : strcmp(left->item ? left->item : "", right->item ? right->item : "");
}

/* The plan's slides in an order, or NULL. */
static const struct planned_slide **sort(struct arena *arena, const struct plan *plan)
{
    const struct planned_slide **list = arena_array(arena, plan->count, sizeof *list);
    for (size_t i = 0; list && i < plan->count; i++) {
        list[i] = &plan->slides[i];
    }
    if (list) {
        qsort(list, plan->count, sizeof *list, compare);
    }
    return list;
}

/* What plays in one plan and not in the other. */
struct others {
    const struct planned_slide *first[CHANGES_MAX];
    size_t count;
};

static void find_others(const struct plan *plan, const struct planned_slide *const *of,
    const struct plan *other, const struct planned_slide *const *in, struct others *others)
{
    *others = (struct others) { .count = 0 };
    for (size_t i = 0, k = 0; i < plan->count; i++) {
        while (k < other->count && compare(&in[k], &of[i]) < 0) {
            k++;
        }
        bool is_there = k < other->count && compare(&in[k], &of[i]) == 0;
        bool is_again = i > 0 && compare(&of[i - 1], &of[i]) == 0;
        if (!is_there && !is_again) {
            if (others->count < CHANGES_MAX) {
                others->first[others->count] = of[i];
            }
            others->count++;
        }
    }
}

static bool print_others(
    struct programme_print *print, const char *sign, const struct others *others)
{
    enum { MARGIN = 27 }; /* below the turns' times */
    bool done = true;
    for (size_t i = 0; done && i < others->count && i < CHANGES_MAX; i++) {
        done = bytes_print(&print->turns, "%*s%s ", MARGIN, "", sign) &&
               print_slide(print, others->first[i], "");
    }
    return done && (others->count <= CHANGES_MAX ||
                       bytes_print(&print->turns, translated("%*s%s %zu more\n"), MARGIN, "",
                           sign, others->count - CHANGES_MAX));
}

bool programme_print_change(
    struct programme_print *print, const struct plan *before, const struct plan *plan)
{
    if (print->is_json || !before) {
        return true;
    }
    struct others gone, come;
    struct arena arena;
    arena_init(&arena);
    const struct planned_slide **old = sort(&arena, before), **now = sort(&arena, plan);
    bool done = old && now;
    if (done) {
        find_others(before, old, plan, now, &gone);
        find_others(plan, now, before, old, &come);
        done = (gone.count + come.count == 0 || end_spell(print)) &&
               print_others(print, "-", &gone) && print_others(print, "+", &come);
    }
    arena_finish(&arena);
    return done;
}

bool programme_print_silent_json(const struct silence *silence, struct bytes *out)
{
    bool done = bytes_print(out, "[");
    for (size_t i = 0; done && i < silence->count; i++) {
        const struct silent *silent = &silence->list[i];
        done = bytes_print(out, "%s {\"source\": ", i > 0 ? ",\n" : "\n") &&
               json_text(out, silent->source) && bytes_print(out, ", \"item\": ") &&
               json_text(out, silent->item) && bytes_print(out, ", \"reason\": ") &&
               json_text(out, silent->reason) && bytes_print(out, "}");
    }
    return done && bytes_print(out, "]");
}

/* Those that hang, or those that others push out. */
static bool print_banners_json(const struct programme_print *print,
    const struct banners *banners, bool hang, struct bytes *out)
{
    char from[32], until[32];
    const char *comma = "\n";
    bool done = bytes_print(out, "],\n\"%s\": [", hang ? "banners" : "banners_pushed_out");
    for (size_t i = 0; done && i < banners->count; i++) {
        const struct banner *banner = &banners->list[i];
        if (hang == !banner->why) {
            print_time(print, banner->from_ms, from);
            print_time(print, banner->until_ms, until);
            done =
                bytes_print(out, "%s {\"source\": ", comma) && json_text(out, banner->source) &&
                bytes_print(out, ", \"item\": ") && json_text(out, banner->item->id) &&
                bytes_print(out, ", \"from\": \"%s\", \"until\": \"%s\"", from, until) &&
                (hang || (bytes_print(out, ", \"reason\": ") && json_text(out, banner->why))) &&
                bytes_print(out, "}");
            comma = ",\n";
        }
    }
    return done;
}

static bool print_banners(
    const struct programme_print *print, const struct banners *banners, struct bytes *out)
{
    bool done = banners->count == 0 || bytes_print(out, "%s", translated("banners:\n"));
    for (size_t i = 0; done && i < banners->count; i++) {
        const struct banner *banner = &banners->list[i];
        done = bytes_print(out, "  ") &&
               print_span(print, banner->from_ms, banner->until_ms, out) &&
               bytes_print(out, "%s %s", banner->source, banner->item->id) &&
               (!banner->why ||
                   bytes_print(out, translated(": does not hang: %s"), banner->why)) &&
               bytes_print(out, "\n");
    }
    return done && (banners->count == 0 || bytes_print(out, "\n"));
}

static bool print_silent(const struct silence *silence, struct bytes *out)
{
    bool done = silence->count == 0 || bytes_print(out, "%s", translated("silent:\n"));
    for (size_t i = 0; done && i < silence->count; i++) {
        const struct silent *silent = &silence->list[i];
        done = bytes_print(
            out, translated("  %s %s: %s\n"), silent->source, silent->item, silent->reason);
    }
    return done && (silence->count == 0 || bytes_print(out, "\n"));
}

bool programme_print_end(struct programme_print *print, const struct silence *silence,
    const struct banners *banners, struct bytes *out)
{
    if (print->is_json) {
        return bytes_print(out, "{\"turns\": [") &&
               bytes_append(out, print->turns.data, print->turns.size) &&
               print_banners_json(print, banners, true, out) &&
               print_banners_json(print, banners, false, out) &&
               bytes_print(out, "],\n\"silent\": ") &&
               programme_print_silent_json(silence, out) && bytes_print(out, "}\n");
    }
    return print_silent(silence, out) && print_banners(print, banners, out) &&
           end_spell(print) && bytes_print(out, "%s", translated("turns:\n")) &&
           bytes_append(out, print->turns.data, print->turns.size);
}
