/* Wrong marks: quotes, commas, colons, comments, and what has no quotes. */
#include "base/translated.h"
#include "base/utf8.h"
#include "mend/mend_fault.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* One that JSON has not, and the one that is meant. */
static const char *const marks[][2] = { { "，", "," }, { "、", "," }, { "；", "," },
    { ";", "," }, { "：", ":" }, { "=", ":" }, { "｛", "{" }, { "｝", "}" }, { "［", "[" },
    { "］", "]" }, { "【", "[" }, { "】", "]" }, { "\u3000", " " }, { "\u00A0", " " },
    { "\u2002", " " }, { "\u2003", " " }, { "\u2028", " " }, { "\uFEFF", "" }, { "\u200B", "" },
    { "\u200C", "" }, { "\u200D", "" }, { "\u2060", "" } };

static const char *const quotes[] = { "\u201C", "\u201D", "＂", "「", "」", "『", "』", "'",
    "\u2018", "\u2019", "`" };
#define COUNT(array) (sizeof(array) / sizeof *(array))

static size_t quote_size(const struct text_fault *fault, size_t at)
{
    for (size_t i = 0; i < COUNT(quotes); i++) {
        if (mend_begins(fault, at, quotes[i])) {
            return strlen(quotes[i]);
        }
    }
    return 0;
}

static void guess_mark(const struct text_fault *fault, struct mend *mend)
{
    for (size_t i = 0; i < COUNT(marks); i++) {
        const char *wrong = marks[i][0], *right = marks[i][1];
        size_t size = 0, length = strlen(wrong);
        while (
            mend_begins(fault, fault->at + size, wrong) && (size == 0 || strchr(" ", *right))) {
            size += length;
        }
        if (size > 0) {
            mend_replace(fault, mend, fault->at, size, right);
            mend->why = *wrong == '=' ? translated("a = stands where : is wanted") : NULL;
            return;
        }
    }
}

/* Whether what stands there ends a text: a comma, a colon, a bracket, the line. */
static bool ends_text(const struct text_fault *fault, size_t at)
{
    while (mend_char(fault, at) == ' ') {
        at++;
    }
    char c = mend_char(fault, at);
    return !c || strchr(",:}]\r\n", c) || mend_begins(fault, at, "，") ||
           mend_begins(fault, at, "：") || mend_begins(fault, at, "｝") ||
           mend_begins(fault, at, "、") || mend_begins(fault, at, "】") ||
           mend_begins(fault, at, "］");
}

/* A pair of wrong quotes; or one, where the other is right. */
static void guess_quotes(const struct text_fault *fault, struct mend *mend)
{
    size_t size = quote_size(fault, fault->at), end = mend_line_end(fault, fault->at);
    if (size == 0) {
        return;
    }
    mend_replace(fault, mend, fault->at, size, "\"");
    for (size_t at = fault->at + size; at < end; at++) {
        size_t closing = quote_size(fault, at);
        if ((closing > 0 || fault->text[at] == '"') &&
            ends_text(fault, at + (closing ? closing : 1))) {
            if (closing > 0) {
                mend_replace(fault, mend, at, closing, "\"");
            }
            return;
        }
    }
}

/* Whether a name, or a value, may begin at that place. */
static bool follows(const struct text_fault *fault, const char *those)
{
    return fault->before > 0 && strchr(those, fault->text[fault->before - 1]);
}

/* Within a text: it ends it. */
static void guess_one_quote(const struct text_fault *fault, struct mend *mend)
{
    size_t size = quote_size(fault, fault->at);
    if (size > 0 && !follows(fault, "{[,:")) {
        mend_replace(fault, mend, fault->at, size, "\"");
    }
}

/* A text that was opened by " and closed by another quote goes on to the next ", which is the
 * fault or stands in front of it, or to the line's end. */
static void guess_closing_quote(const struct text_fault *fault, struct mend *mend)
{
    static const char ends[] = "\"\r\n";
    size_t at = fault->at;
    at -= at > 0 && mend_char(fault, at) && !strchr(ends, mend_char(fault, at));
    bool is_within = at > 0 && mend_char(fault, at) && strchr(ends, mend_char(fault, at));
    while (is_within && --at > 0 && fault->text[at] != '"' && fault->text[at] != '\n') {
        size_t size = quote_size(fault, at);
        if (size > 0 && ends_text(fault, at + size)) {
            mend_replace(fault, mend, at, size, "\"");
            mend->why = translated("typographic quotes stand where straight ones are wanted");
            return;
        }
    }
}

