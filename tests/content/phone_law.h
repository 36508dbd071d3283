/* The law of telephone numbers, held against one string and what was read in it. Nothing here
 * knows how it was read: the digits of the string are found anew.
 *
 * 1. Each digit of the string is told of once, in order: as part of a number, of an extension,
 * of an area's code that holds elsewhere, of a text that is shown, or left over.
 * 2. A number that is printed has the digits that are told to be its own, in that order. In
 * front of them may be an area's code that the string gives elsewhere; a country's code may be
 * gone or come first; the end of a list's number (3112 of "65763111、3112") has its head from
 * the number before.
 *    What is dialled ends with what is printed.
 * 3. Between the digits of a number, or of an extension, stand separators alone.
 * 4. Digits of texts that are shown are in a label, a note or a name.
 * 5. Four digits and more in a row that are left over stand in a doubt. */
#pragma once

#include "base/error.h"
#include "base/utf8.h"
#include "content/phone/phone_read.h"
#include "content/phone/scan/phone_token.h"

#include <stdio.h>
#include <string.h>

enum { LAW_RAW_MAX = 8 * 1024, LAW_DIGITS_MAX = 64 };

/* A text's ASCII digits. */
static inline void law_digits(const char *text, char *out, size_t room)
{
    size_t count = 0, size = strlen(text);
    for (size_t at = 0; at < size;) {
        uint32_t c = phone_fold_next(text, size, &at);
        if (c >= '0' && c <= '9' && count + 1 < room) {
            out[count++] = (char)c;
        }
    }
    out[count] = '\0';
}

/* The digit of the string at a byte; an O in an area's code is a 0. */
static inline char law_digit_at(const char *raw, size_t size, size_t at)
{
    uint32_t c = phone_fold_next(raw, size, &at);
    return c >= '0' && c <= '9' ? (char)c : c == 'O' ? '0' : '\0';
}

static inline bool law_each_once(
    const char *raw, const struct phone_reading *reading, struct error *error)
{
    size_t size = strnlen(raw, LAW_RAW_MAX), next = 0;
    bool is_cut = false;
    for (size_t i = 0; i < reading->doubt_count; i++) {
        is_cut = is_cut || reading->doubts[i].kind == PHONE_DOUBT_CUT;
    }
    for (size_t at = 0; at < size;) {
        size_t start = at;
        uint32_t c = phone_fold_next(raw, size, &at);
        bool is_told = next < reading->digit_count && reading->digits[next].at == start;
        bool is_digit = c >= '0' && c <= '9';
        if (is_told && !is_digit && c != 'O') {
            return error_set(error, "byte %zu is no digit", start);
        }
        if (is_digit && !is_told && !(is_cut && next == reading->digit_count)) {
            return error_set(error, "the digit at byte %zu is told of nowhere", start);
        }
        next += is_told;
    }
    return next == reading->digit_count || error_set(error, "more digits than there are");
}

struct law_run {
    char digits[LAW_DIGITS_MAX];
    size_t first, last; /* bytes */
    size_t count;
};

/* The digits that are told to be of one number or extension. */
static inline struct law_run law_run_of(
    const char *raw, const struct phone_reading *reading, const struct phone_digit *like)
{
    struct law_run run = { .count = 0 };
    for (size_t i = 0; i < reading->digit_count; i++) {
        const struct phone_digit *digit = &reading->digits[i];
        bool is_own = digit->use == like->use && digit->entry == like->entry &&
                      (like->use == PHONE_USE_NUMBER || digit->extension == like->extension);
        if (is_own && run.count + 1 < sizeof run.digits) {
            run.first = run.count == 0 ? digit->at : run.first;
            run.last = digit->at;
            run.digits[run.count++] = law_digit_at(raw, strlen(raw), digit->at);
        }
    }
    run.digits[run.count] = '\0';
    return run;
}

static inline bool law_only_separators(
    const char *raw, const struct law_run *run, struct error *error)
{
    static const char separators[] =
        " -.()[]{}<>〔〕【】「」［］『』《》〈〉〖〗_~:∶︰﹕/\\一O+☎☏📞📱📠🕿✆●■◆★▲►▶→👉";
    for (size_t at = run->first, size = strlen(raw); at < run->last;) {
        uint32_t c = phone_fold_next(raw, size, &at);
        bool is_fine = c >= '0' && c <= '9';
        for (size_t k = 0; !is_fine && k < sizeof separators - 1;) {
            is_fine = utf8_next(separators, sizeof separators - 1, &k) == c;
        }
        if (!is_fine) {
            return error_set(error, "U+%04X stands between the digits of %s", c, run->digits);
        }
    }
    return true;
}

static inline bool law_ends_with(const char *text, const char *end)
{
    size_t size = strlen(text), length = strlen(end);
    return size >= length && strcmp(text + size - length, end) == 0;
}

/* The digits without the code of a country that they begin with. */
static inline bool law_is_abroad(const char *printed, const char *own)
{
    const char *rest = strncmp(own, "00", 2) == 0 ? own + 2 : own;
    if (strcmp(printed, rest) == 0) {
        return true;
    }
    if (strncmp(rest, "86", 2) == 0) {
        rest += 2;
        rest += *rest == '0';
        return strcmp(printed + (*printed == '0'), rest) == 0;
    }
    /* the 0 of a trunk between code and number: +44 (0)20 */
    for (size_t code = 1; code <= 3 && strlen(rest) > code; code++) {
        if (rest[code] == '0' && strncmp(printed, rest, code) == 0 &&
            strcmp(printed + code, rest + code + 1) == 0) {
            return true;
        }
    }
    return false;
}

