#include "content/phone/layout/phone_pieces.h"

#include <ctype.h>
#include <string.h>

enum { NO_STEP = -1, AREA_STEP = -2 };

struct builder {
    struct arena *arena;
    struct phone_row *row;
    const struct phone_token *tokens;
    size_t count;    /* of tokens */
    int *step_of;    /* of each token: an index, NO_STEP or AREA_STEP */
    size_t *pair_of; /* of each bracket: its other, or itself */
    size_t capacity, box_capacity;
    enum phone_gap_strength gap; /* since the last element */
    size_t box;
    bool is_marked; /* behind 转 */
    bool no_memory;
};

static bool is_mark_of_extension(const struct builder *builder, size_t at)
{
    const struct phone_way *way = builder->row->way;
    for (size_t i = at + 1; i < builder->count; i++) {
        if (builder->step_of[i] != NO_STEP) {
            enum phone_step_kind kind =
                builder->step_of[i] >= 0 ? way->steps[builder->step_of[i]].kind : STEP_LEFT;
            return kind == STEP_EXTENSION || kind == STEP_AHEAD;
        }
    }
    return false;
}

static bool is_text(const struct builder *builder, size_t at)
{
    const struct phone_token *token = &builder->tokens[at];
    return builder->step_of[at] == NO_STEP &&
           (token->kind == TOKEN_WORD || token->kind == TOKEN_NAME ||
               token->kind == TOKEN_DIGITS || token->kind == TOKEN_MASK ||
               (token->kind == TOKEN_EXTENSION && !is_mark_of_extension(builder, at)));
}

static bool is_digits(const struct builder *builder, size_t at)
{
    return builder->tokens[at].kind == TOKEN_DIGITS && builder->step_of[at] == NO_STEP;
}

static bool is_latin(const struct builder *builder, size_t at)
{
    const struct phone_token *token = &builder->tokens[at];
    return (token->kind == TOKEN_WORD || token->kind == TOKEN_NAME) &&
           isalpha((unsigned char)builder->row->scan->tokens.raw[token->start]);
}

static struct phone_element *add(struct builder *builder, size_t first, size_t last)
{
    struct phone_row *row = builder->row;
    struct phone_element *grown = arena_grow(
        builder->arena, row->elements, row->count, &builder->capacity, sizeof *grown);
    if (!grown) {
        builder->no_memory = true;
        return NULL;
    }
    row->elements = grown;
    struct phone_element *element = &grown[row->count++];
    *element = (struct phone_element) {
        .first = first,
        .last = last,
        .gap = builder->gap,
        .box = builder->box,
        .follows_mark = builder->is_marked,
    };
    builder->is_marked = false;
    builder->gap = STRENGTH_TIGHT;
    return element;
}

static void pair_brackets(struct builder *builder)
{
    enum { DEPTH_MAX = 8 };
    size_t open[DEPTH_MAX], depth = 0;
    for (size_t i = 0; i < builder->count; i++) {
        builder->pair_of[i] = i;
        if (builder->tokens[i].kind == TOKEN_OPEN && depth < DEPTH_MAX) {
            open[depth++] = i;
        } else if (builder->tokens[i].kind == TOKEN_CLOSE && depth > 0) {
            builder->pair_of[i] = open[--depth];
            builder->pair_of[open[depth]] = i;
        }
    }
}

