/* When a screen does what it should, and the one line that says why it does not. */
#include "report/verdict.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

enum { SECOND = 1000, MINUTE = 60 * SECOND, HOUR = 60 * MINUTE };

static const int64_t now_ms = 1795399260000;

/* A screen that does what it should, with one source that answered a minute ago. */
struct stand {
    struct glass_status glass;
    struct reported_source sources[2];
    struct status_report report;
};

static void set_up(struct stand *stand)
{
    *stand = (struct stand) {
        .glass = { .kind = "notice", .source = "news", .written_ms = now_ms - SECOND },
        .sources = { { .name = "news",
                         .last_success_ms = now_ms - MINUTE,
                         .last_error = "",
                         .every_ms = 5 * MINUTE },
            { .name = "desk",
                .last_success_ms = now_ms - MINUTE,
                .last_error = "",
                .every_ms = 5 * MINUTE } },
        .report = { .now_ms = now_ms,
            .screen = "lab",
            .config_error = "",
            .store_path = "/store",
            .store_error = "",
            .play = PLAY_SHOWS,
            .glass_error = "",
            .fetch = FETCH_RUNS,
            .fetch_since_ms = now_ms - 24 * (int64_t)HOUR,
            .request_ms = MINUTE,
            .is_head_known = true,
            .edition = "0123456789abcdef",
            .edition_error = "",
            .source_count = 1 },
    };
    stand->report.glass = &stand->glass;
    stand->report.sources = stand->sources;
}

/* "play, source news: the text of the first", or "". */
static void judge(struct stand *stand, char out[1024])
{
    struct arena arena;
    arena_init(&arena);
    assert_true(verdict_find(&stand->report, &arena));
    out[0] = '\0';
    for (size_t i = 0; i < stand->report.problem_count; i++) {
        const struct problem *problem = &stand->report.problems[i];
        size_t used = strlen(out);
        snprintf(out + used, 1024 - used, "%s%s%s%s", i > 0 ? ", " : "",
            problem_name(problem->code), problem->source ? " " : "",
            problem->source ? problem->source : "");
    }
    if (stand->report.problem_count > 0) {
        size_t used = strlen(out);
        snprintf(out + used, 1024 - used, ": %s", stand->report.problems[0].text);
    }
    arena_finish(&arena);
}

static void expect(struct stand *stand, const char *expected)
{
    char told[1024];
    judge(stand, told);
    assert_string_equal(told, expected);
}

static void test_well(void **state)
{
    (void)state;
    struct stand stand;
    set_up(&stand);
    expect(&stand, "");
    /* At night, by a clock of its own, and while it begins. */
    snprintf(stand.glass.kind, sizeof stand.glass.kind, "off");
    expect(&stand, "");
    stand.report.play = PLAY_STARTS;
    stand.glass.kind[0] = '\0';
    expect(&stand, "");
    /* A new store: nothing has come yet, and the first try is under way. */
    set_up(&stand);
    stand.report.edition = "";
    stand.report.fetch_since_ms = now_ms - 30 * SECOND;
    stand.sources[0].last_success_ms = 0;
    expect(&stand, "");
    /* What is an editor's. */
    set_up(&stand);
    stand.report.held_count = stand.report.waiting_count = stand.report.picture_count = 1;
    stand.report.unverified_items = 3;
    expect(&stand, "");
    /* An older edition was set aside, and this one plays. */
    stand.report.set_aside[1] = "aa";
    expect(&stand, "");
    /* Nothing to fetch: nobody has to. */
    stand.report.source_count = 0;
    stand.report.fetch = FETCH_NEVER;
    expect(&stand, "");
}

