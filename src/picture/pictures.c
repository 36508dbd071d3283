#include "picture/pictures.h"

#include "base/clock.h"
#include "base/list.h"
#include "base/log.h"
#include "base/translated.h"
#include "decode/wire.h"
#include "picture/decoder.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DECODE_MAX_MS = 5000 };

/* Whether there is an answer that can be one to that wish. */
static bool receive_reply(
    struct helper *decoder, const struct picture_wish *wish, struct decode_reply *reply)
{
    *reply = (struct decode_reply) { 0 };
    if (!helper_read(decoder, reply, sizeof *reply) || reply->magic != DECODE_MAGIC) {
        return false;
    }
    decode_reply_tidy(reply);
    return reply->done == 0
               ? reply->message[0] != '\0'
               : reply->width >= 1 && reply->height >= 1 &&
                     reply->width <= (uint32_t)wish->width &&
                     reply->height <= (uint32_t)wish->height && reply->full_width >= 1 &&
                     reply->full_height >= 1 && reply->full_width <= DECODE_SIDE_MAX &&
                     reply->full_height <= DECODE_SIDE_MAX;
}

/* Where pixels are to be: in the middle of the rectangle. */
struct place {
    struct picture *picture;
    struct pixel_rect rect;
};

static struct pixel_rect middle_of(const struct place *place, int width, int height)
{
    return (struct pixel_rect) { place->rect.x + (place->rect.w - width) / 2,
        place->rect.y + (place->rect.h - height) / 2, width, height };
}

/* Whether they can be read to their place from the pipe: nothing shines through them, and none
 * of them is outside. */
static bool can_go_straight(const struct place *place, const struct decode_reply *reply)
{
    struct pixel_rect rect = middle_of(place, (int)reply->width, (int)reply->height);
    return reply->has_alpha == 0 && rect.x >= 0 && rect.y >= 0 &&
           rect.w <= place->picture->width - rect.x &&
           rect.h <= place->picture->height - rect.y;
}

static bool receive_pixels(
    struct helper *decoder, const struct place *place, const struct decode_reply *reply)
{
    struct pixel_rect rect = middle_of(place, (int)reply->width, (int)reply->height);
    size_t width = (size_t)place->picture->width;
    uint32_t *at = place->picture->pixels + (size_t)rect.y * width + (size_t)rect.x;
    bool done = true;
    if (rect.w == place->picture->width) {
        return helper_read(decoder, at, (size_t)rect.h * width * sizeof *at);
    }
    for (int y = 0; done && y < rect.h; y++, at += width) {
        done = helper_read(decoder, at, (size_t)rect.w * sizeof *at);
    }
    return done;
}

enum { KEPT_MAX_BYTES = 512 * 1024 };

static bool start(struct helper *decoder, const struct picture_wish *wish, struct error *error)
{
    char numbers[4][16];
    const int values[4] = { wish->width, wish->height, wish->focus_x, wish->focus_y };
    for (int i = 0; i < 4; i++) {
        snprintf(numbers[i], sizeof numbers[i], "%d", values[i]);
    }
    const char *const arguments[] = { wish->is_cover ? "cover" : "contain", numbers[0],
        numbers[1], numbers[2], numbers[3], NULL };
    return decoder_start(decoder, wish->path, arguments, DECODE_MAX_MS, error);
}

/* A large picture goes straight to its place, if it has one, so that `play` has no more pixels
 * than it shows; otherwise *picture is the caller's. False with an error, or with none where
 * the decoder did not say why. */
static bool receive_picture(struct helper *decoder, const struct place *place,
    const struct decode_reply *reply, struct picture **picture, struct error *error)
{
    int width = (int)reply->width, height = (int)reply->height;
    bool is_large = (size_t)reply->width * reply->height * sizeof(uint32_t) > KEPT_MAX_BYTES;
    if (reply->done == 0) {
        return error_set(error, "%s", translated(reply->message));
    }
    if (place && is_large && can_go_straight(place, reply)) {
        return receive_pixels(decoder, place, reply);
    }
    *picture = picture_create(width, height);
    const struct place alone = { *picture, { 0, 0, width, height } };
    return *picture ? receive_pixels(decoder, &alone, reply)
                    : error_set(error, "out of memory");
}

