#include "content/phone/layout/phone_areas.h"

#include "content/phone/phone_plan_data.h"

#include <string.h>

enum { MOBILE_DIGITS = 11 };

struct finder {
    const struct phone_row *row;
    const struct phone_place *places;
    char code[6];  /* the last one that was given */
    size_t since;  /* labels when it was given */
    size_t labels; /* so far */
    bool is_alone; /* no other is given anywhere */
};

static const char *code_of(const struct phone_scan *scan, const struct phone_step *step)
{
    if (step->kind == STEP_AREA) {
        return scan->groups[step->first].digits;
    }
    return step->kind == STEP_NUMBER && step->number.kind == PHONE_LOCAL ? step->number.area
                                                                         : "";
}

static bool is_alone(const struct phone_row *row)
{
    const char *only = "";
    for (size_t i = 0; i < row->way->count; i++) {
        const char *code = code_of(row->scan, &row->way->steps[i]);
        if (*code && *only && strcmp(code, only) != 0) {
            return false;
        }
        only = *code ? code : only;
    }
    return true;
}

/* Whether a label of its own stands in front of the step's number. */
static bool has_label(const struct finder *finder, size_t step)
{
    const struct phone_row *row = finder->row;
    for (size_t i = 0; i < row->count; i++) {
        const struct phone_place *place = &finder->places[i];
        if (!row->elements[i].is_anchor && !row->elements[i].is_dropped && place->anchor >= 0 &&
            place->is_in_front && row->elements[place->anchor].step == step) {
            return true;
        }
    }
    return false;
}

/* Gives a local number the code that holds, if it fits. */
static void give(const struct finder *finder, const struct phone_step *step, const char *code,
    struct phone_area_found *out)
{
    size_t size;
    const struct phone_number *number = &step->number;
    const struct plan_area *area = plan_area(number->plan, code, &size);
    if (!area || size != strlen(code)) {
        return;
    }
    if (plan_is_local(number->plan, area, number->digits)) {
        memcpy(out->code, code, size + 1);
    } else if (finder->is_alone) {
        memcpy(out->code, code, size + 1);
        out->is_misfit = true;
    }
}

static bool is_bare(const struct phone_step *step)
{
    return (step->kind == STEP_NUMBER || step->kind == STEP_TAIL) &&
           step->number.kind == PHONE_LOCAL && !step->number.area[0];
}

/* Whose last digits the tail at `at` replaces: it is where that is. `at` where there is none.
 */
static size_t number_before(const struct phone_way *way, size_t at)
{
    for (size_t i = at; i > 0; i--) {
        if (way->steps[i - 1].kind == STEP_NUMBER || way->steps[i - 1].kind == STEP_TAIL) {
            return i - 1;
        }
    }
    return at;
}

bool phone_areas_find(struct arena *arena, const struct phone_row *row,
    const struct phone_place *places, struct phone_areas *out)
{
    const struct phone_way *way = row->way;
    struct finder finder = { .row = row, .places = places, .is_alone = is_alone(row) };
    out->of = arena_array(arena, way->count, sizeof *out->of);
    for (size_t i = 0; out->of && i < way->count; i++) {
        const struct phone_step *step = &way->steps[i];
        const char *code = code_of(row->scan, step);
        finder.labels += has_label(&finder, i);
        if (*code && strlen(code) < sizeof finder.code) {
            memcpy(finder.code, code, strlen(code) + 1);
            finder.since = finder.labels;
        }
        bool holds = finder.is_alone || finder.since == finder.labels;
        size_t stem = step->kind == STEP_TAIL ? number_before(way, i) : i;
        if (stem < i) {
            out->of[i] = out->of[stem];
        } else if (step->kind == STEP_NUMBER || step->kind == STEP_TAIL) {
            memcpy(out->of[i].code, step->number.area, sizeof out->of[i].code);
        }
        if (is_bare(step) && stem == i && finder.code[0] && holds) {
            give(&finder, step, finder.code, &out->of[i]);
        } else if (step->kind == STEP_AREA && finder.is_alone) {
            for (size_t k = 0; k < i; k++) {
                if (is_bare(&way->steps[k]) && !out->of[k].code[0]) {
                    give(&finder, &way->steps[k], code, &out->of[k]);
                }
            }
        }
    }
    return out->of != NULL;
}

void phone_areas_judge(const struct phone_scan *scan, const struct phone_step *step,
    const char *code, struct phone_doubt *doubt)
{
    const struct phone_group *first = &scan->groups[step->first];
    int digits = 0;
    size_t size;
    for (size_t i = step->first; i < step->end; i++) {
        digits += scan->groups[i].size;
    }
    const struct plan_area *area = plan_area(scan->plan, first->digits, &size);
    if (*code) {
        area = plan_area(step->number.plan, code, &size);
        *doubt = (struct phone_doubt) { PHONE_DOUBT_LENGTH, doubt->text,
            (int)strlen(step->number.digits), area->least };
    } else if (step->kind == STEP_UNSURE && area) {
        doubt->found = digits - (int)size;
        bool is_less = doubt->found < area->least;
        doubt->due = is_less ? area->least : area->most;
        doubt->kind = doubt->found == doubt->due ? doubt->kind : PHONE_DOUBT_LENGTH;
    } else if (step->kind == STEP_UNSURE && first->digits[0] == '1' && first->digits[1] > '2' &&
               digits != MOBILE_DIGITS && digits >= MOBILE_DIGITS - 2 &&
               digits <= MOBILE_DIGITS + 2) {
        doubt->kind = PHONE_DOUBT_LENGTH;
        doubt->found = digits;
        doubt->due = MOBILE_DIGITS;
    }
}
