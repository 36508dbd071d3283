/* The glass's status on disk, what `status` prints of it, and what systemd is told. */
#include "base/clock.h"
#include "base/system/file.h"
#include "report/notify.h"
#include "report/status_report.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

static int make_folder(void **state)
{
    char *path = strdup("/tmp/lobbycard-status-XXXXXX");
    *state = path;
    return path && mkdtemp(path) ? 0 : -1;
}

static int remove_folder(void **state)
{
    static const char *const names[] = { "play-status.json", "play-status.json.tmp" };
    char path[256];
    for (size_t i = 0; i < 2; i++) {
        snprintf(path, sizeof path, "%s/%s", (const char *)*state, names[i]);
        if (unlink(path) < 0) {
            rmdir(path);
        }
    }
    int result = rmdir(*state);
    free(*state);
    return result;
}

static struct glass_status sample(void)
{
    return (struct glass_status) { .kind = "article",
        .source = "news",
        .item = "图书馆延长开放\"",
        .page = 2,
        .pages = 3,
        .since_ms = 1795399200123,
        .since_mono_ms = 7000,
        .due_mono_ms = 9000,
        .edition = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        .edition_since_ms = 1795390000000,
        .written_ms = 1795399200130,
        .config = "0123456789abcdef",
        .lacks = { "a.ini:6: no such \"mark\"" },
        .refused = "fedcba9876543210",
        .spoilt = { [3] = "fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210" },
        .refusal = { "a.ini:7: no such face" },
        .player = { .pid = 4711, .birth = "boot/7" } };
}

static void test_round_trip(void **state)
{
    const char *folder = *state;
    struct error error = { 0 };
    struct glass_status written = sample(), read;
    char path[256];
    struct stat info;
    assert_true(glass_status_write(folder, &written, &error));
    written.page = 3;
    written.since_ms = -5;
    written.has_own_clock = true;
    assert_true(glass_status_write(folder, &written, &error));
    assert_true(glass_status_read(folder, &read, &error));
    assert_string_equal(read.kind, written.kind);
    assert_string_equal(read.source, written.source);
    assert_string_equal(read.item, written.item);
    assert_int_equal(read.page, 3);
    assert_int_equal(read.pages, 3);
    assert_true(read.since_ms == -5);
    assert_true(read.has_own_clock);
    assert_string_equal(read.edition, written.edition);
    assert_true(read.edition_since_ms == written.edition_since_ms);
    assert_true(read.written_ms == written.written_ms);
    assert_int_equal(read.player.pid, 4711);
    assert_string_equal(read.player.birth, "boot/7");
    assert_string_equal(read.config, written.config);
    assert_string_equal(read.lacks.text, written.lacks.text);
    assert_string_equal(read.refused, written.refused);
    assert_string_equal(read.refusal.text, written.refusal.text);
    assert_string_equal(read.spoilt[0], written.spoilt[3]);
    assert_string_equal(read.spoilt[1], "");
    assert_true(read.since_mono_ms == 7000 && read.due_mono_ms == 9000);
    snprintf(path, sizeof path, "%s/play-status.json.tmp", folder);
    assert_int_equal(stat(path, &info), -1);
}

/* A name that filled its array in the middle of a character. */
static void test_cut_name(void **state)
{
    struct glass_status written = sample(), read;
    memset(written.source, 'x', sizeof written.source);
    memcpy(written.source + sizeof written.source - 3, "\xe5\x9b", 3);
    assert_true(glass_status_write(*state, &written, NULL));
    assert_true(glass_status_read(*state, &read, NULL));
    assert_int_equal(strlen(read.source), sizeof read.source - 3);
    assert_int_equal(read.source[0], 'x');
}

static void put(const char *folder, const char *text, size_t size)
{
    char path[256];
    snprintf(path, sizeof path, "%s/play-status.json", folder);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
}

