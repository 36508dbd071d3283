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

/* Its place among the numerals that lists have beside digits: 一 Ⅰ A a; 0 where it is none. */
static int numeral_of(const struct phone_tokens *tokens, size_t at)
{
    static const char *const series[] = { "一二三四五六七八九十", "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ", "ABCDEFGHIJ",
        "abcdefghij" };
    const struct phone_token *token = &tokens->list[at];
    size_t length = token->end - token->start;
    bool fits = token->kind == TOKEN_WORD || token->kind == TOKEN_ODD;
    for (size_t i = 0; fits && i < sizeof series / sizeof *series; i++) {
        size_t size = strlen(series[i]) / 10;
        const char *found = length == size ? memmem(series[i], strlen(series[i]),
                                                 tokens->raw + token->start, size)
                                           : NULL;
        if (found && (size_t)(found - series[i]) % size == 0) {
            return (int)((size_t)(found - series[i]) / size) + 1 + (int)i * 10;
        }
    }
    return 0;
}

/* "一、", "(二)", "A.", "b)": its style, STYLE_NONE where it is none. */
static struct item numeral_at(const struct phone_tokens *tokens, size_t at)
{
    bool is_open = tokens->list[at].kind == TOKEN_OPEN;
    struct item item = { .first = at, .last = at + is_open + 1, .style = STYLE_NONE };
    bool begins =
        begins_here(tokens, at) || (is_open && tokens->list[at - 1].kind == TOKEN_DIGITS);
    item.value = begins && at + is_open < tokens->count ? numeral_of(tokens, at + is_open) : 0;
    if (!item.value) {
        return item;
    }
    enum phone_token_kind mark = tokens->list[item.last].kind;
    bool is_pair = is_open && mark == TOKEN_CLOSE;
    bool is_single =
        !is_open && (mark == TOKEN_LIST || mark == TOKEN_DOT || mark == TOKEN_CLOSE);
    if ((is_pair || is_single) && thing_follows(tokens, item.last + 1)) {
        item.style = is_pair ? STYLE_BOTH : STYLE_LIST;
    }
    return item;
}

/* Whether the next of its series follows somewhere, in the same style. */
static bool has_next(const struct phone_tokens *tokens, const struct item *item)
{
    for (size_t i = item->last + 1; i < tokens->count; i++) {
        struct item next = numeral_at(tokens, i);
        if (next.style == item->style && next.value == item->value + 1) {
            return true;
        }
    }
    return false;
}

/* 一、 stands for itself; of the others a letter may be a name: they count on from the first.
 */
static void mark_numerals(struct phone_tokens *tokens)
{
    int last = 0;
    for (size_t i = 0; i < tokens->count; i++) {
        struct item item = numeral_at(tokens, i);
        bool is_plain = item.style == STYLE_LIST && item.value <= 10 &&
                        tokens->list[item.last].kind == TOKEN_LIST;
        bool counts =
            item.style != STYLE_NONE &&
            (item.value == last + 1 || (item.value % 10 == 1 && has_next(tokens, &item)));
        if (is_plain || counts) {
            mark(tokens, &item);
            last = item.value;
            i = item.last;
        }
    }
}

/* https://www.example.edu.cn/info/65763111.htm: no digits of it are a number. */
static void mark_addresses(struct phone_tokens *tokens)
{
    for (size_t i = 0; i + 3 < tokens->count; i++) {
        struct phone_token *token = &tokens->list[i];
        bool begins = token->kind == TOKEN_WORD && token[1].kind == TOKEN_COLON &&
                      token[2].kind == TOKEN_SLASH && token[3].kind == TOKEN_SLASH &&
                      token[1].start == token->end;
        size_t end =
            begins ? token->start + strcspn(tokens->raw + token->start, " \t\r\n<>\"") : 0;
        for (; i < tokens->count && tokens->list[i].end <= end &&
               (unsigned char)tokens->raw[tokens->list[i].start] < 0x80;
             i++) {
            tokens->list[i].kind = TOKEN_NAME;
        }
    }
}

void phone_items_mark(struct phone_tokens *tokens)
{
    for (enum item_style style = STYLE_LIST; style < STYLE_NONE; style++) {
        mark_style(tokens, style);
    }
    mark_numerals(tokens);
    mark_addresses(tokens);
}
