/* QR codes made by libqrencode, drawn into a picture and found again. */
#include "decode/codes/codes.h"
#include "decode/pictures.h"
#include "decode/program.h"

#include <math.h>
#include <qrencode.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { WIDTH = 1600, HEIGHT = 1000 };

/* A picture of sorts: a sky, a lawn, and grain. */
static struct decode_picture make_photo_of(int width, int height)
{
    struct decode_picture picture = { width, height, malloc((size_t)width * (size_t)height * 4),
        false };
    uint32_t grain = 7;
    assert_non_null(picture.pixels);
    for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
            uint8_t *pixel = picture.pixels + ((size_t)y * (size_t)width + (size_t)x) * 4;
            grain = grain * 1664525 + 1013904223;
            int noise = (int)(grain >> 28);
            pixel[0] = (uint8_t)(90 + 80 * y / height + noise);
            pixel[1] = (uint8_t)(130 + 50 * x / width + noise);
            pixel[2] = (uint8_t)(210 - 120 * y / height + noise);
            pixel[3] = 255;
        }
    }
    return picture;
}

static struct decode_picture make_photo(void)
{
    return make_photo_of(WIDTH, HEIGHT);
}

/* Draws the code with its quiet zone, turned around its middle, and frees it. */
static void draw_made(struct decode_picture *picture, QRcode *code, int middle_x, int middle_y,
    double module_px, double degrees, bool is_negative)
{
    assert_non_null(code);
    const double pi = 3.14159265358979;
    double half = (code->width + 8) * module_px / 2, sine = sin(degrees * pi / 180),
           cosine = cos(degrees * pi / 180);
    for (int y = 0; y < picture->height; y++) {
        for (int x = 0; x < picture->width; x++) {
            double dx = x - middle_x, dy = y - middle_y;
            double u = dx * cosine + dy * sine + half, v = dy * cosine - dx * sine + half;
            if (u < 0 || v < 0 || u >= 2 * half || v >= 2 * half) {
                continue;
            }
            int column = (int)(u / module_px) - 4, row = (int)(v / module_px) - 4;
            bool is_inside =
                column >= 0 && row >= 0 && column < code->width && row < code->width;
            bool is_dark = is_inside && (code->data[row * code->width + column] & 1);
            memset(picture->pixels + ((size_t)y * (size_t)picture->width + (size_t)x) * 4,
                is_dark != is_negative ? 20 : 245, 3);
        }
    }
    QRcode_free(code);
}

static void draw_data(struct decode_picture *picture, const char *data, size_t size,
    int middle_x, int middle_y, double module_px, double degrees, bool is_negative)
{
    draw_made(picture,
        QRcode_encodeData((int)size, (const unsigned char *)data, 0, QR_ECLEVEL_M), middle_x,
        middle_y, module_px, degrees, is_negative);
}

static void draw_code(struct decode_picture *picture, const char *text, int middle_x,
    int middle_y, double module_px, double degrees, bool is_negative)
{
    draw_data(picture, text, strlen(text), middle_x, middle_y, module_px, degrees, is_negative);
}

static bool read_codes(const struct decode_picture *picture, char **texts, size_t *size)
{
    struct codes_found found;
    bool done = codes_read(picture, &found);
    assert_true(done == !found.fault && (!done || !found.hides_some));
    *texts = found.texts;
    *size = found.size;
    return done;
}

/* Whether the texts that were read have this one among them. */
static bool has_text(const char *texts, size_t size, const char *text)
{
    for (size_t at = 0; at < size; at += strlen(texts + at) + 1) {
        if (strcmp(texts + at, text) == 0) {
            return true;
        }
    }
    return false;
}

static const char own[] = "https://www.example.edu.cn/apply";
static const char foreign[] = "https://evil.example/win?n=8";

/* The code as squares: nothing of it is pixels until it is drawn. */
static struct decode_input make_svg(const char *text)
{
    QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
    assert_non_null(code);
    size_t room = 200 + (size_t)code->width * (size_t)code->width * 24;
    char *svg = malloc(room), *at = svg;
    assert_non_null(svg);
    at += sprintf(at,
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='-4 -4 %d %d'><path d='M-4-4h999v999"
        "h-999z' fill='#fff'/><path d='",
        code->width + 8, code->width + 8);
    for (int i = 0; i < code->width * code->width; i++) {
        if (code->data[i] & 1) {
            at += sprintf(at, "M%d %dh1v1h-1z", i % code->width, i / code->width);
        }
    }
    at += sprintf(at, "'/></svg>");
    QRcode_free(code);
    return (struct decode_input) { (uint8_t *)svg, (size_t)(at - svg) };
}

