#include "decode/canvas.h"

#include <ft2build.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include FT_FREETYPE_H

bool canvas_init(struct canvas *canvas, int width, int height, unsigned seed)
{
    FT_Library library = NULL;
    FT_Face face = NULL;
    *canvas =
        (struct canvas) { { width, height, malloc((size_t)width * (size_t)height * 4), false },
            seed * 2654435761u + 97, NULL, NULL };
    if (canvas->picture.pixels && FT_Init_FreeType(&library) == 0) {
        canvas->library = library;
        if (FT_New_Face(library, TEST_ROOT "/fonts/NotoSansSC-Regular.ttf", 0, &face) == 0) {
            canvas->face = face;
        }
    }
    if (!canvas->face) {
        canvas_finish(canvas);
        return false;
    }
    for (int i = 0; i < 8; i++) {
        canvas_random(canvas);
    }
    canvas_fill(canvas, 0xFFFFFF);
    return true;
}

void canvas_finish(struct canvas *canvas)
{
    if (canvas->face) {
        FT_Done_Face(canvas->face);
    }
    if (canvas->library) {
        FT_Done_FreeType(canvas->library);
    }
    free(canvas->picture.pixels);
    *canvas = (struct canvas) { .random = 1 };
}

uint32_t canvas_random(struct canvas *canvas)
{
    canvas->random ^= canvas->random << 13;
    canvas->random ^= canvas->random >> 17;
    canvas->random ^= canvas->random << 5;
    canvas->random += canvas->random == 0;
    return canvas->random;
}

int canvas_pick(struct canvas *canvas, int least, int most)
{
    uint32_t range = most > least ? (uint32_t)(most - least) + 1 : 1;
    return least + (int)((canvas_random(canvas) >> 8) % range);
}

bool canvas_chance(struct canvas *canvas, int percent)
{
    return canvas_pick(canvas, 0, 99) < percent;
}

uint32_t canvas_colour(struct canvas *canvas, int least, int most)
{
    uint32_t colour = 0;
    for (int i = 0; i < 3; i++) {
        colour = colour << 8 | (uint32_t)canvas_pick(canvas, least, most);
    }
    return colour;
}

static double light_of(uint32_t colour)
{
    static const double weights[] = { 0.2126, 0.7152, 0.0722 };
    double light = 0;
    for (int i = 0; i < 3; i++) {
        double srgb = (colour >> (16 - 8 * i) & 255) / 255.0;
        light +=
            weights[i] * (srgb <= 0.04045 ? srgb / 12.92 : pow((srgb + 0.055) / 1.055, 2.4));
    }
    return light;
}

double canvas_contrast(uint32_t a, uint32_t b)
{
    double one = light_of(a) + 0.05, other = light_of(b) + 0.05;
    return one > other ? one / other : other / one;
}

static void set(struct canvas *canvas, int x, int y, uint32_t colour)
{
    struct decode_picture *picture = &canvas->picture;
    if (x >= 0 && y >= 0 && x < picture->width && y < picture->height) {
        uint8_t *pixel = picture->pixels + ((size_t)y * (size_t)picture->width + (size_t)x) * 4;
        pixel[0] = (uint8_t)(colour >> 16);
        pixel[1] = (uint8_t)(colour >> 8);
        pixel[2] = (uint8_t)colour;
        pixel[3] = 255;
    }
}

void canvas_fill(struct canvas *canvas, uint32_t colour)
{
    canvas_rect(
        canvas, (struct box) { 0, 0, canvas->picture.width, canvas->picture.height }, colour);
}

void canvas_rect(struct canvas *canvas, struct box box, uint32_t colour)
{
    for (int y = box.y; y < box.y + box.height; y++) {
        for (int x = box.x; x < box.x + box.width; x++) {
            set(canvas, x, y, colour);
        }
    }
}

void canvas_frame(struct canvas *canvas, struct box box, int thick, uint32_t colour)
{
    canvas_rect(canvas, (struct box) { box.x, box.y, box.width, thick }, colour);
    canvas_rect(
        canvas, (struct box) { box.x, box.y + box.height - thick, box.width, thick }, colour);
    canvas_rect(canvas, (struct box) { box.x, box.y, thick, box.height }, colour);
    canvas_rect(
        canvas, (struct box) { box.x + box.width - thick, box.y, thick, box.height }, colour);
}

void canvas_disc(struct canvas *canvas, int x, int y, int radius, uint32_t colour)
{
    for (int dy = -radius; dy <= radius; dy++) {
        for (int dx = -radius; dx <= radius; dx++) {
            if (dx * dx + dy * dy <= radius * radius) {
                set(canvas, x + dx, y + dy, colour);
            }
        }
    }
}

