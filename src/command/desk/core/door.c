#include "command/desk/core/door.h"

#include "base/clock.h"
#include "base/translated.h"
#include "command/desk/core/answer.h"
#include "command/desk/core/password.h"
#include "command/desk/core/sessions.h"
#include "command/desk/core/tries.h"

#include <cjson/cJSON.h>
#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

const char door_cookie[] = "desk";
/* That this browser was let in with this name before: see tries.h. */
static const char known_cookie[] = "desk_known";

enum { KNOWN_DAYS = 400, LOGIN_WAITING_MAX = 3, LOGIN_WAIT_MS = 30 * 1000 };

static void refuse(struct visit *visit, int status, const char *text, const char *pointer)
{
    answer_refuse(
        visit, &(struct refusal) { .status = status, .text = text, .pointer = pointer });
}

static void set_cookie(
    struct visit *visit, const char *name, const char *value, const char *more)
{
    char *line = arena_printf(&visit->request->arena, "%s=%s; HttpOnly; SameSite=Strict%s%s",
        name, value, visit->request->is_secure ? "; Secure" : "", more);
    if (line) {
        serve_answer_header(visit->answer, "Set-Cookie", line);
    }
}

void door_me(struct visit *visit)
{
    cJSON *tree = cJSON_CreateObject();
    cJSON_AddStringToObject(tree, "name", visit->person.name);
    cJSON_AddStringToObject(tree, "role", role_name(visit->person.role));
    cJSON_AddStringToObject(tree, "csrf", visit->csrf);
    cJSON_AddStringToObject(tree, "language", visit->is_english ? "en" : "zh");
    cJSON_AddNumberToObject(tree, "approvals", visit->desk->config->desk.approvals);
    cJSON_AddNumberToObject(tree, "now", (double)visit->now_ms);
    if (visit->desk->tell_me) {
        visit->desk->tell_me(visit, tree);
    }
    answer_tree(visit, tree);
}

/* Follows from the desk's secret, the name and the password's hash: a new password ends it. */
static void known_mark(
    const struct visit *visit, const char *name, const char *hash, char out[SESSION_CSRF_BYTES])
{
    char *text = arena_printf(&visit->request->arena, "known %s %s", name, hash);
    *out = '\0';
    if (text) {
        sessions_csrf_of_name(visit->desk->secret, text, out);
    }
}

static bool is_known(const struct visit *visit, const char *name, const char *hash)
{
    char mark[SESSION_CSRF_BYTES], sent[SESSION_CSRF_BYTES];
    known_mark(visit, name, hash, mark);
    return *hash && serve_cookie(visit->request, known_cookie, sent, sizeof sent) &&
           sessions_is_same(sent, mark);
}

/* Nobody is told whether it was the name or the password. */
static void refuse_password(struct visit *visit)
{
    refuse(visit, 401, translated("the name or the password is not right"), NULL);
}

static void refuse_wait(struct visit *visit, const char *why, int64_t wait_ms)
{
    int64_t seconds = (wait_ms + 999) / 1000;
    char *number = arena_printf(&visit->request->arena, "%" PRId64, seconds);
    char *mend = arena_printf(&visit->request->arena,
        translated("try again in %" PRId64 " s, or from where you have logged in before"),
        seconds);
    answer_refuse(visit, &(struct refusal) { .status = 429, .text = why, .mend = mend });
    if (number) {
        serve_answer_header(visit->answer, "Retry-After", number);
    }
}

/* Passwords are looked at one after another. Who finds some waiting for it waits in a line of
 * bounded length, without a thread; browsers that were let in before do not stand in it, so
 * that a crowd of strangers keeps nobody out. False after an answer. */
static bool wait_in_line(struct visit *visit)
{
    struct tries *tries = visit->desk->tries;
    bool is_busy = password_waiting() >= LOGIN_WAITING_MAX;
    if (is_busy && tries_queue(tries, visit->request->parked > 0)) {
        if (answer_park(visit, LOGIN_WAIT_MS)) {
            return false;
        }
        tries_leave_queue(tries);
    }
    if (is_busy) {
        refuse_wait(visit, translated("many are logging in"), 1000);
    }
    return !is_busy;
}

/* The session and its line in the log. */
static bool come_in(struct visit *visit, const struct person *person, struct error *error)
{
    char token[SESSION_TOKEN_BYTES], csrf[SESSION_CSRF_BYTES], old[SESSION_TOKEN_BYTES];
    struct audit_entry entry = { .act = "login" };
    visit->person = *person;
    bool has_old = serve_cookie(visit->request, door_cookie, old, sizeof old);
    if (!database_begin(visit->database, error)) {
        return false;
    }
    bool done = (!has_old || sessions_end(visit->database, old, error)) &&
                sessions_sweep(visit->database, visit->now_ms, error) &&
                sessions_begin(visit->database, person, visit->now_ms, token, error) &&
                people_note_seen(visit->database, person->name, visit->now_ms, error) &&
                visit_audit(visit, &entry, error);
    if (!database_end(visit->database, done, error)) {
        return false;
    }
    sessions_csrf(token, csrf);
    visit->csrf = arena_strdup(&visit->request->arena, csrf);
    set_cookie(visit, door_cookie, token, "; Path=/");
    return visit->csrf || error_set(error, "out of memory");
}

