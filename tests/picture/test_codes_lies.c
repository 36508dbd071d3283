/* The fetcher's side of a decoder that was taken over, or ends as decoders should not: with
 * tests/decode/liar.c beside it instead of the real one. */
#include "base/utf8.h"
#include "decode/lies.h"
#include "picture/picture_codes.h"

#include <string.h>

static enum picture_search search(
    struct lies *lies, struct arena *arena, struct picture_ref *picture, struct error *why)
{
    int input = open(lies->path, O_RDONLY | O_CLOEXEC);
    assert_true(input >= 0);
    enum picture_search found = picture_codes_read(input, NULL, arena, picture, why);
    close(input);
    return found;
}

/* Nobody can tell what is in such a picture. */
static void test_reasons(void **state)
{
    struct lies *lies = *state;
    for (size_t i = 0; i < LIES_ENDS; i++) {
        struct error why;
        struct arena arena;
        struct picture_ref picture = { .url = "https://www.example.edu.cn/a.png" };
        struct capture capture = capture_begin(lies);
        arena_init(&arena);
        lies_write(lies, lies_ends[i].word, 0);
        enum picture_search found = search(lies, &arena, &picture, &why);
        bool is_silent = capture_is_empty(&capture);
        if (found != PICTURE_SEARCHED || !picture.hides_codes || picture.is_searched ||
            !is_silent || strcmp(why.text, lies_ends[i].reason) != 0) {
            fail_msg("%s: %d, hides %d, \"%s\"", lies_ends[i].word, found, picture.hides_codes,
                why.text);
        }
        arena_finish(&arena);
    }
}

/* It takes the whole minute. */
static void test_a_busy_machine(void **state)
{
    struct lies *lies = *state;
    struct error why;
    struct arena arena;
    struct picture_ref picture = { .url = "https://www.example.edu.cn/a.png" };
    if (!is_long_form()) {
        return;
    }
    arena_init(&arena);
    lies_write(lies, "late", 0);
    assert_int_equal(search(lies, &arena, &picture, &why), PICTURE_FAILED);
    assert_true(picture.hides_codes && !picture.is_searched && !picture.was_tried);
    assert_string_equal(
        why.text, "its decoder was stopped: the machine was too busy to wait for it");
    lies_must_leave_nothing(lies);
    arena_finish(&arena);
}

static void test_anything(void **state)
{
    struct lies *lies = *state;
    int read = 0, count = lies_count();
    for (int i = 0; i < count; i++) {
        struct error why;
        struct arena arena;
        struct picture_ref picture = { .url = "https://www.example.edu.cn/a.png" };
        arena_init(&arena);
        lies_write(lies, "random", (unsigned)i);
        search(lies, &arena, &picture, &why);
        assert_non_null(picture.codes);
        if (!lies_is_clean(why.text) && !picture.is_searched) {
            fail_msg("seed %d: \"%s\"", i, why.text);
        }
        for (size_t at = 0, size = strlen(picture.codes); at < size;) {
            uint32_t character = utf8_next(picture.codes, size, &at);
            assert_true(character == '\n' || (character >= ' ' && character != 0x7F));
        }
        assert_in_range(picture.width, 0, 16384);
        assert_in_range(picture.height, 0, 16384);
        assert_int_equal(picture.width == 0, picture.height == 0);
        read += picture.is_searched;
        arena_finish(&arena);
        lies_must_leave_nothing(lies);
    }
    printf("%d of %d answers had codes, or none\n", read, count);
    assert_in_range(read, 1, count - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reasons),
        cmocka_unit_test(test_a_busy_machine),
        cmocka_unit_test(test_anything),
    };
    return cmocka_run_group_tests(tests, lies_setup, lies_teardown);
}