#define WHOLE                                                                                  \
    "\"kind\":\"notice\",\"source\":\"news\",\"item\":\"\",\"page\":1,\"pages\":1,"            \
    "\"since_ms\":1,\"edition\":\"\",\"edition_since_ms\":0,\"written_ms\":2,\"pid\":3}"

static void test_garbage(void **state)
{
    static const char *const table[] = {
        "",
        "null",
        "[]",
        "{}",
        "{\"lobbycard_play_status\":1",
        "{\"lobbycard_play_status\":2," WHOLE,
        "{\"lobbycard_play_status\":1,\"pid\":\"4711\"}",
        "{\"lobbycard_play_status\":1,\"kind\":7," WHOLE,
        "{\"lobbycard_play_status\":1,\"page\":-1," WHOLE,
        "{\"lobbycard_play_status\":1,\"page\":1e99," WHOLE,
        "{\"lobbycard_play_status\":1,\"since_ms\":1e300," WHOLE,
        "{\"lobbycard_play_status\":1,\"since_ms\":null," WHOLE,
        "{\"lobbycard_play_status\":1,\"edition\":\"0123456789abcdef0123456789abcdef0123456789"
        "abcdef0123456789abcdef0\"," WHOLE,
        "{\"lobbycard_play_status\":1,\"item\":\"\xff\"," WHOLE,
        "<html>",
        "\x00\x01\x02",
    };
    struct error error;
    struct glass_status read = sample();
    const char *folder = *state;
    assert_false(glass_status_read(folder, &read, &error)); /* missing */
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        *error.text = '\0';
        put(folder, table[i], strlen(table[i]));
        if (glass_status_read(folder, &read, &error) || !strstr(error.text, "play-status")) {
            fail_msg("case %zu: %s", i, error.text);
        }
    }
    assert_int_equal(read.player.pid, 4711); /* left alone */
    put(folder, "{\"lobbycard_play_status\":1," WHOLE,
        strlen("{\"lobbycard_play_status\":1," WHOLE));
    assert_true(glass_status_read(folder, &read, &error));
    assert_int_equal(read.player.pid, 3);
    assert_false(read.has_own_clock);
}

/* Every beginning of a good file, and a file that is too large. */
static void test_cut_files(void **state)
{
    const char *folder = *state;
    struct glass_status written = sample(), read;
    struct error error;
    char path[256];
    struct bytes whole;
    bytes_init(&whole);
    assert_true(glass_status_write(folder, &written, &error));
    snprintf(path, sizeof path, "%s/play-status.json", folder);
    assert_true(file_read(path, 4096, &whole, &error));
    for (size_t size = 0; size < whole.size; size++) {
        put(folder, whole.data, size);
        assert_false(glass_status_read(folder, &read, &error));
    }
    while (whole.size < 70000) {
        assert_true(bytes_append(&whole, "          ", 10));
    }
    put(folder, whole.data, whole.size);
    assert_false(glass_status_read(folder, &read, &error));
    bytes_finish(&whole);
}

static void test_failing_writes(void **state)
{
    const char *folder = *state;
    struct glass_status written = sample();
    struct error error = { 0 };
    char path[256];
    assert_false(glass_status_write("/nonexistent/store", &written, &error));
    assert_non_null(strstr(error.text, "/nonexistent/store"));
    snprintf(path, sizeof path, "%s/play-status.json", folder);
    assert_int_equal(mkdir(path, 0755), 0);
    assert_false(glass_status_write(folder, &written, &error));
    assert_false(glass_status_read(folder, &written, &error));
    snprintf(path, sizeof path, "%s/play-status.json.tmp", folder);
    assert_int_equal(access(path, F_OK), -1);
}

static const struct reported_source sources[] = {
    { "news", 2026112301, 1795399140000, "", 0, 1795399260000, 0, 0, 300000, false },
    { "desk", 0, 1795312800000, "desk.example: connection refused", 1795399170000,
        1795399290000, 1795395600000, 3, 300000, false },
    { "new", 0, 0, "", 0, 0, 0, 0, 300000, false },
};
static const struct reported_source hurried = { "desk", 0, 0, "no answer", 1795399260000,
    1795399260001, 0, 0, 300000, false };