static bool load(const struct picture_wish *wish, const struct place *place,
    struct decode_reply *reply, struct picture **picture, struct error *error)
{
    struct helper decoder;
    *picture = NULL;
    if (!start(&decoder, wish, error)) {
        return false;
    }
    error_set(error, "%s", "");
    bool done = receive_reply(&decoder, wish, reply) &&
                receive_picture(&decoder, place, reply, picture, error);
    if (done || error->text[0]) {
        helper_stop(&decoder);
    } else {
        decoder_give_up(&decoder, error);
    }
    if (!done) {
        picture_destroy(*picture);
        *picture = NULL;
    }
    return done;
}

static bool is_same_wish(const struct picture_wish *a, const struct picture_wish *b)
{
    return a->is_cover == b->is_cover && a->width == b->width && a->height == b->height &&
           a->focus_x == b->focus_x && a->focus_y == b->focus_y;
}

static bool is_kept(const struct pictures *pictures, const struct picture_wish *wish)
{
    return pictures->kept && wish->object[0] != '\0' &&
           strcmp(pictures->kept_object, wish->object) == 0 &&
           is_same_wish(&pictures->kept_wish, wish);
}

/* A logo at 4K is small enough, a picture that fills a slide is not. */
static void keep(struct pictures *pictures, const struct picture_wish *wish,
    struct picture *picture, bool has_alpha)
{
    picture_destroy(pictures->kept);
    pictures->kept = picture;
    pictures->kept_has_alpha = has_alpha;
    pictures->kept_wish = *wish;
    pictures->kept_wish.path = pictures->kept_wish.object = NULL; /* not ours */
    snprintf(pictures->kept_object, sizeof pictures->kept_object, "%s", wish->object);
}

static void lay(const struct place *place, const struct picture *from, bool has_alpha)
{
    struct pixel_rect rect = middle_of(place, from->width, from->height);
    if (has_alpha) {
        picture_overlay(place->picture, rect, from->pixels);
    } else {
        picture_copy(place->picture, rect.x, rect.y, from);
    }
}

static bool is_spoiled(const struct pictures *pictures, const char *path, const char *object)
{
    return pictures->is_sound && object[0] != '\0' && !pictures->is_sound(path, object);
}

bool pictures_paint(struct pictures *pictures, const struct picture_wish *wish,
    const struct picture_spot *spot, struct error *error)
{
    const struct place place = { spot->picture,
        { spot->x, spot->y, wish->width, wish->height } };
    struct decode_reply reply;
    struct picture *picture;
    if (is_kept(pictures, wish)) {
        lay(&place, pictures->kept, pictures->kept_has_alpha);
        return true;
    }
    if (is_spoiled(pictures, wish->path, wish->object)) {
        return error_set(error, "%s", "");
    }
    if (!load(wish, &place, &reply, &picture, error)) {
        return false;
    }
    if (picture) {
        lay(&place, picture, reply.has_alpha != 0);
        if (picture->bytes <= KEPT_MAX_BYTES) {
            keep(pictures, wish, picture, reply.has_alpha != 0);
        } else {
            picture_destroy(picture);
        }
    }
    return true;
}

struct picture *picture_load(
    const struct picture_wish *wish, bool *has_alpha, struct error *error)
{
    struct decode_reply reply;
    struct picture *picture;
    if (!load(wish, NULL, &reply, &picture, error)) {
        if (!error->text[0]) {
            error_set(error, "not decoded");
        }
        return NULL;
    }
    *has_alpha = reply.has_alpha != 0;
    return picture;
}

bool picture_measure(const char *path, struct picture_whole *whole, struct error *error)
{
    /* As small as can be asked for: all of the file is looked at, little is made of it. */
    const struct picture_wish wish = { .path = path, .width = 1, .height = 1 };
    struct decode_reply reply = { .done = 0 };
    struct picture *picture;
    bool done = load(&wish, NULL, &reply, &picture, error);
    *whole = (struct picture_whole) { .is_too_large = !done && reply.is_too_large != 0,
        .is_unfit = !done && reply.is_unfit != 0,
        .is_damaged = !done && reply.is_hopeless != 0 && reply.is_unfit == 0 };
    if (done) {
        whole->width = (int)reply.full_width;
        whole->height = (int)reply.full_height;
    }
    picture_destroy(picture);
    return done;
}

