/* What is wrong within a text: where it ends, its line breaks, quotes and backslashes; and what
 * stands around all of the feed. */
#include "base/translated.h"
#include "base/utf8.h"
#include "content/json/json_mistake.h"
#include "mend/mend_fault.h"
#include "mend/mend_files.h"

#include <string.h>

/* The line ends within a text: its quote is missing in front of what closes the line. */
static void guess_quote_missing(const struct text_fault *fault, struct mend *mend)
{
    size_t end = fault->at;
    if (mend_char(fault, fault->at) != '\n' && mend_char(fault, fault->at) != '\r' &&
        fault->at < fault->size) {
        return;
    }
    while (end > 0 && strchr(" \t,}]", fault->text[end - 1])) {
        end--;
    }
    size_t next = fault->at;
    while (mend_char(fault, next) && strchr("\r\n\t ", mend_char(fault, next))) {
        next++;
    }
    bool closes = mend_char(fault, next) == '}' || mend_char(fault, next) == ']';
    if (end > 0 && (end < fault->at || fault->at == fault->size || closes)) {
        mend_replace(fault, mend, end, 0, "\"");
        mend->why = translated("the closing quote of this text is missing");
    }
}

static void guess_backslash_before_quote(const struct text_fault *fault, struct mend *mend)
{
    size_t end = fault->at;
    while (end > 0 && strchr(" \t,}]", fault->text[end - 1])) {
        end--;
    }
    if (end > 1 && fault->text[end - 1] == '"' && fault->text[end - 2] == '\\') {
        mend_replace(fault, mend, end - 2, 1, "");
        mend->why = translated("the \\ before the quote keeps the text open");
    }
}

/* A real line break in a text; the spaces that the next line begins with are its indent. */
static void guess_break(const struct text_fault *fault, struct mend *mend)
{
    size_t size = 0;
    while (mend_char(fault, fault->at + size) &&
           strchr("\r\n \t", mend_char(fault, fault->at + size))) {
        size++;
    }
    if (mend_char(fault, fault->at) == '\n' || mend_char(fault, fault->at) == '\r') {
        mend_replace(fault, mend, fault->at, size, "\\n");
        mend->why =
            translated("a text stands in one line; where a new one is to begin, it says \\n");
    }
}

/* A quote within a text ended it; so it has a partner. */
static void guess_inner_quotes(const struct text_fault *fault, struct mend *mend)
{
    size_t end = mend_line_end(fault, fault->at);
    if (mend_char(fault, fault->at) != '"') {
        return;
    }
    const char *closing = memchr(fault->text + fault->at + 1, '"', end - fault->at - 1);
    if (closing) {
        mend_replace(fault, mend, fault->at, 1, "\u201C");
        mend_replace(fault, mend, (size_t)(closing - fault->text), 1, "\u201D");
    }
}

static void guess_inner_quote(const struct text_fault *fault, struct mend *mend)
{
    if (mend_char(fault, fault->at) == '"') {
        mend_replace(fault, mend, fault->at, 0, "\\");
    }
}

/* The text before, in the same line, has no quote behind it, and ended at the next one's. */
static void guess_quote_missing_before(const struct text_fault *fault, struct mend *mend)
{
    size_t at = fault->at;
    if (mend_char(fault, at) != '"') {
        return;
    }
    while (at > 0 && strchr(" ,:{[}]", fault->text[at - 1])) {
        at--;
    }
    if (at > 0 && at < fault->at) {
        mend_replace(fault, mend, at, 0, "\"");
        mend->why = translated("the closing quote of this text is missing");
    }
}

static void guess_control(const struct text_fault *fault, struct mend *mend)
{
    char c = mend_char(fault, fault->at);
    if (fault->at < fault->size && (unsigned char)c < 0x20 && c != '\n' && c != '\r') {
        mend_replace(fault, mend, fault->at, 1, c == '\t' ? " " : "");
        mend->why = c == '\t' ? translated("a tab within a text: a space is meant")
                              : translated("an invisible character within a text");
    }
}

static void guess_nul(const struct text_fault *fault, struct mend *mend)
{
    static const char nul[] = "\\u0000";
    const size_t size = sizeof nul - 1;
    if (fault->size - fault->at >= size && memcmp(fault->text + fault->at, nul, size) == 0) {
        mend_replace(fault, mend, fault->at, size, "");
        mend->why = translated("an invisible character within a text");
    }
}

static void guess_backslash(const struct text_fault *fault, struct mend *mend)
{
    if (mend_char(fault, fault->at) == '\\') {
        mend_replace(fault, mend, fault->at, 1, "\\\\");
    }
}

/* A path of Windows in a text: what is meant is a picture beside the feed. */
static void guess_windows_path(const struct text_fault *fault, struct mend *mend)
{
    size_t begin = fault->at, end = fault->at;
    if (mend_char(fault, fault->at) != '\\') {
        return;
    }
    while (begin > 0 && fault->text[begin - 1] != '"' && fault->text[begin - 1] != '\n') {
        begin--;
    }
    while (end < fault->size && !strchr("\"\n", fault->text[end])) {
        end++;
    }
    const char *path = arena_strndup(fault->job->arena, fault->text + begin, end - begin);
    const char *beside =
        path && mend_file_is_picture(path) ? mend_file_beside(fault->job, path) : NULL;
    if (beside) {
        mend_replace(fault, mend, begin, end - begin, beside);
        mend->why = translated("a path on somebody's own computer; a picture lies beside the "
                               "feed, and its path has /");
    }
}

/* Bytes that are no UTF-8: of another encoding, and lost. */
static void guess_foreign_bytes(const struct text_fault *fault, struct mend *mend)
{
    if (fault->at < fault->size && fault->at == utf8_valid_prefix(fault->text, fault->size)) {
        mend->why =
            fault->json->pointer[0] || fault->json->open
                ? translated("characters in another encoding (GBK?) stand here, in a file "
                             "that is UTF-8: type this text anew")
                : NULL;
    }
}

/* Around the feed stands what a chat or a program put there. */
static void guess_around(const struct text_fault *fault, struct mend *mend)
{
    const char *begin = memchr(fault->text, '{', fault->size);
    const char *end = memrchr(fault->text, '}', fault->size);
    size_t from = begin ? (size_t)(begin - fault->text) : 0;
    size_t to = end ? (size_t)(end - fault->text) + 1 : 0;
    if (!begin || !end || to < from || fault->json->open) {
        return;
    }
    if (from > 0) {
        mend_replace(fault, mend, 0, from, "");
    }
    if (mend_trim(fault, fault->size) > to) {
        mend_replace(fault, mend, to, fault->size - to, "\n");
    }
    bool is_named = json_in_front(fault->text, fault->size);
    mend->why = mend->count == 0 || is_named ? NULL
                : from > 0
                    ? translated("the file must begin with { : something stands before it")
                    : translated("the file must end with } : something stands behind it");
}

mend_guess *const mend_guesses_inside[] = { guess_backslash_before_quote, guess_quote_missing,
    guess_break, guess_inner_quotes, guess_quote_missing_before, guess_inner_quote,
    guess_control, guess_nul, guess_windows_path, guess_backslash, guess_foreign_bytes,
    guess_around, NULL };
