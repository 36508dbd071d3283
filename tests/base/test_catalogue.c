/* Catalogues as msgfmt writes them, and such as are damaged at any place. */
#include "base/catalogue.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sys/stat.h>
#include <unistd.h>

enum { TEXTS = 4, FILE_BYTES = 512 };

static const char *const originals[TEXTS] = { "", "a date", "not %s", "nothing" };
static const char *const chinese[TEXTS] = { "Language: zh_CN\n", "日期", "不是%s", "没有" };
static char root[] = "/tmp/test_catalogue-XXXXXX";
static unsigned files;

static size_t put_table(unsigned char *out, size_t table, const char *const *texts, size_t at)
{
    for (size_t i = 0; i < TEXTS; i++) {
        size_t size = strlen(texts[i]);
        out[table + 8 * i] = (unsigned char)size;
        out[table + 8 * i + 4] = (unsigned char)at;
        out[table + 8 * i + 5] = (unsigned char)(at >> 8);
        memcpy(out + at, texts[i], size + 1);
        at += size + 1;
    }
    return at;
}

static size_t make(unsigned char out[FILE_BYTES])
{
    memset(out, 0, FILE_BYTES);
    memcpy(out, "\xde\x12\x04\x95", 4);
    out[8] = TEXTS;
    out[12] = 28;
    out[16] = 28 + 8 * TEXTS;
    size_t at = put_table(out, 28, originals, 28 + 16 * TEXTS);
    return put_table(out, 28 + 8 * TEXTS, chinese, at);
}

/* Of a path of its own, since one is read once. */
static const struct catalogue *load(const unsigned char *data, size_t size)
{
    char path[200];
    snprintf(path, sizeof path, "%s/%u", root, files++);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(data, 1, size, file), size);
    fclose(file);
    const struct catalogue *catalogue = catalogue_load(path);
    assert_ptr_equal(catalogue_load(path), catalogue);
    unlink(path);
    return catalogue;
}

/* Whatever it has is text. */
static void ask(const struct catalogue *catalogue)
{
    size_t sum = 0;
    for (size_t i = 0; i < TEXTS; i++) {
        const char *found = catalogue_find(catalogue, originals[i]);
        sum += found ? strlen(found) : 0;
    }
    for (size_t i = 0; i < catalogue_count(catalogue); i++) {
        sum += strlen(catalogue_original(catalogue, i));
    }
    assert_in_range(sum, 0, 256 * (size_t)FILE_BYTES);
}

static void test_finds(void **state)
{
    (void)state;
    unsigned char data[FILE_BYTES];
    const struct catalogue *catalogue = load(data, make(data));
    assert_non_null(catalogue);
    assert_int_equal(catalogue_count(catalogue), TEXTS);
    for (size_t i = 0; i < TEXTS; i++) {
        assert_string_equal(catalogue_original(catalogue, i), originals[i]);
        assert_string_equal(catalogue_find(catalogue, originals[i]), chinese[i]);
    }
    static const char *const others[] = { " ", "a", "a date ", "a datf", "b", "nothin", "zz" };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        assert_null(catalogue_find(catalogue, others[i]));
    }
    assert_null(catalogue_load("/nowhere/lobbycard.mo"));
    assert_null(catalogue_load("/tmp"));
}

static void test_cut_short(void **state)
{
    (void)state;
    unsigned char data[FILE_BYTES];
    size_t size = make(data);
    for (size_t i = 0; i < size; i++) {
        assert_null(load(data, i));
    }
}

static void test_damaged(void **state)
{
    (void)state;
    static const unsigned char values[] = { 0, 1, 7, 0x7F, 0x80, 0xFF };
    unsigned refused = 0, taken = 0;
    unsigned char data[FILE_BYTES];
    size_t size = make(data);
    for (size_t i = 0; i < size; i++) {
        for (size_t k = 0; k < sizeof values; k++) {
            make(data);
            data[i] = values[k];
            const struct catalogue *catalogue = load(data, size);
            if (catalogue) {
                ask(catalogue);
            }
            refused += !catalogue;
            taken += catalogue != NULL;
        }
    }
    assert_true(refused > 100 && taken > 100);
}

static int set_up(void **state)
{
    (void)state;
    return mkdtemp(root) ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    return rmdir(root);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_finds),
        cmocka_unit_test(test_cut_short),
        cmocka_unit_test(test_damaged),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
