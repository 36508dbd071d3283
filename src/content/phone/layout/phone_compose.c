#include "content/phone/layout/phone_compose.h"

#include "content/phone/layout/phone_areas.h"
#include "content/phone/layout/phone_digits.h"
#include "content/phone/layout/phone_labels.h"

#include <string.h>

enum { NOTEWORTHY = 3, LOUD = 4 };

struct composer {
    struct arena *arena;
    const struct phone_row *row;
    const struct phone_place *places;
    const struct phone_areas *areas;
    struct phone_reading *out;
    struct phone_entry *entries;
    struct phone_doubt *doubts;
    struct phone_owner *owners; /* of each step */
    size_t entry_capacity, doubt_capacity;
    size_t *ahead; /* anchors of extensions whose number has not come yet */
    size_t ahead_count;
    const char *name; /* in front of the last extension, or empty */
    bool has_number;  /* the last number is an entry */
    size_t list_from; /* the entry that its list begins with */
    struct phone_labels labels;
    bool no_memory;
};

static const char *own(struct composer *composer, const char *text)
{
    composer->no_memory = composer->no_memory || !text;
    return text ? text : "";
}

/* Text of the raw string from one token to another. */
static const char *written(struct composer *composer, size_t first, size_t last)
{
    return own(composer, phone_labels_written(&composer->labels, first, last));
}

static const char *side(struct composer *composer, size_t anchor, bool in_front)
{
    return own(composer, phone_labels_side(&composer->labels, anchor, in_front));
}

static void doubt(struct composer *composer, const struct phone_doubt *doubt)
{
    struct phone_reading *out = composer->out;
    struct phone_doubt *grown = arena_grow(composer->arena, composer->doubts, out->doubt_count,
        &composer->doubt_capacity, sizeof *grown);
    composer->no_memory = composer->no_memory || !grown;
    if (grown) {
        composer->doubts = grown;
        out->doubts = grown;
        grown[out->doubt_count++] = *doubt;
    }
}

static const struct phone_step *step_of(const struct composer *composer, size_t anchor)
{
    return &composer->row->way->steps[composer->row->elements[anchor].step];
}

static void add_entry(struct composer *composer, size_t anchor, const char *label)
{
    struct phone_reading *out = composer->out;
    const struct phone_step *step = step_of(composer, anchor);
    struct phone_number number = step->number;
    memcpy(number.area, composer->areas->of[composer->row->elements[anchor].step].code,
        sizeof number.area);
    char dial[PHONE_DIAL_MAX];
    phone_number_dial(&number, dial);
    const char *dash = number.area[0] ? "-" : "";
    const struct phone_group *group = &composer->row->scan->groups[step->first];
    bool is_range = out->entry_count > 0 && step->first > 0 &&
                    (group->before & (GAP_WAVE | GAP_UNTIL)) &&
                    composer->labels.gap <= STRENGTH_LIST;
    struct phone_entry *grown = arena_grow(composer->arena, composer->entries, out->entry_count,
        &composer->entry_capacity, sizeof *grown);
    composer->no_memory = composer->no_memory || !grown;
    if (!grown) {
        return;
    }
    composer->entries = grown;
    out->entries = grown;
    grown[out->entry_count++] = (struct phone_entry) {
        .number = own(
            composer, arena_printf(composer->arena, "%s%s%s", number.area, dash, number.text)),
        .dial = own(composer, arena_strdup(composer->arena, dial)),
        .label = label,
        .note = side(composer, anchor, false),
        .is_internal = number.kind == PHONE_INTERNAL,
        .is_range = is_range,
    };
    composer->owners[composer->row->elements[anchor].step] =
        (struct phone_owner) { .use = PHONE_USE_NUMBER, .entry = out->entry_count - 1 };
    if (is_range) {
        doubt(composer, &(struct phone_doubt) { .kind = PHONE_DOUBT_RANGE,
                            .text = written(composer, group[-1].first, group->last) });
    }
}

/* "均为微信同号" is said of every number of the list. */
static void share_note(struct composer *composer)
{
    struct phone_entry *last = &composer->entries[composer->out->entry_count - 1];
    bool is_shared = phone_word_is_of_all(last->note);
    for (size_t k = composer->list_from; is_shared && k + 1 < composer->out->entry_count; k++) {
        if (!*composer->entries[k].note) {
            composer->entries[k].note = last->note;
        }
    }
}

