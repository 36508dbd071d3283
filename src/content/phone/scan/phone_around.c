#include "content/phone/scan/phone_around.h"

#include "base/utf8.h"

#include <ctype.h>
#include <string.h>

enum { TEXT_MAX = 120 };

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
    bool is_same = phone_word_is_same(text_get(beside)) ||
                   phone_word_at_end(text_get(beside)) == PHONE_WORD_PHONE; /* "Tel/WeChat" */
    return found == PHONE_WORD_OTHER && is_same ? PHONE_WORD_PHONE : found;
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

static bool begins_with(const char *text, const char *word)
{
    while (*word && *word == *text) {
        word++;
        text++;
    }
    return !*word;
}

/* "微博@云山招生65763111": a name that an account has. */
static bool is_of_handle(const struct phone_tokens *tokens, const struct phone_group *group)
{
    const struct phone_token *token = group->first > 0 ? &tokens->list[group->first - 1] : NULL;
    return token && token->kind == TOKEN_WORD &&
           memchr(tokens->raw + token->start, '@', token->end - token->start);
}

/* What the text in front of a group says that follows. */
static enum phone_word lead_of(const struct phone_tokens *tokens, struct phone_group *group)
{
    struct text text, beside;
    size_t at = group->first;
    text_init(&text);
    text_init(&beside);
    while (at > 0 && step_back(tokens, &at, &text, &beside)) {
    }
    group->is_inside = begins_with(text_get(&text), "校内") ||
                       begins_with(text_get(&text), "校內") ||
                       begins_with(text_get(&text), "院内");
    /* "电话/微信" */
    if (at > 0 && *text_get(&text) &&
        (tokens->list[at - 1].kind == TOKEN_SLASH || tokens->list[at - 1].kind == TOKEN_LIST)) {
        for (at--; at > 0 && tokens->list[at - 1].kind == TOKEN_WORD; at--) {
            text_prepend(&beside, tokens->raw, &tokens->list[at - 1]);
        }
    }
    group->is_dated = group->is_date && phone_word_dates(text_get(&text));
    const char *found_in = *text_get(&text) ? text_get(&text) : text_get(&beside);
    enum phone_word found = phone_word_at_end(found_in);
    if (found == PHONE_WORD_NONE && is_of_handle(tokens, group)) {
        return PHONE_WORD_OTHER;
    }
    if (found == PHONE_WORD_DEAD && !*text_get(&text) && at > 0 &&
        tokens->list[at - 1].kind == TOKEN_DIGITS) {
        found = PHONE_WORD_NONE; /* "65763111（旧）65763222" */
    }
    if (found == PHONE_WORD_NONE &&
        phone_word_at_end(text_get(&beside)) == PHONE_WORD_INTERNAL) {
        return PHONE_WORD_INTERNAL; /* "门卫（内）6120" */
    }
    if (found == PHONE_WORD_NONE && at > 0 && tokens->list[at - 1].kind == TOKEN_COLON) {
        struct text key; /* "内线：一号楼 3110" */
        text_init(&key);
        while (at > 1 && tokens->list[at - 2].kind == TOKEN_WORD) {
            text_prepend(&key, tokens->raw, &tokens->list[--at - 1]);
        }
        enum phone_word said = phone_word_at_end(text_get(&key));
        bool is_sign = strcmp(text_get(&text), "no") == 0; /* "编号：NO.20261120" */
        bool holds = said == PHONE_WORD_INTERNAL || (is_sign && said == PHONE_WORD_OTHER);
        return holds ? said : found;
    }
    return settle(found, &beside);
}

/* The same of the text behind: in brackets, or tight and not what leads to the next. */
static enum phone_word trail_of(const struct phone_tokens *tokens, size_t at)
{
    struct text text;
    text_init(&text);
    size_t end = at;
    while (tokens->list[end].kind == TOKEN_SPACE &&
           (tokens->list[end + 1].kind == TOKEN_OPEN || is_text(tokens->list[end + 1].kind))) {
        end++;
    }
    bool is_apart = end > at && tokens->list[end].kind != TOKEN_OPEN;
    at = end;
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
        for (size_t i = end; i > at; i--) {
            text_prepend(&text, tokens->raw, &tokens->list[i - 1]);
        }
        enum phone_token_kind next = tokens->list[end].kind;
        if (next == TOKEN_COLON || next == TOKEN_DIGITS || next == TOKEN_OPEN ||
            next == TOKEN_DASH) {
            return phone_word_replaces(text_get(&text)) ? PHONE_WORD_DEAD : PHONE_WORD_NONE;
        }
    }
    enum phone_word found = phone_word_at_end(text_get(&text));
    if (is_apart) { /* "65763111 请勿接听" says it too, whatever else might be a label */
        return found == PHONE_WORD_DEAD ? found : PHONE_WORD_NONE;
    }
    return phone_word_is_same(text_get(&text)) ? PHONE_WORD_NONE : found;
}

