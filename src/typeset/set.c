#include "typeset/set.h"

#include "base/bytes.h"
#include "base/tongue.h"
#include "typeset/breaks.h"
#include "typeset/chars/chars.h"
#include "typeset/hyphens.h"
#include "typeset/place.h"
#include "typeset/title/balance.h"
#include "typeset/units.h"

#include <string.h>

struct setter {
    struct arena *arena;
    const struct set_source *source;
    const struct set_options *options;
    struct bytes missing;
    struct set_line *lines;
    size_t line_count, line_capacity;
    bool has_more; /* paragraphs than one: none knows how many lines the others leave it */
    struct set_flaws flaws;
};

static bool has_cut(const struct units *units)
{
    for (size_t i = 0; i < units->count; i++) {
        if (units->row[i].cut) {
            return true;
        }
    }
    return false;
}

/* A paragraph with as many ragged lines as straight ones looks broken: then none is spread. */
static bool is_mostly_ragged(
    const struct units *units, const struct breaks *breaks, const struct break_room *room)
{
    size_t ragged = 0;
    for (size_t i = 0; i + 1 < breaks->count; i++) {
        size_t from = breaks->at[i], to = breaks->at[i + 1];
        int64_t width = i == 0 ? room->first_width : room->width;
        ragged += breaks_ragged(units, from, to, width - breaks_width(units, from, to));
    }
    return ragged > 0 && 2 * ragged + 1 >= breaks->count;
}

static bool add_lines(struct setter *setter, struct arena *scratch, const struct units *units,
    const struct breaks *breaks, const struct break_room *room)
{
    bool justify = room->justify && !is_mostly_ragged(units, breaks, room);
    for (size_t i = 0; i < breaks->count; i++) {
        struct place_request request = {
            .units = units,
            .from = breaks->at[i],
            .to = breaks->at[i + 1],
            .width = room->width,
            .indent = i == 0 ? room->width - room->first_width : 0,
            .justify = justify,
            .paragraph_end = i + 1 == breaks->count,
        };
        struct set_line *lines = arena_grow(setter->arena, setter->lines, setter->line_count,
            &setter->line_capacity, sizeof *lines);
        if (!lines) {
            return false;
        }
        setter->lines = lines;
        if (!place_line(setter->arena, scratch, &request, &lines[setter->line_count])) {
            return false;
        }
        setter->line_count++;
    }
    return true;
}

/* A heading of several lines, or of one whose marks would give way by half an em and more. What
 * has more lines than it may is cut or set smaller. */
static bool needs_balance(const struct set_options *options, const struct units *units,
    const struct break_room *room, const struct breaks *filled)
{
    int64_t squeezed = breaks_width(units, 0, units->count) - room->first_width;
    bool may_fit = options->max_lines == 0 || filled->count <= options->max_lines;
    return options->balance && may_fit && balance_is_for(units, filled) &&
           (filled->count > 1 || 2 * squeezed >= units->em);
}

/* Two em are what the square type of Chinese wants (CLREQ 3.4.1); Japanese (JLREQ 3.5.1),
 * Korean (KLREQ) and Western books have one. A paragraph of letters alone has too few places to
 * give and take: its edge is ragged. */
static struct break_room room_for(const struct setter *setter, const struct chars *chars)
{
    const struct set_options *options = setter->options;
    const struct text_style *style = setter->source->style;
    bool is_chinese =
        chars->has_ideographs && !tongue_is(style->lang, "ja") && !tongue_is(style->lang, "ko");
    int indent_em = options->indent_em > 1 && !is_chinese ? 1 : options->indent_em;
    int width = options->width_px * MEASURE_UNIT, indent = indent_em * style->px * MEASURE_UNIT;
    indent = indent < width / 2 ? indent : width / 2;
    bool justify =
        options->align == SET_JUSTIFY && (chars->has_ideographs || chars->has_hangul);
    return (struct break_room) { width, width - indent, justify, options->max_lines,
        options->is_row || setter->has_more };
}

static bool set_paragraph(struct setter *setter, struct paragraph paragraph)
{
    struct arena scratch;
    arena_init(&scratch);
    bool done = false;
    const struct set_options *options = setter->options;

    struct chars chars;
    struct units units;
    struct breaks filled, chosen;
    if (!chars_read(&scratch, &paragraph, options, &chars)) {
        goto out;
    }
    if (chars.count == 0) {
        done = true;
        goto out;
    }
    if (options->hyphenates && !chars.has_right_to_left) {
        chars_part_words(&chars, hyphens_of(setter->source->style->lang));
    }
    const struct break_room room = room_for(setter, &chars);
    const struct unit_request request = {
        .measure = setter->source->measure,
        .style = setter->source->style,
        .width = room.width,
        .first_width = room.first_width,
        .missing = &setter->missing,
    };
    if (!units_make(setter->arena, &scratch, &chars, &request, &units) ||
        !breaks_fill(&scratch, &units, &room, &filled)) {
        goto out;
    }
    chosen = filled;
    if (needs_balance(options, &units, &room, &filled)) {
        if (!units_weigh_breaks(&scratch, &chars, options, &units) ||
            !balance_breaks(&scratch, &units, &room, &filled, &chosen)) {
            goto out;
        }
    }
    setter->flaws.forced |= chosen.forced || has_cut(&units);
    setter->flaws.parted |= chosen.parted;
    done = add_lines(setter, &scratch, &units, &chosen, &room);
out:
    arena_finish(&scratch);
    return done;
}

/* The end of the paragraph that begins at start; *next is where the one after it begins. */
static size_t paragraph_end(const char *text, size_t start, size_t size, size_t *next)
{
    for (size_t at = start; at < size; at++) {
        if (text[at] == '\n') {
            *next = at + 1;
            return at;
        }
        /* U+2028 and U+2029 */
        if (size - at > 2 && memcmp(text + at, "\xE2\x80", 2) == 0 &&
            (text[at + 2] == '\xA8' || text[at + 2] == '\xA9')) {
            *next = at + 3;
            return at;
        }
    }
    *next = size;
    return size;
}

bool set_paragraphs(struct arena *arena, const struct set_source *source,
    const struct set_options *options, struct set_text *out, struct set_flaws *flaws)
{
    struct setter setter = { .arena = arena, .source = source, .options = options };
    const char *text = source->text;
    bytes_init(&setter.missing);
    bool done = false;
    size_t size = strlen(text), next = 0;
    setter.has_more = paragraph_end(text, 0, size, &next) < size;
    for (size_t start = 0; start < size; start = next) {
        size_t end = paragraph_end(text, start, size, &next);
        if (!set_paragraph(&setter, (struct paragraph) { text, start, end })) {
            goto out;
        }
    }
    const char *missing = arena_strdup(arena, setter.missing.size ? setter.missing.data : "");
    if (!missing) {
        goto out;
    }
    *out = (struct set_text) {
        .lines = setter.lines,
        .line_count = setter.line_count,
        .missing = missing,
    };
    *flaws = setter.flaws;
    done = true;
out:
    bytes_finish(&setter.missing);
    return done;
}

bool typeset_text(struct arena *arena, const struct set_source *source,
    const struct set_options *options, struct set_text *out)
{
    struct set_flaws flaws;
    return set_paragraphs(arena, source, options, out, &flaws);
}
