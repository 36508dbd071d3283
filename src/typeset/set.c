#include "typeset/set.h"

#include "base/bytes.h"
#include "base/language/language_tag.h"
#include "typeset/breaks.h"
#include "typeset/chars/chars.h"
#include "typeset/place.h"
#include "typeset/read_text.h"
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

enum {
    WORDS_LINES = 24, /* a longer text is read in lines that are full */
    /* A line more than there must be costs more than several words that are parted, and where
     * there is room for it less than one (breaks.c). */
    COST_LINE = 9000,
    COST_ROOMY_LINE = 300,
};

/* A paragraph whose lines are chosen by its words; what is found out about these stays with it,
 * in `keep`. */
struct phrased {
    struct arena *keep;
    struct read_paragraph *paragraph;
    struct units *units;
    const struct break_room *room;
};

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

int set_loose_pct(const struct place_request *request)
{
    const struct units *units = request->units;
    int64_t slack =
        request->width - request->indent - breaks_width(units, request->from, request->to);
    return request->paragraph_end ? 0
                                  : breaks_loose_pct(units, request->from, request->to, slack);
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
            .is_heading = setter->options->balance,
        };
        struct set_line *lines = arena_grow(setter->arena, setter->lines, setter->line_count,
            &setter->line_capacity, sizeof *lines);
        if (!lines) {
            return false;
        }
        setter->lines = lines;
        struct set_line *line = &lines[setter->line_count++];
        if (!place_line(setter->arena, scratch, &request, line)) {
            return false;
        }
        line->loose_pct = room->justify ? set_loose_pct(&request) : 0;
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
struct break_room set_room(const struct set_source *source, const struct set_options *options,
    const struct chars *chars)
{
    const struct text_style *style = source->style;
    bool is_chinese = chars->has_ideographs && !language_tag_is(style->lang, "ja") &&
                      !language_tag_is(style->lang, "ko");
    int indent_em = options->indent_em > 1 && !is_chinese ? 1 : options->indent_em;
    int width = options->width_px * MEASURE_UNIT, indent = indent_em * style->px * MEASURE_UNIT;
    indent = indent < width / 2 ? indent : width / 2;
    return (struct break_room) { .width = width,
        .first_width = width - indent,
        .justify = read_is_justified(options, chars),
        .squeezes = options->balance || read_is_justified(options, chars),
        .most_lines = options->max_lines,
        .by_phrases = options->by_phrases,
        .is_row = options->is_row };
}

/* What is set ragged and not as a heading. */
static bool needs_words(const struct set_options *options, const struct chars *chars,
    const struct break_room *room, const struct breaks *filled)
{
    return options->whole_words && !room->justify && chars->has_ideographs &&
           filled->count > 1 && filled->count <= WORDS_LINES;
}

static bool parts_words(const struct units *units, const struct breaks *breaks)
{
    for (size_t i = 1; i < breaks->count; i++) {
        if (units->row[breaks->at[i]].in_word) {
            return true;
        }
    }
    return false;
}

/* A line more, for a text that is no row of a list and may take one. */
static bool has_room(const struct setter *setter, const struct break_room *room, size_t lines)
{
    const bool may_fit =
        room->most_lines == 0 || (!setter->has_more && lines < room->most_lines);
    return may_fit && !setter->options->is_row;
}

/* Fills the lines once more, between words, in as many as there are; or in one more, where
 * words would be parted else and there is room. */
static bool fill_by_words(const struct setter *setter, struct arena *scratch,
    const struct phrased *of, struct breaks *chosen)
{
    const size_t count = chosen->count;
    struct break_room by_words = *of->room;
    struct breaks whole;
    by_words.whole_words = true;
    by_words.line_cost = COST_LINE;
    if (!breaks_fill(scratch, of->units, &by_words, &whole)) {
        return false;
    }
    *chosen = whole.count <= count ? whole : *chosen;
    if (!parts_words(of->units, chosen) || !has_room(setter, of->room, count)) {
        return true;
    }
    by_words.line_cost = COST_ROOMY_LINE;
    if (!breaks_fill(scratch, of->units, &by_words, &whole)) {
        return false;
    }
    *chosen = whole.count <= count + 1 && !parts_words(of->units, &whole) ? whole : *chosen;
    return true;
}

/* The words are weighed, and the lines chosen by them. */
static bool choose_by_words(const struct setter *setter, struct arena *scratch,
    const struct phrased *of, struct breaks *chosen)
{
    const struct break_room *room = of->room;
    const char *lang = setter->source->style->lang;
    const struct phrase *phrase = read_phrase(of->keep, of->paragraph, of->units, lang);
    if (!phrase) {
        return false;
    }
    units_weigh_breaks(&of->paragraph->chars, phrase, setter->options, of->units);
    if (needs_balance(setter->options, of->units, room, chosen)) {
        const struct breaks filled = *chosen;
        return balance_breaks(scratch, of->units, room, &filled, chosen);
    }
    return fill_by_words(setter, scratch, of, chosen);
}

