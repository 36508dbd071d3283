#include "content/phone/hotline_token.h"

#include "base/utf8.h"

#include <ctype.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

enum { RAW_MAX_BYTES = 8 * 1024 };

struct reader {
    const char *raw;
    size_t size, at;
    const struct hotline_token *previous; /* or NULL */
};

/* Full-width ASCII (U+FF01 to U+FF5E) as ASCII, and the many dashes and spaces as one. */
static uint32_t fold(uint32_t c)
{
    if (c >= 0xFF01 && c <= 0xFF5E) {
        c -= 0xFEE0;
    }
    if (c == 0xA0 || c == '\t' || c == '\r' || c == 0x3000 || (c >= 0x2000 && c <= 0x200B)) {
        return ' ';
    }
    if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xFE63 || c == 0x30FC ||
        c == 0x2500 || c == '~') {
        return '-';
    }
    return c;
}

static uint32_t peek(const struct reader *reader, size_t *next)
{
    *next = reader->at;
    return *next < reader->size ? fold(utf8_next(reader->raw, reader->size, next)) : 0;
}

static bool is_in(uint32_t c, const char *set)
{
    for (size_t at = 0, size = strlen(set); at < size;) {
        if (utf8_next(set, size, &at) == c) {
            return true;
        }
    }
    return false;
}

static bool is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(uint32_t c)
{
    return c < 0x80 && isalpha((int)c);
}

static enum token_kind kind_of(uint32_t c)
{
    if (is_digit(c)) {
        return TOKEN_NUMBER;
    }
    if (c == '-') {
        return TOKEN_DASH;
    }
    if (c == ' ') {
        return TOKEN_SPACE;
    }
    if (c == '+') {
        return TOKEN_PLUS;
    }
    if (c == ':') {
        return TOKEN_COLON;
    }
    if (c == '/') {
        return TOKEN_SLASH;
    }
    if (is_in(c, "([{〔【［「《<")) {
        return TOKEN_OPEN;
    }
    if (is_in(c, ")]}〕】］」》>")) {
        return TOKEN_CLOSE;
    }
    if (is_in(c, "、,;|\n。!?&·•")) {
        return TOKEN_COMMA;
    }
    return TOKEN_TEXT;
}

static bool equals(const struct reader *reader, size_t start, const char *word)
{
    size_t length = strlen(word);
    return reader->at - start == length && strncasecmp(reader->raw + start, word, length) == 0;
}

static bool equals_any(
    const struct reader *reader, size_t start, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (equals(reader, start, words[i])) {
            return true;
        }
    }
    return false;
}

/* True when digits follow, maybe behind spaces, a colon or a full stop ("ext. 8001"). */
static bool digits_follow(struct reader reader)
{
    size_t next;
    uint32_t c;
    while ((c = peek(&reader, &next)) == ' ' || c == ':' || c == '.' || c == '-') {
        reader.at = next;
    }
    return is_digit(c);
}

static bool follows_number(const struct reader *reader)
{
    const struct hotline_token *token = reader->previous;
    for (int i = 0; token && i < 3; i++, token--) {
        if (token->kind == TOKEN_NUMBER) {
            return true;
        }
        /* The first token of all is never one of these two behind a number. */
        if ((token->kind != TOKEN_SPACE && token->kind != TOKEN_COMMA) || token->start == 0) {
            return false;
        }
    }
    return false;
}

/* "转8001", "转分机8001", "分机:8001" behind a number. */
static bool read_han_extension(struct reader *reader)
{
    static const char *const words[] = { "转分机", "轉分機", "转接", "分机号", "分机", "分機",
        "转", "轉" };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t length = strlen(words[i]);
        struct reader after = *reader;
        after.at += length;
        if (after.at < reader->size &&
            memcmp(reader->raw + reader->at, words[i], length) == 0 && digits_follow(after) &&
            follows_number(reader)) {
            reader->at = after.at;
            return true;
        }
    }
    return false;
}