void canvas_line(struct canvas *canvas, const int ends[4], int thick, uint32_t colour)
{
    double dx = ends[2] - ends[0], dy = ends[3] - ends[1];
    int steps = (int)(fabs(dx) > fabs(dy) ? fabs(dx) : fabs(dy)) + 1;
    for (int i = 0; i <= steps; i++) {
        int x = ends[0] + (int)(dx * i / steps), y = ends[1] + (int)(dy * i / steps);
        canvas_rect(canvas, (struct box) { x, y, thick, thick }, colour);
    }
}

static uint8_t clamp(double value)
{
    return (uint8_t)(value < 0 ? 0 : value > 255 ? 255 : value);
}

void canvas_photo(struct canvas *canvas, int grain)
{
    struct decode_picture *picture = &canvas->picture;
    double turn = canvas_pick(canvas, 0, 628) / 100.0, fine = canvas_pick(canvas, 5, 70),
           base = canvas_pick(canvas, 60, 190);
    for (int y = 0; y < picture->height; y++) {
        for (int x = 0; x < picture->width; x++) {
            double u = (double)x / picture->width * 6.3, v = (double)y / picture->height * 6.3;
            double shape =
                40 * sin(u + turn) + 30 * sin(7 * v + 3 * sin(5 * u)) + 20 * sin(fine * u * v);
            double noise =
                grain ? ((int)(canvas_random(canvas) >> 16) / 65536.0 - 0.5) * grain : 0;
            set(canvas, x, y,
                (uint32_t)clamp(base + 10 + shape + noise) << 16 |
                    (uint32_t)clamp(base + 0.8 * shape + noise) << 8 |
                    clamp(base - 10 - 0.6 * shape + noise));
        }
    }
}

static void blend(struct canvas *canvas, int x, int y, unsigned cover, uint32_t over)
{
    struct decode_picture *picture = &canvas->picture;
    if (x < 0 || y < 0 || x >= picture->width || y >= picture->height) {
        return;
    }
    const uint8_t *pixel =
        picture->pixels + ((size_t)y * (size_t)picture->width + (size_t)x) * 4;
    uint32_t mixed = 0;
    for (int i = 0; i < 3; i++) {
        unsigned channel = over >> (16 - 8 * i) & 255;
        mixed = mixed << 8 | (channel * cover + pixel[i] * (255 - cover)) / 255;
    }
    set(canvas, x, y, mixed);
}

static uint32_t next_character(const char **at)
{
    const unsigned char *bytes = (const unsigned char *)*at;
    int size = bytes[0] < 0x80 ? 1 : bytes[0] < 0xE0 ? 2 : 3;
    uint32_t character = size == 1 ? bytes[0] : bytes[0] & (0xFFu >> (size + 1));
    for (int i = 1; i < size; i++) {
        character = character << 6 | (bytes[i] & 0x3F);
    }
    *at += size;
    return character;
}

int canvas_text(
    struct canvas *canvas, const char *text, const int at[2], int size, uint32_t colour)
{
    FT_Face face = canvas->face;
    int pen = at[0];
    FT_Set_Pixel_Sizes(face, 0, (unsigned)size);
    while (*text) {
        if (FT_Load_Char(face, next_character(&text), FT_LOAD_RENDER) != 0) {
            continue;
        }
        const FT_GlyphSlot glyph = face->glyph;
        for (unsigned y = 0; y < glyph->bitmap.rows; y++) {
            for (unsigned x = 0; x < glyph->bitmap.width; x++) {
                blend(canvas, pen + glyph->bitmap_left + (int)x,
                    at[1] + size - size / 8 - glyph->bitmap_top + (int)y,
                    glyph->bitmap.buffer[(int)y * glyph->bitmap.pitch + (int)x], colour);
            }
        }
        pen += (int)(glyph->advance.x >> 6);
    }
    return pen;
}

const char *canvas_words(struct canvas *canvas, bool is_han, int count)
{
    static char words[401];
    static const char *const boxes[] = { "回", "国", "田", "囲", "日", "目", "品", "口", "囧",
        "回" };
    size_t size = 0;
    for (int i = 0; i < count && size + 4 < sizeof words; i++) {
        if (is_han && canvas_chance(canvas, 30)) {
            memcpy(words + size, boxes[canvas_pick(canvas, 0, 9)], 3);
            size += 3;
        } else if (is_han) {
            int character = canvas_pick(canvas, 0x4E00, 0x8FFF);
            words[size++] = (char)(0xE0 | character >> 12);
            words[size++] = (char)(0x80 | (character >> 6 & 0x3F));
            words[size++] = (char)(0x80 | (character & 0x3F));
        } else {
            words[size++] =
                (char)(canvas_chance(canvas, 15) ? ' ' : canvas_pick(canvas, '!', '~'));
        }
    }
    words[size] = '\0';
    return words;
}
