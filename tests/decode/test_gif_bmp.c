/* GIF and BMP in all the forms that programs have written them in. */
#include "decode/bitmaps.h"
#include "decode/gifs.h"
#include "decode/program.h"

#include <stdio.h>

static const struct decode_wish as_it_is = { .focus_x = 500 };

static void spell_corners(const struct decode_picture *picture, char out[5])
{
    corners_of(picture, out);
    for (int i = 0; i < 4; i++) {
        int x = i % 2 ? picture->width * 3 / 4 : picture->width / 4;
        int y = i / 2 ? picture->height * 3 / 4 : picture->height / 4;
        bool is_clear =
            picture->pixels[((size_t)y * (size_t)picture->width + (size_t)x) * 4 + 3] == 0;
        out[i] = is_clear ? '-' : out[i];
    }
}

static void test_gif(void **state)
{
    static const struct gif_form rows[] = {
        { "plain", { 40, 20 }, { 0, 0, 40, 20 }, false, false, -1, 1, 0, "rgbw", NULL },
        { "laced", { 40, 20 }, { 0, 0, 40, 20 }, true, false, -1, 1, 0, "rgbw", NULL },
        { "laced, of three rows", { 40, 3 }, { 0, 0, 40, 3 }, true, false, -1, 1, 0, "rgbw",
            NULL },
        { "its own colours", { 40, 20 }, { 0, 0, 40, 20 }, false, true, -1, 1, 0, "rgbw",
            NULL },
        { "green is none", { 40, 20 }, { 0, 0, 40, 20 }, false, false, 1, 1, 0, "r-bw", NULL },
        { "a frame in a corner", { 40, 20 }, { 20, 10, 20, 10 }, false, false, -1, 1, 0, "---w",
            NULL },
        { "a frame over the edge", { 10, 10 }, { 0, 0, 40, 20 }, false, false, -1, 1, 0, "rgbw",
            NULL },
        { "no screen", { 0, 0 }, { 0, 0, 40, 20 }, true, true, -1, 1, 0, "rgbw", NULL },
        { "three frames", { 40, 20 }, { 0, 0, 40, 20 }, false, false, -1, 3, 0, "rgbw", NULL },
        { "cut in the second", { 40, 20 }, { 0, 0, 40, 20 }, false, false, -1, 2, 20, "rgbw",
            NULL },
        { "no end", { 40, 20 }, { 0, 0, 40, 20 }, false, false, -1, 1, 1, "rgbw", NULL },
        { "cut in the first", { 40, 20 }, { 0, 0, 40, 20 }, false, false, -1, 1, 20, NULL,
            "damaged" },
        { "cut in the lace", { 40, 20 }, { 0, 0, 40, 20 }, true, false, -1, 1, 20, NULL,
            "damaged" },
        { "a point", { 1, 1 }, { 0, 0, 1, 1 }, false, false, -1, 1, 0, "wwww", NULL },
        { "no frame", { 40, 20 }, { 0, 0, 1, 1 }, false, false, -1, 0, 0, NULL,
            "not a GIF that can be read" },
        { "a huge screen", { 65535, 65535 }, { 0, 0, 1, 1 }, false, false, -1, 1, 0, NULL,
            "larger than 50 megapixels or 16384 a side" },
        { "far away", { 40, 20 }, { 65535, 65535, 1, 1 }, false, false, -1, 1, 0, NULL,
            "larger than 50 megapixels or 16384 a side" },
    };
    static struct gif_file file;
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct decode_picture picture;
        struct decode_reply reply;
        char got[5] = "";
        assert_true(gif_of(&rows[i], &file));
        bool done =
            decode((struct decode_input) { file.data, file.size }, &as_it_is, &picture, &reply);
        if (done) {
            spell_corners(&picture, got);
        }
        if (done != (rows[i].corners != NULL) ||
            strcmp(done ? got : reply.message, done ? rows[i].corners : rows[i].message) != 0) {
            fail_msg("%s: \"%s\" %s", rows[i].name, got, reply.message);
        }
        free(picture.pixels);
    }
}

#define USUAL                                                                                  \
    {                                                                                          \
        0xFF0000, 0xFF00, 0xFF, 0                                                              \
    }
#define USUAL_16                                                                               \
    {                                                                                          \
        0x7C00, 0x3E0, 0x1F, 0                                                                 \
    }
#define WITH_ALPHA                                                                             \
    {                                                                                          \
        0xFF0000, 0xFF00, 0xFF, 0xFF000000                                                     \
    }

