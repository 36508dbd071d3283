/* Drafts, approvals, states and plans in a real database. */
#include "command/desk/content/drafts.h"
#include "command/desk/content/states.h"
#include "command/desk/content/wall/polls.h"
#include "command/desk/core/audit.h"

#include "chance.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

struct fixture {
    char folder[40], path[80];
    struct database *database;
    struct arena arena;
};

static int setup(void **state)
{
    static const struct database_unit *const units[] = { &drafts_tables, &states_tables,
        &polls_tables };
    struct fixture *fixture = calloc(1, sizeof *fixture);
    struct error error = { 0 };
    strcpy(fixture->folder, "/tmp/lobbycard-drafts-XXXXXX");
    assert_non_null(mkdtemp(fixture->folder));
    snprintf(fixture->path, sizeof fixture->path, "%s/desk.db", fixture->folder);
    fixture->database = database_open(fixture->path, &error);
    assert_non_null(fixture->database);
    assert_true(database_migrate(fixture->database, units, 3, &error));
    arena_init(&fixture->arena);
    *state = fixture;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *fixture = *state;
    char command[100];
    database_close(fixture->database);
    arena_finish(&fixture->arena);
    snprintf(command, sizeof command, "rm -r %s", fixture->folder);
    assert_int_equal(system(command), 0);
    free(fixture);
    return 0;
}

static int64_t save(struct fixture *fixture, const char *by, const char *content)
{
    struct error error = { 0 };
    struct draft draft = {
        .part = "i-a", .kind = "notice", .title = "", .content = content, .by = by, .at_ms = 5
    };
    struct bytes text = { (char *)content, strlen(content), 0 };
    canonical_hash(&text, draft.hash);
    assert_true(database_begin(fixture->database, &error));
    assert_true(database_end(
        fixture->database, drafts_save(fixture->database, &draft, &error), &error));
    return draft.revision;
}

static struct draft *find(struct fixture *fixture)
{
    struct error error = { 0 };
    struct draft *draft = drafts_find(fixture->database, &fixture->arena, "i-a", &error);
    assert_string_equal(error.text, "");
    return draft;
}

static void approve(struct fixture *fixture, const struct draft *draft, const char *by)
{
    struct approval approval = { by, draft->hash, 7 };
    assert_true(drafts_approve(fixture->database, draft, &approval, NULL));
}

static void test_save_voids(void **state)
{
    struct fixture *fixture = *state;
    assert_null(find(fixture));
    int64_t first = save(fixture, "ann", "{\"a\":1}");
    struct draft *draft = find(fixture);
    assert_int_equal(draft->revision, first);
    assert_string_equal(draft->by, "ann");
    assert_true(drafts_submit(fixture->database, "i-a", true, NULL));
    approve(fixture, draft, "bob");
    approve(fixture, draft, "bob");
    approve(fixture, draft, "eve");
    assert_int_equal(drafts_approval_count(fixture->database, draft, NULL), 2);
    assert_true(find(fixture)->is_submitted);

    assert_true(save(fixture, "bob", "{\"a\":2}") > first);
    assert_int_equal(drafts_approval_count(fixture->database, find(fixture), NULL), 0);
    assert_false(find(fixture)->is_submitted);
    /* Back to what was approved: it is another draft. */
    save(fixture, "ann", "{\"a\":1}");
    assert_string_equal(find(fixture)->hash, draft->hash);
    assert_int_equal(drafts_approval_count(fixture->database, find(fixture), NULL), 0);
    /* Taken back, then handed in again: whoever approved has to look again. */
    approve(fixture, find(fixture), "eve");
    assert_true(drafts_submit(fixture->database, "i-a", false, NULL));
    assert_int_equal(drafts_approval_count(fixture->database, find(fixture), NULL), 0);
}

static bool wrote(struct fixture *fixture, const char *name)
{
    bool did = false;
    assert_true(drafts_wrote(fixture->database, "i-a", name, &did, NULL));
    return did;
}

static void keep(struct fixture *fixture, const char *why, const char *by)
{
    struct version version = { "i-a", "{}", "hash", by, why, 9, 0 };
    assert_true(drafts_keep(fixture->database, &version, NULL));
    assert_true(version.revision > 0);
}

static void test_who_wrote(void **state)
{
    struct fixture *fixture = *state;
    save(fixture, "ann", "{\"a\":1}");
    save(fixture, "bob", "{\"a\":2}");
    keep(fixture, drafts_why_conflict, "eve");
    assert_true(wrote(fixture, "ann") && wrote(fixture, "bob"));
    assert_false(wrote(fixture, "eve")); /* what was refused is not in the draft */
    keep(fixture, "publish", "pub");
    assert_false(wrote(fixture, "ann")); /* since it was published nobody did */
    save(fixture, "ann", "{\"a\":3}");
    assert_true(wrote(fixture, "ann"));
    assert_false(wrote(fixture, "bob"));
    /* What was published beside it leaves the draft, and who wrote it. */
    keep(fixture, "restore", "pub");
    keep(fixture, "import", "pub");
    assert_true(wrote(fixture, "ann"));
    keep(fixture, drafts_why_dropped, "ann");
    assert_false(wrote(fixture, "ann"));
}

