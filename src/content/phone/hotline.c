#include "content/phone/hotline.h"

#include "content/phone/hotline_number.h"

#include <string.h>
#include <strings.h>

enum { PHONES_MAX = 50, BRACKET_TOKENS_MAX = 64 };

struct parser {
    struct arena *arena;
    const char *raw;
    const struct hotline_token *tokens;
    size_t at;
    bool labels_lead; /* labels without a colon stand before their numbers */
    char area[5];
    const char *label; /* of the numbers to come, or empty */
    bool skips;        /* the label says that these are no telephone numbers */
    bool internal;     /* the label says that short numbers are meant */
    struct phone *phones;
    size_t count, capacity;
    bool direct; /* nothing but spaces since the last phone */
    bool no_memory;
};

static const struct hotline_token *token_at(const struct parser *parser)
{
    return &parser->tokens[parser->at];
}

static bool contains_any(const char *text, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strcasestr(text, words[i])) {
            return true;
        }
    }
    return false;
}
#define CONTAINS_ANY(text, words) contains_any(text, words, sizeof(words) / sizeof *(words))

/* The raw text from one token up to another, without white space and marks around it. */
static const char *raw_between(struct parser *parser, size_t first, size_t end)
{
    static const char *const marks[] = { " ", "\t", "\r", "　", "\u00A0", ".", ":", "：", "-",
        "－", "—", ",", "，", "、", ";", "；", "/", "／", "☎", "☏", "📞", "📱", "\uFE0F" };
    const char *start = parser->raw + parser->tokens[first].start;
    size_t size = parser->tokens[end].start - parser->tokens[first].start;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t length = strlen(marks[i]);
        bool leads = size >= length && memcmp(start, marks[i], length) == 0;
        bool trails = size >= length && memcmp(start + size - length, marks[i], length) == 0;
        if (leads || trails) {
            start += leads ? length : 0;
            size -= length;
            i = (size_t)-1; /* from the first mark again */
        }
    }
    char *text = arena_strndup(parser->arena, start, size);
    parser->no_memory = parser->no_memory || !text;
    return text ? text : "";
}

static void set_label(struct parser *parser, const char *label)
{
    /* What every hotline is says nothing about this one. */
    static const char *const plain[] = { "电话", "联系电话", "咨询电话", "电话号码", "联系方式",
        "热线", "热线电话", "手机", "手机号", "座机", "区号", "号码", "tel", "phone", "mobile",
        "mob", "t", "m", "p", "hotline" };
    static const char *const other[] = { "QQ", "微信", "wechat", "邮编", "邮政编码", "邮箱",
        "mail", "网址", "账号", "群号", "公众号" };
    static const char *const phone[] = { "电话", "手机", "热线", "tel", "phone" };
    static const char *const internal[] = { "内线", "短号", "分机", "校内" };
    parser->label = label;
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        if (strcasecmp(plain[i], label) == 0) {
            parser->label = "";
        }
    }
    if (strchr(label, '@') || strcasestr(label, "www.")) {
        parser->label = "";
    }
    parser->skips = CONTAINS_ANY(label, other) && !CONTAINS_ANY(label, phone);
    parser->internal = CONTAINS_ANY(label, internal);
}

static void add_note(struct parser *parser, const char *note)
{
    struct phone *phone = &parser->phones[parser->count - 1];
    if (note[0]) {
        phone->note =
            phone->note[0] ? arena_printf(parser->arena, "%s %s", phone->note, note) : note;
        parser->no_memory = parser->no_memory || !phone->note;
    }
}

/* Adds area-number or number, with its extension if that is not empty. */
static void add_phone(
    struct parser *parser, const char *area, const char *number, const char *extension)
{
    parser->direct = false;
    if (parser->skips || parser->no_memory || parser->count == PHONES_MAX) {
        return;
    }
    char *text = arena_printf(parser->arena, "%s%s%s%s%s", area, area[0] ? "-" : "", number,
        extension[0] ? " 转 " : "", extension);
    struct phone *grown = arena_grow(parser->arena, parser->phones, parser->count,
        &parser->capacity, sizeof *parser->phones);
    if (!text || !grown) {
        parser->no_memory = true;
        return;
    }
    parser->phones = grown;
    grown[parser->count++] = (struct phone) { .number = text, .note = parser->label };
    parser->direct = true;
}

static size_t skip_kind(const struct parser *parser, size_t at, enum token_kind kind)
{
    while (parser->tokens[at].kind == kind) {
        at++;
    }
    return at;
}

