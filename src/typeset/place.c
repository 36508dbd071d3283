#include "typeset/place.h"

#include "base/utf8.h"
#include "typeset/break.h"
#include "typeset/breaks.h"

#include <string.h>

/* Shares `total` out over the gaps in equal parts, none above its cap ("at the same time, with
 * equal treatment", CLREQ 3.5.3). Returns what could not be placed. */
static int64_t share(int64_t total, const int *caps, int *given, size_t count)
{
    while (total > 0) {
        int64_t open = 0;
        for (size_t i = 0; i < count; i++) {
            open += given[i] < caps[i];
        }
        if (open == 0) {
            break;
        }
        int64_t part = total / open > 0 ? total / open : 1;
        for (size_t i = 0; i < count && total > 0; i++) {
            int64_t room = caps[i] - given[i];
            int64_t more = part < room ? part : room;
            more = more < total ? more : total;
            if (more > 0) {
                given[i] += (int)more;
                total -= more;
            }
        }
    }
    return total;
}

struct gaps {
    const struct unit *row; /* the line's units */
    size_t count;
    int *caps, *given; /* one a unit; the first unit's gap is the line's edge */
};

/* CLREQ 3.5.3, one kind of gap after the other. */
static void squeeze(struct gaps *gaps, int64_t by)
{
    for (int kind = 0; kind < GAP_KINDS && by > 0; kind++) {
        for (size_t i = 1; i < gaps->count; i++) {
            gaps->caps[i] = gaps->row[i].gap == kind ? gaps->row[i].shrink : gaps->given[i];
        }
        by = share(by, gaps->caps, gaps->given, gaps->count);
    }
    for (size_t i = 0; i < gaps->count; i++) {
        gaps->given[i] = -gaps->given[i];
    }
}

/* Gaps behind marks and between words, then between Han and Western, then all that may widen,
 * to half an em (CLREQ 3.5.4). A line that would need more is left as it is. */
static void widen(struct gaps *gaps, int64_t by, int em)
{
    for (int round = 0; round < 3 && by > 0; round++) {
        for (size_t i = 1; i < gaps->count; i++) {
            const struct unit *unit = &gaps->row[i];
            bool mark = unit->gap == GAP_WORD || unit->gap == GAP_BRACKET ||
                        unit->gap == GAP_COMMA || unit->gap == GAP_STOP;
            int cap = 0;
            if (round == 2) {
                cap = unit->stiff ? 0 : em / 2;
            } else if (round == 1 ? unit->gap == GAP_MIXED : mark) {
                cap = unit->stretch;
            }
            gaps->caps[i] = cap > gaps->given[i] ? cap : gaps->given[i];
        }
        by = share(by, gaps->caps, gaps->given, gaps->count);
    }
    if (by > 0) {
        memset(gaps->given, 0, gaps->count * sizeof *gaps->given);
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

static char *line_text(struct arena *arena, const struct unit *row, size_t count)
{
    size_t size = 1;
    for (size_t i = 0; i < count; i++) {
        size += strlen(row[i].text) + 3;
    }
    char *text = arena_alloc(arena, size), *end = text;
    for (size_t i = 0; text && i < count; i++) {
        end = i ? stpcpy(end, space_text(&row[i])) : end;
        end = stpcpy(end, row[i].text);
    }
    return text;
}

/* UAX #9 L2 over units: what stands inside one unit is the shaper's. */
static bool visual_order(struct arena *scratch, const struct place_request *request, int *order)
{
    size_t count = request->to - request->from;
    if (!request->units->has_right_to_left) {
        for (size_t i = 0; i < count; i++) {
            order[i] = (int)i;
        }
        return true;
    }
    unsigned char *levels = arena_alloc(scratch, count);
    if (!levels) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        levels[i] = request->units->row[request->from + i].bidi;
    }
    break_visual_order(levels, count, order);
    return true;
}

/* Where each unit's origin comes to stand, in reading order of the line. */
static int lay(const struct place_request *request, const struct gaps *gaps, const int *order,
    struct piece *pieces)
{
    const struct unit *row = gaps->row;
    int x = request->indent;
    for (size_t k = 0; k < gaps->count; k++) {
        size_t i = (size_t)order[k];
        const struct unit *unit = &row[i];
        if (k == 0) {
            x -= unit->left;
        } else {
            /* Of two neighbours the gap belongs to the later one in the text, also where the
             * order is turned round. */
            size_t later = (size_t)order[k - 1] > i ? (size_t)order[k - 1] : i;
            x += later > 0 ? row[later].before + gaps->given[later] : 0;
        }
        pieces[k] = (struct piece) {
            .text = unit->text,
            .x = x + unit->shift,
            .advance = unit->advance,
        };
        x += unit->advance;
        if (k + 1 == gaps->count) {
            x -= unit->right;
        }
    }
    for (size_t k = 0; k + 1 < gaps->count; k++) {
        const struct unit *unit = &row[order[k]], *next = &row[order[k + 1]];
        if (order[k + 1] > order[k] && next->before + gaps->given[order[k + 1]] < 0) {
            pieces[k].advance -= unit->right;
        }
    }
    return x;
}

bool place_line(struct arena *arena, struct arena *scratch, const struct place_request *request,
    struct line *out)
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
    int *order = arena_array(scratch, count, sizeof *order);
    char *text = line_text(arena, gaps.row, count);
    if (!gaps.caps || !gaps.given || !pieces || !order || !text ||
        !visual_order(scratch, request, order)) {
        return false;
    }
    int64_t natural = request->indent + breaks_width(units, request->from, request->to);
    if (natural > request->width) {
        squeeze(&gaps, natural - request->width);
    } else if (request->justify && !request->paragraph_end) {
        widen(&gaps, request->width - natural, units->em);
    }
    *out = (struct line) {
        .text = text,
        .pieces = pieces,
        .piece_count = count,
        .width = lay(request, &gaps, order, pieces),
        .start = gaps.row[0].start,
        .end = gaps.row[count - 1].end,
        .paragraph_end = request->paragraph_end,
    };
    return true;
}