/* However long others type on: what somebody wrote may stand in it still. */
static void test_who_wrote_first(void **state)
{
    struct fixture *fixture = *state;
    char content[40];
    save(fixture, "bob", "{\"a\":1}");
    for (int i = 0; i < 250; i++) {
        snprintf(content, sizeof content, "{\"n\":%d}", i);
        save(fixture, "ann", content);
    }
    assert_true(wrote(fixture, "bob"));
}

static void type(struct fixture *fixture, const char *name, int count)
{
    static int number;
    for (char content[40]; count > 0; count--) {
        snprintf(content, sizeof content, "{\"n\":%d}", number++);
        save(fixture, name, content);
    }
}

/* Whatever happens in whatever order: the authors of a draft are those who wrote since it
 * began. */
static void test_who_wrote_by_chance(void **state)
{
    enum { PEOPLE = 4 };
    static const char *const people[PEOPLE] = { "ann", "bob", "eve", "zoe" };
    static const char *const ends[] = { "publish", "scheduled", "alert", "takedown",
        drafts_why_dropped };
    static const char *const beside[] = { "restore", "import", drafts_why_conflict };
    struct fixture *fixture = *state;
    bool is_author[PEOPLE] = { false };
    chance_begin(20261130);
    for (long step = 0; step < how_many(120, 3000); step++) {
        int who = chance(PEOPLE), what = chance(20);
        if (what < 12) {
            type(fixture, people[who], what == 0 ? 210 : 1 + chance(3));
            is_author[who] = true;
        } else if (what < 14) {
            keep(fixture, drafts_why_removal, people[who]);
            is_author[who] = true;
        } else if (what < 18) {
            keep(fixture, beside[chance(3)], people[who]);
        } else {
            keep(fixture, ends[chance(5)], people[who]);
            memset(is_author, 0, sizeof is_author);
        }
        for (int i = 0; i < PEOPLE; i++) {
            assert_int_equal(wrote(fixture, people[i]), is_author[i]);
        }
    }
}

static void count_version(void *context, const struct version *version)
{
    (void)version;
    ++*(int *)context;
}

static void test_versions(void **state)
{
    struct fixture *fixture = *state;
    char content[40];
    int count = 0;
    int64_t first = save(fixture, "ann", "{\"a\":1}"), revision;
    keep(fixture, drafts_why_conflict, "eve");
    for (int i = 0; i < 250; i++) {
        snprintf(content, sizeof content, "{\"n\":%d}", i);
        save(fixture, "ann", content);
    }
    assert_true(drafts_versions(fixture->database, "i-a", count_version, &count, NULL));
    assert_int_equal(count, 202); /* 201 that were typed, and the one that was refused */
    assert_null(drafts_content_of(fixture->database, &fixture->arena, "i-a", first));
    assert_true(drafts_revision(fixture->database, "i-a", &revision, NULL));
    assert_int_equal(revision, find(fixture)->revision);
    keep(fixture, drafts_why_conflict, "eve");
    assert_true(drafts_revision(fixture->database, "i-a", &revision, NULL));
    assert_int_equal(revision, find(fixture)->revision);
    assert_true(drafts_end(fixture->database, "i-a", NULL));
    assert_null(find(fixture));
}

static void note_text(void *context, const struct remark *remark)
{
    snprintf(context, 40, "%s", remark->text);
}

static void test_remarks(void **state)
{
    struct fixture *fixture = *state;
    char last[40] = "";
    struct remark remark = { "i-a", "bob", "写明几号楼", 3 };
    save(fixture, "ann", "{\"a\":1}");
    assert_true(drafts_remark(fixture->database, &remark, NULL));
    assert_true(drafts_remarks(fixture->database, "i-a", note_text, last, NULL));
    assert_string_equal(last, "写明几号楼");
    keep(fixture, "publish", "pub");
    *last = '\0';
    assert_true(drafts_remarks(fixture->database, "i-a", note_text, last, NULL));
    assert_string_equal(last, "");
}

static bool is_returned(struct fixture *fixture)
{
    bool is = false;
    assert_true(drafts_is_returned(fixture->database, find(fixture), &is, NULL));
    return is;
}