/* Black and white, of a few pixels a module. */
static struct decode_input make_bmp(const char *text)
{
    enum { SCALE = 4, HEAD = 54 };
    QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
    assert_non_null(code);
    int side = (code->width + 8) * SCALE;
    size_t size = HEAD + (size_t)side * (size_t)side * 3;
    uint8_t *data = calloc(1, size);
    const uint32_t head[] = { HEAD, 40, (uint32_t)side, (uint32_t)-side, 1 | 24 << 16 };
    assert_non_null(data);
    memcpy(data, "BM", 2);
    memcpy(data + 10, head, sizeof head);
    for (int i = 0; i < side * side; i++) {
        int x = i % side / SCALE - 4, y = i / side / SCALE - 4;
        bool is_inside = x >= 0 && y >= 0 && x < code->width && y < code->width;
        bool is_dark = is_inside && (code->data[y * code->width + x] & 1);
        memset(data + HEAD + 3 * i, is_dark ? 0 : 255, 3);
    }
    QRcode_free(code);
    return (struct decode_input) { data, size };
}

/* Of whatever format the file is. */
static void test_in_formats(void **state)
{
    struct decode_input inputs[] = { make_svg(foreign), make_bmp(foreign) };
    const struct decode_wish wish = { .is_for_codes = true };
    (void)state;
    for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++) {
        static const char *const arguments[] = { "lobbycard-decode", "codes", NULL };
        struct decode_picture picture;
        struct decode_reply reply;
        struct program_answer answer = { 0 };
        char *texts = NULL;
        size_t size = 0;
        assert_true(decode_here(inputs[i], &wish, &picture, &reply));
        assert_true(read_codes(&picture, &texts, &size));
        assert_true(has_text(texts, size, foreign));
        if (!IS_SANITIZED) {
            program_run(&inputs[i], arguments, &answer);
            assert_true(has_text((char *)answer.body, answer.reply.width, foreign));
        }
        free(answer.body);
        free(texts);
        free(picture.pixels);
        free((void *)(uintptr_t)inputs[i].data);
    }
}

static void test_in_a_photo(void **state)
{
    (void)state;
    static const struct {
        double module_px, degrees;
        bool is_negative;
    } rows[] = { { 3, 0, false }, { 4, 7, false }, { 4, 30, false }, { 5, 45, false },
        { 6, 90, false }, { 6, 133, false }, { 8, 180, false }, { 12, 271, false },
        { 4, 0, true }, { 6, 20, true } };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *texts;
        size_t size;
        struct decode_picture picture = make_photo();
        draw_code(&picture, foreign, 1100, 420, rows[i].module_px, rows[i].degrees,
            rows[i].is_negative);
        assert_true(read_codes(&picture, &texts, &size));
        if (!has_text(texts, size, foreign)) {
            fail_msg(
                "%g px a module, %g degrees: not found", rows[i].module_px, rows[i].degrees);
        }
        free(texts);
        free(picture.pixels);
    }
}

static void transparent_must_be_read(int light)
{
    char *texts;
    size_t size;
    struct decode_picture picture = make_photo();
    draw_code(&picture, foreign, 1100, 420, 6, 0, false);
    for (size_t i = 0; i < (size_t)picture.width * (size_t)picture.height; i++) {
        uint8_t *pixel = picture.pixels + 4 * i;
        pixel[3] = pixel[0] == 20 && pixel[1] == 20 && pixel[2] == 20 ? 255 : 0;
        memset(pixel, light, 3);
    }
    assert_true(read_codes(&picture, &texts, &size));
    assert_true(has_text(texts, size, foreign));
    free(texts);
    free(picture.pixels);
}

/* Black or white modules on nothing at all: the slide puts the theme's ground behind them. */
static void test_transparent(void **state)
{
    (void)state;
    for (int light = 0; light < 256; light += 255) {
        transparent_must_be_read(light);
    }
}

/* A foreign one beside an own one is not overlooked. */
static void test_two(void **state)
{
    (void)state;
    char *texts;
    size_t size;
    struct decode_picture picture = make_photo();
    draw_code(&picture, own, 400, 500, 8, 0, false);
    draw_code(&picture, foreign, 1200, 300, 4, 15, false);
    assert_true(read_codes(&picture, &texts, &size));
    assert_true(has_text(texts, size, own));
    assert_true(has_text(texts, size, foreign));
    free(texts);
    free(picture.pixels);
}

static void test_none(void **state)
{
    (void)state;
    char *texts;
    size_t size;
    struct decode_picture picture = make_photo();
    assert_true(read_codes(&picture, &texts, &size));
    assert_int_equal(size, 0);
    free(texts);
    free(picture.pixels);
}

/* The program in its sandbox reads the same. */
static void program_must_read(
    const struct decode_input *png, bool done, const char *texts, size_t size)
{
    static const char *const arguments[] = { "lobbycard-decode", "codes", NULL };
    struct program_answer answer;
    if (IS_SANITIZED) {
        return;
    }
    program_run(png, arguments, &answer);
    if (answer.signal || answer.reply.done != done || answer.body_bytes != size ||
        (size > 0 && memcmp(answer.body, texts, size) != 0)) {
        fail_msg("in its sandbox it ended by signal %d: done %u, %zu bytes for %zu, \"%s\"",
            answer.signal, answer.reply.done, answer.body_bytes, size, answer.reply.message);
    }
    free(answer.body);
}

