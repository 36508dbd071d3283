/* The logo over a restart: the first slide would wait for its decoder. */
#include "base/bytes.h"
#include "base/system/file.h"
#include "base/system/file_seam.h"
#include "decode/wire.h"
#include "picture/pictures.h"
#include "picture/pictures_private.h"

#include <stdlib.h>
#include <string.h>

/* How the file begins; the pixels follow. */
struct note {
    char magic[16];
    struct digest sum; /* of all behind it, by what `ground` is */
    int32_t is_cover, wish_width, wish_height, focus_x, focus_y;
    int32_t width, height, has_alpha;
    char object[68];
};

static const char magic[16] = "lobbycard-kept1";

enum { NOTE_MAX_BYTES = sizeof(struct note) + PICTURES_KEPT_MAX_BYTES };

/* A file that is written over in place has line ends behind it. */
enum { FILE_MAX_BYTES = 2 * NOTE_MAX_BYTES };

static size_t pixels_size(int width, int height)
{
    return (size_t)width * (size_t)height * sizeof(uint32_t);
}

static struct digest sum_of(
    const struct note *note, const void *pixels, const struct digest *ground)
{
    struct digest sum = *ground;
    size_t from = offsetof(struct note, is_cover);
    digest_add(&sum, (const char *)note + from, sizeof *note - from);
    digest_add(&sum, pixels, pixels_size(note->width, note->height));
    return sum;
}

static bool is_sound(
    const struct note *note, const struct bytes *file, const struct digest *ground)
{
    return memcmp(note->magic, magic, sizeof magic) == 0 && note->width >= 1 &&
           note->height >= 1 && note->width <= DECODE_SIDE_MAX &&
           note->height <= DECODE_SIDE_MAX && note->width <= note->wish_width &&
           note->height <= note->wish_height && pictures_keep_size(note->width, note->height) &&
           file->size >= sizeof *note + pixels_size(note->width, note->height) &&
           note->object[0] != '\0' && memchr(note->object, '\0', PICTURES_OBJECT_ROOM) &&
           digest_same(note->sum, sum_of(note, file->data + sizeof *note, ground));
}

static void take(struct pictures *pictures, const struct note *note, const void *pixels)
{
    struct picture *picture = picture_create(note->width, note->height);
    const struct picture_wish wish = { .is_cover = note->is_cover != 0,
        .width = note->wish_width,
        .height = note->wish_height,
        .focus_x = note->focus_x,
        .focus_y = note->focus_y,
        .object = note->object,
        .is_logo = true };
    if (picture) {
        memcpy(picture->pixels, pixels, pixels_size(note->width, note->height));
        pictures_keep(pictures, &wish, picture, note->has_alpha != 0);
    }
}

void pictures_recall(struct pictures *pictures, const char *path, const struct digest *ground)
{
    struct bytes file;
    struct error absent;
    struct note note;
    bytes_init(&file);
    if (file_read(path, FILE_MAX_BYTES, &file, &absent) && file.size >= sizeof note) {
        memcpy(&note, file.data, sizeof note);
        if (is_sound(&note, &file, ground)) {
            take(pictures, &note, file.data + sizeof note);
            pictures->noted = note.sum;
        }
    }
    bytes_finish(&file);
}

void pictures_note(struct pictures *pictures, const char *path, const struct digest *ground)
{
    const struct picture_kept *logo = &pictures->logo;
    const struct picture_wish *wish = &logo->wish;
    const struct picture *kept = logo->picture;
    struct note note;
    struct bytes file;
    struct error ignored;
    if (!kept || logo->object[0] == '\0') {
        return;
    }
    memset(&note, 0, sizeof note); /* what is between its members too */
    note.is_cover = wish->is_cover;
    note.wish_width = wish->width;
    note.wish_height = wish->height;
    note.focus_x = wish->focus_x;
    note.focus_y = wish->focus_y;
    note.width = kept->width;
    note.height = kept->height;
    note.has_alpha = logo->has_alpha;
    memcpy(note.magic, magic, sizeof magic);
    memcpy(note.object, logo->object, sizeof logo->object);
    note.sum = sum_of(&note, kept->pixels, ground);
    if (digest_same(note.sum, pictures->noted)) {
        return;
    }
    bytes_init(&file);
    if (bytes_append(&file, &note, sizeof note) &&
        bytes_append(&file, kept->pixels, pixels_size(kept->width, kept->height)) &&
        file_seam_note(&file_seam_real, path, file.data, file.size, &ignored)) {
        pictures->noted = note.sum;
    }
    bytes_finish(&file);
}
