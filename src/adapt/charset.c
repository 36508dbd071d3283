#include "adapt/charset.h"

#include "adapt/adapt.h"
#include "adapt/charset_look.h"
#include "base/utf8.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

enum { GUESSED = 50, LOOK_BYTES = 1024, DETECT_BYTES = 64 * 1024, HIGH_BYTES = 16 };

/* What is looked for by looking, and has to be in memory then. */
static const char *const usual[] = { "UTF-8", "UTF-16LE", "UTF-16BE", "gb18030", "Big5",
    "Shift_JIS", "EUC-JP", "EUC-KR", "windows-1252", "ISO-8859-1" };

void charset_prepare(void)
{
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++) {
        UErrorCode code = U_ZERO_ERROR;
        UChar buffer[8];
        UConverter *converter = ucnv_open(usual[i], &code);
        if (converter) {
            ucnv_toUChars(converter, buffer, 8, "a\xB0\xA1", 3, &code);
            ucnv_close(converter);
        }
    }
    UErrorCode code = U_ZERO_ERROR;
    UCharsetDetector *detector = ucsdet_open(&code);
    if (detector) {
        ucsdet_setText(detector, "abc", 3, &code);
        ucsdet_detect(detector, &code);
        ucsdet_close(detector);
    }
}

struct mark {
    const char *bytes;
    size_t size;
    const char *name;
};

static const struct mark *find_mark(const struct bytes *document)
{
    static const struct mark marks[] = { { "\xEF\xBB\xBF", 3, "UTF-8" },
        { "\xFF\xFE\0\0", 4, "UTF-32LE" }, { "\0\0\xFE\xFF", 4, "UTF-32BE" },
        { "\xFF\xFE", 2, "UTF-16LE" }, { "\xFE\xFF", 2, "UTF-16BE" },
        { "\x84\x31\x95\x33", 4, "gb18030" } };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (document->size >= marks[i].size &&
            memcmp(document->data, marks[i].bytes, marks[i].size) == 0) {
            return &marks[i];
        }
    }
    return NULL;
}

/* The name behind "charset=" or "encoding=", with or without quotes. */
static bool name_behind(
    const char *text, size_t size, const char *word, char name[CHARSET_NAME_BYTES])
{
    size_t length = strlen(word), used = 0;
    for (size_t i = 0; i + length < size; i++) {
        if (strncasecmp(text + i, word, length) != 0) {
            continue;
        }
        for (i += length; i < size && strchr(" =\"'", text[i]) && text[i]; i++) {
        }
        while (i < size && used + 1 < CHARSET_NAME_BYTES &&
               (isalnum((unsigned char)text[i]) || (text[i] && strchr("-_:.", text[i])))) {
            name[used++] = text[i++];
        }
        name[used] = '\0';
        return used > 0;
    }
    return false;
}

static bool own_word(const struct bytes *document, char name[CHARSET_NAME_BYTES])
{
    size_t size = document->size < LOOK_BYTES ? document->size : LOOK_BYTES;
    bool is_xml = memmem(document->data, size, "<?xml", 5) != NULL;
    return (is_xml && name_behind(document->data, size, "encoding", name)) ||
           (memmem(document->data, size, "<meta", 5) &&
               name_behind(document->data, size, "charset", name));
}

