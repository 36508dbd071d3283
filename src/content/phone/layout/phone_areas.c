#include "content/phone/layout/phone_areas.h"

#include "content/phone/phone_plan_data.h"

#include <string.h>

enum { MOBILE_DIGITS = 11, FREE_DIGITS = 10 };

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
    const struct phone_group *group = &scan->groups[step->first];
    size_t size;
    bool is_before_misfit = step->kind == STEP_UNSURE &&
                            plan_area(scan->plan, group->digits, &size) &&
                            size == (size_t)group->size;
    if (step->kind == STEP_AREA || is_before_misfit) {
        return group->digits;
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

/* The text in brackets of a step's label: "河西校区（长沙）84618226"; NULL where there is none.
 */
static const char *place_of(const struct finder *finder, size_t step, size_t *size)
{
    const struct phone_row *row = finder->row;
    for (size_t i = 0; i < row->count; i++) {
        const struct phone_place *place = &finder->places[i];
        if (row->elements[i].is_bracket && !row->elements[i].is_dropped && place->anchor >= 0 &&
            place->is_in_front && row->elements[place->anchor].step == step) {
            return phone_row_text(row, i, size);
        }
    }
    return NULL;
}

/* Of several codes the one of a number that says the same place; "" where none does. */
static const char *code_of_place(const struct finder *finder, size_t step)
{
    const struct phone_way *way = finder->row->way;
    size_t size, length;
    const char *place = place_of(finder, step, &size);
    for (size_t i = step; place && i > 0; i--) {
        const char *code = code_of(finder->row->scan, &way->steps[i - 1]);
        const char *other = *code ? place_of(finder, i - 1, &length) : NULL;
        if (other && length == size && memcmp(place, other, size) == 0) {
            return code;
        }
    }
    return "";
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
        bool is_adopted = row->scan->home != row->scan->plan;
        bool holds = (finder.is_alone && !is_adopted) || finder.since == finder.labels;
        size_t stem = step->kind == STEP_TAIL ? number_before(way, i) : i;
        if (stem < i) {
            out->of[i] = out->of[stem];
        } else if (step->kind == STEP_NUMBER || step->kind == STEP_TAIL) {
            memcpy(out->of[i].code, step->number.area, sizeof out->of[i].code);
        }
        if (is_bare(step) && stem == i && finder.code[0]) {
            give(&finder, step, holds ? finder.code : code_of_place(&finder, i), &out->of[i]);
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

/* How many digits a number has that begins so, without an area's code; 0: nobody knows. */
static int due_of(const char *digits)
{
    bool is_free = strcmp(digits, "400") == 0 || strcmp(digits, "800") == 0;
    bool is_mobile = digits[0] == '1' && digits[1] > '2';
    return is_free ? FREE_DIGITS : is_mobile ? MOBILE_DIGITS : 0;
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
    } else if (step->kind == STEP_UNSURE) {
        int due = due_of(first->digits);
        bool is_near = due && digits != due && digits >= due - 2 && digits <= due + 2;
        doubt->kind = is_near ? PHONE_DOUBT_LENGTH : doubt->kind;
        doubt->found = is_near ? digits : 0;
        doubt->due = is_near ? due : 0;
    }
}
