#include "content/text/normalise.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uregex.h>
#include <unicode/ustring.h>

/* ICU's time limit counts steps of its engine, about a thousand to the millisecond each; the
 * stack limit keeps a nested expression from eating memory instead of time. */
enum { STEPS_MAX = 20, STACK_MAX_BYTES = 256 * 1024 };

struct pattern {
    URegularExpression *expression;
};

static UChar *widen(const char *text, int32_t *size)
{
    UErrorCode status = U_ZERO_ERROR;
    int32_t room = (int32_t)strlen(text) + 1;
    UChar *wide = calloc((size_t)room, sizeof *wide);
    if (wide) {
        u_strFromUTF8WithSub(wide, room, size, text, -1, 0xFFFD, NULL, &status);
    }
    return wide;
}

struct pattern *pattern_create(const char *expression, struct error *error)
{
    UErrorCode status = U_ZERO_ERROR;
    UParseError place = { 0 };
    int32_t size = 0;
    struct pattern *pattern = calloc(1, sizeof *pattern);
    UChar *wide = widen(expression, &size);
    if (!pattern || !wide) {
        error_set(error, "out of memory");
        goto out;
    }
    pattern->expression = uregex_open(wide, size, UREGEX_CASE_INSENSITIVE, &place, &status);
    uregex_setTimeLimit(pattern->expression, STEPS_MAX, &status);
    uregex_setStackLimit(pattern->expression, STACK_MAX_BYTES, &status);
    if (U_FAILURE(status)) {
        error_set(error, "not a regular expression at character %d: %s", place.offset,
            u_errorName(status));
        uregex_close(pattern->expression);
        pattern->expression = NULL;
    }
out:
    if (pattern && !pattern->expression) {
        free(pattern);
        pattern = NULL;
    }
    free(wide);
    return pattern;
}

void pattern_destroy(struct pattern *pattern)
{
    if (pattern) {
        uregex_close(pattern->expression);
    }
    free(pattern);
}

enum pattern_outcome pattern_find(struct pattern *pattern, const char *text)
{
    static const UChar nothing[] = { 0 };
    UErrorCode status = U_ZERO_ERROR;
    int32_t size = 0;
    UChar *wide = widen(text, &size);
    if (!wide) {
        return PATTERN_ENDED;
    }
    uregex_setText(pattern->expression, wide, size, &status);
    bool found = uregex_find(pattern->expression, 0, &status);
    enum pattern_outcome outcome = U_FAILURE(status) ? PATTERN_ENDED
                                   : found           ? PATTERN_FOUND
                                                     : PATTERN_ABSENT;
    status = U_ZERO_ERROR;
    uregex_setText(pattern->expression, nothing, 0, &status); /* `wide` goes away */
    free(wide);
    return outcome;
}