/* What ICU takes it for, of what there is here. */
static const char *look(const struct bytes *document)
{
    UErrorCode code = U_ZERO_ERROR;
    const char *euc = charset_look_euc(document), *found = "gb18030";
    const char *han = euc ? euc : charset_look_han(document);
    size_t size = document->size < DETECT_BYTES ? document->size : DETECT_BYTES;
    UCharsetDetector *detector = han ? NULL : ucsdet_open(&code);
    const UCharsetMatch *match = NULL;
    if (detector) {
        ucsdet_setText(detector, document->data, (int32_t)size, &code);
        match = U_SUCCESS(code) ? ucsdet_detect(detector, &code) : NULL;
    }
    const char *name = match && U_SUCCESS(code) ? ucsdet_getName(match, &code) : NULL;
    for (size_t i = 0; name && i < sizeof usual / sizeof *usual; i++) {
        found = strcasecmp(name, usual[i]) == 0 ? usual[i] : found;
    }
    bool is_guessed = !match || ucsdet_getConfidence(match, &code) < GUESSED;
    ucsdet_close(detector);
    bool is_latin = strcmp(found, "windows-1252") == 0 || strcmp(found, "ISO-8859-1") == 0;
    if (han || (!is_latin && !is_guessed)) {
        return han ? han : found;
    }
    const char *form = charset_look_form(document);
    return form ? form : found;
}

static bool is_utf8(const char *name)
{
    return strcasecmp(name, "utf-8") == 0 || strcasecmp(name, "utf8") == 0;
}

/* The one name of UTF-8, and GB 18030 for all of which it is the whole. */
static const char *widen(const char *name)
{
    static const char *const narrow[] = { "gb2312", "gbk", "gb_2312-80", "x-gbk", "cp936",
        "ms936", "windows-936", "euc-cn", "gb18030" };
    for (size_t i = 0; i < sizeof narrow / sizeof *narrow; i++) {
        if (strcasecmp(name, narrow[i]) == 0) {
            return "gb18030";
        }
    }
    return is_utf8(name) ? "UTF-8" : name;
}

/* Without NULs, which would end the text. */
static bool append_text(struct bytes *out, const char *text, size_t size, struct error *error)
{
    while (size > 0) {
        const char *nul = memchr(text, '\0', size);
        size_t part = nul ? (size_t)(nul - text) : size;
        if (out->size + part > ADAPT_INPUT_MAX) {
            return error_set(error, "the document is larger than %d MB as UTF-8",
                ADAPT_INPUT_MAX / 1024 / 1024);
        }
        if (!bytes_append(out, text, part)) {
            return error_set(error, "out of memory");
        }
        text += part + (nul != NULL);
        size -= part + (nul != NULL);
    }
    return bytes_append(out, "", 0) || error_set(error, "out of memory");
}

static bool convert(
    const char *name, const char *data, size_t size, struct bytes *out, struct error *error)
{
    UErrorCode code = U_ZERO_ERROR;
    size_t room = 3 * size + 16;
    bool done = false;
    char *text = malloc(room);
    if (!text) {
        return error_set(error, "out of memory");
    }
    int32_t length =
        ucnv_convert("UTF-8", name, text, (int32_t)room, data, (int32_t)size, &code);
    if (code == U_FILE_ACCESS_ERROR) {
        error_set(error, "charset %s: not known", name);
    } else if (U_FAILURE(code)) {
        error_set(error, "the document cannot be read as %s", name);
    } else {
        done = append_text(out, text, (size_t)length, error);
    }
    free(text);
    return done;
}

/* Names that servers and templates write without looking. */
static bool is_said_lightly(const char *name)
{
    static const char *const light[] = { "iso-8859-1", "latin1", "us-ascii", "ascii",
        "windows-1252" };
    bool is_light = is_utf8(name);
    for (size_t i = 0; i < sizeof light / sizeof *light; i++) {
        is_light = is_light || strcasecmp(name, light[i]) == 0;
    }
    return is_light;
}

static bool is_known(const char *name)
{
    UErrorCode code = U_ZERO_ERROR;
    return ucnv_countAliases(name, &code) > 0 && U_SUCCESS(code);
}

/* What the document or the server calls it. Of GB and Big5 one is said for the other now and
 * then: a text of some length shows which it is. */
