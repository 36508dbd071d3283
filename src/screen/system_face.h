/* Which installed font file has a character that the shipped faces lack, through fontconfig.
 * Asked for rarely: fontconfig is started with the first question (tens of ms). */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct system_face {
    char path[1024];
    int index; /* of the face in the file */
};

/* False when no installed face has all of the characters. */
bool system_face_find(const uint32_t *characters, size_t count, bool bold, const char *lang,
    struct system_face *out);
void system_face_finish(void);
