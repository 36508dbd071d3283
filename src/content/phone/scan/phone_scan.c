#include "content/phone/scan/phone_scan.h"

#include "base/utf8.h"
#include "content/phone/scan/phone_items.h"

#include <ctype.h>
#include <string.h>

enum { SPACED_DIGITS_MIN = 7, TEXT_MAX = 120 };

static bool is_text(enum phone_token_kind kind)
{
    return kind == TOKEN_WORD || kind == TOKEN_NAME;
}

/* Text that grows to the front, folded, without white space. */
struct text {
    char buffer[TEXT_MAX + 1];
    size_t start;
};

static void text_init(struct text *text)
{
    text->start = TEXT_MAX;
    text->buffer[TEXT_MAX] = '\0';
}

static const char *text_get(const struct text *text)
{
    return text->buffer + text->start;
}

/* What has no room is left out: it is the end that counts. */
static void text_prepend(struct text *text, const char *raw, const struct phone_token *token)
{
    char folded[TEXT_MAX];
    size_t size = 0;
    for (size_t at = token->start; at < token->end;) {
        uint32_t c = phone_fold_next(raw, token->end, &at);
        c = c < 0x80 ? (uint32_t)tolower((int)c) : c;
        char bytes[4];
        size_t length = c == ' ' ? 0 : utf8_encode(c, bytes);
        if (size + length > sizeof folded) {
            memmove(folded, folded + length, size - length);
            size -= length;
        }
        memcpy(folded + size, bytes, length);
        size += length;
    }
    size_t kept = size < text->start ? size : text->start;
    text->start -= kept;
    memcpy(text->buffer + text->start, folded + size - kept, kept);
}

/* The bracket that opens what closes here; `close` itself where there is none near. */
static size_t opening_of(const struct phone_tokens *tokens, size_t close)
{
    for (size_t i = close; i > 0 && close - i < 16; i--) {
        if (tokens->list[i - 1].kind == TOKEN_OPEN) {
            return i - 1;
        }
    }
    return close;
}

/* The texts in a bracket that holds no digits to speak of, at the end of `text`. */
static bool bracket_text(
    const struct phone_tokens *tokens, size_t open, size_t close, struct text *text)
{
    for (size_t i = close; i > open + 1; i--) {
        const struct phone_token *token = &tokens->list[i - 1];
        if (token->kind == TOKEN_DIGITS && token->size > 2) {
            return false;
        }
        if (is_text(token->kind) || token->kind == TOKEN_SLASH) {
            text_prepend(text, tokens->raw, token);
        }
    }
    return true;
}

/* What one part of a lead says, when another says that it is a telephone all the same. */
static enum phone_word settle(enum phone_word found, const struct text *beside)
{
    return found == PHONE_WORD_OTHER && phone_word_is_same(text_get(beside)) ? PHONE_WORD_PHONE
                                                                             : found;
}

/* One step towards the front of what stands before a group; false at its end. */
static bool step_back(
    const struct phone_tokens *tokens, size_t *at, struct text *text, struct text *beside)
{
    const struct phone_token *token = &tokens->list[*at - 1];
    bool is_empty = !*text_get(text);
    switch (token->kind) {
    case TOKEN_SPACE:
        break;
    case TOKEN_DOT:
    case TOKEN_DASH:
        if (!is_empty) {
            text_prepend(text, tokens->raw, token);
        }
        break;
    case TOKEN_COLON:
    case TOKEN_OPEN:
        if (!is_empty) {
            return false;
        }
        break;
    case TOKEN_CLOSE: {
        size_t open = opening_of(tokens, *at - 1);
        if (!is_empty || open == *at - 1 || !bracket_text(tokens, open, *at - 1, beside)) {
            return false;
        }
        *at = open;
        return true;
    }
    case TOKEN_WORD:
        text_prepend(text, tokens->raw, token);
        break;
    case TOKEN_DIGITS:
        if (!is_empty || token->size > 2 || *at < 2 ||
            tokens->list[*at - 2].kind != TOKEN_WORD) {
            return false;
        }
        text_prepend(text, tokens->raw, token);
        break;
    default:
        return false;
    }
    --*at;
    return true;
}

