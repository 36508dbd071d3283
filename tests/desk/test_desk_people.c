/* People, their passwords, their sessions, and the log of what they did. */
#include "command/desk/core/audit.h"
#include "command/desk/core/password.h"
#include "command/desk/core/people.h"
#include "command/desk/core/sessions.h"
#include "desk/fixture.h"

#define MINUTE_MS INT64_C(60000)
#define HOUR_MS (60 * MINUTE_MS)
#define NOW_MS INT64_C(1800000000000)

static enum people_outcome add(struct room *room, const char *name, enum role role)
{
    struct person person = { .role = role, .made_ms = 1 };
    strcpy(person.name, name);
    return people_add(room->database, &person, "hash", &room->error);
}

static void test_names(void **state)
{
    (void)state;
    static const char *const good[] = { "zhang", "李白", "a.b-c_d@e", "Ünal", "1" };
    static const char *const bad[] = { "", "a b", "a/b", "<b>", "a'b", "a\nb", "\xff",
        "a\u202eb", "12345678901234567890123456789012345678901", "😀", "a:b", "%00" };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        assert_true(person_name_is_good(good[i]));
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        if (person_name_is_good(bad[i])) {
            fail_msg("%s is a name", bad[i]);
        }
    }
    for (int role = ROLE_EDITOR; role < ROLE_COUNT; role++) {
        assert_int_equal(role_of_name(role_name((enum role)role)), role);
    }
    assert_int_equal(role_of_name(NULL), ROLE_NOBODY);
    assert_int_equal(role_of_name("root"), ROLE_NOBODY);
}

static void test_people(void **state)
{
    struct room *room = *state;
    struct database *database = room->database;
    struct person person;
    char hash[PASSWORD_HASH_BYTES];
    assert_int_equal(add(room, "Zhang", ROLE_ADMIN), PEOPLE_DONE);
    assert_int_equal(add(room, "zhANG", ROLE_EDITOR), PEOPLE_TAKEN);
    assert_int_equal(add(room, "李白", ROLE_EDITOR), PEOPLE_DONE);
    assert_true(people_find(database, "zhang", &person, &room->error));
    assert_string_equal(person.name, "Zhang");
    assert_true(people_find(database, "x' OR '1'='1", &person, &room->error));
    assert_string_equal(person.name, "");
    assert_int_equal(
        people_set_role(database, "wang", ROLE_ADMIN, &room->error), PEOPLE_UNKNOWN);
    assert_int_equal(people_remove(database, "wang", &room->error), PEOPLE_UNKNOWN);
    assert_true(people_hash(database, "李白", hash, &room->error));
    assert_string_equal(hash, "hash");
    assert_int_equal(people_set_disabled(database, "李白", true, &room->error), PEOPLE_DONE);
    assert_true(people_hash(database, "李白", hash, &room->error));
    assert_string_equal(hash, "");
}

static void test_an_admin_stays(void **state)
{
    struct room *room = *state;
    struct database *database = room->database;
    assert_int_equal(add(room, "a", ROLE_ADMIN), PEOPLE_DONE);
    assert_int_equal(add(room, "b", ROLE_ADMIN), PEOPLE_DONE);
    assert_int_equal(people_set_disabled(database, "b", true, &room->error), PEOPLE_DONE);
    for (int i = 0; i < 3; i++) {
        assert_true(database_begin(database, &room->error));
        enum people_outcome outcome =
            i == 0   ? people_set_role(database, "a", ROLE_PUBLISHER, &room->error)
            : i == 1 ? people_set_disabled(database, "a", true, &room->error)
                     : people_remove(database, "a", &room->error);
        assert_int_equal(outcome, PEOPLE_LAST_ADMIN);
        database_end(database, false, NULL);
    }
    assert_int_equal(people_set_disabled(database, "b", false, &room->error), PEOPLE_DONE);
    assert_int_equal(people_remove(database, "a", &room->error), PEOPLE_DONE);
}

