/* Pictures while they are decoded: of src/decode only. */
#pragma once

#include "decode/wire.h"

#include <stdbool.h>
#include <stddef.h>

/* Four bytes a pixel: R, G, B, alpha, straight. */
struct decode_picture {
    int width, height;
    uint8_t *pixels;
    bool is_swapped; /* B, G, R, alpha instead: 0xAARRGGBB in a word, its least byte first */
};

/* What is wanted: the size in which the picture is shown. 0: as large as it is. */
struct decode_wish {
    bool is_cover; /* fill the whole size and crop; otherwise fit into it */
    int width, height;
    int focus_x, focus_y; /* thousandths */
    bool is_for_codes;    /* instead: whole, as large as codes in it must be looked for */
    /* Whoever takes its rows as they are made (decode/bands.h), or NULL; where there is one,
     * what it is not sent may be swapped as well. */
    const struct decode_outlet *outlet;
};

struct decode_input {
    const uint8_t *data;
    size_t size;
};

/* What a format's decoder gives: at least as large as the wish needs where it can choose. */
struct decoded {
    struct decode_picture picture;
    int full_width, full_height; /* as stored: before orientation */
    int orientation;             /* of EXIF, 1 to 8 */
    struct decode_input profile; /* ICC, or empty; owned by whoever `holder` says */
    void *holder;                /* freed with the rest */
    bool is_opaque;              /* as all of its kind: nobody needs to look */
    bool is_sent;                /* its rows went to the outlet: the picture has no pixels */
    const char *fault;           /* why there is no picture: static text */
    bool is_too_large;           /* beyond the limits of wire.h */
    bool is_passing; /* the fault is not its own: at another time or size it may be well */
    bool is_unfit;   /* it may be sound, and is of a kind that is not shown */
};

/* Whether nothing shines through any of them. */
bool pixels_are_opaque(const uint8_t *pixels, size_t count);

/* Dimensions that a decoder may go on with; sets out->fault otherwise. */
bool size_is_allowed(struct decoded *out, int64_t width, int64_t height);

/* To be called when memory is out. */
void decoded_lacks_memory(struct decoded *out);

/* To be called for a picture that is none of ours to show; static text says what it is. */
void decoded_is_unfit(struct decoded *out, const char *what);

/* Colours that are multiplied by their alpha, as they were, in place. */
void picture_divide_alpha(struct decode_picture *picture);

/* The profile of colours that are described by numbers alone (ITU-T H.273 tables 2 and 3); none
 * where they are sRGB's or nobody knows them. */
void colour_profile(int primaries, int transfer, struct decoded *out);

/* The way from a profile's colours to sRGB. NULL where there is none, the profile is unusable,
 * or memory is out: nothing is changed then. */
struct colour *colour_create(const struct decode_input *profile, bool is_swapped);
void colour_destroy(struct colour *colour);

/* In place. Of one thread at a time; asks for no memory. */
void colour_apply(struct colour *colour, uint8_t *pixels, size_t count);

/* All of a picture. */
void colour_to_srgb(struct decode_picture *picture, const struct decode_input *profile);

/* The smallest size, before orientation and crop, of which the wish needs no enlarging. */
void wish_least(
    const struct decode_wish *wish, int width, int height, int *least_width, int *least_height);

/* Which part of a picture is shown, and how large. */
struct fit {
    int x, y, from_width, from_height;
    int width, height;
};

/* Of an upright picture of that size. False where it is so long and narrow that nobody can look
 * for codes in all of it. */
bool wish_fit(const struct decode_wish *wish, int width, int height, struct fit *fit);

/* What is said of one that is done, all opaque. */
void decoded_reply(const struct decoded *decoded, struct decode_reply *reply);

/* Upright, cropped and resized in linear light. Gives up `picture`. False when memory is out,
 * or the picture is so long and narrow that nobody can look for codes in all of it. */
bool picture_turn(struct decode_picture *picture, int orientation);
bool picture_fit(struct decode_picture *picture, const struct decode_wish *wish);

/* From bytes to what the player asked for; out->pixels is malloced, and NULL where all went to
 * the wish's outlet. False with reply->message. */
bool picture_decode(const struct decode_input *input, const struct decode_wish *wish,
    struct decode_picture *out, struct decode_reply *reply);