/* "转801分机" says no more than 转 does. */
static const char *without_unit(const char *behind)
{
    static const char *const units[] = { "分机", "分機", "号", "號", "号分机", "號分機" };
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (strcmp(behind, units[i]) == 0) {
            return "";
        }
    }
    return behind;
}

static void add_extension(struct composer *composer, size_t anchor)
{
    struct phone_entry *entry = &composer->entries[composer->out->entry_count - 1];
    const struct phone_group *group =
        &composer->row->scan->groups[step_of(composer, anchor)->first];
    size_t count = entry->extension_count;
    struct phone_extension *all = arena_array(composer->arena, count + 1, sizeof *all);
    composer->no_memory = composer->no_memory || !all;
    if (!all) {
        return;
    }
    if (count > 0) {
        memcpy(all, entry->extensions, count * sizeof *all);
    }
    const char *front = side(composer, anchor, true);
    const char *behind = without_unit(side(composer, anchor, false));
    const struct phone_element *element = &composer->row->elements[anchor];
    bool goes_on = count > 0 && anchor > 0 && element[-1].is_anchor && !*front && !*behind &&
                   element->gap <= STRENGTH_LIST;
    front = goes_on ? composer->name : front; /* "分机：招办8001、8002" */
    composer->name = *behind ? "" : front;
    all[count] = (struct phone_extension) {
        .digits = own(composer, arena_strdup(composer->arena, group->digits)),
        .name = own(composer, arena_printf(composer->arena, "%s%s%s", front,
                                  *front && *behind ? " " : "", behind)),
    };
    entry->extensions = all;
    entry->extension_count = count + 1;
    composer->owners[composer->row->elements[anchor].step] = (struct phone_owner) {
        .use = PHONE_USE_EXTENSION, .entry = composer->out->entry_count - 1, .extension = count
    };
    if (count > 0 && (group->before & (GAP_WAVE | GAP_UNTIL | GAP_DASH)) &&
        !(group->before & GAP_TEXT)) {
        doubt(composer, &(struct phone_doubt) { .kind = PHONE_DOUBT_RANGE,
                            .text = written(composer, (group - 1)->first, group->last) });
    }
}

/* A step that gives no entry; with the text in front of it. */
static void add_doubt(struct composer *composer, size_t anchor)
{
    const struct phone_row *row = composer->row;
    const struct phone_step *step = step_of(composer, anchor);
    struct phone_doubt found = { .kind = step->kind == STEP_OTHER    ? PHONE_DOUBT_OTHER
                                         : step->kind == STEP_UNSURE ? PHONE_DOUBT_UNSURE
                                                                     : PHONE_DOUBT_LEFT };
    size_t first = anchor;
    while (first > 0 && !row->elements[first - 1].is_anchor &&
           composer->places[first - 1].anchor == (int)anchor) {
        first--;
    }
    found.text = written(composer, row->elements[first].first, row->elements[anchor].last);
    if (step->kind != STEP_OTHER) {
        bool is_misfit = composer->areas->of[row->elements[anchor].step].is_misfit;
        phone_areas_judge(row->scan, step,
            is_misfit ? composer->areas->of[row->elements[anchor].step].code : "", &found);
    }
    int digits = 0;
    for (size_t i = step->first; i < step->end; i++) {
        digits += row->scan->groups[i].size;
    }
    if (digits >= NOTEWORTHY) {
        doubt(composer, &found);
    }
}

/* Those that waited for their number. */
static void add_ahead(struct composer *composer, const struct phone_step *step)
{
    bool takes_them = step->kind == STEP_NUMBER && step->number.kind != PHONE_INTERNAL;
    for (size_t i = 0; takes_them && i < composer->ahead_count; i++) {
        add_extension(composer, composer->ahead[i]);
    }
    composer->ahead_count = takes_them ? 0 : composer->ahead_count;
}

