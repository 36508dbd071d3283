#include "content/phone/scan/phone_token.h"

#include "base/utf8.h"
#include "content/text/plate.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum { RAW_MAX_BYTES = 8 * 1024, EXTENSION_NAME_MAX = 8, CARD_DIGITS = 17 };

struct lexer {
    struct arena *arena;
    const char *raw;
    size_t size, at;
    const struct phone_token *previous; /* or NULL */
};

static bool is_in(uint32_t c, const char *set)
{
    for (size_t at = 0, size = strlen(set); at < size;) {
        if (utf8_next(set, size, &at) == c) {
            return true;
        }
    }
    return false;
}

static uint32_t peek(const struct lexer *lexer, size_t *next)
{
    *next = lexer->at;
    return *next < lexer->size ? phone_fold_next(lexer->raw, lexer->size, next) : 0;
}

static bool is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(uint32_t c)
{
    return c < 0x80 && isalpha((int)c);
}

static enum phone_token_kind kind_of(uint32_t c)
{
    static const struct {
        const char *set;
        enum phone_token_kind kind;
    } kinds[] = {
        { " ☎☏📞📱📠🕿✆●■◆★▲►▶→👉", TOKEN_SPACE },
        { "-", TOKEN_DASH },
        { "~", TOKEN_WAVE },
        { ".", TOKEN_DOT },
        { "+", TOKEN_PLUS },
        { ":∶︰﹕", TOKEN_COLON },
        { "/\\", TOKEN_SLASH },
        { "([{〔【［「『《<〈〖", TOKEN_OPEN },
        { ")]}〕】］」』》>〉〗", TOKEN_CLOSE },
        { "、|｜&·•‧・﹑､", TOKEN_LIST },
        { ",،﹐", TOKEN_COMMA },
        { ";。!?｡؛۔؟﹔", TOKEN_STOP },
        { "\n", TOKEN_LINE },
    };
    if (is_digit(c)) {
        return TOKEN_DIGITS;
    }
    if ((c >= 0x2460 && c <= 0x249B) || (c >= 0x2776 && c <= 0x2793) ||
        (c >= 0x3220 && c <= 0x3229) || (c >= 0x3280 && c <= 0x3289)) {
        return TOKEN_ITEM; /* circled, in brackets, with a stop */
    }
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (is_in(c, kinds[i].set)) {
            return kinds[i].kind;
        }
    }
    return TOKEN_WORD;
}

static bool equals_any(
    const struct lexer *lexer, size_t start, const char *const *words, size_t count)
{
    size_t length = lexer->at - start;
    for (size_t i = 0; i < count; i++) {
        if (strlen(words[i]) == length &&
            strncasecmp(lexer->raw + start, words[i], length) == 0) {
            return true;
        }
    }
    return false;
}
#define EQUALS_ANY(lexer, start, words)                                                        \
    equals_any(lexer, start, words, sizeof(words) / sizeof *(words))

/* How many digits follow, behind the marks that may stand before an extension. */
static int digits_behind(struct lexer lexer, const char *marks)
{
    size_t next;
    uint32_t c;
    while ((c = peek(&lexer, &next)) && is_in(c, marks)) {
        lexer.at = next;
    }
    int count = 0;
    while (is_digit(peek(&lexer, &next))) {
        lexer.at = next;
        count++;
    }
    return count;
}

/* "转招办8001": a name before the extension. */
static bool named_extension_follows(struct lexer lexer)
{
    size_t next;
    uint32_t c;
    while ((c = peek(&lexer, &next)) && is_in(c, " :(\n")) {
        lexer.at = next;
    }
    int letters = 0;
    while (letters <= EXTENSION_NAME_MAX && (c = peek(&lexer, &next)) &&
           kind_of(c) == TOKEN_WORD && !is_letter(c)) {
        lexer.at = next;
        letters++;
    }
    int digits = digits_behind(lexer, " :");
    return letters > 0 && letters <= EXTENSION_NAME_MAX && digits >= 1 && digits <= 6;
}

static bool read_han_extension(struct lexer *lexer, struct phone_token *token)
{
    static const struct {
        const char *word;
        bool is_internal;
    } words[] = { { "转分机号", false }, { "转分机", false }, { "轉分機號", false },
        { "轉分機", false }, { "转接", false }, { "轉接", false }, { "转内线", false },
        { "分机号码", true }, { "分机号", true }, { "分機號碼", true }, { "分機號", true },
        { "分机", true }, { "分機", true }, { "內線", true }, { "转", false }, { "轉", false },
        { "接", false } };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t length = strlen(words[i].word);
        struct lexer after = *lexer;
        after.at += length;
        if (after.at > lexer->size ||
            memcmp(lexer->raw + lexer->at, words[i].word, length) != 0) {
            continue;
        }
        if (i + 1 == sizeof words / sizeof *words &&
            !(lexer->previous && lexer->previous->kind == TOKEN_DIGITS)) {
            return false; /* 接 says it between digits alone */
        }
        int digits = digits_behind(after, " :.-()#*为是");
        if ((digits >= 1 && digits <= 6) || (digits == 0 && named_extension_follows(after))) {
            lexer->at = after.at;
            token->is_internal = words[i].is_internal;
            return true;
        }
        return false;
    }
    return false;
}

