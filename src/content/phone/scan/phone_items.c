#include "content/phone/scan/phone_items.h"

#include <string.h>

enum item_style { STYLE_LIST, STYLE_DOT, STYLE_CLOSE, STYLE_BOTH, STYLE_NONE };

struct item {
    size_t first, last; /* tokens */
    int value;
    enum item_style style;
};

/* What may stand in front of one. */
static bool begins_here(const struct phone_tokens *tokens, size_t at)
{
    if (at == 0) {
        return true;
    }
    switch (tokens->list[at - 1].kind) {
    case TOKEN_SPACE:
    case TOKEN_LINE:
    case TOKEN_STOP:
    case TOKEN_COMMA:
    case TOKEN_COLON:
    case TOKEN_CLOSE:
        return true;
    default:
        return false;
    }
}

/* What it counts follows: text, a bracket, a whole number. */
static bool thing_follows(const struct phone_tokens *tokens, size_t at)
{
    while (tokens->list[at].kind == TOKEN_SPACE) {
        at++;
    }
    const struct phone_token *token = &tokens->list[at];
    return token->kind == TOKEN_WORD || token->kind == TOKEN_OPEN ||
           token->kind == TOKEN_NAME || token->kind == TOKEN_PLUS ||
           (token->kind == TOKEN_DIGITS && token->size >= 3);
}

static struct item item_at(const struct phone_tokens *tokens, size_t at)
{
    struct item item = { .first = at, .style = STYLE_NONE };
    bool is_open = tokens->list[at].kind == TOKEN_OPEN;
    size_t digits = at + is_open;
    const struct phone_token *token = &tokens->list[digits];
    if (token->kind != TOKEN_DIGITS || token->size > 2 || !begins_here(tokens, at)) {
        return item;
    }
    for (int i = 0; i < token->size; i++) {
        item.value = item.value * 10 + (token->digits[i] - '0');
    }
    item.last = digits + 1;
    switch (tokens->list[digits + 1].kind) {
    case TOKEN_LIST:
        item.style = is_open ? STYLE_NONE : STYLE_LIST;
        break;
    case TOKEN_DOT:
        item.style = is_open ? STYLE_NONE : STYLE_DOT;
        break;
    case TOKEN_CLOSE:
        item.style = is_open ? STYLE_BOTH : STYLE_CLOSE;
        break;
    default:
        break;
    }
    if (item.style != STYLE_NONE && !thing_follows(tokens, item.last + 1)) {
        item.style = STYLE_NONE;
    }
    return item;
}

static void mark(struct phone_tokens *tokens, const struct item *item)
{
    for (size_t i = item->first; i <= item->last; i++) {
        tokens->list[i].kind = TOKEN_ITEM;
    }
}

/* They count on from one; the first stands before any whole number. */
static void mark_style(struct phone_tokens *tokens, enum item_style style)
{
    int next = 1;
    for (size_t i = 0; i < tokens->count; i++) {
        const struct phone_token *token = &tokens->list[i];
        if (next == 1 && token->kind == TOKEN_DIGITS && token->size >= 7) {
            return;
        }
        struct item item = item_at(tokens, i);
        if (item.style == style && item.value == next) {
            mark(tokens, &item);
            next++;
            i = item.last;
        }
    }
}

static void mark_han(struct phone_tokens *tokens)
{
    static const char *const numerals[] = { "一", "二", "三", "四", "五", "六", "七", "八",
        "九", "十" };
    for (size_t i = 0; i < tokens->count; i++) {
        struct phone_token *token = &tokens->list[i];
        bool fits = (token->kind == TOKEN_WORD || token->kind == TOKEN_ODD) &&
                    token->end - token->start == strlen("一") && begins_here(tokens, i);
        for (size_t k = 0; fits && k < sizeof numerals / sizeof *numerals; k++) {
            if (memcmp(tokens->raw + token->start, numerals[k], strlen("一")) == 0 &&
                token[1].kind == TOKEN_LIST) {
                mark(tokens, &(struct item) { .first = i, .last = i + 1 });
                break;
            }
        }
    }
}

void phone_items_mark(struct phone_tokens *tokens)
{
    for (enum item_style style = STYLE_LIST; style < STYLE_NONE; style++) {
        mark_style(tokens, style);
    }
    mark_han(tokens);
}