/* What the text in front of a token says that follows. */
static enum phone_word lead_of(const struct phone_tokens *tokens, size_t at)
{
    struct text text, beside;
    text_init(&text);
    text_init(&beside);
    while (at > 0 && step_back(tokens, &at, &text, &beside)) {
    }
    /* "电话/微信" */
    if (at > 0 && *text_get(&text) &&
        (tokens->list[at - 1].kind == TOKEN_SLASH || tokens->list[at - 1].kind == TOKEN_LIST)) {
        for (at--; at > 0 && tokens->list[at - 1].kind == TOKEN_WORD; at--) {
            text_prepend(&beside, tokens->raw, &tokens->list[at - 1]);
        }
    }
    const char *found_in = *text_get(&text) ? text_get(&text) : text_get(&beside);
    enum phone_word found = phone_word_at_end(found_in);
    if (found == PHONE_WORD_NONE && at > 0 && tokens->list[at - 1].kind == TOKEN_COLON) {
        struct text key; /* "内线：一号楼 3110" */
        text_init(&key);
        while (at > 1 && tokens->list[at - 2].kind == TOKEN_WORD) {
            text_prepend(&key, tokens->raw, &tokens->list[--at - 1]);
        }
        bool is_internal = phone_word_at_end(text_get(&key)) == PHONE_WORD_INTERNAL;
        return is_internal ? PHONE_WORD_INTERNAL : found;
    }
    return settle(found, &beside);
}

/* The same of the text behind: in brackets, or tight and not what leads to the next. */
static enum phone_word trail_of(const struct phone_tokens *tokens, size_t at)
{
    struct text text;
    text_init(&text);
    size_t end = at;
    while (tokens->list[end].kind == TOKEN_SPACE && tokens->list[end + 1].kind == TOKEN_OPEN) {
        end++;
    }
    if (tokens->list[end].kind == TOKEN_OPEN) {
        size_t open = end;
        while (
            end < tokens->count && end - open < 16 && tokens->list[end].kind != TOKEN_CLOSE) {
            end++;
        }
        if (tokens->list[end].kind != TOKEN_CLOSE || !bracket_text(tokens, open, end, &text)) {
            return PHONE_WORD_NONE;
        }
    } else {
        while (is_text(tokens->list[end].kind)) {
            end++;
        }
        enum phone_token_kind next = tokens->list[end].kind;
        if (next == TOKEN_COLON || next == TOKEN_DIGITS || next == TOKEN_OPEN ||
            next == TOKEN_DASH) {
            return PHONE_WORD_NONE;
        }
        for (size_t i = end; i > at; i--) {
            text_prepend(&text, tokens->raw, &tokens->list[i - 1]);
        }
    }
    enum phone_word found = phone_word_at_end(text_get(&text));
    return phone_word_is_same(text_get(&text)) ? PHONE_WORD_NONE : found;
}

static unsigned gap_flag(const struct phone_token *token, int depth)
{
    static const unsigned flags[] = { [TOKEN_SPACE] = GAP_SPACE,
        [TOKEN_DASH] = GAP_DASH,
        [TOKEN_ODD] = GAP_ODD,
        [TOKEN_DOT] = GAP_DOT,
        [TOKEN_WAVE] = GAP_WAVE,
        [TOKEN_UNTIL] = GAP_UNTIL,
        [TOKEN_STAR] = GAP_STAR,
        [TOKEN_MASK] = GAP_MASK,
        [TOKEN_PLUS] = GAP_PLUS,
        [TOKEN_COLON] = GAP_COLON,
        [TOKEN_SLASH] = GAP_SLASH,
        [TOKEN_LIST] = GAP_LIST,
        [TOKEN_COMMA] = GAP_COMMA,
        [TOKEN_STOP] = GAP_STOP,
        [TOKEN_LINE] = GAP_STOP,
        [TOKEN_ITEM] = GAP_ITEM,
        [TOKEN_OPEN] = GAP_OPEN,
        [TOKEN_CLOSE] = GAP_CLOSE,
        [TOKEN_EXTENSION] = GAP_EXTENSION };
    if (is_text(token->kind)) {
        return depth > 0 ? GAP_TEXT_INSIDE : GAP_TEXT;
    }
    return flags[token->kind];
}