static const struct reported_held held[] = { { "news", "n-4", "title: \"x\" is refused" } };

static const struct reported_picture pictures[] = {
    { "desk", "https://desk.example/a.png", "desk.example answers 404", 1795399200000 },
};

static const struct reported_waiting waiting = { "desk", "89ab0123456789abcdef",
    "9 of 12 items changed at once", 0, 1795399200000, 1795406400000, false };

static const struct problem problems[] = {
    { PROBLEM_SOURCE, "news", "source news has never answered" },
    { PROBLEM_CLOCK, NULL, "the clock is not set" },
};

static struct status_report report_of(const struct glass_status *glass)
{
    return (struct status_report) { .now_ms = 1795399260000,
        .offset_minutes = 480,
        .screen = "东门大厅",
        .config_error = "",
        .store_path = "/var/lib/lobbycard",
        .store_error = "",
        .play = PLAY_SHOWS,
        .glass = glass,
        .glass_error = "",
        .fetch = FETCH_RUNS,
        .is_head_known = true,
        .edition = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        .edition_since_ms = 1795390000000,
        .edition_error = "",
        .sources = sources,
        .source_count = 3,
        .held = held,
        .held_count = 1,
        .pictures = pictures,
        .picture_count = 1,
        .unverified_items = 1,
        .unverified_hotlines = 2,
        .waiting = &waiting,
        .waiting_count = 1 };
}

static void expect_text(const struct status_report *report, bool json, const char *expected)
{
    struct bytes out;
    bytes_init(&out);
    assert_true(
        json ? status_report_print_json(report, &out) : status_report_print_text(report, &out));
    assert_string_equal(out.data, expected);
    bytes_finish(&out);
}

static void test_text(void **state)
{
    (void)state;
    struct glass_status glass = sample();
    struct status_report report = report_of(&glass);
    expect_text(&report, false,
        "screen   东门大厅\n"
        "glass    article of source news, item 图书馆延长开放\", page 2 of 3, since "
        "2026-11-23 10:00:00+08:00, 59 s ago\n"
        "edition  0123456789ab, since 2026-11-23 07:26:40+08:00, 2 h ago\n"
        "source   news: answered 2026-11-23 09:59:00+08:00, 2 min ago, serial 2026112301\n"
        "source   desk: fails; last answered 2026-11-22 10:00:00+08:00, 24 h ago\n"
        "         2026-11-23 09:59:30+08:00, 90 s ago: desk.example: connection refused\n"
        "         expired 2026-11-23 09:00:00+08:00, 61 min ago: what is bound to time is gone\n"
        "         next try in 30 s\n"
        "source   new: not asked yet\n"
        "withheld 1 items and 2 hotlines past verified_until\n"
        "waiting  desk: 9 of 12 items changed at once; its last good feed stays\n"
        "         until 2026-11-23 12:00:00+08:00, or `lobbycard approve 89ab01234567`\n"
        "held     news: n-4: title: \"x\" is refused\n"
        "picture  desk: https://desk.example/a.png did not come: desk.example answers 404\n"
        "         since 2026-11-23 10:00:00+08:00, 60 s ago\n"
        "picture  desk: and 2 more\n");
    report.play = PLAY_ENDED;
    report.source_count = report.held_count = report.waiting_count = report.picture_count = 0;
    report.unverified_items = report.unverified_hotlines = 0;
    report.is_clock_doubtful = true;
    report.set_aside[0] = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    expect_text(&report, false,
        "screen   东门大厅\n"
        "glass    nothing: play has ended; last was article of source news, item "
        "图书馆延长开放\", page 2 of 3, since 2026-11-23 10:00:00+08:00, 59 s ago\n"
        "aside    edition 0123456789ab: it ended play again and again, and is not shown\n"
        "edition  0123456789ab, since 2026-11-23 07:26:40+08:00, 2 h ago\n"
        "clock    not set: what is bound to time waits\n");
    /* Under --clock "ago" would compare two clocks. A second that has begun is a second. */
    report.is_clock_doubtful = false;
    report.set_aside[0] = NULL;
    report.play = PLAY_SHOWS;
    glass.has_own_clock = true;
    glass.since_ms += 999;
    report.sources = &hurried;
    report.source_count = 1;
    expect_text(&report, false,
        "screen   东门大厅\n"
        "glass    article of source news, item 图书馆延长开放\", page 2 of 3, since "
        "2026-11-23 10:00:01+08:00 by the clock of play --clock\n"
        "edition  0123456789ab, since 2026-11-23 07:26:40+08:00, 2 h ago\n"
        "source   desk: fails; never answered yet\n"
        "         2026-11-23 10:01:00+08:00, 0 s ago: no answer\n"
        "         next try in 1 s\n");
    report.source_count = 0;
    report.glass = NULL;
    report.play = PLAY_NEVER;
    report.edition = "";
    report.store_error = "/var/lib/lobbycard: the disk is full";
    report.problems = problems;
    report.problem_count = 2;
    expect_text(&report, false,
        "wrong    source news has never answered (and 1 more)\n"
        "screen   东门大厅\n"
        "glass    nothing: nobody plays from /var/lib/lobbycard\n"
        "edition  none yet in /var/lib/lobbycard\n"
        "store    /var/lib/lobbycard: the disk is full\n");
}