static void add_anchor(struct composer *composer, size_t anchor)
{
    const struct phone_step *step = step_of(composer, anchor);
    const struct phone_area_found *area =
        &composer->areas->of[composer->row->elements[anchor].step];
    bool is_number = step->kind == STEP_NUMBER || step->kind == STEP_TAIL;
    if (step->kind == STEP_EXTENSION && composer->has_number) {
        add_extension(composer, anchor);
        return;
    }
    if (step->kind == STEP_AHEAD) {
        composer->ahead[composer->ahead_count++] = anchor;
        return;
    }
    const char *label = own(composer, phone_labels_take(&composer->labels, anchor));
    if (is_number && !area->is_misfit) {
        bool is_listed = composer->labels.gap <= STRENGTH_LIST && composer->has_number;
        composer->list_from = is_listed ? composer->list_from : composer->out->entry_count;
        add_entry(composer, anchor, label);
        if (composer->out->entry_count > 0) {
            share_note(composer);
            add_ahead(composer, step);
        }
        composer->has_number = true;
    } else {
        add_doubt(composer, anchor);
        composer->has_number = composer->has_number && !is_number;
    }
}

/* An area's code that holds for a number is used; one that holds for none is left over. */
static void use_areas(struct composer *composer)
{
    const struct phone_row *row = composer->row;
    for (size_t i = 0; i < row->way->count; i++) {
        const struct phone_step *step = &row->way->steps[i];
        const struct phone_group *group = &row->scan->groups[step->first];
        bool is_used = false, may_give = step->kind == STEP_AREA || step->kind == STEP_UNSURE;
        for (size_t k = 0; may_give && k < row->way->count; k++) {
            is_used = is_used || (composer->owners[k].use == PHONE_USE_NUMBER &&
                                     strcmp(composer->areas->of[k].code, group->digits) == 0);
        }
        composer->owners[i].gives_area = step->kind == STEP_UNSURE && is_used;
        if (step->kind == STEP_AREA && is_used) {
            composer->owners[i].use = PHONE_USE_AREA;
        } else if (step->kind == STEP_AREA) {
            doubt(composer, &(struct phone_doubt) { .kind = PHONE_DOUBT_LEFT,
                                .text = written(composer, group->first, group->last) });
        }
    }
}

/* Texts that are shown nowhere, with digits that nobody else may have. */
static void doubt_texts(struct composer *composer)
{
    const struct phone_row *row = composer->row;
    for (size_t i = 0; i < row->count; i++) {
        const struct phone_element *piece = &row->elements[i];
        int longest = 0;
        for (size_t k = piece->first; k <= piece->last; k++) {
            int run = phone_token_run(&row->scan->tokens, k);
            longest = run > longest ? run : longest;
        }
        if (!piece->is_anchor && longest >= LOUD &&
            !phone_piece_is_shown(row, composer->places, composer->owners, i)) {
            doubt(composer, &(struct phone_doubt) { .kind = PHONE_DOUBT_TEXT,
                                .text = written(composer, piece->first, piece->last) });
        }
    }
}

bool phone_compose(struct arena *arena, const struct phone_row *row,
    const struct phone_place *places, struct phone_reading *out)
{
    struct phone_areas areas;
    *out = (struct phone_reading) { .entry_count = 0 };
    if (!phone_areas_find(arena, row, places, &areas)) {
        return false;
    }
    struct composer composer = { .arena = arena,
        .row = row,
        .places = places,
        .areas = &areas,
        .out = out,
        .owners = arena_array(arena, row->way->count, sizeof(struct phone_owner)),
        .ahead = arena_array(arena, row->way->count, sizeof(size_t)),
        .name = "",
        .labels = { .arena = arena,
            .row = row,
            .places = places,
            .whole = { .text = "" },
            .stem = { .text = "" },
            .head = { .text = "" } } };
    composer.no_memory = !composer.owners || !composer.ahead;
    for (size_t i = 0; !composer.no_memory && i < row->way->count; i++) {
        composer.owners[i].use = PHONE_USE_LEFT;
    }
    for (size_t i = 0; i < row->count && !composer.no_memory; i++) {
        composer.labels.gap = row->elements[i].gap > composer.labels.gap ? row->elements[i].gap
                                                                         : composer.labels.gap;
        if (row->elements[i].is_anchor) {
            add_anchor(&composer, i);
            composer.labels.gap = STRENGTH_TIGHT;
        }
    }
    if (composer.no_memory) {
        return false;
    }
    for (size_t i = 0; i < composer.ahead_count; i++) {
        add_doubt(&composer, composer.ahead[i]);
    }
    use_areas(&composer);
    doubt_texts(&composer);
    return !composer.no_memory && phone_digits_trace(arena, row, places, composer.owners, out);
}
