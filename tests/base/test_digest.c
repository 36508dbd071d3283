/* A digest tells contents apart by any bit and by their length, in both halves, whether it is
 * taken of little or of much. */
#include "base/digest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { MOST = 1200 };

static struct digest of(const unsigned char *bytes, size_t size)
{
    struct digest digest = digest_start;
    digest_add(&digest, bytes, size);
    return digest;
}

static void fill(unsigned char bytes[MOST])
{
    for (size_t i = 0; i < MOST; i++) {
        bytes[i] = (unsigned char)(i * i * 7 + i / 3);
    }
}

static void test_any_bit_is_told(void **state)
{
    static const size_t sizes[] = { 1, 7, 8, 31, 511, 512, 513, 543, 544, 1023, MOST };
    unsigned char bytes[MOST];
    (void)state;
    fill(bytes);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        const struct digest was = of(bytes, sizes[i]);
        for (size_t bit = 0; bit < sizes[i] * 8; bit++) {
            bytes[bit / 8] ^= (unsigned char)(1 << bit % 8);
            const struct digest is = of(bytes, sizes[i]);
            bytes[bit / 8] ^= (unsigned char)(1 << bit % 8);
            assert_true(is.left != was.left && is.right != was.right);
        }
        assert_true(digest_same(was, of(bytes, sizes[i])));
    }
}

/* Of zeros, too; and what changes place is something else. */
static void test_length_and_order_are_told(void **state)
{
    static const unsigned char zeros[MOST];
    unsigned char bytes[MOST], moved[MOST];
    struct digest *seen = calloc(2 * MOST, sizeof *seen);
    (void)state;
    assert_non_null(seen);
    fill(bytes);
    for (size_t size = 0; size < MOST; size++) {
        seen[2 * size] = of(bytes, size);
        seen[2 * size + 1] = size ? of(zeros, size) : (struct digest) { 0 };
        for (size_t i = 0; i < 2 * size; i++) {
            assert_false(digest_same(seen[i], seen[2 * size]));
            assert_false(digest_same(seen[i], seen[2 * size + 1]));
        }
    }
    for (size_t at = 0; at + 16 <= MOST; at += 8) {
        memcpy(moved, bytes, MOST);
        memcpy(moved + at, bytes + at + 8, 8);
        memcpy(moved + at + 8, bytes + at, 8);
        assert_false(digest_same(of(moved, MOST), of(bytes, MOST)));
    }
    free(seen);
}

/* In the order in which it was added, and where one thing ends. */
static void test_what_was_added_is_told(void **state)
{
    (void)state;
    struct digest sums[6] = { digest_start, digest_start, digest_start, digest_start,
        digest_start, digest_start };
    digest_text(&sums[1], "b");
    digest_text(&sums[2], "a");
    digest_text(&sums[2], "b");
    digest_text(&sums[3], "b");
    digest_text(&sums[3], "a");
    digest_text(&sums[4], "ab");
    digest_text(&sums[5], "ab");
    digest_text(&sums[5], NULL);
    for (int i = 0; i < 6; i++) {
        for (int k = 0; k < i; k++) {
            assert_true(sums[i].left != sums[k].left && sums[i].right != sums[k].right);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_any_bit_is_told),
        cmocka_unit_test(test_length_and_order_are_told),
        cmocka_unit_test(test_what_was_added_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
