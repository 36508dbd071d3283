#include "adapt/format/xml_mend.h"

#include "base/hash.h"
#include "base/translated.h"
#include "base/utf8.h"
#include "content/json/json_mistake.h"

#include <ctype.h>
#include <libxml/HTMLparser.h>
#include <string.h>
#include <strings.h>

enum {
    TAG_MAX_BYTES = 64 * 1024,
    ATTRIBUTES_MAX = 200,
    DEPTH_MAX = 200,
    NAME_MAX_BYTES = 16,
    NAMES_MAX = 1000, /* that differ: libxml2 slows down with each */
    NAME_SLOTS = 4096,
};

struct mend {
    const char *text;
    size_t size, at;
    struct bytes *out;
    struct error *error;
    int depth;
    bool failed;
    uint64_t names[NAME_SLOTS]; /* of elements and attributes, by their hash; 0: none */
    size_t name_count;
};

static void put(struct mend *mend, const char *data, size_t size)
{
    if (!mend->failed && !bytes_append(mend->out, data, size)) {
        mend->failed = true;
        error_set(mend->error, "out of memory");
    }
}

static size_t line_of(const struct mend *mend)
{
    size_t line = 1;
    for (size_t i = 0; i < mend->at; i++) {
        line += mend->text[i] == '\n';
    }
    return line;
}

static void refuse(struct mend *mend, const char *why)
{
    if (!mend->failed) {
        error_set(mend->error, "line %zu: %s", line_of(mend), why);
    }
    mend->failed = true;
}

static bool begins(const struct mend *mend, const char *word)
{
    size_t length = strlen(word);
    return mend->size - mend->at >= length &&
           strncasecmp(mend->text + mend->at, word, length) == 0;
}

static bool is_allowed(uint32_t c)
{
    return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c <= 0xD7FF) ||
           (c >= 0xE000 && c <= 0xFFFD) || (c >= 0x10000 && c <= 0x10FFFF);
}

/* As it is, without the characters that XML 1.0 section 2.2 leaves out. */
static void put_text(struct mend *mend, size_t end)
{
    size_t kept = mend->at;
    for (size_t at = mend->at; at < end;) {
        size_t begin = at;
        unsigned char c = (unsigned char)mend->text[at];
        bool is_fine = c < 0x80 ? is_allowed(c) : is_allowed(utf8_next(mend->text, end, &at));
        at += c < 0x80;
        if (!is_fine) {
            put(mend, mend->text + kept, begin - kept);
            kept = at;
        }
    }
    put(mend, mend->text + kept, end - kept);
    mend->at = end;
}

/* Where the mark ends, or 0. */
static size_t behind(const struct mend *mend, const char *mark)
{
    const char *found =
        memmem(mend->text + mend->at, mend->size - mend->at, mark, strlen(mark));
    return found ? (size_t)(found - mend->text) + strlen(mark) : 0;
}

static void skip_doctype(struct mend *mend)
{
    size_t end = mend->at;
    while (end < mend->size && mend->text[end] != '>' && mend->text[end] != '[') {
        end++;
    }
    if (end < mend->size && mend->text[end] == '[') {
        refuse(mend, "a document type with declarations of its own (<!DOCTYPE ... [): no feed "
                     "needs them, and they are not read");
        return;
    }
    mend->at = end + (end < mend->size);
}

static void mend_declaration(struct mend *mend)
{
    size_t end;
    if (begins(mend, "<!DOCTYPE")) {
        skip_doctype(mend);
    } else if (begins(mend, "<!--")) {
        end = behind(mend, "-->");
        mend->at = end ? end : mend->size;
    } else if (begins(mend, "<![CDATA[")) {
        end = behind(mend, "]]>");
        if (end) {
            put_text(mend, end);
        } else {
            refuse(mend, "a <![CDATA[ that does not end: the document is cut off");
        }
    } else if (begins(mend, "<?")) {
        end = behind(mend, "?>");
        mend->at = end ? end : mend->size;
    } else {
        refuse(mend, "a declaration that stands in no feed: <!");
    }
}

