#include "screen/font/fonts_private.h"

#include <stdlib.h>
#include <string.h>

/* The slot of a face among the open ones, opened when it is not; -1 when it will not. One file
 * may hold many faces. */
int fonts_open_system_face(struct fonts *fonts, const struct system_face *file)
{
    for (int i = FACE_SHIPPED; i < fonts->face_count; i++) {
        if (fonts->files[i]->index == file->index &&
            strcmp(fonts->files[i]->path, file->path) == 0) {
            return i;
        }
    }
    if (fonts->face_count == FACE_LIMIT) {
        return -1;
    }
    struct system_face *kept = malloc(sizeof *kept);
    struct face *face = kept ? face_open(fonts->foundry, file->path, file->index, NULL) : NULL;
    if (!face) {
        free(kept);
        return -1;
    }
    *kept = *file;
    fonts->faces[fonts->face_count] = face;
    fonts->files[fonts->face_count] = kept;
    return fonts->face_count++;
}