/* Each state that `play`, `fetch`, the config and the clock may be in, and what must not be
 * said in it. */
static void test_states(void **state)
{
    (void)state;
    struct glass_status glass = sample();
    struct status_report report = report_of(&glass);
    report.source_count = report.held_count = report.waiting_count = report.picture_count = 0;
    report.unverified_items = report.unverified_hotlines = 0;
    report.play = PLAY_HANGS;
    report.hangs_ms = 200000;
    report.fetch = FETCH_IS_OVER;
    report.config_error = "a.ini:7: [theme] nmae: no such key";
    report.now_ms = glass.since_ms - 3600000; /* the clock was put back */
    report.edition = "00";
    report.set_aside[0] = "00";
    expect_text(&report, false,
        "screen   东门大厅\n"
        "config   a.ini:7: [theme] nmae: no such key\n"
        "         refused: what runs goes on with the one before; below the rest of this one "
        "counts\n"
        "glass    article of source news, item 图书馆延长开放\", page 2 of 3, since "
        "2026-11-23 10:00:00+08:00, by a clock that was put back since\n"
        "         should have gone on 3 min ago: play hangs\n"
        "aside    edition 00: it ended play again and again, and is not shown\n"
        "edition  00, since 2026-11-23 07:26:40+08:00, 93 min ago\n"
        "         not on the glass: another one is\n"
        "fetch    does not run: nothing new comes\n");
    report.fetch = FETCH_WAS_ONCE;
    report.problems = &problems[1];
    report.problem_count = 1;
    report.config_error = "";
    report.play = PLAY_NEVER;
    report.edition = "";
    expect_text(&report, false,
        "wrong    the clock is not set\n"
        "screen   东门大厅\n"
        "glass    nothing: nobody plays from /var/lib/lobbycard\n"
        "edition  none yet in /var/lib/lobbycard\n"
        "fetch    ran once: nothing new comes until it runs again\n");
    report.problem_count = 0;
    report.edition = "00";
    report.play = PLAY_UNKNOWN;
    report.glass_error = "play cannot write it down here";
    report.fetch = FETCH_UNKNOWN;
    report.config_error = "";
    report.is_config_other = true;
    report.is_head_known = false;
    report.now_ms = glass.since_ms + 60000;
    expect_text(&report, false,
        "screen   东门大厅\n"
        "config   is another one than play goes by: reload, or restart it\n"
        "glass    not known: play cannot write it down here; last was article of source news, "
        "item 图书馆延长开放\", page 2 of 3, since 2026-11-23 10:00:00+08:00, 60 s ago\n"
        "edition  not known\n");
    report.config_refusal = "a.ini:7: [theme] mark = /b.svg: No such file or directory";
    report.lacks = "a.ini:6: [theme] title_face = Sung: no face \"Sung\" is installed";
    expect_text(&report, false,
        "screen   东门大厅\n"
        "config   a.ini:7: [theme] mark = /b.svg: No such file or directory\n"
        "         play refused it, and goes on with the one before\n"
        "config   a.ini:6: [theme] title_face = Sung: no face \"Sung\" is installed\n"
        "         the screen goes without it\n"
        "glass    not known: play cannot write it down here; last was article of source news, "
        "item 图书馆延长开放\", page 2 of 3, since 2026-11-23 10:00:00+08:00, 60 s ago\n"
        "edition  not known\n");
    report.config_refusal = report.lacks = NULL;
    /* The built-in slide is nobody's, and what cannot be seen is said once. */
    report.is_config_other = false;
    report.play = PLAY_SHOWS;
    report.is_store_hidden = true;
    report.store_error = "no store in /store";
    snprintf(glass.kind, sizeof glass.kind, "idle");
    glass.source[0] = glass.item[0] = '\0';
    glass.pages = 1;
    expect_text(&report, false,
        "screen   东门大厅\n"
        "glass    idle, since 2026-11-23 10:00:00+08:00, 60 s ago\n"
        "edition  not known\n");
    report.is_store_hidden = false;
    report.store_error = "";
    glass.kind[0] = '\0';
    report.play = PLAY_STARTS;
    expect_text(&report, false,
        "screen   东门大厅\n"
        "glass    nothing yet: play starts\n"
        "edition  not known\n");
    report.play = PLAY_ENDED;
    expect_text(&report, false,
        "screen   东门大厅\n"
        "glass    nothing: play has ended\n"
        "edition  not known\n");
}

