#include "base/clock.h"
#include "base/system/mailbox.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

struct note {
    struct letter letter;
    int value;
};

static void test_first_in_first_out(void **state)
{
    (void)state;
    struct mailbox mailbox;
    struct note notes[3] = { { .value = 1 }, { .value = 2 }, { .value = 3 } };
    assert_true(mailbox_init(&mailbox));
    assert_null(mailbox_take(&mailbox));
    for (int round = 0; round < 2; round++) { /* emptied, it begins anew */
        for (int i = 0; i < 3; i++) {
            mailbox_post(&mailbox, &notes[i].letter);
        }
        assert_ptr_equal(mailbox_wait(&mailbox, INT64_MAX), &notes[0]);
        assert_ptr_equal(mailbox_take(&mailbox), &notes[1]);
        assert_ptr_equal(mailbox_take(&mailbox), &notes[2]);
        assert_null(mailbox_take(&mailbox));
    }
    mailbox_finish(&mailbox);
}

/* Until then and not before, and not at all where there is something. */
static void test_until(void **state)
{
    (void)state;
    struct mailbox mailbox;
    struct note note = { .value = 1 };
    assert_true(mailbox_init(&mailbox));
    int64_t until_us = clock_mono_us() + 20000;
    assert_null(mailbox_wait(&mailbox, until_us));
    assert_true(clock_mono_us() >= until_us);
    assert_null(mailbox_wait(&mailbox, 0));
    mailbox_post(&mailbox, &note.letter);
    assert_ptr_equal(mailbox_wait(&mailbox, 0), &note);
    mailbox_finish(&mailbox);
}

enum { NOTES = 10000 };

static void *post_many(void *context)
{
    for (int i = 0; i < NOTES; i++) {
        struct note *note = malloc(sizeof *note);
        note->value = i;
        mailbox_post(context, &note->letter);
    }
    return NULL;
}

static void test_between_threads(void **state)
{
    (void)state;
    struct mailbox mailbox;
    pthread_t thread;
    assert_true(mailbox_init(&mailbox));
    assert_int_equal(pthread_create(&thread, NULL, post_many, &mailbox), 0);
    for (int i = 0; i < NOTES; i++) {
        struct note *note = (struct note *)mailbox_wait(&mailbox, INT64_MAX);
        assert_int_equal(note->value, i);
        free(note);
    }
    pthread_join(thread, NULL);
    assert_null(mailbox_take(&mailbox));
    mailbox_finish(&mailbox);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_first_in_first_out),
        cmocka_unit_test(test_until),
        cmocka_unit_test(test_between_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