static void test_play(void **state)
{
    (void)state;
    struct stand stand;
    set_up(&stand);
    stand.report.play = PLAY_NEVER;
    stand.report.glass = NULL;
    expect(&stand, "play: nobody plays from /store: is lobbycard-play started?");
    stand.report.play = PLAY_UNKNOWN;
    stand.report.glass_error = "play cannot write it down here";
    expect(&stand, "play: what is on the glass is not known: play cannot write it down here");
    set_up(&stand);
    stand.report.play = PLAY_ENDED;
    expect(&stand, "play: play has ended: start lobbycard-play");
    stand.report.play = PLAY_HANGS;
    stand.report.hangs_ms = 200 * SECOND;
    expect(&stand,
        "play: play hangs: its slide should have gone on 3 min ago: restart lobbycard-play");
    stand.report.play = PLAY_STARTS;
    stand.glass.written_ms = now_ms - 4 * MINUTE;
    expect(&stand, "play: play began 4 min ago and shows nothing yet");
}

static void test_store(void **state)
{
    (void)state;
    struct stand stand;
    set_up(&stand);
    stand.report.set_aside[0] = "0123456789abcdef";
    expect(&stand,
        "set_aside: edition 0123456789ab is set aside: it ended play again and again: see `journalctl -u lobbycard-play`");
    stand.report.edition_error = "/store: an object is missing";
    stand.report.set_aside[0] = NULL;
    expect(&stand, "edition: edition 0123456789ab does not load: /store: an object is missing");
    set_up(&stand);
    stand.report.store_error = "/store: the disk is full: what is there plays on; make room";
    expect(&stand, "store: /store: the disk is full: what is there plays on; make room");
    set_up(&stand);
    stand.report.is_clock_doubtful = true;
    expect(&stand, "clock: the clock is not set: see timedatectl");
    set_up(&stand);
    stand.report.is_config_other = true;
    expect(&stand, "config_changed: play goes by another config than this one: reload it");
    stand.report.config_refusal = "a.ini:7: no such mark";
    expect(&stand, "config_changed: play refused this config: a.ini:7: no such mark");
    stand.report.config_refusal = NULL;
    stand.report.config_error = "a.ini:7: no such key";
    expect(&stand, "config: the config is refused: a.ini:7: no such key");
    set_up(&stand);
    stand.report.lacks = "a.ini:6: no such mark";
    expect(&stand, "lacks: the screen goes without: a.ini:6: no such mark");
}

/* The worst first, and all of them. */
static void test_order(void **state)
{
    (void)state;
    struct stand stand;
    set_up(&stand);
    stand.report.source_count = 2;
    stand.sources[1].last_success_ms = now_ms - 3 * HOUR;
    stand.sources[1].last_error = "desk.example: connection refused";
    stand.sources[1].last_error_ms = now_ms - MINUTE;
    stand.report.is_clock_doubtful = true;
    stand.report.play = PLAY_ENDED;
    expect(&stand, "play, clock, source desk: play has ended: start lobbycard-play");
    /* The exit status is that of the config: the first line is, too. */
    stand.report.config_error = "a.ini:7: no such key";
    stand.report.is_config_other = true;
    expect(&stand,
        "config, play, clock, source desk: the config is refused: a.ini:7: no such key");
}

/* Of a store that cannot be seen nothing is said but that. */
static void test_hidden(void **state)
{
    (void)state;
    struct stand stand;
    set_up(&stand);
    stand.report.is_store_hidden = true;
    stand.report.play = PLAY_UNKNOWN;
    stand.report.fetch = FETCH_UNKNOWN;
    stand.report.source_count = 0;
    stand.report.store_error = "no store in /store: No such file or directory";
    expect(&stand, "store: no store in /store: No such file or directory");
}

