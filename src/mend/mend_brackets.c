/* Brackets that were left open, closed too early, too many; what stands behind the end. */
#include "base/translated.h"
#include "mend/mend_fault.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

enum { DEPTH_MAX = 64 };

/* The brackets that are open at an offset, outermost first. */
struct open_brackets {
    size_t at[DEPTH_MAX];
    int count;
    bool is_in_text;
};

static struct open_brackets find_open(const struct text_fault *fault, size_t until)
{
    struct open_brackets open = { .count = 0 };
    for (size_t i = 0; i < until; i++) {
        char c = fault->text[i];
        if (open.is_in_text) {
            i += c == '\\';
            open.is_in_text = c != '"';
        } else if (c == '"') {
            open.is_in_text = true;
        } else if ((c == '{' || c == '[') && open.count < DEPTH_MAX) {
            open.at[open.count++] = i;
        } else if ((c == '}' || c == ']') && open.count > 0) {
            open.count--;
        }
    }
    return open;
}

/* Behind the value that begins there; `at` where it does not end. */
static size_t end_of_value(const struct text_fault *fault, size_t at)
{
    int depth = 0;
    bool is_in_text = false;
    for (size_t i = at; i < fault->size; i++) {
        char c = fault->text[i];
        if (is_in_text) {
            i += c == '\\';
            is_in_text = c != '"';
            if (!is_in_text && depth == 0) {
                return i + 1;
            }
        } else if (c == '"') {
            is_in_text = true;
        } else if (c == '{' || c == '[') {
            depth++;
        } else if ((c == '}' || c == ']') && --depth <= 0) {
            return depth == 0 ? i + 1 : i;
        } else if (depth == 0 && strchr(",\r\n", c)) {
            return i;
        }
    }
    return at;
}

static size_t skip_space(const struct text_fault *fault, size_t at)
{
    while (mend_char(fault, at) && strchr(" \t\r\n", mend_char(fault, at))) {
        at++;
    }
    return at;
}

/* Behind the last value in front of the fault, and in front of its comma. */
static size_t end_before(const struct text_fault *fault)
{
    size_t at = fault->before;
    if (at > 0 && fault->text[at - 1] == ',') {
        at = mend_trim(fault, at - 1);
    }
    return at;
}

static const char *tell_open(const struct text_fault *fault, char bracket, size_t at)
{
    size_t line = mend_line(fault, at);
    return arena_printf(fault->job->arena,
        translated("the %c that line %zu opens is not closed before this"), bracket, line);
}

/* A name where a name may stand is refused only for being there already. */
static bool is_name_twice(const struct text_fault *fault)
{
    return fault->json->open == '{' && mend_char(fault, fault->at) == '"' &&
           fault->before > 0 && strchr(",{", fault->text[fault->before - 1]);
}

/* How often a name is looked at that a hostile feed has everywhere. */
enum { NAMES_MAX = 1000 };

/* Where the value of the name at that offset begins. */
static size_t value_of(const struct text_fault *fault, size_t name)
{
    return skip_space(fault, skip_space(fault, end_of_value(fault, name)) + 1);
}

/* What stands in the second { } goes behind what stands in the first. */
static void join_objects(
    const struct text_fault *fault, struct mend *mend, size_t first_end, const size_t second[3])
{
    size_t begin = second[1] + 1, size = second[2] - 1 - begin;
    size_t before = first_end - 1;
    while (before > 0 && strchr(" \t\r\n", fault->text[before - 1])) {
        before--;
    }
    bool is_empty = before > 0 && fault->text[before - 1] == '{';
    const char *members = arena_printf(fault->job->arena, "%s%.*s", is_empty ? "" : ", ",
        (int)(size < INT_MAX ? size : 0), fault->text + begin);
    if (members) {
        mend_replace(fault, mend, before, 0, members);
        mend_replace(fault, mend, second[0], second[2] - second[0], "");
        mend->told_at = fault->at;
        mend->why = translated("this name is there twice: what both say belongs into one { }");
    }
}

/* The second goes where it says the same, and a list or an object goes on where it ended; which
 * of two that differ is right only the writer knows. */