static void test_returned(void **state)
{
    struct fixture *fixture = *state;
    struct remark remark = { "i-a", "bob", "写明几号楼", 3 };
    save(fixture, "ann", "{\"a\":1}");
    assert_false(is_returned(fixture));
    assert_true(drafts_remark(fixture->database, &remark, NULL));
    assert_true(is_returned(fixture));
    keep(fixture, drafts_why_conflict, "eve"); /* what was refused changed nothing */
    assert_true(is_returned(fixture));
    assert_true(drafts_submit(fixture->database, "i-a", true, NULL));
    assert_false(is_returned(fixture));
    assert_true(drafts_submit(fixture->database, "i-a", false, NULL));
    save(fixture, "ann", "{\"a\":2}");
    assert_false(is_returned(fixture));
}

static void test_states(void **state)
{
    struct fixture *fixture = *state;
    struct error error = { 0 };
    assert_null(states_latest(fixture->database, &fixture->arena, &error));
    assert_string_equal(error.text, "");
    for (int serial = 3; serial < 6; serial++) {
        struct state one = { serial, 100 + serial, "pub", "publish", "[\"i-a\"]",
            { (char *)"{\"x\":1}", 7, 0 }, "" };
        assert_true(states_add(fixture->database, &one, &error));
        assert_false(states_add(fixture->database, &one, NULL)); /* a serial is one state's */
    }
    struct state *latest = states_latest(fixture->database, &fixture->arena, &error);
    assert_int_equal(latest->serial, 5);
    assert_int_equal(latest->feed.size, 7);
    assert_string_equal(latest->feed.data, "{\"x\":1}");
    assert_int_equal(states_find(fixture->database, &fixture->arena, 3, &error)->at_ms, 103);
    assert_null(states_find(fixture->database, &fixture->arena, 9, &error));
    assert_string_equal(error.text, "");
}

static void note_plan(void *context, const struct scheduled *scheduled)
{
    *(struct scheduled *)context = *scheduled;
    ((struct scheduled *)context)->why_not = *scheduled->why_not ? "!" : "";
}

static void test_scheduled(void **state)
{
    struct fixture *fixture = *state;
    struct scheduled one = { .at_ms = 50, .made_ms = 1, .by = "pub", .parts = "[]" },
                     found = { 0 };
    bool was_there;
    assert_true(scheduled_add(fixture->database, &one, NULL));
    assert_true(scheduled_each(fixture->database, note_plan, &found, NULL));
    assert_int_equal(found.at_ms, 50);
    assert_string_equal(found.why_not, "");
    assert_int_equal(scheduled_late(fixture->database, NULL), 0);
    assert_true(scheduled_note(fixture->database, found.id, "locked", NULL));
    assert_int_equal(scheduled_late(fixture->database, NULL), 1);
    assert_true(scheduled_each(fixture->database, note_plan, &found, NULL));
    assert_string_equal(found.why_not, "!");
    assert_true(scheduled_remove(fixture->database, found.id, &was_there, NULL) && was_there);
    assert_true(scheduled_remove(fixture->database, found.id, &was_there, NULL) && !was_there);
}

static void count_poll(void *context, const struct poll *poll)
{
    if (strcmp(poll->name, "dorm-1") == 0) {
        assert_int_equal(poll->serial, 8);
    }
    ++*(int *)context;
}

static void test_polls(void **state)
{
    struct fixture *fixture = *state;
    struct error error = { 0 };
    struct polls *polls = polls_create(), *again = polls_create();
    int count = 0;
    char name[300];
    polls_note(polls, "dorm-1", 7, 100);
    polls_note(polls, "lobby", 7, 101);
    polls_note(polls, "dorm-1", 8, 102);
    memset(name, 'x', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    polls_note(polls, name, 1, 1); /* longer than any name: nobody */
    assert_true(polls_save(polls, fixture->database, &error));
    assert_true(polls_load(again, fixture->database, &error));
    polls_each(again, count_poll, &count);
    assert_int_equal(count, 2);
    for (int i = 0; i < 5000; i++) { /* bounded */
        snprintf(name, sizeof name, "s%d", i);
        polls_note(polls, name, 1, 1000 + i);
    }
    count = 0;
    polls_each(again, count_poll, &count);
    assert_int_equal(count, 2);
    count = 0;
    polls_note(polls, "dorm-1", 8, 100000);
    polls_each(polls, count_poll, &count);
    assert_int_equal(count, 2000);
    polls_destroy(polls);
    polls_destroy(again);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_save_voids, setup, teardown),
        cmocka_unit_test_setup_teardown(test_who_wrote, setup, teardown),
        cmocka_unit_test_setup_teardown(test_who_wrote_first, setup, teardown),
        cmocka_unit_test_setup_teardown(test_who_wrote_by_chance, setup, teardown),
        cmocka_unit_test_setup_teardown(test_versions, setup, teardown),
        cmocka_unit_test_setup_teardown(test_remarks, setup, teardown),
        cmocka_unit_test_setup_teardown(test_returned, setup, teardown),
        cmocka_unit_test_setup_teardown(test_states, setup, teardown),
        cmocka_unit_test_setup_teardown(test_scheduled, setup, teardown),
        cmocka_unit_test_setup_teardown(test_polls, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