static void guess_comment(const struct text_fault *fault, struct mend *mend)
{
    static const char *const enclosed[][2] = { { "/*", "*/" }, { "<!--", "-->" } };
    size_t at = fault->at;
    for (size_t i = 0; i < COUNT(enclosed); i++) {
        const char *end = mend_begins(fault, at, enclosed[i][0])
                              ? memmem(fault->text + at, fault->size - at, enclosed[i][1],
                                    strlen(enclosed[i][1]))
                              : NULL;
        if (end) {
            size_t to = (size_t)(end - fault->text) + strlen(enclosed[i][1]);
            mend_replace(fault, mend, at, to - at, "");
            return;
        }
    }
    if (mend_begins(fault, at, "//") || mend_begins(fault, at, "#")) {
        mend_replace(fault, mend, at, mend_line_end(fault, at) - at, "");
    }
}

static void guess_comma_too_many(const struct text_fault *fault, struct mend *mend)
{
    if (mend_char(fault, fault->at) == ',') {
        mend_replace(fault, mend, fault->at, 1, "");
    }
}

/* A key that was pressed twice: "::", {{, or a quote in front of a text or behind it. */
static void guess_twice(const struct text_fault *fault, struct mend *mend)
{
    const char *text = fault->text;
    size_t at = fault->at;
    char c = mend_char(fault, at);
    at -= at > 1 && c != '"' && text[at - 1] == '"' && text[at - 2] == '"';
    c = mend_char(fault, at);
    bool is_quote = c == '"' && at > 0 && text[at - 1] == '"';
    if (is_quote || (c && strchr(":{", c) && follows(fault, (const char[]) { c, '\0' }))) {
        mend_replace(fault, mend, at, 1, "");
        mend->why = arena_printf(fault->job->arena, translated("one %c too many"), c);
    }
}

/* The key of the colon, without Shift. */
static void guess_semicolon(const struct text_fault *fault, struct mend *mend)
{
    size_t size = mend_begins(fault, fault->at, ";")    ? 1
                  : mend_begins(fault, fault->at, "；") ? strlen("；")
                                                        : 0;
    if (size > 0) {
        mend_replace(fault, mend, fault->at, size, ":");
        mend->why = translated("a semicolon stands where a colon is wanted");
    }
}

static void guess_colon(const struct text_fault *fault, struct mend *mend)
{
    if (mend_char(fault, fault->at) == ':' && fault->json->open == '{') {
        mend_replace(fault, mend, fault->at, 1, ",");
        mend->why = translated("a colon stands where a comma is wanted");
    } else if (mend_char(fault, fault->at) == ',' && fault->json->open == '{') {
        mend_replace(fault, mend, fault->at, 1, ":");
        mend->why = translated("a comma stands where a colon is wanted");
    }
}

static void guess_comma(const struct text_fault *fault, struct mend *mend)
{
    size_t next = fault->at;
    while (mend_char(fault, next) && strchr(" \t\r\n", mend_char(fault, next))) {
        next++;
    }
    char c = mend_char(fault, next);
    if (fault->before > 0 && c && (strchr("\"{[-tfn", c) || isdigit((unsigned char)c))) {
        mend_replace(fault, mend, fault->before, 0, ",");
        mend->why = translated("a comma is missing here");
    }
}

static void guess_colon_missing(const struct text_fault *fault, struct mend *mend)
{
    if (fault->json->open == '{' && fault->before > 0 &&
        fault->text[fault->before - 1] == '"') {
        mend_replace(fault, mend, fault->before, 0, ":");
        mend->why = translated("a colon is missing between the name and what it says");
    }
}

/* "..." of an example, which stands for what is left out there. */
static void guess_dots(const struct text_fault *fault, struct mend *mend)
{
    size_t end = fault->at;
    while (mend_char(fault, end) == '.' || mend_begins(fault, end, "…") ||
           mend_begins(fault, end, "。")) {
        end += mend_char(fault, end) == '.' ? 1 : strlen("…");
    }
    bool are_dots =
        end > fault->at + 1 &&
        (mend_char(fault, end) == ',' || mend_begins(fault, end, "，") ||
            mend_char(fault, end) == '\0' || strchr(" \t\r\n]}", mend_char(fault, end)));
    if (!are_dots) {
        return;
    }
    size_t from = fault->at;
    if (mend_char(fault, end) == ',' || mend_begins(fault, end, "，")) {
        end += mend_char(fault, end) == ',' ? 1 : strlen("，");
    } else if (fault->before > 0 && fault->text[fault->before - 1] == ',' &&
               strchr("]}", mend_char(fault, end + strspn(fault->text + end, " \t\r\n")))) {
        from = fault->before - 1;
    }
    mend_replace(fault, mend, from, end - from, "");
    mend->told_at = fault->at;
    mend->why = translated("the dots of an example stand here: take them out");
}