static void test_passwords(void **state)
{
    (void)state;
    static const char *const bad[] = { "", "short", "123456789", "aaaaaaaaaaaa", "abababababab",
        "zhangwei.1" };
    static const char *const good[] = { "correct horse", "竹露荷风", "zhangwei and 20 geese" };
    char hash[PASSWORD_HASH_BYTES], long_one[PASSWORD_BYTES_MAX + 2];
    struct error error;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        if (!password_fault("zhangwei", bad[i])) {
            fail_msg("%s is taken", bad[i]);
        }
    }
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        assert_null(password_fault("zhangwei", good[i]));
    }
    for (size_t i = 0; i < sizeof long_one - 1; i++) {
        long_one[i] = "abc"[i % 3];
    }
    long_one[sizeof long_one - 1] = '\0';
    assert_non_null(password_fault("", long_one));
    assert_true(password_hash("correct horse", hash, &error));
    assert_true(strncmp(hash, "$argon2id$v=19$m=65536,", 23) == 0);
    assert_true(password_is(hash, "correct horse"));
    assert_false(password_is(hash, "correct horse "));
    assert_false(password_is(hash, ""));
    assert_false(password_is("", "correct horse"));
    assert_false(password_is("nonsense", "correct horse"));
    long_one[PASSWORD_BYTES_MAX] = '\0';
    assert_true(password_hash(long_one, hash, &error));
    assert_true(password_is(hash, long_one));
    long_one[PASSWORD_BYTES_MAX] = 'x';
    assert_false(password_is(hash, long_one));
}

static const char *who(struct room *room, const char *token, int64_t now_ms)
{
    static struct person person;
    assert_true(sessions_find(room->database, token, now_ms, &person, &room->error));
    return person.name;
}

static void test_sessions(void **state)
{
    struct room *room = *state;
    struct person person;
    char token[SESSION_TOKEN_BYTES], other[SESSION_TOKEN_BYTES];
    assert_int_equal(add(room, "Zhang", ROLE_EDITOR), PEOPLE_DONE);
    assert_true(people_find(room->database, "zhang", &person, &room->error));
    assert_true(sessions_begin(room->database, &person, NOW_MS, token, &room->error));
    assert_true(sessions_begin(room->database, &person, NOW_MS, other, &room->error));
    assert_string_not_equal(token, other);
    assert_string_equal(who(room, token, NOW_MS + 12 * HOUR_MS), "Zhang");
    assert_string_equal(who(room, token, NOW_MS + 24 * HOUR_MS), "Zhang"); /* it was used */
    assert_string_equal(who(room, other, NOW_MS + 12 * HOUR_MS + 1), "");
    assert_string_equal(who(room, token, NOW_MS + 36 * HOUR_MS + 1), "");
    static const char *const none[] = { "", "x", "' OR 1=1 --",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" };
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        assert_string_equal(who(room, none[i], NOW_MS), "");
    }
    assert_true(sessions_end(room->database, token, &room->error));
    assert_string_equal(who(room, token, NOW_MS), "");
    assert_string_equal(who(room, other, NOW_MS), "Zhang");
    assert_int_equal(
        people_set_disabled(room->database, "zhang", true, &room->error), PEOPLE_DONE);
    assert_string_equal(who(room, other, NOW_MS), "");
    assert_int_equal(
        people_set_disabled(room->database, "zhang", false, &room->error), PEOPLE_DONE);
    assert_true(sessions_end_all(room->database, "ZHANG", &room->error));
    assert_string_equal(who(room, other, NOW_MS), "");
}

static void test_a_session_has_an_end(void **state)
{
    struct room *room = *state;
    struct person person;
    char token[SESSION_TOKEN_BYTES];
    int64_t now_ms = NOW_MS;
    assert_int_equal(add(room, "Zhang", ROLE_EDITOR), PEOPLE_DONE);
    assert_true(people_find(room->database, "zhang", &person, &room->error));
    assert_true(sessions_begin(room->database, &person, now_ms, token, &room->error));
    for (; now_ms <= NOW_MS + 14 * 24 * HOUR_MS; now_ms += 6 * HOUR_MS) {
        assert_string_equal(who(room, token, now_ms), "Zhang");
    }
    assert_string_equal(who(room, token, now_ms), "");
    assert_true(sessions_sweep(room->database, now_ms, &room->error));
    assert_string_equal(who(room, token, NOW_MS), "");
}