void pictures_finish(struct pictures *pictures)
{
    picture_destroy(pictures->kept);
    free(pictures->sizes);
    *pictures = (struct pictures) { .next = 0 };
}

bool pictures_has_failed(const struct pictures *pictures, const char *object)
{
    for (size_t i = 0; i < PHOTOS_FAILED_MAX; i++) {
        if (object[0] != '\0' && strcmp(pictures->failed[i], object) == 0) {
            return true;
        }
    }
    return false;
}

void pictures_note_failure(struct pictures *pictures, const char *object)
{
    char *slot = pictures->failed[pictures->next];
    snprintf(slot, sizeof pictures->failed[0], "%s", object);
    pictures->next = (pictures->next + 1) % PHOTOS_FAILED_MAX;
}

/* Sizes are kept for as many pictures as editions name in years; then all are found anew. */
enum { SIZES_MAX = 4096, MEASURING_MAX_US = 1000 * 1000 };

struct picture_size {
    char object[65];
    bool is_broken;
    int width, height;
};

void pictures_forget(struct pictures *pictures)
{
    size_t kept = 0;
    for (size_t i = 0; i < pictures->size_count; i++) {
        if (!pictures->sizes[i].is_broken) {
            pictures->sizes[kept++] = pictures->sizes[i];
        }
    }
    pictures->size_count = kept;
    memset(pictures->failed, 0, sizeof pictures->failed);
    pictures->next = 0;
}

void pictures_measure(struct pictures *pictures, bool begin)
{
    pictures->measuring_us = begin ? MEASURING_MAX_US : 0;
    if (begin && pictures->size_count > SIZES_MAX) {
        pictures->size_count = 0;
    }
}

/* The entry of that object, added when there is none; NULL when there is no memory for it. */
static struct picture_size *find_size(
    struct pictures *pictures, const char *object, bool *is_new)
{
    *is_new = false;
    for (size_t i = 0; i < pictures->size_count; i++) {
        if (strcmp(pictures->sizes[i].object, object) == 0) {
            return &pictures->sizes[i];
        }
    }
    if (pictures->measuring_us <= 0) {
        return NULL;
    }
    struct picture_size *grown = list_grow(
        pictures->sizes, pictures->size_count, &pictures->size_capacity, sizeof *grown);
    if (!grown) {
        return NULL;
    }
    pictures->sizes = grown;
    struct picture_size *size = &pictures->sizes[pictures->size_count++];
    *size = (struct picture_size) { .width = 0 };
    snprintf(size->object, sizeof size->object, "%s", object);
    *is_new = true;
    return size;
}

static void find_out(
    struct pictures *pictures, struct picture_size *size, const struct picture_ref *ref)
{
    struct picture_whole whole = { 0 };
    struct error error = { "" };
    int64_t began_us = clock_mono_us();
    bool is_sound = !is_spoiled(pictures, ref->path, ref->object) &&
                    picture_measure(ref->path, &whole, &error);
    pictures->measuring_us -= clock_mono_us() - began_us;
    size->width = whole.width;
    size->height = whole.height;
    if (!is_sound && error.text[0] != '\0') {
        log_warning("picture %s: %s", ref->url, error.text);
        pictures_note_failure(pictures, size->object);
    }
    size->is_broken = !is_sound;
}

bool pictures_size(
    struct pictures *pictures, const struct picture_ref *picture, int *width, int *height)
{
    bool is_new;
    struct picture_size *size = find_size(pictures, picture->object, &is_new);
    bool is_noted = picture->width > 0 && picture->height > 0;
    if (is_new && is_noted) {
        size->width = picture->width;
        size->height = picture->height;
    } else if (is_new) {
        find_out(pictures, size, picture);
    } else if (size && pictures->measuring_us > 0 &&
               pictures_has_failed(pictures, picture->object)) {
        size->is_broken = true; /* it was well then, and could not be painted */
    }
    *width = size ? size->width : 0;
    *height = size ? size->height : 0;
    return !size || !size->is_broken;
}
