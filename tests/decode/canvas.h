/* What the tests' generators of pictures draw with: chance from a seed, shapes, letters. A
 * colour is 0xRRGGBB. */
#pragma once

#include "decode/decoded.h"

struct canvas {
    struct decode_picture picture; /* opaque and of the ground's colour at first */
    uint32_t random;
    void *face; /* FreeType's, of the fonts in TEST_ROOT */
    void *library;
};

struct box {
    int x, y, width, height;
};

/* False where memory or the fonts are not there. */
bool canvas_init(struct canvas *canvas, int width, int height, unsigned seed);
/* Gives up the picture, too, unless it was taken. */
void canvas_finish(struct canvas *canvas);

uint32_t canvas_random(struct canvas *canvas);
/* From least to most, both included. */
int canvas_pick(struct canvas *canvas, int least, int most);
bool canvas_chance(struct canvas *canvas, int percent);
uint32_t canvas_colour(struct canvas *canvas, int least, int most); /* each channel */
/* As WCAG 2.1 has it: 1 to 21. */
double canvas_contrast(uint32_t a, uint32_t b);

void canvas_fill(struct canvas *canvas, uint32_t colour);
void canvas_rect(struct canvas *canvas, struct box box, uint32_t colour);
/* Only its edge. */
void canvas_frame(struct canvas *canvas, struct box box, int thick, uint32_t colour);
void canvas_disc(struct canvas *canvas, int x, int y, int radius, uint32_t colour);
void canvas_line(struct canvas *canvas, const int ends[4], int thick, uint32_t colour);
/* Smooth shapes of every size, and grain of that strength, as a camera makes them. */
void canvas_photo(struct canvas *canvas, int grain);

/* Size is of an em; what does not fit into the picture is cut. Returns where it ends. */
int canvas_text(
    struct canvas *canvas, const char *text, const int at[2], int size, uint32_t colour);
/* So many random Han characters, or ASCII letters and signs, which is at most 400 bytes. */
const char *canvas_words(struct canvas *canvas, bool is_han, int count);