static bool follows_number(const struct lexer *lexer)
{
    const struct phone_token *token = lexer->previous;
    while (token && token->start > 0 &&
           (token->kind == TOKEN_SPACE || token->kind == TOKEN_COMMA ||
               token->kind == TOKEN_STOP || token->kind == TOKEN_OPEN)) {
        token--;
    }
    return token && (token->kind == TOKEN_DIGITS || token->kind == TOKEN_CLOSE);
}

/* Letters, with the digits that belong to them. Labels have none of their own. */
static enum phone_token_kind read_letters(struct lexer *lexer, struct phone_token *token)
{
    static const char *const extensions[] = { "x", "ext", "extn", "extension" };
    static const char *const labels[] = { "tel", "fax", "phone", "telephone", "mobile", "mob",
        "cell", "qq", "wx", "vx", "wechat", "hotline", "t", "f", "m", "p", "o", "h", "tel no",
        "id", "no" };
    size_t start = lexer->at, next, plate = plate_end(lexer->raw, lexer->size, start);
    if (plate) {
        lexer->at = plate;
        return TOKEN_NAME;
    }
    while (is_letter(peek(lexer, &next))) {
        lexer->at = next;
    }
    int digits = digits_behind(*lexer, " :.-=");
    if (digits >= 1 && digits <= 6 && follows_number(lexer) &&
        EQUALS_ANY(lexer, start, extensions)) {
        if (peek(lexer, &next) == '.') {
            lexer->at = next;
        }
        token->is_internal = false;
        return TOKEN_EXTENSION;
    }
    bool is_label = EQUALS_ANY(lexer, start, labels) && peek(lexer, &next) != '_';
    bool is_name = false;
    uint32_t c;
    while (!is_label &&
           ((c = peek(lexer, &next)), is_letter(c) || is_digit(c) || (c && is_in(c, ".@_-")))) {
        struct lexer after = *lexer;
        after.at = next;
        uint32_t behind = peek(&after, &(size_t) { 0 });
        if (!is_letter(c) && !is_digit(c) && !is_letter(behind) && !is_digit(behind)) {
            break; /* a mark that ends a word is none of it */
        }
        is_name = is_name || is_digit(c) || c == '@';
        lexer->at = next;
    }
    return is_name ? TOKEN_NAME : TOKEN_WORD;
}

/* What a run of digits is that letters follow. */
static bool is_part_of_name(const struct lexer *lexer, uint32_t c, int digits)
{
    static const char *const words[] = { "x", "ext", "extn", "extension", "tel", "fax", "qq",
        "wx", "phone", "am", "pm", "h" };
    if (c == '@') {
        return true;
    }
    if (c == '_') { /* "023_65763111" is a dash, "12_ab" a name */
        struct lexer after = *lexer;
        size_t next;
        peek(&after, &after.at);
        return !is_digit(peek(&after, &next));
    }
    if (!is_letter(c)) {
        return false;
    }
    struct lexer word = *lexer;
    size_t next;
    while (is_letter(peek(&word, &next))) {
        word.at = next;
    }
    uint32_t behind = peek(&word, &next);
    bool is_plain = EQUALS_ANY(&word, lexer->at, words);
    return !is_plain && (digits < 7 || behind == '@' || behind == '_' || is_digit(behind));
}

/* "O23-65763111", "O1O-62751110": the letter for the digit, in an area's code. */
static bool has_letters_for_zeros(const struct lexer *lexer)
{
    struct lexer after = *lexer;
    size_t next;
    int size = 0, letters = 0;
    uint32_t first = peek(lexer, &next), c;
    while (is_digit(c = peek(&after, &next)) || c == 'O') {
        after.at = next;
        letters += c == 'O';
        size++;
    }
    return (first == 'O' || first == '0') && (size == 3 || size == 4) && letters > 0 &&
           letters < size && c && is_in(c, "- )/") &&
           !(lexer->previous && lexer->previous->kind == TOKEN_DIGITS);
}

