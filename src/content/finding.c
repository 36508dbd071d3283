#include "content/finding.h"

#include <stdarg.h>
#include <stdio.h>

/* A hostile feed may have a note for each of its bytes; what was held back is always told. */
enum { FINDINGS_MAX = 2000 };

void findings_init(struct findings *findings, struct arena *arena)
{
    *findings = (struct findings) { .arena = arena };
}

void findings_add(struct findings *findings, enum finding_severity severity,
    const char *pointer, const char *item, const char *format, ...)
{
    if (findings->count >= FINDINGS_MAX && severity != FINDING_ERROR) {
        return;
    }
    char message[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    struct finding *list = arena_grow(
        findings->arena, findings->list, findings->count, &findings->capacity, sizeof *list);
    if (!list) {
        return;
    }
    findings->list = list;
    struct finding made = {
        .severity = severity,
        .pointer = arena_strdup(findings->arena, pointer),
        .item = item ? arena_strdup(findings->arena, item) : NULL,
        .message = arena_strdup(findings->arena, message),
    };
    if (made.pointer && made.message && (made.item || !item)) {
        list[findings->count++] = made;
    }
}
