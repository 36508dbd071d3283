/* What was accepted once is a floor: under the serials of signed feeds, key by key, and under
 * the clock. */
#include "edition/floors.h"
#include "fakes/moment_of.h"
#include "fakes/store_scratch.h"
#include "store/store_private.h"

#include <setjmp.h>
#include <sodium.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define NOW INT64_C(1795428000000) /* 2026-11-23T10:00:00Z */

enum { HOUR_MS = 3600 * 1000 };

struct fixture {
    struct scratch scratch;
    struct store *store;
    char keys[2][57], ids[2][SIGNATURE_KEY_LENGTH + 1];
    const char *key_list[2];
    struct config_source sources[1];
    struct config config;
};

static int setup(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    struct error error;
    *state = fixture;
    for (int i = 0; i < 2; i++) {
        unsigned char packed[42] = "Ed";
        memset(packed + 2, 1 + i, sizeof packed - 2);
        sodium_bin2base64(fixture->keys[i], sizeof fixture->keys[i], packed, sizeof packed,
            sodium_base64_VARIANT_ORIGINAL);
        if (!signature_key_id(fixture->keys[i], fixture->ids[i])) {
            return -1;
        }
        fixture->key_list[i] = fixture->keys[i];
    }
    fixture->sources[0] = (struct config_source) {
        .name = "news", .public_keys = { fixture->key_list, 2 }, .signatures = 1
    };
    fixture->config = (struct config) { .sources = fixture->sources, .source_count = 1 };
    scratch_init(&fixture->scratch);
    fixture->store = store_open(fixture->scratch.path, STORE_WRITE, 1024 * 1024, &error);
    if (fixture->store) {
        edition_trust(fixture->store, &fixture->config);
    }
    return fixture->store ? 0 : -1;
}

static int teardown(void **state)
{
    struct fixture *fixture = *state;
    store_close(fixture->store);
    scratch_finish(&fixture->scratch);
    free(fixture);
    return 0;
}

/* A feed of "news" that these keys signed (a bit each). */
struct arrival {
    struct feed feed;
    struct edition_source source;
    struct edition edition;
};

static struct arrival *arrive(
    const struct fixture *fixture, unsigned keys, int64_t serial, const char *issued)
{
    struct arrival *arrival = calloc(1, sizeof *arrival);
    assert_non_null(arrival);
    arrival->feed = (struct feed) { .serial = serial, .issued = moment_of(issued) };
    arrival->source = (struct edition_source) { .name = "news", .feed = &arrival->feed };
    struct edition_proof *proof = &arrival->source.proof;
    *proof = (struct edition_proof) { .serial = serial, .issued_ms = INT64_MIN };
    assert_true(!*issued || moment_read_instant(issued, &proof->issued_ms, NULL));
    for (size_t i = 0; i < 2; i++) {
        if (keys >> i & 1) {
            memcpy(proof->signers.keys[proof->signers.count++], fixture->ids[i],
                sizeof fixture->ids[i]);
        }
    }
    arrival->edition = (struct edition) { .sources = &arrival->source, .source_count = 1 };
    return arrival;
}

static bool admits(const struct fixture *fixture, unsigned keys, int64_t serial,
    const char *issued, struct error *error)
{
    struct arrival *arrival = arrive(fixture, keys, serial, issued);
    bool does = floors_admit(fixture->store, &arrival->source, NOW, error);
    free(arrival);
    return does;
}

/* Accepts it: the head has its floors from now on. */
static void accept_feed(
    const struct fixture *fixture, unsigned keys, int64_t serial, const char *issued)
{
    struct error error;
    struct head head = { 0 };
    bool replaced;
    struct arrival *arrival = arrive(fixture, keys, serial, issued);
    store_head_state(fixture->store, &head, NULL);
    assert_true(floors_raise(fixture->store, &arrival->edition, NOW, &head, &error));
    assert_true(store_write_head(fixture->store, &head, &replaced, &error));
    free(arrival);
}

static struct head head_of(const struct fixture *fixture)
{
    struct head head;
    assert_true(store_read_head(fixture->store, &head, NULL));
    return head;
}

static void test_a_serial_does_not_fall(void **state)
{
    struct fixture *fixture = *state;
    struct error error;
    assert_true(admits(fixture, 1, 0, "", &error)); /* the first */
    accept_feed(fixture, 1, 7, "");
    assert_false(admits(fixture, 1, 6, "", &error));
    assert_string_equal(error.text, "serial 6 is older than 7, which was accepted before");
    assert_true(admits(fixture, 1, 7, "", &error));
    assert_true(admits(fixture, 1, 8, "", &error));
    assert_false(admits(fixture, 2, 6, "", &error)); /* another of the source's keys */
    assert_true(admits(fixture, 0, 1, "", &error));  /* unsigned */
    accept_feed(fixture, 1, 3, "");                  /* a floor is never lowered */
    assert_false(admits(fixture, 1, 6, "", &error));
}

static void test_a_key_that_goes_takes_its_floor_along(void **state)
{
    struct fixture *fixture = *state;
    struct error error;
    accept_feed(fixture, 1, 900, "");
    accept_feed(fixture, 2, 5, "");
    assert_int_equal(head_of(fixture).floor_count, 2);
    fixture->sources[0].public_keys = (struct text_list) { fixture->key_list + 1, 1 };
    assert_true(admits(fixture, 2, 6, "", &error)); /* the stolen key's 900 binds nobody */
    assert_false(admits(fixture, 2, 4, "", &error));
    accept_feed(fixture, 2, 6, "");
    struct head head = head_of(fixture);
    assert_int_equal(head.floor_count, 1);
    assert_int_equal(head.floors[0].serial, 6);
}

static void test_two_signers_have_a_floor_each(void **state)
{
    struct fixture *fixture = *state;
    accept_feed(fixture, 3, 12, "");
    struct head head = head_of(fixture);
    assert_int_equal(head.floor_count, 2);
    assert_int_equal(head.floors[0].serial, 12);
    assert_int_equal(head.floors[1].serial, 12);
    assert_string_not_equal(head.floors[0].source, head.floors[1].source);
}

static void test_the_clock(void **state)
{
    struct fixture *fixture = *state;
    struct error error;
    assert_true(admits(fixture, 1, 1, "2026-11-24T10:00:00Z", &error));
    assert_false(admits(fixture, 1, 1, "2026-11-24T10:00:01Z", &error));
    assert_non_null(strstr(error.text, "more than a day from now"));
    accept_feed(fixture, 0, 1, "2026-11-23T11:00:00Z"); /* nobody signed it: not ahead */
    assert_true(head_of(fixture).time_floor_ms == 0);
    accept_feed(fixture, 0, 1, "2026-11-23T09:00:00Z");
    assert_true(head_of(fixture).time_floor_ms == NOW - HOUR_MS);
    accept_feed(fixture, 1, 1, "2026-11-23T11:00:00Z");
    assert_true(head_of(fixture).time_floor_ms == NOW + HOUR_MS);
    accept_feed(fixture, 1, 2, "2026-11-22T11:00:00Z");
    assert_true(head_of(fixture).time_floor_ms == NOW + HOUR_MS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_serial_does_not_fall, setup, teardown),
        cmocka_unit_test_setup_teardown(
            test_a_key_that_goes_takes_its_floor_along, setup, teardown),
        cmocka_unit_test_setup_teardown(test_two_signers_have_a_floor_each, setup, teardown),
        cmocka_unit_test_setup_teardown(test_the_clock, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
