#include "typeset/place.h"

#include "base/utf8.h"
#include "typeset/break.h"
#include "typeset/breaks.h"

#include <string.h>

struct gaps {
    const struct unit *row; /* the line's units */
    size_t count;
    int *caps, *given; /* one a unit; the first unit's gap is the line's edge */
};

/* Shares `by` out over the gaps in proportion to what each may give (CLREQ 3.5.3, "at the same
 * time, with equal treatment"): gaps that may give the same give the same, to the unit. Returns
 * what is left. */
static int64_t share(struct gaps *gaps, int64_t by)
{
    int64_t room = 0, seen = 0;
    for (size_t i = 1; i < gaps->count; i++) {
        room += gaps->caps[i];
    }
    int64_t total = by < room ? by : room;
    for (size_t i = 1; i < gaps->count && total > 0; i++) {
        int64_t before = seen * total / room;
        seen += gaps->caps[i];
        gaps->given[i] += (int)(seen * total / room - before);
    }
    return by - total;
}

/* First what goes unseen, over all gaps together, then the rest. */
static void squeeze(struct gaps *gaps, int64_t by)
{
    for (size_t i = 1; i < gaps->count; i++) {
        gaps->caps[i] = gaps->row[i].ease;
    }
    by = share(gaps, by);
    for (size_t i = 1; i < gaps->count; i++) {
        gaps->caps[i] = gaps->row[i].shrink - gaps->row[i].ease;
    }
    share(gaps, by);
    for (size_t i = 1; i < gaps->count; i++) {
        gaps->given[i] = -gaps->given[i];
    }
}

/* Likewise (CLREQ 3.5.4). */
static void widen(struct gaps *gaps, int64_t by)
{
    for (size_t i = 1; i < gaps->count; i++) {
        gaps->caps[i] = gaps->row[i].stretch;
    }
    by = share(gaps, by);
    for (size_t i = 1; i < gaps->count; i++) {
        gaps->caps[i] = gaps->row[i].most - gaps->row[i].stretch;
    }
    share(gaps, by);
}

/* A line that would need more is left as it is. */
static void widen_line(const struct place_request *request, int64_t by, struct gaps *gaps)
{
    if (!breaks_ragged(request->units, request->from, request->to, by)) {
        widen(gaps, by);
    }
}

static bool is_quote(const struct unit *unit, enum unit_class class)
{
    return unit->class == class &&
           mark_is_curly(utf8_next(unit->text, strlen(unit->text), &(size_t) { 0 }));
}

/* In large type the blank half of a quotation mark, which has no ink below it, is a hole: half
 * of that goes, as it would where a line is full. */
static void close_quotes(struct gaps *gaps)
{
    for (size_t i = 1; i < gaps->count; i++) {
        const struct unit *unit = &gaps->row[i];
        if (unit->space == SPACE_NONE &&
            (is_quote(unit, UNIT_OPEN) || is_quote(unit - 1, UNIT_CLOSE))) {
            gaps->given[i] = -unit->ease;
        }
    }
}

static const char *space_text(const struct unit *unit)
{
    switch (unit->space) {
    case SPACE_NONE:
        return "";
    case SPACE_HAN:
        return "\xE3\x80\x80";
    default:
        return " ";
    }
}

/* U+2010: nobody types it, so that whoever reads the lines knows it is the layout's. */
static const char HYPHEN[] = "\xE2\x80\x90";

static char *line_text(
    struct arena *arena, const struct unit *row, size_t count, bool hyphenated)
{
    size_t size = sizeof HYPHEN;
    for (size_t i = 0; i < count; i++) {
        size += strlen(row[i].text) + 3;
    }
    char *text = arena_alloc(arena, size), *end = text;
    for (size_t i = 0; text && i < count; i++) {
        end = i ? stpcpy(end, space_text(&row[i])) : end;
        end = stpcpy(end, row[i].text);
    }
    if (text && hyphenated) {
        stpcpy(end, HYPHEN);
    }
    return text;
}

/* What stands where: the unit, and whose gap is before it. */
struct visual {
    int *unit, *gap; /* one a place; the first has no gap */
};

/* Of what is between two units: as a mark without a direction would have it where there is no
 * space. It never stands out from both, so that there is one between any two in every order. */
static unsigned char gap_level(const struct unit *before, const struct unit *unit)
{
    unsigned char least = before->bidi < unit->bidi ? before->bidi : unit->bidi;
    return unit->space != SPACE_NONE && unit->space_bidi < least ? unit->space_bidi : least;
}

/* UAX #9 L2 over units and the gaps between them: what stands inside one unit is the shaper's.
 */