static const struct bitmap_form bitmap_forms[] = {
    { .name = "1 bit", BITMAP_INFO, 1, .corners = "rgrg" },
    { .name = "2 bits", BITMAP_INFO, 2 },
    { .name = "4 bits", BITMAP_INFO, 4 },
    { .name = "8 bits", BITMAP_INFO, 8 },
    { .name = "16 bits", BITMAP_INFO, 16, .masks = USUAL_16 },
    { .name = "24 bits", BITMAP_INFO, 24 },
    { .name = "32 bits", BITMAP_INFO, 32, .masks = USUAL },
    { .name = "top down", BITMAP_INFO, 24, .is_top_down = true },
    { .name = "8 bits, top down", BITMAP_INFO, 8, .is_top_down = true },
    { .name = "RLE8", BITMAP_INFO, 8, BITMAP_RLE8 },
    { .name = "RLE4", BITMAP_INFO, 4, BITMAP_RLE4 },
    { .name = "565", BITMAP_INFO, 16, BITMAP_FIELDS, { 0xF800, 0x7E0, 0x1F, 0 } },
    { .name = "10 bits a colour",
        BITMAP_INFO,
        32,
        BITMAP_FIELDS,
        { 0x3FF00000, 0xFFC00, 0x3FF, 0 } },
    { .name = "red and blue the other way",
        BITMAP_INFO,
        32,
        BITMAP_FIELDS,
        { 0xFF, 0xFF00, 0xFF0000, 0 } },
    { .name = "fields of alpha",
        BITMAP_INFO,
        32,
        BITMAP_ALPHA_FIELDS,
        WITH_ALPHA,
        .alpha = 128,
        .wanted_alpha = 128 },
    { .name = "version 3",
        56,
        32,
        BITMAP_FIELDS,
        WITH_ALPHA,
        .alpha = 128,
        .wanted_alpha = 128 },
    { .name = "version 4",
        108,
        32,
        BITMAP_FIELDS,
        WITH_ALPHA,
        .alpha = 128,
        .wanted_alpha = 128 },
    { .name = "version 5",
        BITMAP_5,
        32,
        BITMAP_FIELDS,
        WITH_ALPHA,
        .alpha = 128,
        .wanted_alpha = 128 },
    { .name = "version 5 whose alpha nobody set", BITMAP_5, 32, BITMAP_FIELDS, WITH_ALPHA },
    { .name = "4444",
        BITMAP_5,
        16,
        BITMAP_FIELDS,
        { 0xF00, 0xF0, 0xF, 0xF000 },
        .alpha = 136,
        .wanted_alpha = 136 },
    { .name = "OS/2", BITMAP_CORE, 8 },
    { .name = "OS/2, 24 bits", BITMAP_CORE, 24 },
    { .name = "OS/2 2", 64, 8 },
    { .name = "OS/2 2, 24 bits", 64, 24 },
};

static void test_bmp(void **state)
{
    static const int sizes[][2] = { { 40, 20 }, { 14, 6 }, { 1, 1 } };
    static struct bitmap bitmap;
    (void)state;
    for (size_t i = 0; i < sizeof bitmap_forms / sizeof *bitmap_forms; i++) {
        for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
            const struct bitmap_form *form = &bitmap_forms[i];
            struct decode_picture picture;
            struct decode_reply reply;
            char got[5] = "";
            if (sizes[k][0] == 1 && form->compression && form->compression < BITMAP_FIELDS) {
                continue; /* of no pixel there are no runs */
            }
            const char *wanted = form->corners ? form->corners : "rgbw";
            bool done = decode(bitmap_of(form, sizes[k][0], sizes[k][1], &bitmap), &as_it_is,
                &picture, &reply);
            if (!done) {
                fail_msg(
                    "%s of %dx%d: %s", form->name, sizes[k][0], sizes[k][1], reply.message);
            }
            corners_of(&picture, got);
            if ((sizes[k][0] > 1 && strcmp(got, wanted) != 0) ||
                picture.pixels[3] != (form->wanted_alpha ? form->wanted_alpha : 255)) {
                fail_msg("%s of %dx%d: %s, alpha %d", form->name, sizes[k][0], sizes[k][1], got,
                    picture.pixels[3]);
            }
            free(picture.pixels);
        }
    }
}

