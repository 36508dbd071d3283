/* A code that is there and says nothing is not the same as none: nobody can judge it. */
#include "decode/canvas.h"
#include "decode/codes/codes.h"

#include <qrencode.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char text[] = "https://evil.example/win?n=8";

struct drawn {
    int x, y, unit;
    bool is_spoiled; /* every module behind the patterns may be another one */
    bool is_from_behind;
    uint32_t dark, light;
    int turns; /* quarters */
};

/* What every code has, whatever it says: finder, timing and format, without the data. */
static bool is_pattern(int side, int column, int row)
{
    bool is_near_x = column < 9, is_near_y = row < 9;
    return (is_near_x && is_near_y) || (is_near_x && row >= side - 8) ||
           (is_near_y && column >= side - 8) || column == 6 || row == 6;
}

static void draw(struct canvas *canvas, const QRcode *code, const struct drawn *drawn)
{
    int side = code->width, unit = drawn->unit;
    canvas_rect(canvas,
        (struct box) {
            drawn->x - 4 * unit, drawn->y - 4 * unit, (side + 8) * unit, (side + 8) * unit },
        drawn->light);
    for (int i = 0; i < side * side; i++) {
        int column = i % side, row = i / side;
        bool is_dark = code->data[i] & 1;
        if (drawn->is_spoiled && !is_pattern(side, column, row)) {
            is_dark = canvas_chance(canvas, 50);
        }
        column = drawn->is_from_behind ? side - 1 - column : column;
        for (int turn = 0; turn < drawn->turns; turn++) {
            int kept = column;
            column = side - 1 - row;
            row = kept;
        }
        canvas_rect(canvas,
            (struct box) { drawn->x + column * unit, drawn->y + row * unit, unit, unit },
            is_dark ? drawn->dark : drawn->light);
    }
}

static void must_be(const char *what, QRcode *code, const struct drawn *drawn, bool hides)
{
    struct canvas canvas;
    struct codes_found found;
    assert_true(code && canvas_init(&canvas, 900, 700, 5));
    canvas_photo(&canvas, 10);
    draw(&canvas, code, drawn);
    bool done = codes_read(&canvas.picture, &found);
    if (done == hides || found.hides_some != hides || (done && found.size == 0)) {
        fail_msg("%s: %s, %zu bytes", what, found.fault ? found.fault : "no fault", found.size);
    }
    free(found.texts);
    canvas_finish(&canvas);
    QRcode_free(code);
}

/* Of every size, dark on light and light on dark, seen from behind, turned. */
static void test_spoiled(void **state)
{
    (void)state;
    for (int version = 1; version <= 10; version++) {
        for (int i = 0; i < 4; i++) {
            const struct drawn drawn = { 60, 60, 3 + version % 5, true, i & 1,
                i & 2 ? 0xF0E8D0 : 0x303060, i & 2 ? 0x205040 : 0xFFFFFF, version % 4 };
            char what[60];
            snprintf(what, sizeof what, "version %d, %d", version, i);
            QRcode *code = QRcode_encodeString8bit("1", version, QR_ECLEVEL_H);
            must_be(what, code, &drawn, true);
        }
    }
}

static void test_sound(void **state)
{
    const struct drawn drawn = { 60, 60, 5, false, false, 0x404040, 0xFFFFFF, 0 };
    (void)state;
    must_be("sound", QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M), &drawn, false);
}

/* Each alone reads as something else than all of them together. */
static void test_one_of_several(void **state)
{
    const struct drawn drawn = { 60, 60, 5, false, false, 0, 0xFFFFFF, 0 };
    static const char beginning[] = "https://www.example.edu.cn";
    (void)state;
    QRinput_Struct *parts = QRinput_Struct_new();
    for (int i = 0; i < 2; i++) {
        QRinput *input = QRinput_new2(3, QR_ECLEVEL_L);
        assert_int_equal(QRinput_append(input, QR_MODE_8, (int)strlen(beginning),
                             (const unsigned char *)beginning),
            0);
        QRinput_Struct_appendInput(parts, input);
    }
    assert_int_equal(QRinput_Struct_insertStructuredAppendHeaders(parts), 0);
    QRcode_List *codes = QRcode_encodeInputStructured(parts);
    assert_non_null(codes);
    QRcode *first = codes->code;
    codes->code = NULL;
    must_be("a part", first, &drawn, true);
    QRcode_List_free(codes);
    QRinput_Struct_free(parts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_spoiled),
        cmocka_unit_test(test_sound),
        cmocka_unit_test(test_one_of_several),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