/* Nor does it read what cannot be read here. */
static void program_must_refuse(const struct decode_picture *picture)
{
    struct decode_input png = png_of(picture->pixels, picture->width, picture->height, NULL);
    program_must_read(&png, false, NULL, 0);
    free((void *)(uintptr_t)png.data);
}

/* Bytes as they are, and more of them than are kept. */
static void test_texts(void **state)
{
    (void)state;
    char *texts, word[2001];
    size_t size;
    struct decode_picture picture = make_photo();
    draw_code(&picture, "https://学院.example/招生", 800, 500, 8, 0, false);
    assert_true(read_codes(&picture, &texts, &size));
    assert_true(has_text(texts, size, "https://学院.example/招生"));
    free(texts);
    for (int i = 0; i < 3; i++) {
        memset(word, 'a' + i, sizeof word - 1);
        word[sizeof word - 1] = '\0';
        draw_code(&picture, word, 270 + 530 * i, 500, 3, 0, false);
    }
    assert_false(read_codes(&picture, &texts, &size));
    free(texts);
    free(picture.pixels);
}

/* Telephones may read "h" in UTF-16 where NUL and "h" are seen here. */
static void test_nul(void **state)
{
    (void)state;
    static const char data[] = "\xFE\xFF\0h\0t\0t\0p\0:";
    char *texts;
    size_t size;
    struct decode_picture picture = make_photo();
    draw_data(&picture, data, sizeof data - 1, 800, 500, 8, 0, false);
    assert_false(read_codes(&picture, &texts, &size));
    program_must_refuse(&picture);
    free(texts);
    free(picture.pixels);
}

/* From a file, at the size in which codes are looked for, here and by the program. */
static bool look(struct decode_picture *picture, bool *found, struct decode_reply *reply)
{
    const struct decode_wish wish = { .is_for_codes = true };
    struct decode_input png = png_of(picture->pixels, picture->width, picture->height, NULL);
    struct decode_picture whole = { 0 };
    char *texts = NULL;
    size_t size = 0;
    bool done = picture_decode(&png, &wish, &whole, reply);
    if (done) {
        done = read_codes(&whole, &texts, &size);
    }
    program_must_read(&png, done, texts, done ? size : 0);
    *found = done && has_text(texts, size, foreign);
    free(texts);
    free(whole.pixels);
    free((void *)(uintptr_t)png.data);
    return done;
}

/* A slide shows as much of a picture as fills the screen: of a long one a piece, enlarged. */
static void test_long_and_small(void **state)
{
    (void)state;
    static const struct {
        int width, height, at;
        double module_px;
    } rows[] = { { 3900, 300, 3100, 2 }, { 300, 3900, 700, 2 }, { 1200, 48, 400, 1 },
        { 48, 48, 24, 1 } };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        bool found, is_wide = rows[i].width >= rows[i].height;
        struct decode_reply reply;
        struct decode_picture picture = make_photo_of(rows[i].width, rows[i].height);
        draw_code(&picture, foreign, is_wide ? rows[i].at : rows[i].width / 2,
            is_wide ? rows[i].height / 2 : rows[i].at, rows[i].module_px, 0, false);
        bool done = look(&picture, &found, &reply);
        if (!done || !found) {
            fail_msg("%d x %d: %s", rows[i].width, rows[i].height, reply.message);
        }
        free(picture.pixels);
    }
}

/* Codes say in which character set they are (AIM ECI, Part 3): no table is asked for. */
static void test_every_character_set(void **state)
{
    (void)state;
    static const unsigned others[] = { 170, 899, 123456 };
    for (unsigned i = 0; i < 36 + sizeof others / sizeof *others; i++) {
        bool found;
        struct decode_reply reply;
        struct decode_picture picture = make_photo_of(100, 100);
        QRinput *input = QRinput_new2(0, QR_ECLEVEL_M);
        assert_int_equal(QRinput_appendECIheader(input, i < 36 ? i : others[i - 36]), 0);
        assert_int_equal(QRinput_append(input, QR_MODE_8, (int)strlen(foreign),
                             (const unsigned char *)foreign),
            0);
        draw_made(&picture, QRcode_encodeInput(input), 50, 50, 2, 0, false);
        QRinput_free(input);
        look(&picture, &found, &reply); /* the same by the program; it dies of none */
        free(picture.pixels);
    }
}

/* What nobody can look at in its whole length is not taken for free of codes. */
static void test_too_long(void **state)
{
    (void)state;
    bool found;
    struct decode_reply reply;
    struct decode_picture picture = make_photo_of(16384, 100);
    assert_false(look(&picture, &found, &reply));
    assert_int_equal(reply.done, 0);
    assert_int_equal(reply.is_hopeless, 0);
    free(picture.pixels);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_in_a_photo),
        cmocka_unit_test(test_in_formats),
        cmocka_unit_test(test_transparent),
        cmocka_unit_test(test_two),
        cmocka_unit_test(test_none),
        cmocka_unit_test(test_texts),
        cmocka_unit_test(test_nul),
        cmocka_unit_test(test_long_and_small),
        cmocka_unit_test(test_every_character_set),
        cmocka_unit_test(test_too_long),
    };
    codes_prepare();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
