#include "content/phone/phone_read.h"

#include "content/phone/layout/phone_compose.h"
#include "content/phone/layout/phone_keys.h"
#include "content/phone/phone_search.h"

#include <string.h>

/* A way to read the digits, with the layout that suits it best. */
struct candidate {
    struct phone_row row;
    struct phone_layout layout;
    int score;
};

struct reader {
    struct arena *arena;   /* of what comes out */
    struct arena *scratch; /* of what is thought on the way: much more */
    struct phone_scan scan;
};

static bool judge(
    struct reader *reader, const struct phone_way *way, struct candidate *candidate)
{
    if (!phone_row_read(reader->scratch, &reader->scan, way, &candidate->row)) {
        return false;
    }
    phone_keys_mark(&candidate->row);
    if (!phone_layout_find(reader->scratch, &candidate->row, &candidate->layout)) {
        return false;
    }
    candidate->score = way->score + candidate->layout.score;
    return true;
}

/* Notes the other reading, where it comes out different. */
static bool note_other(struct reader *reader, const struct candidate *other,
    const struct phone_place *places, struct phone_reading *out)
{
    struct phone_reading reading;
    if (!phone_compose(reader->scratch, &other->row, places, &reading)) {
        return false;
    }
    const char *one = phone_reading_print(reader->scratch, out);
    const char *two = phone_reading_print(reader->scratch, &reading);
    if (one && two && strcmp(one, two) != 0) {
        out->other = arena_strdup(reader->arena, two);
        return out->other != NULL;
    }
    return one && two;
}

static bool note_cut(struct reader *reader, struct phone_reading *out)
{
    struct phone_doubt *doubts =
        arena_array(reader->arena, out->doubt_count + 1, sizeof *doubts);
    if (doubts) {
        if (out->doubt_count > 0) {
            memcpy(doubts, out->doubts, out->doubt_count * sizeof *doubts);
        }
        doubts[out->doubt_count++] =
            (struct phone_doubt) { .kind = PHONE_DOUBT_CUT, .text = "" };
        out->doubts = doubts;
    }
    return doubts != NULL;
}

/* What came of one plan. */
struct outcome {
    struct phone_way ways[PHONE_WAYS];
    struct candidate candidates[PHONE_WAYS];
    int count, best;
};

static bool read_by_plan(struct reader *reader, struct outcome *out)
{
    out->best = 0;
    out->count = phone_search(reader->scratch, &reader->scan, out->ways);
    for (int i = 0; i < out->count; i++) {
        if (!judge(reader, &out->ways[i], &out->candidates[i])) {
            return false;
        }
        out->best = out->candidates[i].score > out->candidates[out->best].score ? i : out->best;
    }
    return out->count > 0;
}

/* The plan of a number with an area's code of another than the one that holds; or that one. */
static enum phone_plan plan_of_areas(const struct phone_scan *scan, const struct phone_way *way)
{
    for (size_t i = 0; i < way->count; i++) {
        const struct phone_number *number = &way->steps[i].number;
        if (way->steps[i].kind == STEP_NUMBER && number->kind == PHONE_LOCAL &&
            number->area[0] && number->plan != scan->plan) {
            return number->plan;
        }
    }
    return scan->plan;
}

static bool finish(
    struct reader *reader, const struct outcome *outcome, struct phone_reading *out)
{
    const struct candidate *best = &outcome->candidates[outcome->best];
    if (!phone_compose(reader->arena, &best->row, best->layout.places, out)) {
        return false;
    }
    if (best->layout.others && !note_other(reader, best, best->layout.others, out)) {
        return false;
    }
    for (int i = 0; i < outcome->count && !out->other; i++) {
        const struct candidate *other = &outcome->candidates[i];
        if (i != outcome->best && other->score == best->score &&
            !note_other(reader, other, other->layout.places, out)) {
            return false;
        }
    }
    return !reader->scan.tokens.is_cut || note_cut(reader, out);
}

/* Where an area's code is of another plan, that may be the one of the whole string. */
static bool read(struct reader *reader, struct phone_reading *out)
{
    struct outcome own, other;
    if (!read_by_plan(reader, &own)) {
        return false;
    }
    const struct candidate *best = &own.candidates[own.best];
    struct reader abroad = *reader;
    abroad.scan.plan = plan_of_areas(&reader->scan, best->row.way);
    if (abroad.scan.plan == reader->scan.plan) {
        return finish(reader, &own, out);
    }
    if (!read_by_plan(&abroad, &other)) {
        return false;
    }
    bool is_better = other.candidates[other.best].score >= best->score;
    return is_better ? finish(&abroad, &other, out) : finish(reader, &own, out);
}

bool phone_read(
    struct arena *arena, const char *raw, enum phone_plan plan, struct phone_reading *out)
{
    struct arena scratch;
    arena_init(&scratch);
    struct reader reader = { .arena = arena, .scratch = &scratch };
    *out = (struct phone_reading) { .entry_count = 0 };
    bool done = phone_scan_read(&scratch, raw, plan, &reader.scan) && read(&reader, out);
    arena_finish(&scratch);
    return done;
}