static void test_csrf(void **state)
{
    struct room *room = *state;
    char one[SESSION_CSRF_BYTES], other[SESSION_CSRF_BYTES];
    unsigned char secret[32], again[32];
    sessions_csrf("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", one);
    sessions_csrf("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE", other);
    assert_int_equal(strlen(one), 43);
    assert_string_not_equal(one, other);
    sessions_csrf("nonsense", other);
    assert_string_equal(other, "");
    assert_false(sessions_is_same("", ""));
    assert_false(sessions_is_same(one, ""));
    assert_true(sessions_is_same(one, one));
    assert_true(sessions_secret(room->database, secret, &room->error));
    assert_true(sessions_secret(room->database, again, &room->error));
    assert_memory_equal(secret, again, sizeof secret);
    sessions_csrf_of_name(secret, "zhang", one);
    sessions_csrf_of_name(secret, "zhan", other);
    assert_string_not_equal(one, other);
    secret[0] ^= 1;
    sessions_csrf_of_name(secret, "zhang", other);
    assert_string_not_equal(one, other);
}

static void note(struct room *room, const char *act, const char *before, const char *after)
{
    struct audit_entry entry = { .who = "zhang",
        .address = "::1",
        .act = act,
        .what = "x",
        .before = before,
        .after = after };
    assert_true(database_begin(room->database, &room->error));
    bool done = audit_write(room->database, &entry, &room->error);
    assert_true(database_end(room->database, done, &room->error));
}

static bool run(struct room *room, const char *sql)
{
    struct statement one;
    statement_begin(&one, room->database, sql);
    return statement_end(&one, &room->error);
}

static void join(void *context, const struct audit_entry *entry)
{
    strcat(context, entry->act);
    strcat(context, entry->before ? "+" : "-");
}

static void test_audit(void **state)
{
    struct room *room = *state;
    static const char *const tampering[] = { "UPDATE audit SET who = 'x' WHERE id = 2",
        "UPDATE audit SET before = '' WHERE id = 2",
        "UPDATE audit SET is_loud = 1 WHERE id = 2",
        "UPDATE audit SET act = 'bx', what = '' WHERE id = 2",
        "DELETE FROM audit WHERE id = 2" };
    char acts[100] = "";
    struct audit_page page = { 3, 2 };
    note(room, "a", NULL, "1");
    note(room, "b", NULL, NULL);
    note(room, "c", "", "3");
    assert_true(audit_each(room->database, &page, join, acts, &room->error));
    assert_string_equal(acts, "b-a-");
    assert_true(audit_verify(room->database, &room->error));
    for (size_t i = 0; i < sizeof tampering / sizeof *tampering; i++) {
        assert_false(run(room, tampering[i]));
        assert_non_null(strstr(room->error.text, "only grows"));
    }
    assert_true(run(room, "DROP TRIGGER audit_kept") && run(room, "DROP TRIGGER audit_stays"));
    for (size_t i = 0; i < sizeof tampering / sizeof *tampering; i++) {
        assert_true(run(room, "SAVEPOINT before"));
        assert_true(run(room, tampering[i]));
        assert_false(audit_verify(room->database, &room->error));
        assert_string_equal(room->error.text, "audit: row 2 is not as it was written");
        assert_true(run(room, "ROLLBACK TO before") && run(room, "RELEASE before"));
        assert_true(audit_verify(room->database, &room->error));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names),
        in_room(test_people),
        in_room(test_an_admin_stays),
        in_room(test_passwords),
        in_room(test_sessions),
        in_room(test_a_session_has_an_end),
        in_room(test_csrf),
        in_room(test_audit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
