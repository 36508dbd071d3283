/* What passes between the player and its picture decoder: the picture's bytes on the decoder's
 * standard input, on its standard output one decode_reply and, when that says so, the pixels.
 *   lobbycard-decode cover|contain WIDTH HEIGHT FOCUS_X FOCUS_Y
 *   lobbycard-decode codes
 * The latter writes behind the reply the texts of the codes in the picture, `width` bytes,
 * each with a NUL. The focus is in thousandths of the picture; WIDTH and HEIGHT 0 ask for it as
 * large as it is. Behind the pixels there is a decode_reply once more, and that one counts:
 * they may be sent while they are made, and the picture turn out to be damaged further down.
 */
#pragma once

#include "base/translated.h"

#include <stdint.h>

enum {
    DECODE_MAGIC = 0x32434264,
    DECODE_SIDE_MAX = 16384,
    DECODE_INPUT_MAX = 32 * 1024 * 1024
};

/* Of one whole picture; a JPEG is decoded no larger than it is needed. */
enum { DECODE_PIXELS_MAX = 50 * 1000 * 1000 };

/* The reply's message where the machine's limits may be to blame for it. */
#define DECODE_LITTLE_MEMORY                                                                   \
    N_("not decoded: LimitAS= or LimitDATA= (ulimit -v, -d) leaves less than 640 MB of memory")

enum { DECODE_CODES_MAX_BYTES = 4096 };

struct decode_reply {
    uint32_t magic;
    uint32_t done;          /* 1: width * height pixels follow, 0xAARRGGBB, straight */
    uint32_t width, height; /* of the pixels that follow */
    uint32_t full_width, full_height; /* of the whole picture, upright; 0 when not known */
    uint32_t has_alpha;               /* some pixel is not opaque */
    uint32_t is_too_large;            /* why not: it is beyond one of the limits above */
    uint32_t is_hopeless;             /* why not: the picture itself, whatever is wished for */
    uint32_t is_unfit;    /* why not: it may be sound, and is of a kind that is not shown */
    uint32_t hides_codes; /* why not: all of it was looked at, and has some that say nothing */
    char message[100];    /* why not, one line */
};

/* Whoever takes a decoder over tells people nothing but a short line of printable ASCII. */
static inline void decode_reply_tidy(struct decode_reply *reply)
{
    reply->message[sizeof reply->message - 1] = '\0';
    for (char *at = reply->message; *at; at++) {
        *at = (char)(*at < ' ' || *at > '~' ? '?' : *at);
    }
}