/* Whatever is missing at its end, but for the last row's filling: no picture. */
static void test_bmp_cut(void **state)
{
    static struct bitmap bitmap;
    (void)state;
    for (size_t i = 0; i < sizeof bitmap_forms / sizeof *bitmap_forms; i++) {
        const struct bitmap_form *form = &bitmap_forms[i];
        const struct decode_input whole = bitmap_of(form, 40, 20, &bitmap);
        for (size_t size = 18; size < whole.size; size += 7) {
            struct decode_picture picture;
            struct decode_reply reply;
            bool done = decode_here(
                (struct decode_input) { whole.data, size }, &as_it_is, &picture, &reply);
            if (done && whole.size - size > 4) {
                fail_msg("%s: %zu of %zu bytes are enough", form->name, size, whole.size);
            }
            free(picture.pixels);
        }
    }
}

/* What RLE leaves out is clear, and what it writes beyond the edges is nowhere. */
static void test_bmp_moves(void **state)
{
    static const struct {
        const char *name, *runs;
        size_t size;
        const char *wanted; /* of two rows of four from the top, '-' clear; NULL: damaged */
    } rows[] = {
        { "a move", "\4\1\0\2\0\0\0\0\2\2\0\1", 12, "bb--gggg" },
        { "a move up", "\0\2\2\1\2\3\0\1", 8, "--ww----" },
        { "too long a run", "\xFF\1\0\0\4\2\0\1", 8, "bbbbgggg" },
        { "far away", "\0\2\xFF\xFF\4\1\0\1", 8, "--------" },
        { "nothing", "\0\1", 2, "--------" },
        { "as they are, odd", "\0\3\1\2\3\0\1\1\0\0\4\1\0\1", 14,
            "ggggg"
            "bwg" },
        { "no end", "\4\1\0\0\4\2", 6, "bbbbgggg" },
        { "no end, half", "\4\1\0\0", 4, NULL },
        { "half a move", "\0\2\1", 3, NULL },
        { "half a run as it is", "\0\x10\1\2", 4, NULL },
    };
    static const struct bitmap_form form = {
        .name = "", .head = BITMAP_INFO, .depth = 8, .compression = BITMAP_RLE8
    };
    static struct bitmap bitmap;
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct decode_picture picture;
        struct decode_reply reply;
        char got[9] = "";
        bitmap_of(&form, 4, 2, &bitmap);
        memcpy(bitmap.data + 70, rows[i].runs, rows[i].size);
        bool done = decode((struct decode_input) { bitmap.data, 70 + rows[i].size }, &as_it_is,
            &picture, &reply);
        for (int k = 0; done && k < 8; k++) {
            const uint8_t *p = picture.pixels + 4 * k;
            got[k] = p[3] == 0 ? '-' : p[0] && p[1] ? 'w' : p[0] ? 'r' : p[1] ? 'g' : 'b';
        }
        if (done != (rows[i].wanted != NULL) || (done && strcmp(got, rows[i].wanted) != 0)) {
            fail_msg("%s: \"%s\" %s", rows[i].name, got, reply.message);
        }
        free(picture.pixels);
    }
}

/* Heads that say what nobody can give. */
static void test_bmp_refused(void **state)
{
    static const struct {
        const char *name;
        size_t at;
        uint32_t value;
        const char *message;
    } rows[] = {
        { "wide", 18, 0x7FFFFFFF, "larger than 50 megapixels or 16384 a side" },
        { "high", 22, 0x7FFFFFFF, "larger than 50 megapixels or 16384 a side" },
        { "higher", 22, 0x80000000, "larger than 50 megapixels or 16384 a side" },
        { "no width", 18, 0, "has no pixels" },
        { "less than none", 18, 0xFFFFFFFF, "has no pixels" },
        { "no depth", 28, 0, "this is a BMP that is packed in a rare way" },
        { "a depth of 7", 28, 7, "this is a BMP that is packed in a rare way" },
        { "a JPEG in it", 30, 4, "this is a BMP that is packed in a rare way" },
        { "pixels in the head", 10, 20, "not a BMP that can be read" },
        { "pixels beyond the end", 10, 0xFFFFFFF0, "not a BMP that can be read" },
        { "rows beyond the end", 22, 2000, "damaged" },
    };
    static const struct bitmap_form form = { .name = "", .head = BITMAP_INFO, .depth = 24 };
    static struct bitmap bitmap;
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct decode_picture picture;
        struct decode_reply reply;
        const struct decode_input input = bitmap_of(&form, 40, 20, &bitmap);
        memcpy(bitmap.data + rows[i].at, &rows[i].value, 4);
        if (decode(input, &as_it_is, &picture, &reply) ||
            strcmp(reply.message, rows[i].message) != 0) {
            fail_msg("%s: %s", rows[i].name, reply.message);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_gif),
        cmocka_unit_test(test_bmp),
        cmocka_unit_test(test_bmp_cut),
        cmocka_unit_test(test_bmp_moves),
        cmocka_unit_test(test_bmp_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
