#include "content/phone/layout/phone_digits.h"

#include "base/utf8.h"

struct tracer {
    struct arena *arena;
    const struct phone_row *row;
    struct phone_owner *of; /* of each token */
    struct phone_digit *digits;
    size_t count, capacity;
};

bool phone_piece_is_shown(const struct phone_row *row, const struct phone_place *places,
    const struct phone_owner *owners, size_t element)
{
    const struct phone_element *piece = &row->elements[element];
    int anchor = places[element].anchor;
    return !piece->is_anchor && !piece->is_dropped && anchor >= 0 &&
           owners[row->elements[anchor].step].use != PHONE_USE_LEFT;
}

static bool is_digit(const struct phone_tokens *tokens, size_t token, size_t at)
{
    size_t next = at;
    uint32_t c = phone_fold_next(tokens->raw, tokens->list[token].end, &next);
    return (c >= '0' && c <= '9') || (c == 'O' && tokens->list[token].kind == TOKEN_DIGITS);
}

int phone_token_run(const struct phone_tokens *tokens, size_t token)
{
    int run = 0, longest = 0;
    for (size_t at = tokens->list[token].start; at < tokens->list[token].end;) {
        run = is_digit(tokens, token, at) ? run + 1 : 0;
        longest = run > longest ? run : longest;
        utf8_next(tokens->raw, tokens->list[token].end, &at);
    }
    return longest;
}

static bool add_digits(struct tracer *tracer, size_t token)
{
    const struct phone_tokens *tokens = &tracer->row->scan->tokens;
    const struct phone_owner *owner = &tracer->of[token];
    for (size_t at = tokens->list[token].start; at < tokens->list[token].end;) {
        size_t start = at;
        utf8_next(tokens->raw, tokens->list[token].end, &at);
        if (!is_digit(tokens, token, start)) {
            continue;
        }
        struct phone_digit *grown = arena_grow(
            tracer->arena, tracer->digits, tracer->count, &tracer->capacity, sizeof *grown);
        if (!grown) {
            return false;
        }
        tracer->digits = grown;
        grown[tracer->count++] =
            (struct phone_digit) { start, owner->use, owner->entry, owner->extension };
    }
    return true;
}

static void own(
    struct tracer *tracer, size_t first, size_t last, const struct phone_owner *owner)
{
    for (size_t i = first; i <= last; i++) {
        tracer->of[i] = *owner;
    }
}

bool phone_digits_trace(struct arena *arena, const struct phone_row *row,
    const struct phone_place *places, const struct phone_owner *owners,
    struct phone_reading *out)
{
    const struct phone_scan *scan = row->scan;
    struct tracer tracer = { .arena = arena, .row = row };
    tracer.of = arena_array(arena, scan->tokens.count + 1, sizeof *tracer.of);
    if (!tracer.of) {
        return false;
    }
    static const struct phone_owner nobody = { .use = PHONE_USE_LEFT };
    static const struct phone_owner note = { .use = PHONE_USE_NOTE };
    static const struct phone_owner area = { .use = PHONE_USE_AREA };
    for (size_t i = 0; i <= scan->tokens.count; i++) {
        tracer.of[i] = nobody;
    }
    for (size_t i = 0; i < row->count; i++) {
        if (phone_piece_is_shown(row, places, owners, i)) {
            own(&tracer, row->elements[i].first, row->elements[i].last, &note);
        }
    }
    for (size_t i = 0; i < row->way->count; i++) {
        const struct phone_step *step = &row->way->steps[i];
        for (size_t k = step->first; step->kind != STEP_TEXT && k < step->end; k++) {
            bool is_area = k == step->first && owners[i].gives_area;
            own(&tracer, scan->groups[k].first, scan->groups[k].last,
                is_area ? &area : &owners[i]);
        }
    }
    bool done = true;
    for (size_t i = 0; done && i < scan->tokens.count; i++) {
        done = add_digits(&tracer, i);
    }
    out->digits = tracer.digits;
    out->digit_count = tracer.count;
    return done;
}
