#include "content/feed/finding.h"

#include "base/plain.h"
#include "base/translated.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

enum { FINDINGS_MAX = 2000 };

static const char *const code_names[] = {
    [FINDING_UNREADABLE] = "unreadable",
    [FINDING_NOT_JSON] = "not-json",
    [FINDING_NOT_FEED] = "not-a-feed",
    [FINDING_TYPE] = "wrong-type",
    [FINDING_VALUE] = "bad-value",
    [FINDING_DATE] = "bad-date",
    [FINDING_URL] = "bad-address",
    [FINDING_MISSING] = "missing-member",
    [FINDING_UNKNOWN] = "unknown-member",
    [FINDING_FOREIGN] = "other-kinds-member",
    [FINDING_BESIDE] = "beside-show",
    [FINDING_KIND] = "unknown-kind",
    [FINDING_EMPTY] = "nothing-to-show",
    [FINDING_BLOCK] = "two-in-one-block",
    [FINDING_TWICE] = "duplicate-id",
    [FINDING_LENGTH] = "too-long",
    [FINDING_COUNT] = "too-many",
    [FINDING_NUMBER] = "no-number",
    [FINDING_DIGITS] = "digits-left",
    [FINDING_READING] = "two-readings",
    [FINDING_READ] = "read-as",
    [FINDING_HOURS] = "hours-as-written",
    [FINDING_ROWS] = "rows-out-of-order",
    [FINDING_ALERT] = "alert-rules",
    [FINDING_IDENTITY] = "not-this-campus",
    [FINDING_DENIED] = "denied-text",
    [FINDING_LINK] = "denied-link",
    [FINDING_HOTLINE] = "denied-number",
    [FINDING_RULE] = "bad-rule",
    [FINDING_OVER] = "over",
    [FINDING_NEVER] = "never-shown",
    [FINDING_SCREEN] = "no-such-screen",
    [FINDING_TAG] = "unknown-tag",
    [FINDING_ORDER] = "kind-not-played",
    [FINDING_UNVERIFIED] = "no-longer-verified",
    [FINDING_VERIFY] = "verify-soon",
    [FINDING_CUT] = "cut-to-fit",
    [FINDING_SHRUNK] = "shrunk",
    [FINDING_GLYPH] = "missing-glyph",
    [FINDING_PAGES] = "too-many-pages",
    [FINDING_QR] = "code-too-long",
    [FINDING_CONTRAST] = "low-contrast",
    [FINDING_PICTURE] = "picture-missing",
    [FINDING_PICTURE_TYPE] = "picture-unreadable",
    [FINDING_PICTURE_BUSY] = "picture-not-looked-at",
    [FINDING_PICTURE_SMALL] = "picture-too-small",
    [FINDING_PICTURE_LARGE] = "picture-too-large",
    [FINDING_PICTURE_SHAPE] = "picture-cropped",
    [FINDING_HTTP] = "plain-http",
    [FINDING_EXPIRED] = "feed-expired",
    [FINDING_ISSUED] = "issued-ahead",
    [FINDING_THEME] = "bad-theme",
    [FINDING_WAITS] = "would-wait",
    [FINDING_AHEAD] = "published-ahead",
    [FINDING_LOST] = "form-lost",
    [FINDING_BLANK] = "left-empty",
    [FINDING_GARBLED] = "garbled",
    [FINDING_MARKDOWN] = "markdown",
    [FINDING_SWAPPED] = "title-longer-than-text",
    [FINDING_ENCODING] = "encoding",
    [FINDING_ADAPTED] = "adapted",
    [FINDING_LEFT_OUT] = "left-out",
};
static_assert(sizeof code_names / sizeof *code_names == FINDING_CODE_COUNT, "a name for each");

const char *finding_code_name(enum finding_code code)
{
    return code_names[code];
}

void findings_init(struct findings *findings, struct arena *arena)
{
    *findings = (struct findings) { .arena = arena };
}

/* A hostile feed may have a note for each of its bytes. */
bool findings_full(const struct findings *findings)
{
    return findings->count >= FINDINGS_MAX;
}

void findings_add(
    struct findings *findings, const struct finding *finding, const char *format, ...)
{
    if (findings_full(findings) && finding->severity != FINDING_ERROR) {
        findings->left_out++;
        return;
    }
    char message[512];
    va_list arguments;
    va_start(arguments, format);
    plain_format(message, sizeof message, translated(format), arguments);
    va_end(arguments);
    struct finding *list = arena_grow(
        findings->arena, findings->list, findings->count, &findings->capacity, sizeof *list);
    if (!list) {
        return;
    }
    findings->list = list;
    struct finding made = *finding;
    made.pointer = arena_strdup(findings->arena, finding->pointer);
    made.item = finding->item ? arena_strdup(findings->arena, finding->item) : NULL;
    made.message = arena_strdup(findings->arena, message);
    if (made.pointer && made.message && (made.item || !finding->item)) {
        list[findings->count++] = made;
    }
}
