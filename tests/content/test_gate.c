/* One gate for all that reaches the glass: whatever a member holds that people can read is
 * judged, in every form that it may be written in; a member that is added later, too, since the
 * rows of the tables are walked. */
#include "content/every_member.h"
#include "content/guard/guard.h"
#include "content/member_rows.h"
#include "content/offers.h"
#include "content/parsed.h"
#include "content/poisons.h"

#include <stdio.h>

#define FEED_URL "https://jw.example.org/feed.json"

struct gate {
    struct guard *guard;
    bool has_hosts;
    int tried;
};

static void gate_init(struct gate *gate, bool has_hosts)
{
    static const char *const hosts[] = { ".jw.example.org" };
    struct error error;
    const struct guard_setup setup = { .hosts = hosts,
        .host_count = has_hosts,
        .deny = shipped_lists,
        .deny_count = SHIPPED_LISTS };
    *gate = (struct gate) { .guard = guard_create(&setup, &error), .has_hosts = has_hosts };
    if (!gate->guard) {
        fail_msg("%s", error.text);
    }
}

struct search {
    const char *value;
    bool is_found;
};

static bool look_for(void *context, const struct feed_member *member, const char *value)
{
    struct search *search = context;
    (void)member;
    search->is_found = search->is_found || strcmp(value, search->value) == 0;
    return true;
}

static bool stands_in(const struct feed *feed, const char *value)
{
    struct search search = { value, false };
    const struct feed_visitor visitor = { look_for, &search };
    feed_visit(&feed_document, feed, &visitor);
    return search.is_found;
}

/* False where the document has no n-th value of that member. */
static bool try_poison(
    struct gate *gate, const struct feed_member *row, size_t n, const char *poison)
{
    struct error error = { "" };
    struct feed *feed = parse(document);
    const char **place = place_of(feed, row, n);
    if (place) {
        *place = poison;
        assert_true(stands_in(feed, poison));
        bool is_taken = guard_apply(gate->guard, feed, FEED_URL, &error);
        if (is_taken && (stands_in(feed, poison) || feed->held_count == 0)) {
            fail_msg("\"%s\" %zu is shown with \"%s\", %s hosts", row->name, n, poison,
                gate->has_hosts ? "with" : "without");
        }
        gate->tried++;
    }
    feed_destroy(feed);
    return place;
}

static void look_held(const struct feed_member *row, void *context)
{
    if (!(row->flags & JUDGED)) {
        fail_msg("nobody judges \"%s\": its row in feed_members.c is not JUDGED", row->name);
    }
    for (size_t i = 0; i < sizeof poisons / sizeof *poisons; i++) {
        size_t n = 0;
        while (poison_fits(&poisons[i], row) && try_poison(context, row, n, poisons[i].text)) {
            n++;
        }
        if (n == 0 && poison_fits(&poisons[i], row)) {
            fail_msg("nothing in tests/content/every_member.h has a \"%s\"", row->name);
        }
    }
}

static void test_poison_is_held_in_every_member(void **state)
{
    (void)state;
    for (int has_hosts = 0; has_hosts < 2; has_hosts++) {
        struct gate gate;
        gate_init(&gate, has_hosts);
        assert_true(each_row(&feed_document, look_held, &gate) >= 20);
        assert_true(gate.tried >= 100);
        guard_destroy(gate.guard);
    }
}

/* What campuses really have as addresses passes in every member that takes one. */
static const char *const ordinary[] = { "a.html", "media/17.jpg", "/info/1018/8888.htm",
    "info/1036/20261123.htm?id=188&bet=1", "list.jsp?urltype=tree.TreeTempUrl&wbtreeid=1021",
    "/__local/0/3D/BB/1W88M88C0A3D1WIN99B0E2B6A5.jpg?e=.png", "media/关于放假的通知.pdf",
    "/upload/%E5%BD%A9%E7%A5%A8%E5%85%AC%E7%9B%8A%E9%87%91%E5%8A%A9%E5%AD%A6.jpg",
    "/tz/%CD%A8%D6%AA.doc", "https://jw.example.org/nohu/togel/w88.html", "",
    "https://tiyu.jw.example.org/zuqiu/saicheng",
    "https://online.jw.example.org/login?next=deposit",
    "https://jw.example.org:8443/a?to=https%3A%2F%2Fjw.example.org%2Fb",
    "https://图书馆.jw.example.org/开放时间", "https://xn--1jq52s681d.jw.example.org/" };

static void look_passes(const struct feed_member *row, void *context)
{
    struct gate *gate = context;
    bool is_address = row->type == FEED_ADDRESS || row->type == FEED_PICTURE;
    for (size_t i = 0; is_address && i < sizeof ordinary / sizeof *ordinary; i++) {
        struct error error = { "" };
        struct feed *feed = parse(document);
        *must_place(feed, row) = ordinary[i];
        assert_true(guard_apply(gate->guard, feed, FEED_URL, &error));
        if (feed->held_count > 0) {
            fail_msg("\"%s\" of \"%s\": %s", row->name, ordinary[i], feed->held[0].reason);
        }
        feed_destroy(feed);
    }
}

static void test_ordinary_addresses_pass(void **state)
{
    (void)state;
    for (int has_hosts = 0; has_hosts < 2; has_hosts++) {
        struct gate gate;
        gate_init(&gate, has_hosts);
        each_row(&feed_document, look_passes, &gate);
        guard_destroy(gate.guard);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_poison_is_held_in_every_member),
        cmocka_unit_test(test_ordinary_addresses_pass),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