/* Where the room is too low for what is not squeezed, squeezed text may have room in it. */
static bool fill(struct arena *scratch, const struct units *units, struct break_room *room,
    struct breaks *out)
{
    if (!breaks_fill(scratch, units, room, out)) {
        return false;
    }
    struct breaks squeezed = { .count = 0 };
    struct break_room tight = *room;
    tight.squeezes = true;
    if (room->squeezes || room->most_lines == 0 || out->count <= room->most_lines) {
        return true;
    }
    if (!breaks_fill(scratch, units, &tight, &squeezed)) {
        return false;
    }
    if (squeezed.count <= room->most_lines) {
        *out = squeezed;
        *room = tight;
    }
    return true;
}

static bool set_paragraph(
    struct setter *setter, struct arena *keep, struct read_paragraph *paragraph)
{
    const struct chars *chars = &paragraph->chars;
    if (chars->count == 0) {
        return true;
    }
    struct arena scratch;
    arena_init(&scratch);
    bool done = false;
    const struct set_options *options = setter->options;

    struct units units;
    struct breaks filled, chosen;
    struct break_room room = set_room(setter->source, options, chars);
    const struct unit_request request = {
        .measure = setter->source->measure,
        .style = setter->source->style,
        .width = room.width,
        .first_width = room.first_width,
        .missing = &setter->missing,
    };
    room.is_row = room.is_row || setter->has_more;
    if (!units_make(setter->arena, &scratch, chars, &request, &units) ||
        !fill(&scratch, &units, &room, &filled)) {
        goto out;
    }
    chosen = filled;
    const struct phrased phrased = { keep, paragraph, &units, &room };
    if ((needs_balance(options, &units, &room, &filled) ||
            needs_words(options, chars, &room, &filled)) &&
        !choose_by_words(setter, &scratch, &phrased, &chosen)) {
        goto out;
    }
    setter->flaws.forced |= chosen.forced || read_has_cut(&units);
    setter->flaws.parted =
        chosen.parted > setter->flaws.parted ? chosen.parted : setter->flaws.parted;
    setter->flaws.torn |= parts_words(&units, &chosen);
    setter->flaws.squeezed |= options->balance && chosen.count == 1 &&
                              breaks_width(&units, 0, units.count) > room.first_width;
    done = add_lines(setter, &scratch, &units, &chosen, &room);
out:
    arena_finish(&scratch);
    return done;
}

static bool finish(struct setter *setter, struct set_text *out, struct set_flaws *flaws)
{
    const char *missing =
        arena_strdup(setter->arena, setter->missing.size ? setter->missing.data : "");
    *out = (struct set_text) {
        .lines = setter->lines,
        .line_count = setter->line_count,
        .missing = missing,
    };
    *flaws = setter->flaws;
    return missing;
}

bool set_read(struct arena *arena, const struct set_source *source, struct read_text *read,
    const struct set_options *options, struct set_result *out)
{
    struct setter setter = { .arena = arena, .source = source, .options = options };
    bytes_init(&setter.missing);
    setter.has_more = read->count > 1;
    bool done = true;
    for (size_t i = 0; i < read->count && done; i++) {
        done = set_paragraph(&setter, read->arena, &read->paragraphs[i]);
    }
    done = done && finish(&setter, &out->text, &out->flaws);
    bytes_finish(&setter.missing);
    return done;
}

/* Reads each paragraph when its turn comes, so that no more than one is read at a time. */
bool set_paragraphs(struct arena *arena, const struct set_source *source,
    const struct set_options *options, struct set_text *out, struct set_flaws *flaws)
{
    struct setter setter = { .arena = arena, .source = source, .options = options };
    const char *text = source->text;
    size_t size = strlen(text), start = 0;
    bytes_init(&setter.missing);
    bool done = true;
    while (done && start < size) {
        const struct paragraph at = read_next_paragraph(text, size, &start);
        struct read_paragraph paragraph = { .has_phrase = false };
        struct arena scratch;
        arena_init(&scratch);
        setter.has_more = setter.has_more || start < size;
        done = read_paragraph(&scratch, &at, source, options, &paragraph.chars) &&
               set_paragraph(&setter, &scratch, &paragraph);
        arena_finish(&scratch);
    }
    done = done && finish(&setter, out, flaws);
    bytes_finish(&setter.missing);
    return done;
}

bool typeset_text(struct arena *arena, const struct set_source *source,
    const struct set_options *options, struct set_text *out)
{
    struct set_flaws flaws;
    return set_paragraphs(arena, source, options, out, &flaws);
}