/* "转 8001", "-8001" and, behind the first, "/8002": more of the same switchboard. The token
 * of the next extension of the number, or 0 when there is none. */
static size_t find_extension(const struct parser *parser, size_t at, int size)
{
    const struct hotline_token *tokens = parser->tokens;
    struct hotline_number other;
    if (size) {
        if (tokens[at].kind != TOKEN_SLASH && tokens[at].kind != TOKEN_COMMA) {
            return 0;
        }
        size_t next = skip_kind(parser, at + 1, TOKEN_SPACE);
        bool list = tokens[next].kind == TOKEN_NUMBER && tokens[next].digit_count == size &&
                    size > 1 && !number_match(tokens, next, &other) &&
                    tokens[next + 1].kind != TOKEN_TEXT && tokens[next + 1].kind != TOKEN_DASH;
        return list ? next : 0;
    }
    if (tokens[at].kind == TOKEN_DASH && tokens[at + 1].kind == TOKEN_NUMBER) {
        bool fits = tokens[at + 1].digit_count <= 5 && !number_is_area(&tokens[at + 1]) &&
                    tokens[at + 2].kind != TOKEN_DASH;
        return fits ? at + 1 : 0;
    }
    size_t next = at;
    while (tokens[next].kind == TOKEN_SPACE || tokens[next].kind == TOKEN_COMMA ||
           tokens[next].kind == TOKEN_DASH || tokens[next].kind == TOKEN_OPEN) {
        next++;
    }
    if (tokens[next].kind != TOKEN_EXTENSION) {
        return 0;
    }
    next++;
    while (tokens[next].kind == TOKEN_SPACE || tokens[next].kind == TOKEN_COLON ||
           tokens[next].kind == TOKEN_DASH) {
        next++;
    }
    bool fits = tokens[next].kind == TOKEN_NUMBER && tokens[next].digit_count <= 6;
    return fits ? next : 0;
}

/* "65763111/2/3" and "65763111/3222": the last digits of a number like the one before. */
static bool find_tail(
    const struct parser *parser, size_t at, const struct hotline_number *number)
{
    const struct hotline_token *tail = &parser->tokens[at + 1];
    struct hotline_number other;
    return parser->tokens[at].kind == TOKEN_SLASH && tail->kind == TOKEN_NUMBER &&
           tail->digit_count <= 4 && number->is_local && strlen(number->text) >= 7 &&
           !number_match(parser->tokens, at + 1, &other) && tail[1].kind != TOKEN_TEXT;
}

static void read_number(struct parser *parser, struct hotline_number *number)
{
    if (number->area[0]) {
        memcpy(parser->area, number->area, sizeof parser->area);
    }
    const char *area = number->is_local ? parser->area : "";
    parser->at = number->end;
    size_t extension = number->is_service ? 0 : find_extension(parser, parser->at, 0);
    if (!extension) {
        add_phone(parser, area, number->text, "");
    }
    while (extension) {
        const struct hotline_token *token = &parser->tokens[extension];
        add_phone(parser, area, number->text, token->digits);
        parser->at = extension + 1;
        extension = find_extension(parser, parser->at, token->digit_count);
    }
    while (find_tail(parser, parser->at, number)) {
        const struct hotline_token *tail = &parser->tokens[parser->at + 1];
        memcpy(number->text + strlen(number->text) - (size_t)tail->digit_count, tail->digits,
            (size_t)tail->digit_count);
        add_phone(parser, area, number->text, "");
        parser->at += 2;
    }
}

/* The bracket that closes the one at open; open itself when there is none near. */
static size_t find_close(const struct parser *parser, size_t open)
{
    for (size_t i = open + 1; i < open + BRACKET_TOKENS_MAX; i++) {
        if (parser->tokens[i].kind == TOKEN_CLOSE) {
            return i;
        }
        if (parser->tokens[i].kind == TOKEN_END) {
            break;
        }
    }
    return open;
}

static bool holds_number(const struct parser *parser, size_t first, size_t end)
{
    struct hotline_number number;
    for (; first < end; first++) {
        if (number_is_area(&parser->tokens[first]) ||
            number_match(parser->tokens, first, &number)) {
            return true;
        }
    }
    return false;
}

/* A bracket with text in it: belongs to the number before it, or else leads. */
static void read_bracket(struct parser *parser)
{
    size_t open = parser->at, close = find_close(parser, open);
    if (close == open || holds_number(parser, open + 1, close)) {
        parser->direct = false;
        parser->at++;
        return;
    }
    const char *text = raw_between(parser, open + 1, close);
    if (parser->direct) {
        add_note(parser, text);
    } else {
        set_label(parser, text);
    }
    parser->at = close + 1;
}

