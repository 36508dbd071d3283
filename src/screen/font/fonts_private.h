/* What a struct fonts has. Private to fonts*.c. */
#pragma once

#include "screen/font/face.h"
#include "screen/font/han_shapes.h"
#include "screen/font/system_face.h"

enum { FACE_REGULAR, FACE_BOLD, FACE_SHIPPED, FACE_LIMIT = 24 };
enum { FOUND_SLOTS = 256, WIDTH_SLOTS = 4096, WIDTH_TEXT = 22 };

/* What a search for a rare character gave; a full slot is simply taken over. */
struct found {
    uint32_t character;
    bool known, bold, emoji;
    uint8_t shapes; /* enum han_shapes */
    int8_t face;    /* -1: no face has it */
};

/* The faces of titles in one language, regular and bold, asked for when a title in it comes up;
 * -1: there is none. */
struct title_pair {
    bool known;
    int8_t faces[2];
};

/* The system's face for one language, asked for when text in it comes up. */
struct language_face {
    bool known;
    int8_t face; /* -1: there is none */
};

struct width {
    uint8_t size; /* of text; 0 is a free slot */
    bool bold, is_title;
    bool is_covered; /* some face has each of its clusters */
    uint8_t shapes;  /* enum han_shapes */
    char text[WIDTH_TEXT];
    int32_t advance; /* FACE_EM to the em */
};

struct fonts {
    struct foundry *foundry;
    struct face *faces[FACE_LIMIT];
    struct system_face *files[FACE_LIMIT]; /* of the system's faces */
    int face_count;
    bool asked_system, has_drawn;
    struct language_face languages[HAN_COUNT][2]; /* regular and bold */
    bool has_title;
    char title_regular[1024], title_bold[1024]; /* as they were asked for */
    struct title_pair titles[HAN_COUNT];
    struct found found[FOUND_SLOTS];
    struct width *widths; /* open addressing, emptied when three quarters full */
    size_t width_count;
    int ascent, descent; /* FACE_EM to the em */
};

/* The slot of a face among the open ones, opened when it is not; -1 when it will not. */
int fonts_open_system_face(struct fonts *fonts, const struct system_face *file);

/* The pair of titles in that language, opened when it is not. */
const struct title_pair *fonts_title_pair(struct fonts *fonts, enum han_shapes shapes);