static bool visual_order(
    struct arena *scratch, const struct place_request *request, struct visual *out)
{
    const struct unit *row = request->units->row + request->from;
    size_t count = request->to - request->from, all = 2 * count - 1;
    out->unit = arena_array(scratch, count, sizeof *out->unit);
    out->gap = arena_array(scratch, count, sizeof *out->gap);
    if (!out->unit || !out->gap) {
        return false;
    }
    if (!request->units->has_right_to_left) {
        for (size_t i = 0; i < count; i++) {
            out->unit[i] = out->gap[i] = (int)i;
        }
        return true;
    }
    /* Units at the even places, the gap before each at the odd one below it. */
    unsigned char *levels = arena_alloc(scratch, all);
    int *order = arena_array(scratch, all, sizeof *order);
    if (!levels || !order) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        levels[2 * i] = row[i].bidi;
        if (i > 0) {
            levels[2 * i - 1] = gap_level(&row[i - 1], &row[i]);
        }
    }
    break_visual_order(levels, all, order);
    for (size_t k = 0; k < count; k++) {
        out->unit[k] = order[2 * k] / 2;
        out->gap[k] = k ? (order[2 * k - 1] + 1) / 2 : 0;
    }
    return true;
}

/* Where each unit's origin comes to stand. Returns the line's width. */
static int lay(const struct place_request *request, const struct gaps *gaps,
    const struct visual *visual, struct piece *pieces)
{
    const struct unit *row = gaps->row;
    int indent = request->units->right_to_left ? 0 : request->indent;
    int x = indent - row[0].left;
    for (size_t k = 0; k < gaps->count; k++) {
        const struct unit *unit = &row[visual->unit[k]];
        int gap = k ? row[visual->gap[k]].before + gaps->given[visual->gap[k]] : 0;
        x += gap;
        if (k && gap < 0) {
            pieces[k - 1].advance -= row[visual->unit[k - 1]].right;
        }
        pieces[k] = (struct piece) {
            .text = unit->mirrored ? unit->mirrored : unit->text,
            .x = x + unit->shift,
            .advance = unit->advance,
        };
        x += unit->advance;
    }
    return x - row[gaps->count - 1].right + request->indent - indent;
}

/* Words that might have been parted are drawn in one go, and with their hyphen where they are.
 * Returns how many pieces are left; 0 when memory is out. */
static size_t join_words(
    struct arena *arena, const struct gaps *gaps, int hyphen, struct piece *pieces)
{
    const struct unit *row = gaps->row;
    size_t made = 0;
    for (size_t from = 0, to; from < gaps->count; from = to) {
        struct piece piece = pieces[from];
        size_t size = strlen(piece.text) + 2;
        for (to = from + 1; to < gaps->count && row[to].hyphen; to++) {
            size += strlen(pieces[to].text);
        }
        int ending = to == gaps->count ? hyphen : 0;
        if (to > from + 1 || ending) {
            char *text = arena_alloc(arena, size), *end = text;
            for (size_t i = from; text && i < to; i++) {
                end = stpcpy(end, pieces[i].text);
                piece.advance += i > from ? pieces[i].advance : 0;
            }
            if (!text) {
                return 0;
            }
            stpcpy(end, ending ? "-" : "");
            piece.text = text;
            piece.advance += ending;
        }
        pieces[made++] = piece;
    }
    return made;
}

bool place_line(struct arena *arena, struct arena *scratch, const struct place_request *request,
    struct set_line *out)
{
    const struct units *units = request->units;
    size_t count = request->to - request->from;
    struct gaps gaps = {
        .row = units->row + request->from,
        .count = count,
        .caps = arena_array(scratch, count, sizeof(int)),
        .given = arena_array(scratch, count, sizeof(int)),
    };
    struct piece *pieces = arena_array(arena, count, sizeof *pieces);
    struct visual visual;
    int hyphen = request->to < units->count ? units->row[request->to].hyphen : 0;
    char *text = line_text(arena, gaps.row, count, hyphen > 0);
    if (!gaps.caps || !gaps.given || !pieces || !text ||
        !visual_order(scratch, request, &visual)) {
        return false;
    }
    int64_t natural = request->indent + breaks_width(units, request->from, request->to);
    if (natural > request->width) {
        squeeze(&gaps, natural - request->width);
    } else if (request->justify && !request->paragraph_end) {
        widen_line(request, request->width - natural, &gaps);
    } else if (request->is_heading) {
        close_quotes(&gaps);
    }
    int width = lay(request, &gaps, &visual, pieces) + hyphen;
    /* No word is parted where text runs right to left. */
    size_t made = units->has_right_to_left ? count : join_words(arena, &gaps, hyphen, pieces);
    if (made == 0) {
        return false;
    }
    *out = (struct set_line) {
        .text = text,
        .pieces = pieces,
        .piece_count = made,
        .width = width,
        .hyphenated = hyphen > 0,
        .start = gaps.row[0].start,
        .end = gaps.row[count - 1].end,
        .paragraph_end = request->paragraph_end,
        .right_to_left = units->right_to_left,
    };
    return true;
}