/* The tokens of each step; a bracket around a part of a number is part of it. */
static void own_tokens(struct builder *builder, const struct phone_step *step, int index)
{
    const struct phone_group *groups = builder->row->scan->groups;
    size_t first = groups[step->first].first, last = groups[step->end - 1].last;
    bool is_number = step->kind == STEP_NUMBER || step->kind == STEP_UNSURE;
    while (is_number && first > 0 &&
           (builder->tokens[first - 1].kind == TOKEN_PLUS ||
               (builder->tokens[first - 1].kind == TOKEN_OPEN &&
                   builder->pair_of[first - 1] > first - 1 &&
                   builder->pair_of[first - 1] < last) ||
               (builder->tokens[first - 1].kind == TOKEN_SPACE && first > 1 &&
                   builder->tokens[first - 2].kind == TOKEN_PLUS))) {
        first--;
    }
    for (size_t i = first; is_number && i <= last; i++) {
        bool opens = builder->tokens[i].kind == TOKEN_OPEN && builder->pair_of[i] > last;
        size_t pair = builder->pair_of[i];
        bool is_near = opens && pair <= last + 2;
        last = is_near ? pair : last;
    }
    for (size_t i = first; i <= last; i++) {
        builder->step_of[i] = step->kind == STEP_AREA ? AREA_STEP : index;
    }
}

/* Whether a mark stands within a text: between two texts, or in a time. */
static bool goes_on(const struct builder *builder, size_t at)
{
    if (at + 1 >= builder->count || !is_text(builder, at + 1) || at == 0) {
        return false;
    }
    bool is_time = is_digits(builder, at + 1) &&
                   (is_digits(builder, at - 1) || builder->tokens[at - 1].kind == TOKEN_DASH);
    switch (builder->tokens[at].kind) {
    case TOKEN_DASH:
    case TOKEN_DOT:
    case TOKEN_ODD:
    case TOKEN_WAVE:
    case TOKEN_UNTIL:
    case TOKEN_STAR:
    case TOKEN_PLUS:
    case TOKEN_SLASH:
        return true;
    case TOKEN_COLON:
        return is_time;
    case TOKEN_SPACE:
        return is_time || (is_latin(builder, at - 1) && is_latin(builder, at + 1)) ||
               (builder->tokens[at - 1].kind == TOKEN_DOT && is_latin(builder, at + 1));
    default:
        return false;
    }
}

static bool holds_anchor(const struct builder *builder, size_t open)
{
    for (size_t i = open + 1; i < builder->pair_of[open]; i++) {
        if (builder->step_of[i] != NO_STEP) {
            return true;
        }
    }
    return false;
}

/* From a text on. */
static size_t read_text(struct builder *builder, size_t at)
{
    size_t last = at;
    for (;;) {
        size_t next = last + 1;
        if (next < builder->count && is_text(builder, next)) {
            last = next;
        } else if (next < builder->count && builder->step_of[next] == NO_STEP &&
                   goes_on(builder, next)) {
            last = next + 1;
        } else {
            break;
        }
    }
    struct phone_element *piece = add(builder, at, last);
    if (piece) {
        /* "区号023" says no more than the code does. */
        piece->is_dropped = builder->step_of[last + 1] == AREA_STEP;
    }
    return last;
}

static void open_box(struct builder *builder)
{
    struct phone_row *row = builder->row;
    struct phone_box *grown = arena_grow(
        builder->arena, row->boxes, row->box_count, &builder->box_capacity, sizeof *grown);
    if (!grown) {
        builder->no_memory = true;
        return;
    }
    row->boxes = grown;
    grown[row->box_count] = (struct phone_box) { .outer = builder->box };
    builder->box = row->box_count++;
}

static size_t read_open(struct builder *builder, size_t at)
{
    size_t close = builder->pair_of[at];
    if (close <= at) {
        return at; /* it never closes */
    }
    if (holds_anchor(builder, at)) {
        open_box(builder);
        return at;
    }
    if (close > at + 1) {
        struct phone_element *piece = add(builder, at + 1, close - 1);
        if (piece) {
            piece->is_bracket = true;
            piece->follows_text = piece->gap == STRENGTH_TIGHT && builder->row->count > 1 &&
                                  !piece[-1].is_anchor && piece[-1].box == piece->box;
        }
    }
    return close;
}

static void read_colon(struct builder *builder)
{
    struct phone_row *row = builder->row;
    if (row->count > 0 && builder->gap <= STRENGTH_SPACE) {
        struct phone_element *last = &row->elements[row->count - 1];
        last->has_colon = true;
        last[last->follows_text ? -1 : 0].has_colon = true; /* "电话（传真）：" */
    }
}