/* "微信：13800001234（同号）": the number of a telephone too. */
static bool is_same_behind(const struct phone_tokens *tokens, const struct phone_group *group)
{
    static const char *const words[] = { "同号", "同號", "手机同号", "电话同号", "同手机号" };
    const struct phone_token *open = &tokens->list[group->last + 1];
    if (open[0].kind != TOKEN_OPEN || open[1].kind != TOKEN_WORD ||
        open[2].kind != TOKEN_CLOSE || group->size != 11 || group->digits[0] != '1') {
        return false;
    }
    size_t size = open[1].end - open[1].start;
    bool is_said = false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        is_said = is_said || (strlen(words[i]) == size &&
                                 memcmp(tokens->raw + open[1].start, words[i], size) == 0);
    }
    return is_said;
}

static bool ends_with(const struct phone_tokens *tokens, size_t token, const char *word)
{
    size_t size = strlen(word), end = tokens->list[token].end;
    return end - tokens->list[token].start >= size &&
           memcmp(tokens->raw + end - size, word, size) == 0;
}

/* "87953110元", not 元旦 */
static bool is_money(const struct phone_tokens *tokens, size_t at)
{
    static const char *const others[] = { "元旦", "元月", "元宵" };
    const char *text = tokens->raw + tokens->list[at].start;
    bool is_yuan = tokens->list[at].kind == TOKEN_WORD && begins_with(text, "元");
    for (size_t i = 0; is_yuan && i < sizeof others / sizeof *others; i++) {
        is_yuan = !begins_with(text, others[i]);
    }
    return is_yuan;
}

/* 20261120, as machines write a day. */
static bool is_date(const struct phone_group *group)
{
    const char *digits = group->digits;
    bool is_century = strncmp(digits, "19", 2) == 0 || strncmp(digits, "20", 2) == 0;
    int month = group->size == 8 ? (digits[4] - '0') * 10 + digits[5] - '0' : 0;
    int day = group->size == 8 ? (digits[6] - '0') * 10 + digits[7] - '0' : 0;
    return is_century && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

void phone_around_look(const struct phone_tokens *tokens, struct phone_group *group)
{
    group->is_date = is_date(group);
    size_t before = group->first, after = group->last + 1;
    while (before > 0 && tokens->list[before - 1].kind == TOKEN_SPACE) {
        before--;
    }
    group->lead = lead_of(tokens, group);
    group->head = tokens->list[group->first].head;
    if (group->lead == PHONE_WORD_NONE && group->head > 0) {
        struct text head;
        text_init(&head);
        text_prepend(&head, tokens->raw, &tokens->list[group->head - 1]);
        group->lead = phone_word_at_end(text_get(&head));
    }
    if (group->lead == PHONE_WORD_OTHER && is_same_behind(tokens, group)) {
        group->lead = PHONE_WORD_PHONE;
    }
    group->trail = trail_of(tokens, after);
    if (group->trail == PHONE_WORD_NONE && is_money(tokens, after)) {
        group->trail = PHONE_WORD_OTHER;
    }
    group->has_text_before = group->first > 0 && is_text(tokens->list[group->first - 1].kind);
    group->plus_before = before > 0 && tokens->list[before - 1].kind == TOKEN_PLUS;
    enum phone_token_kind mark = before > 0 ? tokens->list[before - 1].kind : TOKEN_END;
    group->is_listed = group->is_led || mark == TOKEN_SLASH || mark == TOKEN_LIST ||
                       mark == TOKEN_COMMA || mark == TOKEN_WAVE || mark == TOKEN_UNTIL;
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
    const struct phone_token *turning = next + (next->kind == TOKEN_OPEN);
    group->turns =
        turning->kind == TOKEN_WORD && phone_word_turns(tokens->raw + turning->start);
    group->is_chained =
        mark == TOKEN_EXTENSION && before > 1 && ends_with(tokens, before - 2, "再");
    group->campus_behind = begins_with(text, "校园");
    group->is_quoted = begins_with(text, "”") || text[0] == '"';
}