/* The next character that the reference stands for, and how many bytes it takes; 0 for none. */
static size_t read_number(const struct mend *mend, uint32_t *character)
{
    const char *text = mend->text + mend->at;
    size_t size = mend->size - mend->at, at = 2;
    bool is_hex = size > 2 && (text[2] == 'x' || text[2] == 'X');
    at += is_hex;
    *character = 0;
    for (; at < size && at < 12 && isxdigit((unsigned char)text[at]); at++) {
        int digit = isdigit((unsigned char)text[at])
                        ? text[at] - '0'
                        : tolower((unsigned char)text[at]) - 'a' + 10;
        if (!is_hex && digit > 9) {
            return 0;
        }
        *character = *character * (is_hex ? 16 : 10) + (uint32_t)digit;
    }
    return at < size && at > 2U + is_hex && text[at] == ';' ? at + 1 : 0;
}

static void put_number(struct mend *mend, uint32_t character)
{
    char encoded[4];
    if (character == '<' || character == '&') {
        put(mend, character == '<' ? "&lt;" : "&amp;", character == '<' ? 4 : 5);
    } else if (is_allowed(character)) {
        put(mend, encoded, utf8_encode(character, encoded));
    }
}

/* "&#55357;&#56832;": halves of a pair. True where the first one was taken. */
static bool mend_pair(struct mend *mend, uint32_t high)
{
    uint32_t low;
    size_t used = begins(mend, "&#") ? read_number(mend, &low) : 0;
    if (high < 0xD800 || high > 0xDBFF || !used || low < 0xDC00 || low > 0xDFFF) {
        return false;
    }
    put_number(mend, 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00));
    mend->at += used;
    return true;
}

static void mend_reference(struct mend *mend)
{
    static const char *const own[] = { "amp;", "lt;", "gt;", "quot;", "apos;" };
    const char *text = mend->text + mend->at + 1;
    size_t size = mend->size - mend->at - 1, length = 0;
    uint32_t character = 0;
    size_t used = size > 0 && *text == '#' ? read_number(mend, &character) : 0;
    if (used) {
        mend->at += used;
        if (!mend_pair(mend, character)) {
            put_number(mend, character);
        }
        return;
    }
    for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
        if (size >= strlen(own[i]) && memcmp(text, own[i], strlen(own[i])) == 0) {
            put(mend, "&", 1);
            mend->at++;
            return;
        }
    }
    char name[NAME_MAX_BYTES];
    while (
        length < size && length < NAME_MAX_BYTES - 1 && isalnum((unsigned char)text[length])) {
        name[length] = text[length];
        length++;
    }
    name[length] = '\0';
    const htmlEntityDesc *entity = length > 0 && length < size && text[length] == ';'
                                       ? htmlEntityLookup((const xmlChar *)name)
                                       : NULL;
    if (entity) {
        put_number(mend, entity->value);
        mend->at += length + 2;
    } else {
        put(mend, "&amp;", 5);
        mend->at++;
    }
}

/* A name, and the address behind xmlns as well, FNV-1a. */
static void count_name(struct mend *mend, const char *name, size_t size)
{
    uint64_t hash = hash_add(HASH_START, name, size);
    if (mend->failed) {
        return; /* the table may be as full as it may be */
    }
    hash += hash == 0;
    size_t slot = hash % NAME_SLOTS;
    while (mend->names[slot] && mend->names[slot] != hash) {
        slot = (slot + 1) % NAME_SLOTS;
    }
    if (!mend->names[slot]) {
        mend->names[slot] = hash;
        if (++mend->name_count > NAMES_MAX) {
            refuse(mend, "more than 1000 names of elements and attributes");
        }
    }
}

/* The name in front of the quote at text[at], and of a namespace what is in the quotes. */
static void count_attribute(struct mend *mend, size_t at)
{
    const char *text = mend->text;
    size_t end = at;
    while (end > mend->at && strchr(" \t\r\n=", text[end - 1])) {
        end--;
    }
    size_t begin = end;
    while (begin > mend->at && !strchr(" \t\r\n\"'", text[begin - 1])) {
        begin--;
    }
    count_name(mend, text + begin, end - begin);
    if (end - begin >= 5 && memcmp(text + begin, "xmlns", 5) == 0) {
        const char *close = memchr(text + at + 1, text[at], mend->size - at - 1);
        count_name(mend, text + at, close ? (size_t)(close - text) - at : 0);
    }
}