static enum phone_token_kind read_digits(
    struct lexer *lexer, struct phone_token *token, bool has_letters)
{
    char digits[PHONE_RUN_MAX + 1];
    size_t next;
    uint32_t c;
    while (is_digit(c = peek(lexer, &next)) || (c == 'O' && has_letters)) {
        if (token->size < PHONE_RUN_MAX) {
            digits[token->size] = c == 'O' ? '0' : (char)c;
        }
        token->size++;
        lexer->at = next;
    }
    if (token->size >= CARD_DIGITS && is_letter(c) && c != 'O') {
        lexer->at = next; /* 110101199003071X: the last of an identity card's */
    } else if (is_part_of_name(lexer, c, token->size)) {
        while (is_letter(c = peek(lexer, &next)) || is_digit(c) || (c && is_in(c, ".@_-"))) {
            lexer->at = next;
        }
        return TOKEN_NAME;
    }
    size_t kept = token->size < PHONE_RUN_MAX ? (size_t)token->size : PHONE_RUN_MAX;
    token->digits = arena_strndup(lexer->arena, digits, kept);
    return TOKEN_DIGITS;
}

static enum phone_token_kind read_text(struct lexer *lexer)
{
    static const char *const lists[] = { "或", "或者", "和", "及", "以及", "与", "與", "跟" };
    static const char *const ranges[] = { "至", "到" };
    static const char *const dashes[] = { "一" };
    size_t start = lexer->at, next;
    for (uint32_t c; (c = peek(lexer, &next)) && kind_of(c) == TOKEN_WORD && !is_letter(c) &&
                     !is_in(c, "*#_＊＃");) {
        struct phone_token ignored = { 0 };
        if (lexer->at > start &&
            read_han_extension(&(struct lexer) { lexer->arena, lexer->raw, lexer->size,
                                   lexer->at, lexer->previous },
                &ignored)) {
            break;
        }
        lexer->at = next;
    }
    bool is_between = is_digit(peek(lexer, &next)) && lexer->previous &&
                      lexer->previous->kind == TOKEN_DIGITS;
    if (is_between && EQUALS_ANY(lexer, start, dashes)) {
        return TOKEN_ODD;
    }
    return EQUALS_ANY(lexer, start, ranges)  ? TOKEN_UNTIL
           : EQUALS_ANY(lexer, start, lists) ? TOKEN_LIST
                                             : TOKEN_WORD;
}

/* "*8001" is an extension's mark, "****" hides digits. */
static enum phone_token_kind read_marks(struct lexer *lexer)
{
    size_t start = lexer->at, next;
    uint32_t c;
    while ((c = peek(lexer, &next)) && is_in(c, "*#_")) {
        lexer->at = next;
    }
    bool is_one = lexer->at - start == 1 || (unsigned char)lexer->raw[start] >= 0x80;
    if (!is_one) {
        return TOKEN_MASK;
    }
    if (!is_digit(c)) {
        return TOKEN_WORD;
    }
    return lexer->raw[start] == '_' ? TOKEN_ODD : TOKEN_STAR;
}

static void read_token(struct lexer *lexer, struct phone_token *token)
{
    size_t next;
    uint32_t c = peek(lexer, &next);
    *token = (struct phone_token) { .kind = kind_of(c), .start = lexer->at };
    bool has_letters = has_letters_for_zeros(lexer);
    if (token->kind == TOKEN_DIGITS || has_letters) {
        token->kind = read_digits(lexer, token, has_letters);
    } else if (token->kind == TOKEN_SPACE) {
        while (lexer->at < lexer->size && kind_of(peek(lexer, &next)) == TOKEN_SPACE) {
            lexer->at = next;
        }
    } else if (is_letter(c)) {
        token->kind = read_letters(lexer, token);
    } else if (c && is_in(c, "*#_")) {
        token->kind = read_marks(lexer);
    } else if (token->kind == TOKEN_WORD) {
        token->kind = read_han_extension(lexer, token) ? TOKEN_EXTENSION : read_text(lexer);
    } else {
        lexer->at = next;
    }
    token->end = lexer->at;
}

bool phone_tokens_read(struct arena *arena, const char *raw, struct phone_tokens *out)
{
    struct lexer lexer = { .arena = arena, .raw = raw, .size = strnlen(raw, RAW_MAX_BYTES) };
    struct phone_token *tokens = NULL;
    size_t count = 0, capacity = 0;
    for (;;) {
        struct phone_token *grown = arena_grow(arena, tokens, count, &capacity, sizeof *tokens);
        if (!grown) {
            return false;
        }
        tokens = grown;
        if (lexer.at == lexer.size) {
            break;
        }
        lexer.previous = count ? &tokens[count - 1] : NULL;
        read_token(&lexer, &tokens[count]);
        if (tokens[count].kind == TOKEN_DIGITS && !tokens[count].digits) {
            return false;
        }
        count++;
    }
    tokens[count] =
        (struct phone_token) { .kind = TOKEN_END, .start = lexer.size, .end = lexer.size };
    *out = (struct phone_tokens) {
        .raw = raw, .list = tokens, .count = count, .is_cut = raw[lexer.size] != '\0'
    };
    return true;
}