static size_t read_at(struct builder *builder, size_t at)
{
    static const enum phone_gap_strength strengths[TOKEN_END + 1] = {
        [TOKEN_SPACE] = STRENGTH_SPACE,
        [TOKEN_SLASH] = STRENGTH_LIST,
        [TOKEN_LIST] = STRENGTH_LIST,
        [TOKEN_WAVE] = STRENGTH_LIST,
        [TOKEN_UNTIL] = STRENGTH_LIST,
        [TOKEN_COMMA] = STRENGTH_LIST,
        [TOKEN_STOP] = STRENGTH_STOP,
        [TOKEN_LINE] = STRENGTH_LINE,
        [TOKEN_ITEM] = STRENGTH_ITEM,
    };
    enum phone_token_kind kind = builder->tokens[at].kind;
    int step = builder->step_of[at];
    if (step >= 0) {
        size_t last = at;
        while (last + 1 < builder->count && builder->step_of[last + 1] == step) {
            last++;
        }
        size_t inside = builder->box;
        for (size_t i = at; i <= last; i++) { /* "(电话023)65763111" */
            if (builder->tokens[i].kind == TOKEN_CLOSE && builder->pair_of[i] < at) {
                inside = builder->row->boxes[inside].outer;
            }
        }
        struct phone_element *anchor = add(builder, at, last);
        if (anchor) {
            anchor->is_anchor = true;
            anchor->step = (size_t)step;
        }
        builder->box = inside;
        return last;
    }
    if (step == AREA_STEP) {
        return at;
    }
    if (is_text(builder, at)) {
        return read_text(builder, at);
    }
    if (kind == TOKEN_OPEN) {
        return read_open(builder, at);
    }
    if (kind == TOKEN_CLOSE && builder->pair_of[at] < at &&
        builder->step_of[builder->pair_of[at]] == NO_STEP) {
        builder->box = builder->row->boxes[builder->box].outer;
    } else if (kind == TOKEN_COLON) {
        read_colon(builder);
    } else if (kind == TOKEN_EXTENSION) {
        builder->is_marked = true;
    }
    if (strengths[kind] > builder->gap) {
        builder->gap = strengths[kind];
    }
    return at;
}

const char *phone_row_text(const struct phone_row *row, size_t element, size_t *size)
{
    const struct phone_tokens *tokens = &row->scan->tokens;
    const struct phone_element *piece = &row->elements[element];
    const char *text = tokens->raw + tokens->list[piece->first].start;
    *size = tokens->list[piece->last].end - tokens->list[piece->first].start;
    phone_word_trim(&text, size);
    return text;
}

bool phone_row_read(struct arena *arena, const struct phone_scan *scan,
    const struct phone_way *way, struct phone_row *out)
{
    *out = (struct phone_row) { .scan = scan, .way = way };
    struct builder builder = { .arena = arena,
        .row = out,
        .tokens = scan->tokens.list,
        .count = scan->tokens.count,
        .step_of = arena_array(arena, scan->tokens.count + 1, sizeof(int)),
        .pair_of = arena_array(arena, scan->tokens.count + 1, sizeof(size_t)) };
    if (!builder.step_of || !builder.pair_of) {
        return false;
    }
    open_box(&builder); /* the first is none */
    builder.box = 0;
    for (size_t i = 0; i <= builder.count; i++) {
        builder.step_of[i] = NO_STEP;
    }
    pair_brackets(&builder);
    for (size_t i = 0; i < way->count; i++) {
        if (way->steps[i].kind != STEP_TEXT) {
            own_tokens(&builder, &way->steps[i], (int)i);
        }
    }
    for (size_t i = 0; i < builder.count && !builder.no_memory; i++) {
        i = read_at(&builder, i);
    }
    return !builder.no_memory;
}