static const char *believe(const char *name, const struct bytes *document)
{
    const char *wide = widen(name);
    bool is_han = strcmp(wide, "gb18030") == 0 || strncasecmp(wide, "big5", 4) == 0;
    size_t high = 0;
    for (size_t i = 0; is_han && i < document->size; i++) {
        high += (unsigned char)document->data[i] >= 0x80;
    }
    const char *han = high >= HIGH_BYTES ? charset_look_han(document) : NULL;
    bool is_other = han && strncasecmp(han, wide, 4) != 0; /* "Big5-HKSCS" is Big5 */
    return is_other ? han : wide;
}

/* What it is taken for; in `own` or static. */
static const char *choose(const struct charset_hint *hint, const struct bytes *document,
    const struct mark *mark, char own[CHARSET_NAME_BYTES])
{
    const char *wide = charset_look_wide(document);
    /* UTF-16 alone leaves open in which order its bytes are. */
    bool is_open = !*hint->said || ucnv_compareNames(hint->said, "UTF-16") == 0;
    if (is_open && (mark || wide)) {
        return mark ? mark->name : wide;
    }
    if (*hint->said) {
        return widen(hint->said);
    }
    bool is_valid = utf8_valid_prefix(document->data, document->size) == document->size;
    bool is_chance = is_valid && utf8_is_chance(document->data, document->size);
    if ((is_valid && !is_chance) || charset_is_mostly_utf8(document)) {
        return "UTF-8";
    }
    bool is_named = own_word(document, own) ||
                    name_behind(hint->content_type, strlen(hint->content_type), "charset", own);
    bool is_sure = is_named && !is_said_lightly(own) && is_known(own);
    return is_sure                                    ? believe(own, document)
           : is_chance && !charset_look_han(document) ? "UTF-8"
                                                      : look(document);
}

static bool is_calendar(const struct bytes *document)
{
    static const char begin[] = "BEGIN:VCALENDAR";
    size_t size = document->size < LOOK_BYTES ? document->size : LOOK_BYTES;
    return memmem(document->data, size, begin, strlen(begin)) &&
           !memchr(document->data, '\0', size);
}

/* Lines of a calendar are folded by bytes (RFC 5545 section 3.1): within a character too, which
 * no charset reads. */
static bool unfold(const struct bytes *document, struct bytes *out)
{
    const char *data = document->data;
    size_t kept = 0;
    bool done = true;
    for (size_t at = 1; done && at + 1 < document->size; at++) {
        size_t line = at + (data[at] == '\r');
        bool is_fold = (unsigned char)data[at - 1] >= 0x80 && line + 1 < document->size &&
                       data[line] == '\n' && (data[line + 1] == ' ' || data[line + 1] == '\t');
        if (is_fold) {
            done = bytes_append(out, data + kept, at - kept);
            kept = line + 2;
            at = kept;
        }
    }
    return done && bytes_append(out, data + kept, document->size - kept);
}

bool charset_decode(const struct charset_hint *hint, const struct bytes *document,
    struct bytes *out, char name[CHARSET_NAME_BYTES], struct error *error)
{
    char own[CHARSET_NAME_BYTES];
    struct bytes left = { document->data ? document->data : "", document->size, 0 }, unfolded;
    bytes_init(&unfolded);
    if (is_calendar(&left)) {
        if (!unfold(&left, &unfolded)) {
            bytes_finish(&unfolded);
            return error_set(error, "out of memory");
        }
        left = (struct bytes) { unfolded.data, unfolded.size, 0 };
    }
    const struct mark *mark = find_mark(&left), *begin = mark;
    snprintf(name, CHARSET_NAME_BYTES, "%s", choose(hint, &left, mark, own));
    for (; mark && mark == begin; mark = find_mark(&left)) {
        left.data += mark->size; /* where files were joined there are two */
        left.size -= mark->size;
    }
    bool is_whole = is_utf8(name) && utf8_valid_prefix(left.data, left.size) == left.size;
    bool done = is_whole ? append_text(out, left.data, left.size, error)
                         : convert(name, left.data, left.size, out, error);
    bytes_finish(&unfolded);
    return done;
}