static void remember_browser(struct visit *visit, const char *hash)
{
    char mark[SESSION_CSRF_BYTES], more[80];
    known_mark(visit, visit->person.name, hash, mark);
    snprintf(more, sizeof more, "; Path=/api/login; Max-Age=%d", KNOWN_DAYS * 24 * 3600);
    set_cookie(visit, known_cookie, mark, more);
}

/* Whose the password is; false after an answer. */
static bool check(struct visit *visit, const char *name, const char *password,
    struct person *person, char hash[PASSWORD_HASH_BYTES])
{
    struct error error = { 0 };
    if (!people_find(visit->database, name, person, &error) ||
        !people_hash(visit->database, name, hash, &error)) {
        answer_failed(visit, &error);
        return false;
    }
    /* As it was added: Zhang and zhang are one in the marks, too. */
    struct try one = { name, visit->request->address, is_known(visit, person->name, hash) };
    if (!one.is_known && !wait_in_line(visit)) {
        return false;
    }
    int64_t wait_ms = tries_take(visit->desk->tries, &one, clock_mono_ms());
    if (wait_ms > 0) {
        refuse_wait(visit, translated("too many tries"), wait_ms);
        return false;
    }
    bool is_right = password_is(hash, password);
    desk_wake(visit->desk); /* who waits for a turn at it */
    if (!is_right) {
        refuse_password(visit);
        return false;
    }
    tries_forgive(visit->desk->tries, &one);
    return true;
}

static void log_in(struct visit *visit, const char *name, const char *password)
{
    struct error error = { 0 };
    struct person person;
    char hash[PASSWORD_HASH_BYTES];
    if (!check(visit, name, password, &person, hash)) {
        return;
    }
    if (!come_in(visit, &person, &error)) {
        answer_failed(visit, &error);
        return;
    }
    remember_browser(visit, hash);
    door_me(visit);
}

void door_login(struct visit *visit)
{
    if (visit->request->parked > 0) {
        tries_leave_queue(
            visit->desk->tries); /* its place, until it is known whether it stays */
    }
    cJSON *tree = visit_json(visit);
    if (!tree) {
        return;
    }
    const char *name = visit_text(tree, "name"), *password = visit_text(tree, "password");
    if (!name || !password) {
        refuse(visit, 400, translated("name and password are texts"),
            name ? "/password" : "/name");
    } else if (!person_name_is_good(name)) {
        refuse_password(visit);
    } else {
        log_in(visit, name, password);
    }
    cJSON_Delete(tree);
}

/* Ends this session or all of this person's, with a line in the log. */
static void leave(struct visit *visit, bool everywhere)
{
    char token[SESSION_TOKEN_BYTES] = "";
    struct audit_entry entry = { .act = everywhere ? "logout-everywhere" : "logout" };
    struct error error = { 0 };
    serve_cookie(visit->request, door_cookie, token, sizeof token);
    bool done = database_begin(visit->database, &error);
    if (done) {
        done = (everywhere ? sessions_end_all(visit->database, visit->person.name, &error)
                           : sessions_end(visit->database, token, &error)) &&
               visit_audit(visit, &entry, &error);
        done = database_end(visit->database, done, &error);
    }
    if (!done) {
        answer_failed(visit, &error);
        return;
    }
    desk_wake(visit->desk);
    set_cookie(visit, door_cookie, "", "; Path=/; Max-Age=0");
    answer_done(visit);
}

void door_logout(struct visit *visit)
{
    leave(visit, false);
}

void door_logout_everywhere(struct visit *visit)
{
    leave(visit, true);
}

/* All sessions end but a new one of this browser. */
static void take_password(struct visit *visit, const char *new)
{
    char hash[PASSWORD_HASH_BYTES], name[PERSON_NAME_BYTES];
    struct audit_entry entry = { .act = "password", .what = name };
    struct error error = { 0 };
    struct person person = visit->person;
    strcpy(name, person.name);
    bool done = password_hash(new, hash, &error) && database_begin(visit->database, &error);
    if (done) {
        done = people_set_password(visit->database, name, hash, &error) == PEOPLE_DONE &&
               sessions_end_all(visit->database, name, &error) &&
               visit_audit(visit, &entry, &error);
        done = database_end(visit->database, done, &error) && come_in(visit, &person, &error);
    }
    if (!done) {
        answer_failed(visit, &error);
        return;
    }
    remember_browser(visit, hash);
    door_me(visit);
}

void door_password(struct visit *visit)
{
    struct person person;
    char hash[PASSWORD_HASH_BYTES];
    cJSON *tree = visit_json(visit);
    if (!tree) {
        return;
    }
    const char *old = visit_text(tree, "old"), *new = visit_text(tree, "new");
    const char *fault = new ? password_fault(visit->person.name, new) : NULL;
    if (!old || !new) {
        refuse(visit, 400, translated("old and new are texts"), old ? "/new" : "/old");
    } else if (fault) {
        refuse(visit, 422, fault, "/new");
    } else if (check(visit, visit->person.name, old, &person, hash)) {
        take_password(visit, new);
    }
    cJSON_Delete(tree);
}
