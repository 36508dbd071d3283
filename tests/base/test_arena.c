#include "base/arena.h"

#include <malloc.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void test_pieces(void **state)
{
    (void)state;
    static const size_t sizes[] = { 0, 1, 15, 16, 17, 4000, 9000, 16384, 16385, 100000, 8 };
    struct arena arena;
    char *pieces[11];
    arena_init(&arena);
    for (size_t i = 0; i < 11; i++) {
        pieces[i] = arena_alloc(&arena, sizes[i]);
        assert_non_null(pieces[i]);
        assert_int_equal((uintptr_t)pieces[i] % _Alignof(max_align_t), 0);
        for (size_t at = 0; at < sizes[i]; at++) {
            assert_int_equal(pieces[i][at], 0);
        }
        memset(pieces[i], (int)i + 1, sizes[i]);
    }
    for (size_t i = 0; i < 11; i++) {
        for (size_t at = 0; at < sizes[i]; at++) {
            assert_int_equal(pieces[i][at], (int)i + 1);
        }
    }
    assert_true(arena.total_bytes >= 145818);
    arena_finish(&arena);
    assert_int_equal(arena.total_bytes, 0);
}

static void test_too_large(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    assert_null(arena_alloc(&arena, SIZE_MAX));
    assert_null(arena_array(&arena, SIZE_MAX / 4, 8));
    arena_finish(&arena);
}

static void test_text(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    assert_string_equal(arena_strdup(&arena, "abc"), "abc");
    assert_string_equal(arena_strndup(&arena, "abc", 2), "ab");
    assert_string_equal(arena_strndup(&arena, "abc", 9), "abc");
    assert_string_equal(arena_printf(&arena, "%d-%s", 7, "x"), "7-x");
    arena_finish(&arena);
}

static void test_grow(void **state)
{
    (void)state;
    struct arena arena;
    int *list = NULL;
    size_t capacity = 0;
    arena_init(&arena);
    for (int i = 0; i < 1000; i++) {
        list = arena_grow(&arena, list, (size_t)i, &capacity, sizeof *list);
        assert_true(list && capacity > (size_t)i);
        list[i] = i;
    }
    for (int i = 0; i < 1000; i++) {
        assert_int_equal(list[i], i);
    }
    arena_finish(&arena);
}

/* What comes after is as if of a new one, and takes no new block where what was large is gone.
 */
static void test_clear(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    arena_clear(&arena);
    assert_null(arena.head);
    for (int round = 0; round < 5; round++) {
        size_t small = arena.total_bytes;
        for (int i = 0; i < 3000; i++) {
            unsigned char *piece = arena_alloc(&arena, 40);
            assert_non_null(piece);
            for (int k = 0; k < 40; k++) {
                assert_int_equal(piece[k], 0);
            }
            memset(piece, 0xa5, 40);
        }
        if (round % 2) {
            assert_non_null(arena_alloc(&arena, 100000));
        }
        assert_null(arena_array(&arena, SIZE_MAX / 2, 3));
        assert_true(arena.has_failed && arena.total_bytes > 3000 * 40);
        arena_clear(&arena);
        assert_false(arena.has_failed);
        assert_true(arena.total_bytes < 20000);
        assert_true(round == 0 || arena.total_bytes == small || small == 0);
    }
    arena_finish(&arena);
    assert_int_equal(arena.total_bytes, 0);
}

int main(void)
{
    mallopt(M_PERTURB, 0x5A); /* what the heap gives is not zero by chance */
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pieces),
        cmocka_unit_test(test_too_large),
        cmocka_unit_test(test_text),
        cmocka_unit_test(test_grow),
        cmocka_unit_test(test_clear),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