static void guess_name_twice(const struct text_fault *fault, struct mend *mend)
{
    if (!is_name_twice(fault) || fault->text[fault->before - 1] != ',') {
        return;
    }
    size_t name = end_of_value(fault, fault->at) - fault->at,
           begin = value_of(fault, fault->at);
    size_t end = end_of_value(fault, begin), comma = fault->before - 1;
    int left = NAMES_MAX;
    for (size_t at = 0; at + name < fault->at && left > 0; at++) {
        if (memcmp(fault->text + at, fault->text + fault->at, name) != 0) {
            continue;
        }
        left--;
        size_t first = value_of(fault, at), first_end = end_of_value(fault, first);
        if (first_end - first == end - begin &&
            memcmp(fault->text + first, fault->text + begin, end - begin) == 0) {
            mend_replace(fault, mend, comma, end - comma, "");
            return;
        }
        if (mend_char(fault, first) == '[' && mend_char(fault, begin) == '[' &&
            first_end == mend_trim(fault, comma)) {
            mend_replace(fault, mend, first_end - 1, begin + 1 - (first_end - 1), ",");
            mend->told_at = fault->at;
            return;
        }
        if (mend_char(fault, first) == '{' && mend_char(fault, begin) == '{' &&
            end > begin + 1) {
            join_objects(fault, mend, first_end, (const size_t[]) { comma, begin, end });
            return;
        }
    }
    mend->why =
        translated("this name is there twice, and not with the same: take one of them out");
}

/* What follows cannot stand in the bracket that is open: it ended before. */
static void guess_unclosed(const struct text_fault *fault, struct mend *mend)
{
    const struct json_fault *json = fault->json;
    if (json->open && fault->at < fault->size && !is_name_twice(fault)) {
        mend_replace(fault, mend, end_before(fault), 0, json->open == '{' ? "}" : "]");
        mend->why = tell_open(fault, json->open, json->open_at);
    }
}

/* A list was left open, and the name of what comes behind it was read as its element. */
static void guess_unclosed_list(const struct text_fault *fault, struct mend *mend)
{
    size_t name = fault->before;
    if (fault->json->open != '[' || mend_char(fault, fault->at) != ':' || name < 2) {
        return;
    }
    for (name--; name > 0 && fault->text[name - 1] != '"'; name--) {
    }
    size_t comma = name > 0 ? mend_trim(fault, name - 1) : 0;
    if (comma > 0 && fault->text[comma - 1] == ',') {
        mend_replace(fault, mend, mend_trim(fault, comma - 1), 0, "]");
        mend->why = tell_open(fault, '[', fault->json->open_at);
    }
}

static void guess_brace_missing(const struct text_fault *fault, struct mend *mend)
{
    size_t name = fault->before;
    if (fault->json->open != '[' || mend_char(fault, fault->at) != ':' || name < 2) {
        return;
    }
    for (name--; name > 0 && fault->text[name - 1] != '"'; name--) {
    }
    if (name > 0) {
        mend_replace(fault, mend, name - 1, 0, "{");
        mend->why = translated("a { is missing in front of this");
    }
}

/* "screens": ["dormitory": true] */
static void guess_no_list_of_names(const struct text_fault *fault, struct mend *mend)
{
    if (fault->json->open == '[' && mend_char(fault, fault->at) == ':') {
        size_t value = skip_space(fault, fault->at + 1);
        size_t end = value;
        while (end < fault->size && !strchr(",}]\r\n", fault->text[end])) {
            end++;
        }
        mend_replace(fault, mend, fault->at, end - fault->at, "");
        mend->why = translated("a list has only texts, and no : with something behind it");
    }
}

/* A closing bracket that nothing has opened, or of the other kind. */
static void guess_too_many(const struct text_fault *fault, struct mend *mend)
{
    char c = mend_char(fault, fault->at);
    if (c == '}' || c == ']') {
        mend_replace(fault, mend, fault->at, 1, "");
        mend->why = arena_printf(fault->job->arena, translated("one %c too many"), c);
    }
}

/* The bracket before the fault closed more than it should. */
static void guess_closed_early(const struct text_fault *fault, struct mend *mend)
{
    size_t end = end_before(fault);
    char c = end > 0 ? fault->text[end - 1] : '\0';
    if ((c == '}' || c == ']') && !is_name_twice(fault)) {
        mend_replace(fault, mend, end - 1, 1, "");
        mend->why = fault->json->open
                        ? arena_printf(fault->job->arena,
                              translated("one %c too many: it closes too early here"), c)
                        : arena_printf(fault->job->arena,
                              translated("one %c too many: it closes the whole file here"), c);
        if (mend_char(fault, end) != ',' && end == fault->before) {
            mend_replace(fault, mend, end, 0, ",");
        }
    }
}

