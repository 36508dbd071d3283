#include "command/desk/core/people_web.h"

#include "base/translated.h"
#include "command/desk/core/answer.h"
#include "command/desk/core/password.h"
#include "command/desk/core/sessions.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void refuse(struct visit *visit, int status, const char *text, const char *pointer)
{
    answer_refuse(
        visit, &(struct refusal) { .status = status, .text = text, .pointer = pointer });
}

static void add_person(void *context, const struct person *person)
{
    cJSON *one = cJSON_CreateObject();
    cJSON_AddStringToObject(one, "name", person->name);
    cJSON_AddStringToObject(one, "role", role_name(person->role));
    cJSON_AddBoolToObject(one, "disabled", person->is_disabled);
    cJSON_AddNumberToObject(one, "made", (double)person->made_ms);
    cJSON_AddNumberToObject(one, "seen", (double)person->seen_ms);
    cJSON_AddItemToArray(context, one);
}

void people_web_list(struct visit *visit)
{
    struct error error = { 0 };
    cJSON *tree = cJSON_CreateObject();
    if (!people_each(
            visit->database, add_person, cJSON_AddArrayToObject(tree, "people"), &error)) {
        cJSON_Delete(tree);
        answer_failed(visit, &error);
        return;
    }
    answer_tree(visit, tree);
}

/* True where it is done; else after an answer. */
static bool tell(struct visit *visit, enum people_outcome outcome, const struct error *error)
{
    switch (outcome) {
    case PEOPLE_DONE:
        return true;
    case PEOPLE_UNKNOWN:
        refuse(visit, 404, translated("nobody has that name"), NULL);
        break;
    case PEOPLE_TAKEN:
        refuse(visit, 409, translated("somebody has that name"), "/name");
        break;
    case PEOPLE_LAST_ADMIN:
        refuse(
            visit, 409, translated("nobody would be left who may administrate the desk"), NULL);
        break;
    case PEOPLE_FAILED:
        answer_failed(visit, error);
        break;
    }
    return false;
}

static void add(struct visit *visit, const struct person *person, const char *password)
{
    char hash[PASSWORD_HASH_BYTES];
    struct error error = { 0 };
    struct audit_entry entry = {
        .act = "person-added", .what = person->name, .after = role_name(person->role)
    };
    enum people_outcome outcome = PEOPLE_FAILED;
    if (password_hash(password, hash, &error) && database_begin(visit->database, &error)) {
        outcome = people_add(visit->database, person, hash, &error);
        bool done = outcome == PEOPLE_DONE && visit_audit(visit, &entry, &error);
        if (!database_end(visit->database, done, &error) && outcome == PEOPLE_DONE) {
            outcome = PEOPLE_FAILED;
        }
    }
    if (tell(visit, outcome, &error)) {
        answer_done(visit);
    }
}

void people_web_add(struct visit *visit)
{
    cJSON *tree = visit_json(visit);
    if (!tree) {
        return;
    }
    const char *name = visit_text(tree, "name"), *password = visit_text(tree, "password");
    struct person person = { .role = role_of_name(visit_text(tree, "role")),
        .made_ms = visit->now_ms };
    const char *fault = name && password ? password_fault(name, password) : NULL;
    if (!name || !person_name_is_good(name)) {
        refuse(visit, 422, translated("a name is of letters, digits, - _ . and @, 40 at most"),
            "/name");
    } else if (person.role == ROLE_NOBODY) {
        refuse(
            visit, 422, translated("a role is editor, reviewer, publisher or admin"), "/role");
    } else if (!password || fault) {
        refuse(visit, 422, fault ? fault : translated("a password is missing"), "/password");
    } else {
        snprintf(person.name, sizeof person.name, "%s", name);
        add(visit, &person, password);
    }
    cJSON_Delete(tree);
}

/* What a change says; what it does not say is NULL or nobody. */
struct change {
    const char *name;
    enum role role;
    const cJSON *disabled;
    char hash[PASSWORD_HASH_BYTES]; /* "" for none */
};

static enum people_outcome apply(
    struct visit *visit, const struct change *change, struct error *error)
{
    struct database *database = visit->database;
    enum people_outcome outcome = PEOPLE_DONE;
    if (change->role != ROLE_NOBODY) {
        outcome = people_set_role(database, change->name, change->role, error);
    }
    if (outcome == PEOPLE_DONE && change->disabled) {
        outcome =
            people_set_disabled(database, change->name, cJSON_IsTrue(change->disabled), error);
    }
    if (outcome == PEOPLE_DONE && *change->hash) {
        outcome = people_set_password(database, change->name, change->hash, error);
    }
    return outcome == PEOPLE_DONE && !sessions_end_all(database, change->name, error)
               ? PEOPLE_FAILED
               : outcome;
}

/* "role editor, disabled": as the log has somebody. */
static char *describe(struct visit *visit, const struct person *person, bool has_new_password)
{
    return arena_printf(&visit->request->arena, "%s%s%s",
        person->role == ROLE_NOBODY ? "" : role_name(person->role),
        person->is_disabled ? ", disabled" : "", has_new_password ? ", new password" : "");
}

