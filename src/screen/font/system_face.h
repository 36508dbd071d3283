/* Which installed font file has what the shipped faces lack, through fontconfig. Asked for
 * rarely: fontconfig is started with the first question (tens of ms). */
#pragma once

#include "screen/font/han_shapes.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct system_face {
    char path[1024];
    int index; /* of the face in the file */
};

struct face_wish {
    const uint32_t *characters;
    size_t count;
    bool bold;
    bool emoji;             /* pictures in colour rather than in the text's own */
    enum han_shapes shapes; /* of two faces that have the characters, whose to take */
};

/* False when no installed face has all of the characters. */
bool system_face_find(const struct face_wish *wish, struct system_face *out);

/* The face for all East Asian text in these shapes: Noto Sans CJK or Noto Serif CJK if it is
 * installed, else one that fontconfig takes for the language's. False when there is none. */
bool system_face_for_shapes(enum han_shapes shapes, bool bold, struct system_face *out);

/* The family's face; of one that is named after a place ("Noto Serif CJK SC") that of the
 * shapes' own. False when there is no family of that name. */
bool system_face_named(
    const char *family, bool bold, enum han_shapes shapes, struct system_face *out);

void system_face_finish(void);
