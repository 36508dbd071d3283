/* A feed while a format writes it: as large as it may be, and no larger. */
#include "adapt/adapt.h"
#include "content/feed/feed.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { TEXT_BYTES = 90 * 1000 };

static struct arena arena;

static struct adapt_out *begin(void)
{
    struct adapt_out *out = adapt_out_create(
        ADAPT_TAKE_MAX, INT64_C(1795917600000), zone_create(&arena, "Asia/Shanghai"));
    assert_non_null(out);
    return out;
}

static void add_item(struct adapt_out *out, int number, char letter, int blocks)
{
    static char text[TEXT_BYTES + 1];
    char id[16];
    snprintf(id, sizeof id, "%d", number);
    memset(text, letter, TEXT_BYTES);
    if (adapt_item_begin(out, "article", id)) {
        for (int i = 0; i < blocks; i++) {
            adapt_body_text(out, text);
        }
    }
}

/* Prints what was begun and ends it; how many bytes the feed has, behind its notes. */
static size_t print(struct adapt_out *out, struct bytes *text)
{
    struct error error = { "" };
    bytes_init(text);
    if (!adapt_out_print(out, text, &error)) {
        fail_msg("%s", error.text);
    }
    adapt_out_destroy(out);
    return strlen(strchr(text->data, '{'));
}

static void test_full(void **state)
{
    static const char letters[] = { 'a', '"', '\\' };
    (void)state;
    for (size_t i = 0; i < sizeof letters; i++) {
        struct adapt_out *out = begin();
        struct bytes text;
        for (int number = 0; number < 200; number++) {
            add_item(out, number, letters[i], 1);
        }
        assert_true(adapt_out_is_full(out));
        assert_in_range(print(out, &text), 7 * 1024 * 1024, FEED_MAX_BYTES);
        assert_int_equal(text.data[0], '{');
        bytes_finish(&text);
    }
}

static void test_last_is_too_long(void **state)
{
    struct adapt_out *out = begin();
    struct bytes text;
    (void)state;
    add_item(out, 1, 'a', 80);
    assert_false(adapt_out_is_full(out));
    add_item(out, 2, 'b', 40);
    assert_in_range(print(out, &text), 7 * 1000 * 1000, FEED_MAX_BYTES);
    assert_non_null(strstr(text.data, "# item 2 is too long: left out\n"));
    assert_null(strstr(text.data, "bbb"));
    bytes_finish(&text);
}

static void test_one_is_too_long(void **state)
{
    struct adapt_out *out = begin();
    struct error error = { "" };
    struct bytes text;
    (void)state;
    bytes_init(&text);
    add_item(out, 1, '"', 80);
    assert_false(adapt_out_print(out, &text, &error));
    assert_non_null(strstr(error.text, "larger than 8 MB"));
    adapt_out_destroy(out);
    bytes_finish(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_full),
        cmocka_unit_test(test_last_is_too_long),
        cmocka_unit_test(test_one_is_too_long),
    };
    arena_init(&arena);
    int wrong = cmocka_run_group_tests(tests, NULL, NULL);
    arena_finish(&arena);
    return wrong;
}