static inline bool law_area_is_given(
    const char *raw, const struct phone_reading *reading, const char *area, size_t size)
{
    for (size_t i = 0; i + size <= reading->digit_count; i++) {
        bool is_same = true;
        for (size_t k = 0; is_same && k < size; k++) {
            enum phone_use use = reading->digits[i + k].use;
            is_same = (use == PHONE_USE_AREA || use == PHONE_USE_NUMBER) &&
                      law_digit_at(raw, strlen(raw), reading->digits[i + k].at) == area[k];
        }
        if (is_same) {
            return true;
        }
    }
    /* +86 23: without the 0 */
    return area[0] == '0' && size > 1 && law_area_is_given(raw, reading, area + 1, size - 1);
}

static inline bool law_number(
    const char *raw, const struct phone_reading *reading, size_t i, struct error *error)
{
    struct law_run run =
        law_run_of(raw, reading, &(struct phone_digit) { .use = PHONE_USE_NUMBER, .entry = i });
    char printed[LAW_DIGITS_MAX], before[LAW_DIGITS_MAX] = "";
    law_digits(reading->entries[i].number, printed, sizeof printed);
    if (i > 0) {
        law_digits(reading->entries[i - 1].number, before, sizeof before);
    }
    if (run.count == 0) {
        return error_set(error, "%s has no digits of its own", printed);
    }
    if (!law_only_separators(raw, &run, error)) {
        return false;
    }
    bool is_trunk = run.digits[0] == '0' && strcmp(printed, run.digits + 1) == 0;
    if (strcmp(printed, run.digits) == 0 || is_trunk || law_is_abroad(printed, run.digits)) {
        return true;
    }
    size_t head = strlen(printed) - run.count;
    if (run.count > strlen(printed) || !law_ends_with(printed, run.digits)) {
        return error_set(error, "%s was printed of %s", printed, run.digits);
    }
    bool is_tail = strlen(before) == strlen(printed) && strncmp(before, printed, head) == 0;
    bool has_area = head >= 2 && head <= 4 && printed[0] == '0' &&
                    law_area_is_given(raw, reading, printed, head);
    return is_tail || has_area ||
           error_set(error, "%s was printed of %s: its head is nowhere", printed, run.digits);
}

/* What is dialled ends with what is printed, but for the 0 of the trunk. */
static inline bool law_dial(const struct phone_entry *entry, struct error *error)
{
    char printed[LAW_DIGITS_MAX], dialled[LAW_DIGITS_MAX];
    law_digits(entry->number, printed, sizeof printed);
    law_digits(entry->dial, dialled, sizeof dialled);
    return !*entry->dial || law_ends_with(dialled, printed + (printed[0] == '0')) ||
           error_set(error, "%s is dialled as %s", entry->number, entry->dial);
}

static inline bool law_extensions(
    const char *raw, const struct phone_reading *reading, size_t entry, struct error *error)
{
    for (size_t k = 0; k < reading->entries[entry].extension_count; k++) {
        struct law_run run = law_run_of(raw, reading,
            &(struct phone_digit) {
                .use = PHONE_USE_EXTENSION, .entry = entry, .extension = k });
        if (strcmp(run.digits, reading->entries[entry].extensions[k].digits) != 0) {
            return error_set(error, "the extension %s was printed of %s",
                reading->entries[entry].extensions[k].digits, run.digits);
        }
        if (!law_only_separators(raw, &run, error)) {
            return false;
        }
    }
    return true;
}

static inline bool law_is_in(const char *digits, const char *text)
{
    char all[LAW_RAW_MAX];
    law_digits(text, all, sizeof all);
    return strstr(all, digits);
}

static inline bool law_is_shown(const struct phone_reading *reading, const char *digits)
{
    for (size_t i = 0; i < reading->entry_count; i++) {
        const struct phone_entry *entry = &reading->entries[i];
        if (law_is_in(digits, entry->label) || law_is_in(digits, entry->note)) {
            return true;
        }
        for (size_t k = 0; k < entry->extension_count; k++) {
            if (law_is_in(digits, entry->extensions[k].name)) {
                return true;
            }
        }
    }
    return false;
}

/* Runs of digits without anything between them, of one use. */
static inline bool law_others(
    const char *raw, const struct phone_reading *reading, struct error *error)
{
    for (size_t i = 0; i < reading->digit_count;) {
        enum phone_use use = reading->digits[i].use;
        char digits[LAW_RAW_MAX];
        size_t count = 0, at = reading->digits[i].at;
        while (i < reading->digit_count && reading->digits[i].use == use &&
               reading->digits[i].at == at) {
            if (raw[at] != 'O') {
                digits[count++] = law_digit_at(raw, strlen(raw), at);
            }
            phone_fold_next(raw, strlen(raw), &at);
            i++;
        }
        digits[count] = '\0';
        if (use == PHONE_USE_NOTE && !law_is_shown(reading, digits)) {
            return error_set(error, "%s of a text is shown nowhere", digits);
        }
        bool is_told = use != PHONE_USE_LEFT || count < 4;
        for (size_t k = 0; !is_told && k < reading->doubt_count; k++) {
            is_told = law_is_in(digits, reading->doubts[k].text) ||
                      reading->doubts[k].kind == PHONE_DOUBT_CUT;
        }
        if (!is_told) {
            return error_set(error, "%s is left over without a word", digits);
        }
    }
    return true;
}

/* False with what breaks it. */
static inline bool phone_law_holds(
    const char *raw, const struct phone_reading *reading, struct error *error)
{
    bool holds = law_each_once(raw, reading, error);
    for (size_t i = 0; holds && i < reading->entry_count; i++) {
        holds = law_number(raw, reading, i, error) && law_dial(&reading->entries[i], error) &&
                law_extensions(raw, reading, i, error);
    }
    return holds && law_others(raw, reading, error);
}