static void test_json(void **state)
{
    (void)state;
    struct glass_status glass = sample();
    struct status_report report = report_of(&glass);
    glass.item[0] = '\0';
    report.source_count = 2;
    report.store_error = "/var/lib/lobbycard: the disk is full";
    expect_text(&report, true,
        "{\n"
        "\t\"at\":\t\"2026-11-23T10:01:00+08:00\",\n"
        "\t\"name\":\t\"东门大厅\",\n"
        "\t\"config_error\":\tnull,\n"
        "\t\"config_changed\":\tfalse,\n"
        "\t\"config_refusal\":\tnull,\n"
        "\t\"lacks\":\tnull,\n"
        "\t\"store\":\t\"/var/lib/lobbycard\",\n"
        "\t\"store_error\":\t\"/var/lib/lobbycard: the disk is full\",\n"
        "\t\"clock_trusted\":\ttrue,\n"
        "\t\"play\":\t\"shows\",\n"
        "\t\"glass\":\t{\n"
        "\t\t\"kind\":\t\"article\",\n"
        "\t\t\"source\":\t\"news\",\n"
        "\t\t\"item\":\tnull,\n"
        "\t\t\"page\":\t2,\n"
        "\t\t\"pages\":\t3,\n"
        "\t\t\"since\":\t\"2026-11-23T10:00:00+08:00\",\n"
        "\t\t\"edition\":\t\"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
        "\"\n"
        "\t},\n"
        "\t\"fetch_runs\":\ttrue,\n"
        "\t\"edition\":\t{\n"
        "\t\t\"id\":\t\"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\",\n"
        "\t\t\"since\":\t\"2026-11-23T07:26:40+08:00\",\n"
        "\t\t\"error\":\tnull\n"
        "\t},\n"
        "\t\"set_aside\":\t[],\n"
        "\t\"sources\":\t[{\n"
        "\t\t\t\"name\":\t\"news\",\n"
        "\t\t\t\"serial\":\t2026112301,\n"
        "\t\t\t\"last_success\":\t\"2026-11-23T09:59:00+08:00\",\n"
        "\t\t\t\"last_error\":\tnull,\n"
        "\t\t\t\"last_error_at\":\tnull,\n"
        "\t\t\t\"next_try\":\t\"2026-11-23T10:01:00+08:00\",\n"
        "\t\t\t\"expires\":\tnull,\n"
        "\t\t\t\"missing_pictures\":\t0,\n"
        "\t\t\t\"age_s\":\t120\n"
        "\t\t}, {\n"
        "\t\t\t\"name\":\t\"desk\",\n"
        "\t\t\t\"serial\":\t0,\n"
        "\t\t\t\"last_success\":\t\"2026-11-22T10:00:00+08:00\",\n"
        "\t\t\t\"last_error\":\t\"desk.example: connection refused\",\n"
        "\t\t\t\"last_error_at\":\t\"2026-11-23T09:59:30+08:00\",\n"
        "\t\t\t\"next_try\":\t\"2026-11-23T10:01:30+08:00\",\n"
        "\t\t\t\"expires\":\t\"2026-11-23T09:00:00+08:00\",\n"
        "\t\t\t\"missing_pictures\":\t3,\n"
        "\t\t\t\"age_s\":\t86460\n"
        "\t\t}],\n"
        "\t\"held\":\t[{\n"
        "\t\t\t\"source\":\t\"news\",\n"
        "\t\t\t\"item\":\t\"n-4\",\n"
        "\t\t\t\"reason\":\t\"title: \\\"x\\\" is refused\"\n"
        "\t\t}],\n"
        "\t\"pictures\":\t[{\n"
        "\t\t\t\"source\":\t\"desk\",\n"
        "\t\t\t\"url\":\t\"https://desk.example/a.png\",\n"
        "\t\t\t\"error\":\t\"desk.example answers 404\",\n"
        "\t\t\t\"since\":\t\"2026-11-23T10:00:00+08:00\"\n"
        "\t\t}],\n"
        "\t\"unverified\":\t{\n"
        "\t\t\"items\":\t1,\n"
        "\t\t\"hotlines\":\t2\n"
        "\t},\n"
        "\t\"waiting\":\t[{\n"
        "\t\t\t\"source\":\t\"desk\",\n"
        "\t\t\t\"serial\":\t0,\n"
        "\t\t\t\"id\":\t\"89ab0123456789abcdef\",\n"
        "\t\t\t\"since\":\t\"2026-11-23T10:00:00+08:00\",\n"
        "\t\t\t\"until\":\t\"2026-11-23T12:00:00+08:00\",\n"
        "\t\t\t\"reason\":\t\"9 of 12 items changed at once\",\n"
        "\t\t\t\"approved\":\tfalse\n"
        "\t\t}],\n"
        "\t\"ok\":\ttrue,\n"
        "\t\"problems\":\t[]\n"
        "}\n");
    report.play = PLAY_ENDED;
    report.edition = "";
    report.source_count = report.held_count = report.waiting_count = report.picture_count = 0;
    report.unverified_items = report.unverified_hotlines = 0;
    report.is_clock_doubtful = true;
    report.set_aside[1] = "0123";
    report.problems = problems;
    report.problem_count = 2;
    expect_text(&report, true,
        "{\n"
        "\t\"at\":\t\"2026-11-23T10:01:00+08:00\",\n"
        "\t\"name\":\t\"东门大厅\",\n"
        "\t\"config_error\":\tnull,\n"
        "\t\"config_changed\":\tfalse,\n"
        "\t\"config_refusal\":\tnull,\n"
        "\t\"lacks\":\tnull,\n"
        "\t\"store\":\t\"/var/lib/lobbycard\",\n"
        "\t\"store_error\":\t\"/var/lib/lobbycard: the disk is full\",\n"
        "\t\"clock_trusted\":\tfalse,\n"
        "\t\"play\":\t\"ended\",\n"
        "\t\"glass\":\tnull,\n"
        "\t\"fetch_runs\":\ttrue,\n"
        "\t\"edition\":\tnull,\n"
        "\t\"set_aside\":\t[\"0123\"],\n"
        "\t\"sources\":\t[],\n"
        "\t\"held\":\t[],\n"
        "\t\"pictures\":\t[],\n"
        "\t\"unverified\":\t{\n"
        "\t\t\"items\":\t0,\n"
        "\t\t\"hotlines\":\t0\n"
        "\t},\n"
        "\t\"waiting\":\t[],\n"
        "\t\"ok\":\tfalse,\n"
        "\t\"problems\":\t[{\n"
        "\t\t\t\"code\":\t\"source\",\n"
        "\t\t\t\"source\":\t\"news\",\n"
        "\t\t\t\"text\":\t\"source news has never answered\"\n"
        "\t\t}, {\n"
        "\t\t\t\"code\":\t\"clock\",\n"
        "\t\t\t\"source\":\tnull,\n"
        "\t\t\t\"text\":\t\"the clock is not set\"\n"
        "\t\t}]\n"
        "}\n");
}

