#include "picture/pictures.h"

#include "base/translated.h"
#include "decode/wire.h"
#include "picture/decoder.h"
#include "picture/pictures_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

/* Whether what came before was all. */
static bool receive_end(struct helper *decoder, struct decode_reply *reply, struct error *error)
{
    struct decode_reply end = { 0 };
    if (!helper_read(decoder, &end, sizeof end) || end.magic != DECODE_MAGIC) {
        return false;
    }
    decode_reply_tidy(&end);
    if (end.done == 1) {
        return true;
    }
    *reply = end;
    return end.done == 0 && error_set(error, "%s", translated(end.message));
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

struct received {
    struct decode_reply reply;
    struct picture *picture; /* NULL where its pixels went straight to their place */
    bool is_late;            /* there are none, and it is not the picture's fault */
};

bool pictures_keep_size(int width, int height)
{
    return (int64_t)width * height * (int64_t)sizeof(uint32_t) <= PICTURES_KEPT_MAX_BYTES;
}

static bool start(struct helper *decoder, const struct picture_wish *wish, struct error *error)
{
    char numbers[4][16];
    const int values[4] = { wish->width, wish->height, wish->focus_x, wish->focus_y };
    for (int i = 0; i < 4; i++) {
        snprintf(numbers[i], sizeof numbers[i], "%d", values[i]);
    }
    const char *const arguments[] = { wish->is_cover ? "cover" : "contain", numbers[0],
        numbers[1], numbers[2], numbers[3], NULL };
    int64_t max_ms = wish->max_ms ? wish->max_ms : DECODER_MAX_MS;
    return decoder_start(decoder, wish->path, arguments, max_ms, error);
}

/* A large picture goes straight to its place, if it has one, so that `play` has no more pixels
 * than it shows; otherwise *picture is the caller's. False with an error, or with none where
 * the decoder did not say why. */
static bool receive_picture(struct helper *decoder, const struct place *place,
    const struct decode_reply *reply, struct picture **picture, struct error *error)
{
    int width = (int)reply->width, height = (int)reply->height;
    bool is_large = !pictures_keep_size(width, height);
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

/* To its end; *picture as of receive_picture. */
static bool receive(struct helper *decoder, const struct picture_wish *wish,
    const struct place *place, struct received *received, struct error *error)
{
    struct decode_reply *reply = &received->reply;
    struct picture **picture = &received->picture;
    *picture = NULL;
    received->is_late = false;
    error_set(error, "%s", "");
    bool done = receive_reply(decoder, wish, reply) &&
                receive_picture(decoder, place, reply, picture, error) &&
                receive_end(decoder, reply, error);
    if (done || error->text[0]) {
        helper_stop(decoder);
    } else {
        received->is_late = decoder_give_up(decoder, error);
    }
    if (!done) {
        picture_destroy(*picture);
        *picture = NULL;
    }
    return done;
}

static bool load(
    const struct picture_wish *wish, struct received *received, struct error *error)
{
    struct helper decoder;
    received->picture = NULL;
    received->is_late = !start(&decoder, wish, error);
    return !received->is_late && receive(&decoder, wish, NULL, received, error);
}

static bool is_same_wish(const struct picture_wish *a, const struct picture_wish *b)
{
    return a->is_cover == b->is_cover && a->width == b->width && a->height == b->height &&
           a->focus_x == b->focus_x && a->focus_y == b->focus_y;
}

static struct picture_kept *slot_of(struct pictures *pictures, const struct picture_wish *wish)
{
    return wish->is_logo ? &pictures->logo : &pictures->other;
}

static bool is_kept(struct pictures *pictures, const struct picture_wish *wish)
{
    const struct picture_kept *kept = slot_of(pictures, wish);
    return kept->picture && wish->object[0] != '\0' &&
           strcmp(kept->object, wish->object) == 0 && is_same_wish(&kept->wish, wish);
}

/* A logo at 4K is small enough, a picture that fills a slide is not. */
void pictures_keep(struct pictures *pictures, const struct picture_wish *wish,
    struct picture *picture, bool has_alpha)
{
    struct picture_kept *kept = slot_of(pictures, wish);
    picture_destroy(kept->picture);
    *kept = (struct picture_kept) { .picture = picture, .has_alpha = has_alpha, .wish = *wish };
    kept->wish.path = kept->wish.object = NULL; /* not ours */
    snprintf(kept->object, sizeof kept->object, "%s", wish->object);
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

bool pictures_is_spoiled(const struct pictures *pictures, const char *path, const char *object)
{
    return pictures->is_sound && object[0] != '\0' && !pictures->is_sound(path, object);
}

void pictures_begin(struct pictures *pictures, const struct picture_wish *wish)
{
    struct picture_ahead *ahead = &pictures->ahead;
    struct error ignored; /* who paints it tries again, and hears why */
    if (ahead->decoder || wish->object[0] == '\0' || is_kept(pictures, wish)) {
        return;
    }
    struct helper *decoder = malloc(sizeof *decoder);
    if (!decoder || !start(decoder, wish, &ignored)) {
        free(decoder);
        return;
    }
    ahead->decoder = decoder;
    ahead->wish = *wish;
    ahead->wish.path = ahead->wish.object = NULL; /* not ours */
    snprintf(ahead->object, sizeof ahead->object, "%s", wish->object);
}

void pictures_end(struct pictures *pictures)
{
    pictures->is_held_up = false;
    if (pictures->ahead.decoder) {
        helper_stop(pictures->ahead.decoder);
        free(pictures->ahead.decoder);
        pictures->ahead.decoder = NULL;
    }
}

/* The decoder that was begun for it, or one begun now. */
static bool take_decoder(struct pictures *pictures, const struct picture_wish *wish,
    struct helper *decoder, struct error *error)
{
    struct picture_ahead *ahead = &pictures->ahead;
    if (!ahead->decoder || !is_same_wish(&ahead->wish, wish) ||
        strcmp(ahead->object, wish->object) != 0) {
        return start(decoder, wish, error);
    }
    *decoder = *ahead->decoder;
    free(ahead->decoder);
    ahead->decoder = NULL;
    return true;
}

bool pictures_paint(struct pictures *pictures, const struct picture_wish *wish,
    const struct picture_spot *spot, struct error *error)
{
    const struct place place = { spot->picture,
        { spot->x, spot->y, wish->width, wish->height } };
    struct helper decoder;
    struct received received;
    if (is_kept(pictures, wish)) {
        const struct picture_kept *kept = slot_of(pictures, wish);
        lay(&place, kept->picture, kept->has_alpha);
        return true;
    }
    if (pictures->is_held_up) {
        error_set(error, "not decoded: the machine was too busy for a picture before it");
        pictures_note_failure(pictures, wish->object, error->text, true);
        return false;
    }
    if (!take_decoder(pictures, wish, &decoder, error)) {
        pictures_note_failure(pictures, wish->object, error->text, true);
        return false;
    }
    /* Looked at while it is being decoded. */
    if (pictures_is_spoiled(pictures, wish->path, wish->object)) {
        helper_stop(&decoder);
        return error_set(error, "%s", "");
    }
    if (!receive(&decoder, wish, &place, &received, error)) {
        pictures_note_failure(pictures, wish->object, error->text, received.is_late);
        pictures->is_held_up = decoder.is_late;
        return false;
    }
    struct picture *picture = received.picture;
    if (picture) {
        bool has_alpha = received.reply.has_alpha != 0;
        lay(&place, picture, has_alpha);
        if (picture->bytes <= PICTURES_KEPT_MAX_BYTES) {
            pictures_keep(pictures, wish, picture, has_alpha);
        } else {
            picture_destroy(picture);
        }
    }
    return true;
}

struct picture *picture_load(
    const struct picture_wish *wish, bool *has_alpha, struct error *error)
{
    struct received received;
    if (!load(wish, &received, error)) {
        if (!error->text[0]) {
            error_set(error, "not decoded");
        }
        return NULL;
    }
    *has_alpha = received.reply.has_alpha != 0;
    return received.picture;
}

bool picture_measure_within(
    const char *path, int64_t max_ms, struct picture_whole *whole, struct error *error)
{
    /* As small as can be asked for: all of the file is looked at, little is made of it. */
    const struct picture_wish wish = {
        .path = path, .width = 1, .height = 1, .max_ms = max_ms
    };
    struct received received = { .picture = NULL };
    const struct decode_reply *reply = &received.reply;
    bool done = load(&wish, &received, error);
    *whole = (struct picture_whole) { .is_too_large = !done && reply->is_too_large != 0,
        .is_unfit = !done && reply->is_unfit != 0,
        .is_damaged = !done && reply->is_hopeless != 0 && reply->is_unfit == 0,
        .is_late = received.is_late };
    if (done) {
        whole->width = (int)reply->full_width;
        whole->height = (int)reply->full_height;
    }
    picture_destroy(received.picture);
    return done;
}

bool picture_measure(const char *path, struct picture_whole *whole, struct error *error)
{
    return picture_measure_within(path, 0, whole, error);
}

void pictures_finish(struct pictures *pictures)
{
    pictures_end(pictures);
    picture_destroy(pictures->logo.picture);
    picture_destroy(pictures->other.picture);
    free(pictures->sizes);
    *pictures = (struct pictures) { .next = 0 };
}