static enum token_kind read_word(struct reader *reader)
{
    static const char *const extensions[] = { "x", "ext", "extn" };
    static const char *const labels[] = { "tel", "fax", "phone", "mobile", "mob", "qq",
        "hotline", "t", "f", "m", "p" };
    size_t start = reader->at, next;
    while (is_letter(peek(reader, &next))) {
        reader->at = next;
    }
    bool digits = digits_follow(*reader);
    if (digits && follows_number(reader) &&
        equals_any(reader, start, extensions, sizeof extensions / sizeof *extensions)) {
        if (peek(reader, &next) == '.') {
            reader->at = next;
        }
        return TOKEN_EXTENSION;
    }
    if (!equals_any(reader, start, labels, sizeof labels / sizeof *labels)) {
        /* A host, a mail address, a room: its digits are no number. */
        uint32_t c;
        while (is_letter(c = peek(reader, &next)) || is_digit(c) || (c && is_in(c, ".@_-"))) {
            reader->at = next;
        }
    }
    return TOKEN_TEXT;
}

static enum token_kind read_digits(struct reader *reader, struct hotline_token *token)
{
    size_t next;
    uint32_t c;
    while (is_digit(c = peek(reader, &next))) {
        if (token->digit_count < HOTLINE_DIGITS) {
            token->digits[token->digit_count] = (char)c;
        }
        token->digit_count++;
        reader->at = next;
    }
    bool is_extension = (c == 'x' || c == 'X' || c == 'e' || c == 'E');
    if (c == '@' || c == '_' || (is_letter(c) && !is_extension)) {
        /* "2024zs@...", "101A": part of a word */
        while (is_letter(c = peek(reader, &next)) || is_digit(c) || (c && is_in(c, ".@_"))) {
            reader->at = next;
        }
        return TOKEN_TEXT;
    }
    return token->digit_count > HOTLINE_DIGITS ? TOKEN_TEXT : TOKEN_NUMBER;
}

static enum token_kind read_text(struct reader *reader)
{
    static const char *const joiners[] = { "或", "或者", "和", "及", "以及", "与", "至", "到" };
    size_t start = reader->at, next;
    for (uint32_t c; (c = peek(reader, &next)) && kind_of(c) == TOKEN_TEXT && !is_letter(c);) {
        if (reader->at > start && read_han_extension(&(struct reader) { reader->raw,
                                      reader->size, reader->at, reader->previous })) {
            break;
        }
        reader->at = next;
    }
    return equals_any(reader, start, joiners, sizeof joiners / sizeof *joiners) ? TOKEN_COMMA
                                                                                : TOKEN_TEXT;
}

static void read_token(struct reader *reader, struct hotline_token *token)
{
    size_t next;
    uint32_t c = peek(reader, &next);
    *token = (struct hotline_token) { .kind = kind_of(c), .start = reader->at };
    if (token->kind == TOKEN_NUMBER) {
        token->kind = read_digits(reader, token);
    } else if (token->kind == TOKEN_SPACE) {
        while (reader->at < reader->size && peek(reader, &next) == ' ') {
            reader->at = next;
        }
    } else if (c == '.' && reader->previous && reader->previous->kind == TOKEN_NUMBER) {
        reader->at = next;
        token->kind = is_digit(peek(reader, &next)) ? TOKEN_DASH : TOKEN_TEXT;
    } else if (is_letter(c)) {
        token->kind = read_word(reader);
    } else if (token->kind == TOKEN_TEXT) {
        token->is_counter = is_in(c, "号室栋楼级年月日班人元层路幢米分点时小天周届个门座#%");
        token->kind = read_han_extension(reader) ? TOKEN_EXTENSION : read_text(reader);
    } else {
        reader->at = next;
    }
    token->end = reader->at;
}

const struct hotline_token *hotline_tokens(struct arena *arena, const char *raw)
{
    struct reader reader = { .raw = raw, .size = strnlen(raw, RAW_MAX_BYTES) };
    struct hotline_token *tokens = NULL;
    size_t count = 0, capacity = 0;
    for (;;) {
        struct hotline_token *grown =
            arena_grow(arena, tokens, count, &capacity, sizeof *tokens);
        if (!grown) {
            return NULL;
        }
        tokens = grown;
        if (reader.at == reader.size) {
            break;
        }
        reader.previous = count ? &tokens[count - 1] : NULL;
        read_token(&reader, &tokens[count++]);
    }
    tokens[count] =
        (struct hotline_token) { .kind = TOKEN_END, .start = reader.size, .end = reader.size };
    return tokens;
}