/* The end of the text that begins at parser->at: up to a number, a separator or a colon that
 * does not stand between digits as in "8:30". */
static size_t find_text_end(const struct parser *parser)
{
    const struct hotline_token *tokens = parser->tokens;
    struct hotline_number number;
    size_t i = parser->at + 1;
    for (;; i++) {
        switch (tokens[i].kind) {
        case TOKEN_COMMA:
        case TOKEN_CLOSE:
        case TOKEN_END:
            return i;
        case TOKEN_COLON:
            if (tokens[i - 1].kind != TOKEN_NUMBER || tokens[i + 1].kind != TOKEN_NUMBER ||
                number_match(tokens, i + 1, &number)) {
                return i;
            }
            break;
        case TOKEN_OPEN: {
            size_t close = find_close(parser, i);
            if (parser->direct || close == i || holds_number(parser, i + 1, close)) {
                return i;
            }
            i = close;
            break;
        }
        case TOKEN_NUMBER:
        case TOKEN_PLUS:
            if (number_is_area(&tokens[i]) || number_match(tokens, i, &number)) {
                return i;
            }
            break;
        default:
            break;
        }
    }
}

static void read_text(struct parser *parser)
{
    struct hotline_number number;
    size_t start = parser->at, end = find_text_end(parser);
    size_t next = end;
    const struct hotline_token *tokens = parser->tokens;
    const char *text = raw_between(parser, start, end);
    while (tokens[next].kind == TOKEN_SPACE || tokens[next].kind == TOKEN_COMMA ||
           tokens[next].kind == TOKEN_OPEN) {
        next++;
    }
    bool number_follows =
        number_is_area(&tokens[next]) || number_match(tokens, next, &number) ||
        (tokens[end].kind == TOKEN_OPEN && number_match(tokens, end, &number));
    bool close_by = tokens[end].kind != TOKEN_COMMA;
    if (tokens[end].kind == TOKEN_COLON) {
        set_label(parser, text);
    } else if (parser->direct && !(parser->labels_lead && number_follows && close_by)) {
        add_note(parser, text);
    } else if (number_follows) {
        set_label(parser, text);
    }
    parser->direct = false;
    parser->at = end;
}

static bool text_comes_first(const struct parser *parser)
{
    struct hotline_number number;
    for (size_t i = 0; parser->tokens[i].kind != TOKEN_END; i++) {
        if (number_match(parser->tokens, i, &number)) {
            return false;
        }
        if (parser->tokens[i].kind == TOKEN_TEXT) {
            return true;
        }
    }
    return false;
}

static void read_next(struct parser *parser)
{
    struct hotline_number number;
    const struct hotline_token *token = token_at(parser);
    if (number_match(parser->tokens, parser->at, &number)) {
        read_number(parser, &number);
    } else if (number_is_area(token)) {
        memcpy(parser->area, token->digits, sizeof parser->area);
        parser->area[4] = '\0';
        parser->at++;
    } else if (token->kind == TOKEN_NUMBER && parser->internal && token->digit_count >= 3 &&
               token->digit_count <= 6) {
        add_phone(parser, "", token->digits, "");
        parser->at++;
    } else if (token->kind == TOKEN_NUMBER && parser->skips) {
        parser->at++;
    } else if (token->kind == TOKEN_OPEN) {
        read_bracket(parser);
    } else if (token->kind == TOKEN_TEXT || token->kind == TOKEN_NUMBER ||
               token->kind == TOKEN_EXTENSION) {
        read_text(parser);
    } else {
        parser->direct = parser->direct && token->kind == TOKEN_SPACE;
        parser->at++;
    }
}

bool hotline_parse_numbers(
    struct arena *arena, const char *raw, const struct phone **phones, size_t *count)
{
    struct parser parser = { .arena = arena, .raw = raw, .label = "" };
    /* Tokens take 50 times the room of what they were read from: not into the feed's arena. */
    struct arena scratch;
    arena_init(&scratch);
    parser.tokens = hotline_tokens(&scratch, raw);
    parser.no_memory = !parser.tokens;
    parser.labels_lead = parser.tokens && text_comes_first(&parser);
    while (!parser.no_memory && token_at(&parser)->kind != TOKEN_END) {
        read_next(&parser);
    }
    arena_finish(&scratch);
    *phones = parser.phones;
    *count = parser.count;
    return !parser.no_memory;
}
