/* What a person let through is read whole or not at all. */
#include "fakes/store_scratch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#define ID "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

static void test_whole_or_not(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool found;
    } cases[] = {
        { ID "\n", true },
        { ID, false }, /* its line end tells that all of it is there */
        { "ba7816bf8f01cfea\n", false },
        { "", false },
        { "\n", false },
        { ID "\n\n", false },
        { ID ID "\n", false },
        { "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD\n", false },
    };
    struct scratch scratch;
    struct error error = { "" };
    char path[PATH_MAX];
    scratch_init(&scratch);
    struct store *store = store_open(scratch.path, STORE_WRITE, 1 << 24, &error);
    assert_non_null(store);
    snprintf(path, sizeof path, "%.3000s/approve-news", scratch.path);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct object_id body;
        scratch_write(path, cases[i].text);
        if (store_approval(store, "news", &body) != cases[i].found) {
            fail_msg("\"%s\" is %s", cases[i].text, cases[i].found ? "refused" : "taken");
        }
        assert_string_equal(body.hex, cases[i].found ? ID : "");
    }
    store_close(store);
    scratch_finish(&scratch);
}

static void test_given_and_forgotten(void **state)
{
    (void)state;
    const struct object_id given = { ID };
    struct object_id body;
    struct scratch scratch;
    struct error error = { "" };
    scratch_init(&scratch);
    struct store *store = store_open(scratch.path, STORE_WRITE, 1 << 24, &error);
    assert_non_null(store);
    assert_false(store_approval(store, "news", &body));
    assert_true(store_approve(store, "news", &given, &error));
    assert_true(store_approval(store, "news", &body));
    assert_string_equal(body.hex, ID);
    assert_false(store_approval(store, "desk", &body));
    assert_true(store_forget_approval(store, "news"));
    assert_false(store_approval(store, "news", &body));
    store_close(store);
    scratch_finish(&scratch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_whole_or_not),
        cmocka_unit_test(test_given_and_forgotten),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
