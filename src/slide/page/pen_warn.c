#include "base/translated.h"
#include "base/utf8.h"
#include "slide/page/pen.h"

#include <stdio.h>
#include <string.h>

/* Longer texts are cut in warnings, at a character. */
enum { WARNED_BYTES = 60 };

void pen_warn_cut(struct pen *pen, const char *role, const char *text)
{
    size_t size = strlen(text);
    if (size > WARNED_BYTES) {
        size = WARNED_BYTES;
        while (size > 0 && ((unsigned char)text[size] & 0xC0) == 0x80) {
            size--;
        }
    }
    char quoted[WARNED_BYTES];
    for (size_t i = 0; i < size; i++) {
        quoted[i] = text[i] == '\n' ? ' ' : text[i];
    }
    if (!scene_warn(pen->scene, FINDING_CUT, "%s: cut to fit: \"%.*s%s\"", translated(role),
            (int)size, quoted, text[size] ? "…" : "")) {
        pen->failed = true;
    }
}

void pen_warn_missing(struct pen *pen, const char *role, const char *missing)
{
    enum { NAMED = 8 };
    char names[NAMED * 16] = "";
    size_t used = 0, size = missing ? strlen(missing) : 0, at = 0;
    for (int i = 0; i < NAMED && at < size; i++) {
        size_t begin = at;
        uint32_t character = utf8_next(missing, size, &at);
        used += (size_t)snprintf(names + used, sizeof names - used, " %.*s U+%04X",
            (int)(at - begin), missing + begin, (unsigned)character);
    }
    if (size > 0 && !scene_warn(pen->scene, FINDING_GLYPH, "%s: no face has%s%s",
                        translated(role), names, at < size ? translated(" and others") : "")) {
        pen->failed = true;
    }
}
