/* A paragraph that goes on in the next column, or on the next page. */
#include "base/bytes.h"
#include "typeset/set.h"

/* What of it is in hand, in one arena. */
struct turning {
    struct arena *scratch;
    struct chars chars;
    struct units units;
    struct break_room room;
    struct break_line *lines; /* and where the last one ends */
    size_t count;
};

/* A paragraph with as many ragged lines as straight ones is not spread (set.c). */
static bool is_spread(const struct set_placed_line *lines, size_t count)
{
    size_t ragged = 0;
    for (size_t i = 0; i + 1 < count; i++) {
        ragged += lines[i].line.loose_pct >= 100;
    }
    return ragged == 0 || 2 * ragged + 1 < count;
}

/* Which units lines begin with. False where a line begins with none: what was set apart was
 * read otherwise. */
static bool find_lines(const struct set_placed_line *lines, struct turning *turning)
{
    const struct units *units = &turning->units;
    size_t unit = 0;
    for (size_t i = 0; i < turning->count; i++) {
        while (unit < units->count && units->row[unit].start < lines[i].line.start) {
            unit++;
        }
        if (unit == units->count || units->row[unit].start != lines[i].line.start) {
            return false;
        }
        const int indent = i == 0 ? turning->room.width - turning->room.first_width : 0;
        turning->lines[i] = (struct break_line) { .from = unit,
            .width = lines[i].width_px * MEASURE_UNIT - indent,
            .turns = lines[i].turns };
    }
    turning->lines[turning->count].from = units->count;
    return true;
}

/* Whether line i begins and ends where it did. */
static bool is_same(
    const struct turning *turning, const struct set_placed_line *lines, size_t i)
{
    const struct unit *row = turning->units.row;
    const struct break_line *at = &turning->lines[i];
    return lines[i].line.start == row[at->from].start &&
           (i + 1 == turning->count || lines[i + 1].line.start == row[at[1].from].start);
}

static bool place_new(
    struct arena *arena, const struct turning *turning, struct set_placed_line *lines)
{
    for (size_t i = 0; i < turning->count; i++) {
        const struct break_line *at = &turning->lines[i];
        const int width = lines[i].width_px * MEASURE_UNIT;
        const struct place_request request = { .units = &turning->units,
            .from = at->from,
            .to = at[1].from,
            .width = width,
            .indent = width - at->width,
            .justify = true,
            .paragraph_end = i + 1 == turning->count };
        if (is_same(turning, lines, i)) {
            continue;
        }
        if (!place_line(arena, turning->scratch, &request, &lines[i].line)) {
            return false;
        }
        lines[i].line.loose_pct = set_loose_pct(&request);
    }
    return true;
}

/* The words of the lines before and behind each turn, without what headlines have taught. */
static bool weigh_turns(
    const char *lang, const struct set_options *options, struct turning *turning)
{
    for (size_t i = 0; i + 1 < turning->count; i++) {
        const size_t from = turning->lines[i].from, to = turning->lines[i + 2].from;
        struct chars chars = turning->chars;
        struct units units = turning->units;
        struct phrase phrase;
        chars.text_size = to < units.count ? units.row[to].at : chars.text_size;
        units.row += from;
        units.count = to - from;
        if (!turning->lines[i].turns) {
            continue;
        }
        if (!phrase_read(turning->scratch, &chars, &units, lang, &phrase)) {
            return false;
        }
        units_weigh_breaks(&chars, &phrase, options, &units);
    }
    return true;
}

static bool move_lines(struct arena *arena, const char *lang, const struct set_options *options,
    struct turning *turning, struct set_placed_line *lines)
{
    return weigh_turns(lang, options, turning) &&
           breaks_turn(turning->scratch, &turning->units, &turning->room, turning->lines,
               turning->count) &&
           place_new(arena, turning, lines);
}

bool set_turn(struct arena *arena, const struct set_source *source,
    const struct set_options *options, const struct set_placed *placed)
{
    struct arena scratch;
    struct bytes missing;
    arena_init(&scratch);
    bytes_init(&missing);
    struct turning turning = { .scratch = &scratch,
        .lines = arena_array(&scratch, placed->count + 1, sizeof *turning.lines),
        .count = placed->count };
    bool done =
        turning.lines && read_paragraph(&scratch, &placed->at, source, options, &turning.chars);
    if (done && is_spread(placed->lines, placed->count)) {
        turning.room = set_room(source, options, &turning.chars);
        const struct unit_request request = { .measure = source->measure,
            .style = source->style,
            .width = turning.room.width,
            .first_width = turning.room.first_width,
            .missing = &missing };
        done = units_make(arena, &scratch, &turning.chars, &request, &turning.units) &&
               (!turning.room.justify || !find_lines(placed->lines, &turning) ||
                   move_lines(arena, source->style->lang, options, &turning, placed->lines));
    }
    bytes_finish(&missing);
    arena_finish(&scratch);
    return done;
}
