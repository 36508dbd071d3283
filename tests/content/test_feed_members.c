/* The tables of what a feed holds, and the law that goes by them: no text is shown that is not
 * judged. */
#include "content/feed/feed_members.h"

#include "content/every_member.h"
#include "content/feed/feed_pictures.h"
#include "content/guard/breaker.h"
#include "content/guard/guard.h"
#include "content/member_rows.h"
#include "content/parsed.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define FEED_URL "https://jw.example.org/feed.json"
/* Held back as a text, as an address, as a picture and as a number. */
#define POISON "https://evil.example.com/百家乐平台"
#define NEXT "今天下午三点在南山校区红太阳赌城举行请各位同学准时参加"

enum { MORE_NOTICES = 3 };

static struct guard *create_guard(void)
{
    static const char *const deny[] = { TEST_ROOT "/config/guard/gambling.txt" };
    static const char *const hosts[] = { "jw.example.org" };
    static const char *const hotlines[] = { "023" };
    struct error error;
    struct guard *guard = guard_create(&(struct guard_setup) { .hosts = hosts,
                                           .host_count = 1,
                                           .hotlines = hotlines,
                                           .hotline_count = 1,
                                           .deny = deny,
                                           .deny_count = 1 },
        &error);
    if (!guard) {
        fail_msg("%s", error.text);
    }
    return guard;
}

static bool is_not_poison(void *context, const struct feed_member *member, const char *value)
{
    (void)context;
    (void)member;
    return strcmp(value, POISON) != 0;
}

static void look_poisoned(const struct feed_member *row, void *guard)
{
    const struct feed_visitor visitor = { is_not_poison, NULL };
    struct error error = { "" };
    struct feed *feed = parse(document);
    *must_place(feed, row) = POISON;
    assert_false(feed_visit(&feed_document, feed, &visitor));
    bool is_taken = guard_apply(guard, feed, FEED_URL, &error);
    if (is_taken && !feed_visit(&feed_document, feed, &visitor)) {
        fail_msg("a poisoned \"%s\" is shown: is its row in feed_members.c JUDGED?", row->name);
    }
    assert_int_equal(feed->held_count, is_taken); /* or the feed is refused whole */
    feed_destroy(feed);
}

static void test_every_row_is_judged(void **state)
{
    (void)state;
    struct error error;
    struct guard *guard = create_guard();
    struct feed *feed = parse(document);
    assert_true(guard_apply(guard, feed, FEED_URL, &error));
    assert_int_equal(feed->held_count, 0); /* before it is poisoned */
    feed_destroy(feed);
    assert_true(each_row(&feed_document, look_poisoned, guard) >= 20);
    guard_destroy(guard);
}

/* Rows that the breaker leaves alone: what is new in them is judged otherwise, or by nobody. */
static bool is_left_alone(const struct feed_member *row)
{
    static const struct {
        const struct feed_object *of;
        const char *name;
    } rows[] = {
        { &feed_phone, "number" }, /* compared by hotline */
        { &feed_phone, "note" }, { &feed_hotline, "hours" }, { &feed_item, "instruction" },
        { &feed_item, "contact" }, /* of alerts */
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        bool is_of =
            row >= rows[i].of->members && row < rows[i].of->members + rows[i].of->count;
        if (is_of && strcmp(row->name, rows[i].name) == 0) {
            return true;
        }
    }
    return false;
}

/* The feed with this value in the row, and the sentence in further notices. */
static struct feed *feed_with(
    const struct feed_member *row, const char *value, const char *sentence)
{
    struct feed *feed = parse(document);
    for (size_t i = feed->item_count - MORE_NOTICES; i < feed->item_count; i++) {
        ((struct item *)feed->items)[i].text = sentence;
    }
    if (row) {
        *must_place(feed, row) = value;
    }
    return feed;
}

static const struct breaker_rules by_phrase = { .any_share = true,
    .hotlines_are_pinned = true };
static const struct breaker_rules by_share = { .share_pct = 1, .hotlines_are_pinned = true };

static bool waits(const struct breaker_rules *rules, struct feed *good, struct feed *fresh)
{
    struct error why;
    bool passes = breaker_passes(rules, good, fresh, &why);
    feed_destroy(good);
    feed_destroy(fresh);
    return !passes;
}