/* What stands from `first` up to the group. */
static void read_gap(const struct phone_tokens *tokens, size_t first, struct phone_group *group)
{
    int depth = 0;
    for (size_t i = first; i < group->first; i++) {
        const struct phone_token *token = &tokens->list[i];
        group->before |= gap_flag(token, depth);
        depth += token->kind == TOKEN_OPEN;
        depth -= token->kind == TOKEN_CLOSE && depth > 0;
    }
    group->is_within = depth > 0;
}

/* How many tokens make one group of digits that stand alone: "1 3 9 0 0 0 0 5 6 7 8". */
static size_t spaced_run(const struct phone_tokens *tokens, size_t at)
{
    size_t end = at, digits = 0;
    while (tokens->list[end].kind == TOKEN_DIGITS && tokens->list[end].size == 1) {
        digits++;
        if (tokens->list[end + 1].kind != TOKEN_SPACE ||
            tokens->list[end + 2].kind != TOKEN_DIGITS || tokens->list[end + 2].size != 1) {
            return digits >= SPACED_DIGITS_MIN ? end + 1 - at : 1;
        }
        end += 2;
    }
    return digits >= SPACED_DIGITS_MIN ? end - 1 - at : 1;
}

static bool read_group(struct arena *arena, const struct phone_tokens *tokens, size_t at,
    struct phone_group *group)
{
    char digits[PHONE_RUN_MAX + 1] = { 0 };
    size_t run = spaced_run(tokens, at);
    *group = (struct phone_group) { .first = at, .last = at + run - 1 };
    for (size_t i = at; i < at + run; i++) {
        const struct phone_token *token = &tokens->list[i];
        if (token->kind == TOKEN_DIGITS && run == 1) {
            group->size = token->size;
        } else if (token->kind == TOKEN_DIGITS) {
            if (group->size < PHONE_RUN_MAX) {
                digits[group->size] = token->digits[0];
            }
            group->size++;
        }
    }
    group->digits =
        run == 1 ? tokens->list[at].digits : arena_strndup(arena, digits, sizeof digits - 1);
    return group->digits != NULL;
}

static void look_around(const struct phone_tokens *tokens, struct phone_group *group)
{
    size_t before = group->first, after = group->last + 1;
    while (before > 0 && tokens->list[before - 1].kind == TOKEN_SPACE) {
        before--;
    }
    group->lead = lead_of(tokens, group->first);
    group->trail = trail_of(tokens, after);
    group->has_text_before = group->first > 0 && is_text(tokens->list[group->first - 1].kind);
    group->plus_before = before > 0 && tokens->list[before - 1].kind == TOKEN_PLUS;
    enum phone_token_kind mark = before > 0 ? tokens->list[before - 1].kind : TOKEN_END;
    group->is_listed = mark == TOKEN_SLASH || mark == TOKEN_LIST || mark == TOKEN_COMMA ||
                       mark == TOKEN_WAVE || mark == TOKEN_UNTIL;
    size_t close = after + (tokens->list[after].kind == TOKEN_SPACE);
    group->closes = tokens->list[close].kind == TOKEN_CLOSE;
    group->is_boxed =
        group->closes && before > 0 && tokens->list[before - 1].kind == TOKEN_OPEN;
    group->is_masked = tokens->list[after].kind == TOKEN_MASK ||
                       (group->first > 0 && tokens->list[group->first - 1].kind == TOKEN_MASK);
    const struct phone_token *next = &tokens->list[after];
    char text[40] = { 0 };
    if (next->kind == TOKEN_SPACE && next[1].kind == TOKEN_WORD) {
        /* "302 室" */
        const char *word = tokens->raw + next[1].start;
        size_t size = next[1].end - next[1].start;
        group->is_counted = size >= strlen("室") && strncmp(word, "室", strlen("室")) == 0;
    }
    if (next->kind == TOKEN_WORD) {
        size_t size = next->end - next->start;
        memcpy(text, tokens->raw + next->start, size < sizeof text ? size : sizeof text - 1);
    }
    group->is_counted = group->is_counted || phone_word_counts(text);
    group->campus_behind = strncmp(text, "校园", strlen("校园")) == 0;
    group->is_quoted = strncmp(text, "”", strlen("”")) == 0 || text[0] == '"';
}

