/* The logo as it was decoded, over a restart: it and nothing else, whatever became of the file.
 */
#include "base/bytes.h"
#include "base/system/file.h"
#include "chance.h"
#include "picture/pictures.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "picture/fixture.h"

/* In the file: behind a magic word, a sum and how it was wished for. */
enum { SIDES_AT = 16 + 16 + 4 };

/* Paints what it keeps where the picture is no longer there: false where it keeps none. */
static bool paint_kept(
    struct pictures *pictures, const struct picture_wish *wish, struct picture *slide)
{
    struct picture_wish gone = *wish;
    struct error error;
    gone.path = "/nowhere/picture";
    memset(slide->pixels, 0xff, sizeof(uint32_t) * 64 * 64);
    return pictures_paint(pictures, &gone, &(struct picture_spot) { slide, 0, 0 }, &error);
}

/* Whether what that file says is painted, and then it is the same. */
static bool recalls(const char *note, const struct digest *ground,
    const struct picture_wish *wish, const struct picture *wanted)
{
    struct pictures again = { 0 };
    struct picture *slide = picture_create(64, 64);
    assert_non_null(slide);
    pictures_recall(&again, note, ground);
    bool done = paint_kept(&again, wish, slide);
    if (done) {
        assert_memory_equal(slide->pixels, wanted->pixels, sizeof(uint32_t) * 64 * 64);
    }
    picture_destroy(slide);
    pictures_finish(&again);
    return done;
}

/* As a power cut or a disk leaves it. */
static void check_damaged_notes(const char *note, const struct digest *ground,
    const struct picture_wish *wish, const struct picture *wanted)
{
    struct bytes whole, hurt;
    struct error error;
    bytes_init(&whole);
    bytes_init(&hurt);
    assert_true(file_read(note, 1 << 20, &whole, &error));
    for (size_t i = 0; i < 400; i++) {
        bytes_clear(&hurt);
        assert_true(bytes_append(&hurt, whole.data, whole.size));
        size_t at = i < 200 ? i : (size_t)chance((int)whole.size);
        if (i % 8 == 7) {
            hurt.size = at;
        } else {
            hurt.data[at] = (char)(hurt.data[at] ^ 1 << chance(8));
        }
        write_file(note, hurt.data, hurt.size);
        assert_false(recalls(note, ground, wish, wanted));
    }
    static const int32_t sides[] = { INT32_MAX, INT32_MIN, 0, -1, 1 << 16, 1 << 30 };
    for (size_t i = 0; i < sizeof sides / sizeof *sides; i++) {
        bytes_clear(&hurt);
        assert_true(bytes_append(&hurt, whole.data, whole.size));
        for (size_t at = SIDES_AT; at < SIDES_AT + 6 * sizeof *sides; at += sizeof *sides) {
            memcpy(hurt.data + at, &sides[i], sizeof *sides); /* wished for, and had */
        }
        write_file(note, hurt.data, hurt.size);
        assert_false(recalls(note, ground, wish, wanted));
    }
    write_file(note, "", 0);
    assert_false(recalls(note, ground, wish, wanted));
    assert_true(bytes_append(&whole, "\n\n\n", 3)); /* it was written over in place */
    write_file(note, whole.data, whole.size);
    assert_true(recalls(note, ground, wish, wanted));
    bytes_finish(&whole);
    bytes_finish(&hurt);
}

/* A logo is not decoded again when the program starts: it, and nothing else. */
static void test_kept_over_a_restart(void **state)
{
    static const struct digest ground = { 1, 2 }, other = { 1, 3 };
    struct fixture *fixture = *state;
    struct pictures pictures = { 0 }, large = { 0 };
    struct error error = { "" };
    char note[PATH_MAX];
    struct picture_wish wish = { fixture->path, true, 40, 30, 500, 500, "a1", true, 0 };
    struct picture *wanted = picture_create(64, 64), *slide = picture_create(1024, 1024);
    const struct picture_spot spot = { wanted, 0, 0 }, place = { slide, 0, 0 };
    snprintf(note, sizeof note, "%.3000s/play-picture", fixture->scratch.path);
    chance_begin(20261201);
    make("png", 61, 43, fixture->path);
    assert_false(recalls(note, &ground, &wish, wanted));
    memset(wanted->pixels, 0xff, sizeof(uint32_t) * 64 * 64);
    assert_true(pictures_paint(&pictures, &wish, &spot, &error));
    /* Another small picture on the slide takes no logo's place. */
    wish.is_logo = false;
    wish.object = "a3";
    assert_true(pictures_paint(&pictures, &wish, &place, &error));
    wish.is_logo = true;
    wish.object = "a1";
    pictures_note(&pictures, note, &ground);
    assert_true(recalls(note, &ground, &wish, wanted));
    assert_false(recalls(note, &other, &wish, wanted));
    wish.width++;
    assert_false(recalls(note, &ground, &wish, wanted));
    wish.width--;
    wish.object = "a2";
    assert_false(recalls(note, &ground, &wish, wanted));
    wish.object = "a1";
    check_damaged_notes(note, &ground, &wish, wanted);
    /* What is there is not written again; what is none is not written at all. */
    pictures_recall(&large, note, &ground);
    assert_int_equal(unlink(note), 0);
    pictures_note(&large, note, &ground);
    assert_int_equal(access(note, F_OK), -1);
    pictures_finish(&large);
    wish.width = wish.height = 1024;
    assert_true(pictures_paint(&large, &wish, &place, &error));
    pictures_note(&large, note, &ground);
    assert_int_equal(access(note, F_OK), -1);
    picture_destroy(wanted);
    picture_destroy(slide);
    pictures_finish(&pictures);
    pictures_finish(&large);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test_setup_teardown(
        test_kept_over_a_restart, setup, teardown) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