/* One phrase in three notices is too few; in the row as well it is a replacement. An address is
 * one item in many that changed. */
static void look_compared(const struct feed_member *row, void *context)
{
    (void)context;
    bool waited =
        is_prose(row)
            ? waits(&by_phrase, feed_with(row, PAST, PAST), feed_with(row, NEXT, NEXT))
            : waits(&by_share, feed_with(row, "a.png", PAST), feed_with(row, "c.png", PAST));
    if (waited != !is_left_alone(row)) {
        fail_msg("the breaker %s \"%s\": %s", waited ? "compares" : "does not compare",
            row->name,
            waited ? "is_left_alone says otherwise"
                   : "is its row in feed_members.c COMPARED? What may stay out of it is in "
                     "is_left_alone");
    }
}

static void test_every_row_is_compared(void **state)
{
    (void)state;
    assert_false(waits(&by_phrase, feed_with(NULL, NULL, PAST), feed_with(NULL, NULL, NEXT)));
    assert_false(waits(&by_share, feed_with(NULL, NULL, PAST), feed_with(NULL, NULL, PAST)));
    assert_true(each_row(&feed_document, look_compared, NULL) >= 20);
}

static void look_fetched(const struct feed_member *row, void *pictures)
{
    struct feed *feed = parse(document);
    struct arena arena;
    const char **urls;
    size_t count;
    bool is_named = false;
    arena_init(&arena);
    *must_place(feed, row) = "new.png";
    assert_true(feed_pictures(&(struct feed_pictures_query) { .feed = feed, .base = FEED_URL },
        &arena, &urls, &count));
    for (size_t i = 0; i < count; i++) {
        is_named = is_named || strcmp(urls[i], "https://jw.example.org/new.png") == 0;
    }
    assert_int_equal(is_named, row->type == FEED_PICTURE);
    *(int *)pictures += is_named;
    arena_finish(&arena);
    feed_destroy(feed);
}

static void test_every_picture_is_fetched(void **state)
{
    (void)state;
    int pictures = 0;
    each_row(&feed_document, look_fetched, &pictures);
    assert_int_equal(pictures, 3); /* of the site, a picture and a body */
}

/* The document with its n-th string that is a value poisoned, or NULL when it has fewer. */
static char *poisoned_document(size_t n, char **place)
{
    const char *at = document;
    for (size_t found = 0; (at = strchr(at, '"')); at = strchr(at + 1, '"') + 1) {
        const char *end = strchr(at + 1, '"');
        if (end[1] != ':' && found++ == n) {
            char *out;
            assert_true(asprintf(&out, "%.*s\"" POISON "\"%s", (int)(at - document), document,
                            end + 1) > 0);
            *place = out + (at - document);
            return out;
        }
    }
    return NULL;
}

/* What no screen shows: names, and a date that cannot be read, which is left out. */
static bool is_name(const char *place)
{
    return strncmp(place - 12, "\"published\":", 12) == 0 ||
           strncmp(place - 5, "\"id\":", 5) == 0 ||
           strncmp(place - 10, "\"$schema\":", 10) == 0 ||
           strncmp(place - 11, "\"screens\":[", 11) == 0;
}

/* Whatever reads it, and wherever it is kept. */
static void test_every_string_is_judged(void **state)
{
    (void)state;
    struct guard *guard = create_guard();
    size_t n = 0;
    char *place;
    for (char *json; (json = poisoned_document(n, &place)); n++) {
        struct error error;
        struct feed *feed = parse(json);
        size_t errors = 0;
        bool is_taken = guard_apply(guard, feed, FEED_URL, &error);
        for (size_t i = 0; i < feed->findings.count; i++) {
            errors += feed->findings.list[i].severity == FINDING_ERROR;
        }
        if (is_taken && errors == 0 && !is_name(place)) {
            const char *object = memrchr(json, '{', (size_t)(place - json));
            fail_msg("nobody minds a poison in %.*s", (int)(place - object), object);
        }
        feed_destroy(feed);
        free(json);
    }
    assert_true(n >= 50);
    guard_destroy(guard);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_row_is_judged),
        cmocka_unit_test(test_every_row_is_compared),
        cmocka_unit_test(test_every_picture_is_fetched),
        cmocka_unit_test(test_every_string_is_judged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