static void test_fetch(void **state)
{
    (void)state;
    struct stand stand;
    set_up(&stand);
    stand.report.fetch = FETCH_IS_OVER;
    expect(&stand, "fetch: fetch does not run: nothing new comes: start lobbycard-fetch");
    stand.report.fetch = FETCH_NEVER;
    expect(&stand, "fetch: fetch has not run yet: nothing comes: start lobbycard-fetch");
    /* From a timer: only how fresh it is counts. */
    stand.report.fetch = FETCH_WAS_ONCE;
    expect(&stand, "");
    stand.sources[0].last_success_ms = now_ms - 2 * HOUR;
    expect(&stand, "source news: source news has not answered for 2 h");
    /* A disk that takes nothing: it is what is told, and what fetch does is not known. */
    set_up(&stand);
    stand.report.fetch = FETCH_UNKNOWN;
    stand.report.store_error =
        "/store: the file system is read-only: what is there plays on; see dmesg, and mount it writable";
    expect(&stand,
        "store: /store: the file system is read-only: what is there plays on; see dmesg, and mount it writable");
    /* The config has a source that the fetch does not know. */
    set_up(&stand);
    stand.sources[0].is_unknown = true;
    stand.sources[0].last_success_ms = 0;
    expect(&stand, "source news: fetch does not ask source news: reload it");
}

/* Three polls, or an hour behind the one that was due, and the time that one may take. */
static void test_how_long(void **state)
{
    static const struct {
        int64_t every_ms, limit_ms;
    } cases[] = {
        { 10 * SECOND, 30 * SECOND + MINUTE },
        { 5 * MINUTE, 16 * MINUTE },
        { 30 * MINUTE, 91 * MINUTE },
        { 24 * HOUR, 25 * HOUR + MINUTE },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct stand stand;
        set_up(&stand);
        stand.report.fetch_since_ms = now_ms - 72 * (int64_t)HOUR;
        stand.sources[0].every_ms = cases[i].every_ms;
        stand.sources[0].last_success_ms = now_ms - cases[i].limit_ms;
        expect(&stand, "");
        stand.sources[0].last_success_ms -= SECOND;
        char told[1024];
        judge(&stand, told);
        assert_non_null(strstr(told, "source news has not answered for"));
    }
}

static void test_sources(void **state)
{
    (void)state;
    struct stand stand;
    set_up(&stand);
    struct reported_source *source = &stand.sources[0];
    source->last_success_ms = now_ms - 40 * MINUTE;
    source->last_error = "news.example answers 500";
    source->last_error_ms = now_ms - MINUTE;
    expect(&stand,
        "source news: source news has not answered for 40 min: news.example answers 500");
    /* The machine was off over the weekend, and the fetch has only begun. */
    stand.report.fetch_since_ms = now_ms - 2 * MINUTE;
    expect(&stand, "");
    /* An error of before the last success says nothing about now. */
    set_up(&stand);
    source->last_success_ms = now_ms - 40 * MINUTE;
    source->last_error = "news.example answers 500";
    source->last_error_ms = now_ms - 50 * MINUTE;
    expect(&stand, "source news: source news has not answered for 40 min");
    /* Never an answer, since a fetch that runs for long. */
    source->last_success_ms = 0;
    source->last_error_ms = now_ms - MINUTE;
    expect(&stand, "source news: source news has never answered: news.example answers 500");
    /* Noted by a clock that was put back since: then since the fetch began, if that is known.
     */
    source->last_success_ms = now_ms + 5 * HOUR;
    source->last_error_ms = now_ms - MINUTE;
    stand.report.fetch_since_ms = now_ms - MINUTE;
    expect(&stand, "");
    stand.report.fetch_since_ms = now_ms - HOUR;
    expect(&stand,
        "source news: source news has not answered for 60 min: news.example answers 500");
    set_up(&stand);
    source->expires_ms = now_ms - 2 * HOUR;
    expect(&stand,
        "expired news: the feed of source news has expired 2 h ago: have it published anew, with a later \"expires\"");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_well),
        cmocka_unit_test(test_play),
        cmocka_unit_test(test_store),
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_hidden),
        cmocka_unit_test(test_fetch),
        cmocka_unit_test(test_how_long),
        cmocka_unit_test(test_sources),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
