#include "screen/photo.h"

#include "base/clock.h"
#include "base/decoder.h"
#include "base/log.h"
#include "decode/wire.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DECODE_MAX_MS = 5000 };

static struct picture *receive(struct decoder *decoder, const struct photo_wish *wish,
    struct decode_reply *reply, struct error *error)
{
    struct picture *picture = NULL;
    if (!decoder_read(decoder, reply, sizeof *reply) || reply->magic != DECODE_MAGIC) {
        error_set(error, "its decoder was stopped");
        return NULL;
    }
    reply->message[sizeof reply->message - 1] = '\0';
    if (reply->done != 1 || reply->width < 1 || reply->height < 1 ||
        reply->width > (uint32_t)wish->width || reply->height > (uint32_t)wish->height) {
        error_set(error, "%s", reply->message);
        return NULL;
    }
    picture = picture_create((int)reply->width, (int)reply->height);
    if (!picture || !decoder_read(decoder, picture->pixels, picture->bytes)) {
        error_set(error, picture ? "its decoder was stopped" : "out of memory");
        picture_destroy(picture);
        picture = NULL;
    }
    return picture;
}

static struct picture *load(
    const struct photo_wish *wish, struct decode_reply *reply, struct error *error)
{
    struct decoder decoder;
    char numbers[4][16];
    const int values[4] = { wish->width, wish->height, wish->focus_x, wish->focus_y };
    for (int i = 0; i < 4; i++) {
        snprintf(numbers[i], sizeof numbers[i], "%d", values[i]);
    }
    const char *const arguments[] = { wish->is_cover ? "cover" : "contain", numbers[0],
        numbers[1], numbers[2], numbers[3], NULL };
    if (!decoder_start(&decoder, wish->path, arguments, DECODE_MAX_MS, error)) {
        return NULL;
    }
    struct picture *picture = receive(&decoder, wish, reply, error);
    decoder_stop(&decoder);
    return picture;
}

static bool is_same_wish(const struct photo_wish *a, const struct photo_wish *b)
{
    return a->is_cover == b->is_cover && a->width == b->width && a->height == b->height &&
           a->focus_x == b->focus_x && a->focus_y == b->focus_y;
}

/* A logo at 4K is smaller, a photo that fills a slide is not. */
enum { KEPT_MAX_BYTES = 512 * 1024 };

static bool is_kept(const struct photos *photos, const char *object)
{
    return photos->last.picture && photos->last.picture->bytes <= KEPT_MAX_BYTES &&
           object[0] != '\0' && strcmp(photos->last_object, object) == 0;
}

static void let_go(struct photos *photos)
{
    picture_destroy(photos->last.picture);
    photos->last = (struct photo) { 0 };
}

const struct photo *photos_load(struct photos *photos, const char *object,
    const struct photo_wish *wish, struct error *error)
{
    struct decode_reply reply = { 0 };
    if (!is_kept(photos, object) || !is_same_wish(&photos->last_wish, wish)) {
        let_go(photos);
        photos->last.picture = load(wish, &reply, error);
        photos->last.has_alpha = reply.has_alpha != 0;
        photos->last_wish = *wish;
        photos->last_wish.path = NULL; /* not ours */
        snprintf(photos->last_object, sizeof photos->last_object, "%s", object);
    }
    return photos->last.picture ? &photos->last : NULL;
}

void photos_put_back(struct photos *photos)
{
    if (!is_kept(photos, photos->last_object)) {
        let_go(photos);
    }
}

void photos_finish(struct photos *photos)
{
    let_go(photos);
    free(photos->sizes);
    *photos = (struct photos) { .next = 0 };
}

bool photos_has_failed(const struct photos *photos, const char *object)
{
    for (size_t i = 0; i < PHOTOS_FAILED_MAX; i++) {
        if (object[0] != '\0' && strcmp(photos->failed[i], object) == 0) {
            return true;
        }
    }
    return false;
}

void photos_note_failure(struct photos *photos, const char *object)
{
    char *slot = photos->failed[photos->next];
    snprintf(slot, sizeof photos->failed[0], "%s", object);
    photos->next = (photos->next + 1) % PHOTOS_FAILED_MAX;
}

/* Sizes are kept for as many pictures as editions name in years; then all are found anew. */
enum { SIZES_MAX = 4096, MEASURING_MAX_US = 1000 * 1000 };

struct photo_size {
    char object[65];
    bool is_broken;
    int width, height;
};

void photos_forget(struct photos *photos)
{
    size_t kept = 0;
    for (size_t i = 0; i < photos->size_count; i++) {
        if (!photos->sizes[i].is_broken) {
            photos->sizes[kept++] = photos->sizes[i];
        }
    }
    photos->size_count = kept;
    memset(photos->failed, 0, sizeof photos->failed);
    photos->next = 0;
}

void photos_measure(struct photos *photos, bool begin)
{
    photos->measuring_us = begin ? MEASURING_MAX_US : 0;
    if (begin && photos->size_count > SIZES_MAX) {
        photos->size_count = 0;
    }
}

/* The entry of that object, added when there is none; NULL when there is no memory for it. */
static struct photo_size *find_size(struct photos *photos, const char *object, bool *is_new)
{
    *is_new = false;
    for (size_t i = 0; i < photos->size_count; i++) {
        if (strcmp(photos->sizes[i].object, object) == 0) {
            return &photos->sizes[i];
        }
    }
    if (photos->measuring_us <= 0) {
        return NULL;
    }
    if (photos->size_count == photos->size_capacity) {
        size_t capacity = photos->size_capacity ? 2 * photos->size_capacity : 16;
        struct photo_size *grown = realloc(photos->sizes, capacity * sizeof *grown);
        if (!grown) {
            return NULL;
        }
        photos->sizes = grown;
        photos->size_capacity = capacity;
    }
    struct photo_size *size = &photos->sizes[photos->size_count++];
    *size = (struct photo_size) { .width = 0 };
    snprintf(size->object, sizeof size->object, "%s", object);
    *is_new = true;
    return size;
}

static void find_out(
    struct photos *photos, struct photo_size *size, const struct picture_ref *ref)
{
    /* As small as can be asked for: all of the file is looked at, little is made of it. */
    const struct photo_wish wish = { .path = ref->path, .width = 1, .height = 1 };
    struct decode_reply reply;
    struct error error;
    int64_t began_us = clock_mono_us();
    struct picture *picture = load(&wish, &reply, &error);
    photos->measuring_us -= clock_mono_us() - began_us;
    if (picture) {
        size->width = (int)reply.full_width;
        size->height = (int)reply.full_height;
    } else {
        log_warning("picture %s: %s", ref->url, error.text);
        photos_note_failure(photos, size->object);
    }
    size->is_broken = !picture;
    picture_destroy(picture);
}

bool photos_size(
    struct photos *photos, const struct picture_ref *picture, int *width, int *height)
{
    bool is_new;
    struct photo_size *size = find_size(photos, picture->object, &is_new);
    if (is_new) {
        find_out(photos, size, picture);
    } else if (size && photos->measuring_us > 0 && photos_has_failed(photos, picture->object)) {
        size->is_broken = true; /* it was well then, and could not be painted */
    }
    *width = size ? size->width : 0;
    *height = size ? size->height : 0;
    return !size || !size->is_broken;
}
