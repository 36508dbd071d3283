/* The last look: what the scenes have written in them, against the lists that judged the feed.
 * It is made here and not in the player: a scene writes what members hold, which all passed the
 * gate (test_gate), hosts of addresses, which did too, and words of its own; a box with an
 * offer in it is a member that nobody judges, or a kind that puts one together, and both are
 * found where they are written. */
#include "content/every_member.h"
#include "content/guard/guard.h"
#include "content/guard/words/words.h"
#include "content/member_rows.h"
#include "content/offers.h"
#include "content/poisons.h"
#include "slide/deck.h"
#include "slide/fixture.h"

#define FEED_URL "https://jw.example.org/feed.json"

struct last_look {
    struct guard *guard; /* NULL: the gate stands open */
    struct text_folder *folder;
    struct words *words;
    size_t boxes, offers;
    int rows_shown; /* with an offer on the glass */
};

static void last_look_init(struct last_look *look)
{
    struct error error = { "" };
    const struct guard_setup setup = { .deny = shipped_lists, .deny_count = SHIPPED_LISTS };
    *look = (struct last_look) { .guard = guard_create(&setup, &error),
        .folder = text_folder_create(&error) };
    look->words = words_create(look->folder, shipped_lists, SHIPPED_LISTS, &error);
    if (!look->guard || !look->words) {
        fail_msg("%s", error.text);
    }
}

static void last_look_finish(struct last_look *look)
{
    words_destroy(look->words);
    text_folder_destroy(look->folder);
    guard_destroy(look->guard);
}

static void look_at_box(struct last_look *look, const struct box *box)
{
    struct arena scratch;
    struct error why;
    arena_init(&scratch);
    const char **lines = arena_array(&scratch, box->line_count + 1, sizeof *lines);
    assert_non_null(lines);
    for (size_t i = 0; i < box->line_count; i++) {
        lines[i] = box->lines[i].line.text;
    }
    struct words_texts texts = { .list = lines, .count = box->line_count };
    look->boxes++;
    look->offers += !words_allow(look->words, &scratch, &texts, &why);
    arena_finish(&scratch);
}

static void look_at_deck(struct last_look *look, const struct layout *layout)
{
    struct deck *deck = deck_plan(layout);
    assert_non_null(deck);
    for (size_t i = 0; i < deck->count; i++) {
        struct scene *scene = slide_lay_out(layout, &deck->slides[i]);
        assert_non_null(scene);
        for (size_t k = 0; k < scene->box_count; k++) {
            if (scene->boxes[k].kind == BOX_TEXT && scene->boxes[k].line_count > 0) {
                look_at_box(look, &scene->boxes[k]);
            }
        }
        scene_destroy(scene);
    }
    deck_destroy(deck);
}

/* All alerts off but for the poisoned one: they have the screen to themselves. */
static void leave_alerts(struct feed *feed, bool stay)
{
    struct item *items = (struct item *)feed->items;
    size_t count = 0;
    for (size_t i = 0; i < feed->item_count; i++) {
        if ((items[i].kind == ITEM_ALERT) == stay) {
            items[count++] = items[i];
        }
    }
    feed->item_count = count;
}

/* The document's agenda is of the first day, and its countdown is over on the last. */
static const struct {
    const char *at;
    bool alerts;
} looks[] = { { "2026-11-02T08:30:00+08:00", false }, { "2026-12-02T08:30:00+08:00", false },
    { "2026-11-02T08:30:00+08:00", true } };

enum { LOOKS = sizeof looks / sizeof *looks };

/* Each value of that member in turn, poisoned, in each of the looks: false where there is no
 * n-th one. */
static bool lay_out_poisoned(
    struct last_look *look, const struct feed_member *row, size_t n, const char *poison)
{
    struct fixture fixture;
    struct error error = { "" };
    fixture_init(&fixture, document, "paper");
    struct feed *feed = fixture.feed;
    const char **place = place_of(feed, row, n / LOOKS);
    if (place) {
        *place = poison;
    }
    if (place && (!look->guard || guard_apply(look->guard, feed, FEED_URL, &error))) {
        leave_alerts(feed, looks[n % LOOKS].alerts);
        fixture.view.url = FEED_URL;
        fixture.view.item_count = feed->item_count;
        fixture.view.hotline_count = feed->hotline_count;
        fixture.view.link_count = feed->link_count;
        fixture_list_alerts(&fixture);
        int offset = 0;
        assert_true(moment_read_instant(looks[n % LOOKS].at, &fixture.layout.now_ms, &offset));
        look_at_deck(look, &fixture.layout);
    }
    fixture_finish(&fixture);
    return place;
}

static void look_at_row(const struct feed_member *row, void *context)
{
    struct last_look *look = context;
    size_t before = look->offers;
    for (size_t i = 0; i < sizeof poisons / sizeof *poisons; i++) {
        size_t n = 0;
        while (
            poison_fits(&poisons[i], row) && lay_out_poisoned(look, row, n, poisons[i].text)) {
            n++;
        }
    }
    /* Where an item leads only a code says. */
    bool is_text = row->type != FEED_PICTURE && row != feed_member_of(&feed_item, "url", 0);
    if (!look->guard && (look->offers > before) != is_text) {
        fail_msg("%s \"%s\" of tests/content/every_member.h",
            is_text ? "no slide, in any of the looks, shows the" : "a slide shows the",
            row->name);
    }
    look->rows_shown += look->offers > before;
    if (look->guard && look->offers > before) {
        fail_msg("a poisoned \"%s\" is on the glass", row->name);
    }
}

/* With the gate open the same offers are on the glass: they would be found. */
static void test_no_box_holds_an_offer(void **state)
{
    (void)state;
    struct last_look look;
    last_look_init(&look);
    each_row(&feed_document, look_at_row, &look);
    assert_true(look.boxes > 1000);
    assert_int_equal(look.offers, 0);
    guard_destroy(look.guard);
    look.guard = NULL;
    each_row(&feed_document, look_at_row, &look);
    assert_true(look.rows_shown >= 18);
    last_look_finish(&look);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_no_box_holds_an_offer) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