static enum people_outcome note_change(struct visit *visit, const struct change *change,
    const struct person *before, struct error *error)
{
    struct person after;
    if (!people_find(visit->database, change->name, &after, error)) {
        return PEOPLE_FAILED;
    }
    struct audit_entry entry = { .act = "person-changed",
        .what = before->name,
        .before = describe(visit, before, false),
        .after = describe(visit, &after, *change->hash) };
    return visit_audit(visit, &entry, error) ? PEOPLE_DONE : PEOPLE_FAILED;
}

static void carry_out(struct visit *visit, const struct change *change)
{
    struct error error = { 0 };
    struct person before;
    enum people_outcome outcome = PEOPLE_FAILED;
    if (database_begin(visit->database, &error)) {
        if (people_find(visit->database, change->name, &before, &error)) {
            outcome = *before.name ? apply(visit, change, &error) : PEOPLE_UNKNOWN;
        }
        if (outcome == PEOPLE_DONE) {
            outcome = note_change(visit, change, &before, &error);
        }
        if (!database_end(visit->database, outcome == PEOPLE_DONE, &error) &&
            outcome == PEOPLE_DONE) {
            outcome = PEOPLE_FAILED;
        }
    }
    if (tell(visit, outcome, &error)) {
        desk_wake(visit->desk);
        answer_done(visit);
    }
}

void people_web_change(struct visit *visit)
{
    struct error error = { 0 };
    struct change change = { .name = visit->parameters[0] };
    cJSON *tree = visit_json(visit);
    if (!tree) {
        return;
    }
    const char *role = visit_text(tree, "role"), *password = visit_text(tree, "password");
    const char *fault = password ? password_fault(change.name, password) : NULL;
    change.role = role_of_name(role);
    change.disabled = cJSON_GetObjectItemCaseSensitive(tree, "disabled");
    if (role && change.role == ROLE_NOBODY) {
        refuse(
            visit, 422, translated("a role is editor, reviewer, publisher or admin"), "/role");
    } else if (change.disabled && !cJSON_IsBool(change.disabled)) {
        refuse(visit, 422, translated("disabled is true or false"), "/disabled");
    } else if (fault) {
        refuse(visit, 422, fault, "/password");
    } else if (!role && !password && !change.disabled) {
        refuse(visit, 422, translated("nothing is to be changed"), NULL);
    } else if (password && !password_hash(password, change.hash, &error)) {
        answer_failed(visit, &error);
    } else {
        carry_out(visit, &change);
    }
    cJSON_Delete(tree);
}

void people_web_remove(struct visit *visit)
{
    struct error error = { 0 };
    const char *name = visit->parameters[0];
    struct audit_entry entry = { .act = "person-removed", .what = name };
    enum people_outcome outcome = PEOPLE_FAILED;
    if (database_begin(visit->database, &error)) {
        outcome = people_remove(visit->database, name, &error);
        bool done = outcome == PEOPLE_DONE && sessions_end_all(visit->database, name, &error) &&
                    visit_audit(visit, &entry, &error);
        if (!database_end(visit->database, done, &error) && outcome == PEOPLE_DONE) {
            outcome = PEOPLE_FAILED;
        }
    }
    if (tell(visit, outcome, &error)) {
        desk_wake(visit->desk);
        answer_done(visit);
    }
}

static void add_entry(void *context, const struct audit_entry *entry)
{
    cJSON *one = cJSON_CreateObject();
    cJSON_AddNumberToObject(one, "id", (double)entry->id);
    cJSON_AddNumberToObject(one, "at", (double)entry->at_ms);
    cJSON_AddStringToObject(one, "who", entry->who);
    cJSON_AddStringToObject(one, "address", entry->address);
    cJSON_AddStringToObject(one, "act", entry->act);
    cJSON_AddStringToObject(one, "what", entry->what);
    if (entry->before) {
        cJSON_AddStringToObject(one, "before", entry->before);
    }
    if (entry->after) {
        cJSON_AddStringToObject(one, "after", entry->after);
    }
    cJSON_AddBoolToObject(one, "loud", entry->is_loud);
    cJSON_AddItemToArray(context, one);
}

static int64_t number_of(const struct visit *visit, const char *name, int64_t otherwise)
{
    const char *text = serve_query(visit->request, name);
    char *end;
    long long value = text && *text ? strtoll(text, &end, 10) : otherwise;
    return text && *text && (*end || value < 0) ? otherwise : value;
}

void people_web_audit(struct visit *visit)
{
    enum { USUAL = 100, MOST = 500 };
    struct error error = { 0 };
    struct audit_page page = { number_of(visit, "before", 0),
        number_of(visit, "limit", USUAL) };
    page.limit = page.limit > MOST ? MOST : page.limit;
    cJSON *tree = cJSON_CreateObject();
    if (!audit_each(visit->database, &page, add_entry, cJSON_AddArrayToObject(tree, "entries"),
            &error)) {
        cJSON_Delete(tree);
        answer_failed(visit, &error);
        return;
    }
    answer_tree(visit, tree);
}