/* Where the tag ends, behind its quotes; the size where it does not. */
static size_t end_of_tag(struct mend *mend, int *attributes)
{
    char quote = '\0';
    size_t at = mend->at + 1;
    *attributes = 0;
    for (; at < mend->size && !mend->failed; at++) {
        char c = mend->text[at];
        if (quote) {
            quote = c == quote ? '\0' : quote;
        } else if (c == '"' || c == '\'') {
            quote = c;
            (*attributes)++;
            count_attribute(mend, at);
        } else if (c == '>') {
            return at;
        } else if (c == '<') {
            break;
        }
        if (at - mend->at > TAG_MAX_BYTES) {
            refuse(mend, "a tag of more than 64 KiB");
            return mend->size;
        }
    }
    refuse(mend, "a tag that does not end: the document is cut off");
    return mend->size;
}

static void mend_tag(struct mend *mend)
{
    int attributes;
    bool is_end = mend->text[mend->at + 1] == '/';
    size_t name = strcspn(mend->text + mend->at, " \t\r\n/>");
    size_t end = end_of_tag(mend, &attributes);
    count_name(mend, mend->text + mend->at, is_end ? 0 : name);
    if (attributes > ATTRIBUTES_MAX) {
        refuse(mend, "a tag of more than 200 attributes");
    }
    if (mend->failed) {
        return;
    }
    bool is_empty = !is_end && mend->text[end - 1] == '/';
    mend->depth += is_end ? -1 : !is_empty;
    if (mend->depth > DEPTH_MAX) {
        refuse(mend, "elements inside each other deeper than 200");
        return;
    }
    while (mend->at <= end && !mend->failed) {
        const char *sign = memchr(mend->text + mend->at, '&', end + 1 - mend->at);
        put_text(mend, sign ? (size_t)(sign - mend->text) : end + 1);
        if (sign) {
            mend_reference(mend);
        }
    }
}

/* Whether that was the end of the root. */
static bool mend_next(struct mend *mend)
{
    char c = mend->text[mend->at];
    if (c == '&') {
        mend_reference(mend);
    } else if (mend->at + 1 < mend->size && strchr("!?", mend->text[mend->at + 1])) {
        mend_declaration(mend);
    } else if (mend->at + 1 < mend->size &&
               (isalpha((unsigned char)mend->text[mend->at + 1]) ||
                   strchr("/_", mend->text[mend->at + 1]) ||
                   (unsigned char)mend->text[mend->at + 1] > 127)) {
        mend_tag(mend);
        return mend->depth <= 0;
    } else {
        put(mend, "&lt;", 4);
        mend->at++;
    }
    return false;
}

bool xml_mend(struct bytes *out, const char *xml, size_t size, struct error *error)
{
    struct mend mend = { .text = xml, .size = size, .out = out, .error = error };
    mend.at = strspn(xml, " \t\r\n");
    const char *in_front = json_in_front(xml, size);
    if (in_front) {
        return error_set(error, "%s", translated(in_front));
    }
    if (mend.at >= size || xml[mend.at] != '<') {
        char begin[33] = "";
        memcpy(begin, xml + mend.at, size - mend.at < 32 ? size - mend.at : 32);
        return error_set(error,
            mend.at >= size ? "it is empty" : "this is no XML: it begins with \"%s\"", begin);
    }
    /* What systems put behind the root, a script or a note, is none of it. */
    for (bool is_over = false; !is_over && mend.at < size && !mend.failed;) {
        size_t next = mend.at;
        while (next < size && xml[next] != '<' && xml[next] != '&') {
            next++;
        }
        put_text(&mend, next);
        if (mend.at < size && !mend.failed) {
            is_over = mend_next(&mend);
        }
    }
    return !mend.failed;
}
