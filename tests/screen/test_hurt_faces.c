/* Files of faces that lie: each opens and draws something, or is refused, and nothing is read
 * outside of them. Hurt is a copy of a face that is shipped. */
#include "chance.h"
#include "screen/font/face.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmocka.h>

enum { DIRECTORY_BYTES = 512, HURTS_MAX = 6, PX = 40 };

struct copy {
    int file;
    char path[64];
    uint8_t *whole;
    long bytes;
};

static struct copy copy_face(void)
{
    struct copy copy = { .file = memfd_create("face", MFD_CLOEXEC) };
    FILE *from = fopen(TEST_ROOT "/fonts/NotoSansSC-Bold.ttf", "rb");
    assert_non_null(from);
    assert_int_equal(fseek(from, 0, SEEK_END), 0);
    copy.bytes = ftell(from);
    rewind(from);
    copy.whole = malloc((size_t)copy.bytes);
    assert_non_null(copy.whole);
    assert_int_equal(fread(copy.whole, 1, (size_t)copy.bytes, from), copy.bytes);
    fclose(from);
    snprintf(copy.path, sizeof copy.path, "/proc/self/fd/%d", copy.file);
    return copy;
}

static uint32_t number(const uint8_t *at, int bytes)
{
    uint32_t value = 0;
    for (int i = 0; i < bytes; i++) {
        value = value << 8 | at[i];
    }
    return value;
}

static const char tables[][5] = { "loca", "glyf", "cmap", "head", "maxp", "hhea", "hmtx" };

/* Where the directory tells of a table; NULL where it has none. */
static const uint8_t *entry_of(const struct copy *copy, const char *tag)
{
    uint32_t count = number(copy->whole + 4, 2);
    for (uint32_t i = 0; i < count; i++) {
        const uint8_t *entry = copy->whole + 12 + i * 16;
        if (memcmp(entry, tag, 4) == 0) {
            return entry;
        }
    }
    return NULL;
}

static void write_number(const struct copy *copy, long at, uint32_t value, size_t bytes)
{
    uint8_t big[4] = { value >> 24, value >> 16 & 0xff, value >> 8 & 0xff, value & 0xff };
    assert_int_equal(pwrite(copy->file, big + 4 - bytes, bytes, at), bytes);
}

/* Says of a table that it begins or ends at the file's end, behind it, or anywhere. */
static void misplace_table(const struct copy *copy, const uint8_t *entry)
{
    long at = entry - copy->whole;
    uint32_t bytes = (uint32_t)copy->bytes, near = bytes - (uint32_t)chance(64);
    uint32_t values[] = { near, bytes - number(entry + 12, 4) + 4, bytes + 4096, UINT32_MAX,
        (uint32_t)chance(INT32_MAX), number(entry + 12, 4) };
    write_number(copy, at + 8 + chance(2) * 4L, values[chance(6)], 4);
}

static void write_hurt(const struct copy *copy)
{
    long bytes = chance(8) == 0 ? chance((int)copy->bytes) : copy->bytes;
    assert_int_equal(ftruncate(copy->file, 0), 0);
    assert_int_equal(pwrite(copy->file, copy->whole, (size_t)copy->bytes, 0), copy->bytes);
    for (int i = chance(HURTS_MAX); i >= 0; i--) {
        const uint8_t *entry = entry_of(copy, tables[chance(chance(2) ? 2 : 7)]);
        assert_non_null(entry);
        uint32_t start = number(entry + 8, 4), within = number(entry + 12, 4) - 4;
        switch (chance(4)) {
        case 0:
            misplace_table(copy, entry);
            break;
        case 1:
            write_number(copy, chance(DIRECTORY_BYTES), (uint32_t)chance(INT32_MAX), 2);
            break;
        default:
            write_number(copy, start + chance((int)within), (uint32_t)chance(INT32_MAX), 4);
            break;
        }
    }
    assert_int_equal(ftruncate(copy->file, bytes), 0);
}

static bool use(struct foundry *foundry, const char *path)
{
    static const char text[] = "学校概况 2026, gf";
    struct error error;
    struct face *face = face_open(foundry, path, 0, &error);
    if (!face) {
        assert_true(strlen(error.text) > 0);
        return false;
    }
    int ascent, descent;
    struct ink ink;
    face_metrics(face, &ascent, &descent);
    face_expect(face, text, strlen(text));
    (void)face_advance(face, text);
    if (face_draw(face, PX, text, &ink)) {
        free(ink.pixels);
    }
    face_trim(face);
    face_close(face);
    return true;
}

static void test_hurt_files(void **state)
{
    (void)state;
    struct copy copy = copy_face();
    struct foundry *foundry = foundry_create();
    assert_non_null(foundry);
    long opened = 0, runs = how_many(120, 4000);
    for (long i = 0; i < runs; i++) {
        write_hurt(&copy);
        opened += use(foundry, copy.path);
    }
    printf("%ld of %ld opened\n", opened, runs);
    assert_in_range(opened, 1, runs - 1);
    foundry_destroy(foundry);
    free(copy.whole);
    close(copy.file);
}

/* An em of 16 units, whose outlines are made for one of 1,000. */
static void test_small_em(void **state)
{
    (void)state;
    struct copy copy = copy_face();
    struct foundry *foundry = foundry_create();
    struct error error;
    struct ink ink = { 0 };
    char text[FACE_TEXT_MAX + 1] = "";
    memset(text, 'm', FACE_TEXT_MAX);
    assert_int_equal(pwrite(copy.file, copy.whole, (size_t)copy.bytes, 0), copy.bytes);
    write_number(&copy, (long)number(entry_of(&copy, "head") + 8, 4) + 18, 16, 2);
    struct face *face = face_open(foundry, copy.path, 0, &error);
    assert_non_null(face);
    assert_false(face_draw(face, PX, text, &ink));
    face_close(face);
    foundry_destroy(foundry);
    free(copy.whole);
    close(copy.file);
}

int main(void)
{
    chance_begin(20261130);
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hurt_files),
        cmocka_unit_test(test_small_em),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