/* "１": digits of a Chinese keyboard. */
static void guess_wide_digits(const struct text_fault *fault, struct mend *mend)
{
    enum { WIDE_DIGIT_BYTES = 3 };
    size_t end = fault->at;
    const char *plain = "";
    for (; plain && mend_begins(fault, end, "\xEF\xBC") &&
           (unsigned char)mend_char(fault, end + 2) >= 0x90 &&
           (unsigned char)mend_char(fault, end + 2) <= 0x99;
         end += WIDE_DIGIT_BYTES) {
        plain = arena_printf(
            fault->job->arena, "%s%d", plain, (unsigned char)mend_char(fault, end + 2) - 0x90);
    }
    if (plain && *plain && ends_text(fault, end)) {
        mend_replace(fault, mend, fault->at, end - fault->at, plain);
        mend->why = translated("full-width digits stand where plain ones are wanted");
    }
}

/* true, false and null in other words. */
static void guess_word(const struct text_fault *fault, struct mend *mend)
{
    static const char *const words[][2] = { { "true", "true" }, { "false", "false" },
        { "null", "null" }, { "none", "null" }, { "yes", "true" }, { "no", "false" },
        { "是", "true" }, { "否", "false" } };
    for (size_t i = 0; i < COUNT(words); i++) {
        size_t length = strlen(words[i][0]);
        if (fault->at + length < fault->size &&
            strncasecmp(fault->text + fault->at, words[i][0], length) == 0 &&
            ends_text(fault, fault->at + length)) {
            mend_replace(fault, mend, fault->at, length, words[i][1]);
            mend->why =
                strcmp(words[i][1], "null") == 0
                    ? translated("where nothing is meant, null is written, small and without "
                                 "quotes, or the entry is left out")
                    : translated("yes and no are written true and false, small and without "
                                 "quotes");
            return;
        }
    }
}

/* Where a name or a text without quotes ends. */
static size_t end_of_bare(const struct text_fault *fault, size_t at, bool is_name)
{
    size_t end = at;
    while (end < fault->size && !strchr(",}]\r\n\"", fault->text[end]) &&
           !mend_begins(fault, end, "】") && !mend_begins(fault, end, "｝") &&
           !mend_begins(fault, end, "］") &&
           !(is_name && (fault->text[end] == ':' || mend_begins(fault, end, "：")))) {
        end++;
    }
    return mend_trim(fault, end);
}

static bool is_wrong_mark(const struct text_fault *fault, size_t at)
{
    for (size_t i = 0; i < COUNT(marks); i++) {
        if (mend_begins(fault, at, marks[i][0])) {
            return true;
        }
    }
    return false;
}

static void quote_bare(
    const struct text_fault *fault, size_t at, bool is_name, struct mend *mend)
{
    size_t end = end_of_bare(fault, at, is_name);
    if (end > at && quote_size(fault, at) == 0 && !is_wrong_mark(fault, at) &&
        !strchr("{[\",:]}", fault->text[at])) {
        mend_replace(fault, mend, at, 0, "\"");
        if (mend_char(fault, end) != '"') {
            mend_replace(fault, mend, end, 0, "\"");
        }
    }
}

static void guess_bare_name(const struct text_fault *fault, struct mend *mend)
{
    if (fault->json->open == '{' && follows(fault, "{,")) {
        quote_bare(fault, fault->at, true, mend);
        mend->why = mend->count > 0 ? translated("a name stands in quotes, \"title\"") : NULL;
    }
}

static void guess_bare_value(const struct text_fault *fault, struct mend *mend)
{
    size_t at = fault->at;
    while (at > 0 && (isalnum((unsigned char)fault->text[at - 1]) ||
                         strchr("+-.", fault->text[at - 1]))) {
        at--;
    }
    char before = mend_trim(fault, at) > 0 ? fault->text[mend_trim(fault, at) - 1] : '\0';
    bool is_name = fault->json->open == '{' && before == ',';
    if (before && strchr(":[,", before) && !is_name) {
        quote_bare(fault, at, false, mend);
    }
    mend->why = mend->count == 0 ? NULL
                : isdigit((unsigned char)fault->text[at])
                    ? translated("dates, times and telephone numbers stand in quotes")
                : mend->count == 1 ? translated("the quote in front of a text is missing")
                                   : translated("a text stands in quotes");
}

mend_guess *const mend_guesses_marks[] = { guess_mark, guess_quotes, guess_one_quote,
    guess_closing_quote, guess_comment, guess_comma_too_many, guess_twice, guess_semicolon,
    guess_dots, guess_wide_digits, guess_word, guess_bare_name, guess_bare_value, guess_comma,
    guess_colon, guess_colon_missing, NULL };
