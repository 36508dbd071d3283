/* Codes that are no QR codes, made by zint (tests/data/codes), on a photograph. */
#include "decode/canvas.h"
#include "decode/codes/codes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char text[] = "https://evil.example/win?n=8";

static struct decode_picture load(const char *name)
{
    static uint8_t data[4096];
    char path[200];
    const struct decode_wish wish = { .width = 0 };
    struct decode_picture picture = { 0 };
    struct decode_reply reply;
    snprintf(path, sizeof path, TEST_ROOT "/tests/data/codes/%s.png", name);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    const struct decode_input input = { data, fread(data, 1, sizeof data, file) };
    fclose(file);
    assert_true(picture_decode(&input, &wish, &picture, &reply));
    return picture;
}

static void draw(
    struct canvas *canvas, const struct decode_picture *code, int zoom, bool is_turned)
{
    for (int y = 0; y < code->height; y++) {
        for (int x = 0; x < code->width; x++) {
            const uint8_t *pixel =
                code->pixels + ((size_t)y * (size_t)code->width + (size_t)x) * 4;
            int left = is_turned ? 700 - y * zoom : 500 + x * zoom,
                top = is_turned ? 90 + x * zoom : 300 + y * zoom;
            canvas_rect(canvas, (struct box) { left, top, zoom, zoom },
                pixel[0] < 128 ? 0x203050 : 0xE8E0D0);
        }
    }
}

static void must_be_read(const char *name, int zoom, bool is_turned)
{
    struct canvas canvas;
    struct codes_found found;
    struct decode_picture code = load(name);
    bool is_in_middle = strcmp(name, "pdf417") != 0; /* zxing-cpp 1.4 sees no others */
    int width = is_in_middle ? 1000 + code.width * zoom : 1400,
        height = is_in_middle ? 600 + code.height * zoom : 900;
    assert_true(canvas_init(&canvas, width, height, 3));
    canvas_photo(&canvas, 12);
    draw(&canvas, &code, zoom, is_turned && !is_in_middle);
    bool done = codes_read(&canvas.picture, &found);
    if (!done || found.size == 0 || strcmp(found.texts, text) != 0) {
        fail_msg("%s, %d times%s: %s", name, zoom, is_turned ? ", turned" : "",
            found.fault ? found.fault : "not found");
    }
    free(found.texts);
    free(code.pixels);
    canvas_finish(&canvas);
}

static void test_others(void **state)
{
    static const char *const names[] = { "aztec", "data-matrix", "pdf417" };
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        for (int zoom = 1; zoom <= 2; zoom++) {
            must_be_read(names[i], zoom, false);
            must_be_read(names[i], zoom, true);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_others) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