/* Behind the values that stand there one after the other, commas between them. */
static size_t end_of_values(const struct text_fault *fault, size_t at)
{
    size_t end = at;
    for (;;) {
        size_t next = end_of_value(fault, at);
        if (next == at) {
            return end;
        }
        end = next;
        at = skip_space(fault, end);
        if (mend_char(fault, at) == ',') {
            at = skip_space(fault, at + 1);
        }
        if (mend_char(fault, at) != '{') {
            return end;
        }
    }
}

static const char *tell_behind(const struct text_fault *fault, char bracket, size_t at)
{
    return arena_printf(fault->job->arena,
        translated(
            "this stands behind the %c of line %zu that ends the list: it belongs before"),
        bracket, mend_line(fault, at));
}

/* An item behind the ] of its list. */
static void guess_behind_list(const struct text_fault *fault, struct mend *mend)
{
    size_t end = end_before(fault), item = skip_space(fault, fault->at);
    if (end == 0 || fault->text[end - 1] != ']' || mend_char(fault, item) != '{') {
        return;
    }
    size_t to = end_of_values(fault, item);
    bool has_comma = end < fault->before;
    mend_replace(fault, mend, end - 1, 1, has_comma ? "" : ",");
    mend_replace(fault, mend, to, 0, "]");
    mend->why = tell_behind(fault, ']', end - 1);
    mend->told_at = item;
}

/* One behind the end of all: between the two are the ] of the list and the } of the feed. */
static void guess_behind_all(const struct text_fault *fault, struct mend *mend)
{
    size_t end = end_before(fault), item = skip_space(fault, fault->at);
    if (mend_char(fault, item) == ',') {
        item = skip_space(fault, item + 1);
    }
    if (fault->json->open || end == 0 || fault->text[end - 1] != '}' ||
        mend_char(fault, item) != '{') {
        return;
    }
    size_t list = mend_trim(fault, end - 1), to = end_of_values(fault, item);
    if (mend_begins(fault, item, "{\"lobbycard\"")) {
        mend->why =
            translated("a second feed begins here; a file holds one: move its items into "
                       "the \"items\" of the first");
    } else if (list > 0 && fault->text[list - 1] == ']' && to > item) {
        mend_replace(fault, mend, list - 1, item - list + 1, ",\n  ");
        mend_replace(fault, mend, to, 0, "\n ]}");
        mend->why = tell_behind(fault, '}', end - 1);
        mend->told_at = item;
    }
}

/* The text ends while brackets are open. */
static void guess_end(const struct text_fault *fault, struct mend *mend)
{
    size_t end = mend_trim(fault, fault->size);
    if (skip_space(fault, fault->at) < fault->size && fault->at < end) {
        struct open_brackets whole = find_open(fault, fault->size);
        if (!whole.is_in_text) {
            return;
        }
    }
    struct open_brackets open = find_open(fault, end);
    char last = end > 0 ? fault->text[end - 1] : '\0';
    char closing[DEPTH_MAX + 1] = "";
    for (int i = 0; i < open.count; i++) {
        closing[open.count - 1 - i] = fault->text[open.at[i]] == '{' ? '}' : ']';
        closing[open.count] = '\0';
    }
    if (open.is_in_text || strchr(",:{[", last)) {
        mend->why =
            translated("the file ends in the middle: what comes behind this is missing");
        mend->advice = translated("Copy it once more, to its end.");
        mend->told_at = end > 0 ? end - 1 : 0;
    } else if (open.count > 0) {
        char first = fault->text[open.at[open.count - 1]];
        mend_replace(fault, mend, end, 0, arena_strdup(fault->job->arena, closing));
        mend->why = arena_printf(fault->job->arena,
            translated("the file ends, and the %c that line %zu opens is not closed"), first,
            mend_line(fault, open.at[open.count - 1]));
    }
}

mend_guess *const mend_guesses_brackets[] = { guess_name_twice, guess_end, guess_too_many,
    guess_unclosed, guess_unclosed_list, guess_brace_missing, guess_no_list_of_names,
    guess_closed_early, guess_behind_list, guess_behind_all, NULL };