bool phone_group_is_year(const struct phone_group *group)
{
    return group->size == 4 &&
           (strncmp(group->digits, "19", 2) == 0 || strncmp(group->digits, "20", 2) == 0);
}

/* Clock times, dates and years: 8:30, 2026-09-01, 2024-2025. */
static void mark_times(struct phone_scan *scan)
{
    for (size_t i = 0; i + 1 < scan->count; i++) {
        struct phone_group *group = &scan->groups[i], *next = &scan->groups[i + 1];
        unsigned gap = next->before;
        bool is_date_mark = gap == GAP_DASH || gap == GAP_DOT || gap == GAP_SLASH;
        bool is_clock = gap == GAP_COLON && group->size <= 2 && next->size == 2;
        bool is_date = is_date_mark && phone_group_is_year(group) && next->size <= 2;
        bool is_span = (gap & ~(unsigned)(GAP_SPACE | GAP_DASH | GAP_WAVE | GAP_UNTIL)) == 0 &&
                       gap && gap != GAP_SPACE && phone_group_is_year(group) &&
                       phone_group_is_year(next);
        if (is_clock || is_date || is_span) {
            group->is_time = next->is_time = true;
        }
        if (is_date && i + 2 < scan->count && scan->groups[i + 2].before == gap &&
            scan->groups[i + 2].size <= 2) {
            scan->groups[i + 2].is_time = true;
        }
    }
}

bool phone_scan_read(
    struct arena *arena, const char *raw, enum phone_plan plan, struct phone_scan *out)
{
    *out = (struct phone_scan) { .plan = plan };
    if (!phone_tokens_read(arena, raw, &out->tokens)) {
        return false;
    }
    struct phone_tokens *tokens = &out->tokens;
    phone_items_mark(tokens);
    size_t end = 0, most = 0;
    for (size_t i = 0; i < tokens->count; i++) {
        most += tokens->list[i].kind == TOKEN_DIGITS;
    }
    most = most < PHONE_GROUPS_MAX ? most : PHONE_GROUPS_MAX;
    out->groups = arena_array(arena, most, sizeof *out->groups);
    for (size_t i = 0; out->groups && i < tokens->count; i++) {
        if (tokens->list[i].kind != TOKEN_DIGITS) {
            continue;
        }
        if (out->count == PHONE_GROUPS_MAX) {
            tokens->is_cut = true;
            tokens->count = i;
            tokens->list[i].kind = TOKEN_END;
            break;
        }
        struct phone_group *group = &out->groups[out->count];
        if (!read_group(arena, tokens, i, group)) {
            return false;
        }
        group->before = out->count == 0 ? GAP_BEGINNING : 0;
        read_gap(tokens, end, group);
        out->count++;
        i = group->last;
        end = i + 1;
    }
    for (size_t i = 0; i < out->count; i++) {
        look_around(tokens, &out->groups[i]);
    }
    mark_times(out);
    return out->groups != NULL;
}