static void expect_told(int fd, const char *expected)
{
    char text[256];
    ssize_t got = recv(fd, text, sizeof text - 1, MSG_DONTWAIT);
    assert_true(got > 0);
    text[got] = '\0';
    if (strncmp(text, expected, strlen(expected)) != 0) {
        fail_msg("told \"%s\", not \"%s\"", text, expected);
    }
}

static void test_notify(void **state)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    snprintf(
        address.sun_path, sizeof address.sun_path, "%s/play-status.json", (const char *)*state);
    unsetenv("NOTIFY_SOCKET");
    unsetenv("WATCHDOG_USEC");
    notify_ready(); /* nobody listens: nothing happens */
    assert_true(notify_watchdog_interval_ms() == 0);
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    assert_true(fd >= 0);
    assert_int_equal(bind(fd, (struct sockaddr *)&address, sizeof address), 0);
    setenv("NOTIFY_SOCKET", address.sun_path, 1);
    notify_ready();
    expect_told(fd, "READY=1");
    notify_watchdog();
    expect_told(fd, "WATCHDOG=1");
    char text[256];
    int64_t before_us = clock_mono_us(), told_us = 0;
    notify_reloading();
    ssize_t got = recv(fd, text, sizeof text - 1, MSG_DONTWAIT);
    assert_true(got > 0);
    text[got] = '\0';
    assert_int_equal(sscanf(text, "RELOADING=1\nMONOTONIC_USEC=%" SCNd64, &told_us), 1);
    assert_true(told_us >= before_us && told_us <= clock_mono_us());
    notify_stopping();
    expect_told(fd, "STOPPING=1");
    setenv("WATCHDOG_USEC", "30000000", 1);
    assert_true(notify_watchdog_interval_ms() == 15000);
    setenv("WATCHDOG_PID", "1", 1); /* meant for another process */
    assert_true(notify_watchdog_interval_ms() == 0);
    unsetenv("WATCHDOG_PID");
    unsetenv("WATCHDOG_USEC");
    unsetenv("NOTIFY_SOCKET");
    close(fd);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_round_trip, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(test_cut_name, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(test_garbage, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(test_cut_files, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(test_failing_writes, make_folder, remove_folder),
        cmocka_unit_test(test_text),
        cmocka_unit_test(test_states),
        cmocka_unit_test(test_json),
        cmocka_unit_test_setup_teardown(test_notify, make_folder, remove_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
