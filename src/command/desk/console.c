#include "command/desk/console.h"

#include "base/clock.h"
#include "base/translated.h"
#include "command/desk/content/content.h"
#include "command/desk/content/wall/import.h"
#include "command/desk/content/wall/opening.h"
#include "command/desk/content/wall/signing.h"
#include "command/desk/core/audit.h"
#include "command/desk/core/backup.h"
#include "command/desk/core/password.h"
#include "command/desk/core/people.h"
#include "command/desk/core/sessions.h"
#include "command/desk/place.h"
#include "command/desk/schema.h"

#include <assert.h>
#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

enum { LINE_BYTES = PASSWORD_BYTES_MAX + 2 };

/* One line of standard input, unseen where that is a terminal. False where there is none. */
static bool read_line(const char *question, char line[LINE_BYTES])
{
    struct termios before, unseen;
    bool is_terminal = tcgetattr(STDIN_FILENO, &before) == 0;
    if (is_terminal) {
        unseen = before;
        unseen.c_lflag &= ~(tcflag_t)ECHO;
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &unseen);
        fprintf(stderr, "%s: ", question);
    }
    bool has_it = fgets(line, LINE_BYTES, stdin);
    if (is_terminal) {
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
        fputc('\n', stderr);
    }
    line[has_it ? strcspn(line, "\n") : 0] = '\0';
    return has_it;
}

static bool read_hash(const char *name, char hash[PASSWORD_HASH_BYTES], struct error *error)
{
    char one[LINE_BYTES], other[LINE_BYTES];
    bool done = read_line("password", one) || error_set(error, "no password");
    const char *fault = done ? password_fault(name, one) : NULL;
    done = done && (!fault || error_set(error, "%s", fault));
    done = done && (read_line("and again", other) || error_set(error, "the password twice"));
    done = done && (strcmp(one, other) == 0 || error_set(error, "two different passwords"));
    done = done && password_hash(one, hash, error);
    sodium_memzero(one, sizeof one);
    sodium_memzero(other, sizeof other);
    return done;
}

struct task {
    const struct desk *desk;
    const char *config_path;
    struct database *database;
    const char *name;
    enum role role;
    char hash[PASSWORD_HASH_BYTES];
};

static enum people_outcome add(struct task *task, struct error *error)
{
    struct person person = { .role = task->role, .made_ms = clock_wall_ms() };
    snprintf(person.name, sizeof person.name, "%s", task->name);
    return people_add(task->database, &person, task->hash, error);
}

static enum people_outcome set_password(struct task *task, struct error *error)
{
    return people_set_password(task->database, task->name, task->hash, error);
}

static enum people_outcome remove_person(struct task *task, struct error *error)
{
    return people_remove(task->database, task->name, error);
}

static void print_person(void *context, const struct person *person)
{
    bytes_print(context, "%s  %s%s\n", person->name, role_name(person->role),
        person->is_disabled ? ", disabled" : "");
}

static bool list(struct task *task, struct error *error)
{
    struct bytes out;
    bytes_init(&out);
    bool done = people_each(task->database, print_person, &out, error) &&
                (out.size == 0 || command_write(&out, false, error));
    bytes_finish(&out);
    return done;
}

static void print_entry(void *context, const struct audit_entry *entry)
{
    char at[32];
    clock_print_rfc3339(entry->at_ms, 0, at);
    bytes_print(context, "%s  %s%s%s  %s%s%s%s%s%s%s\n", at, entry->who,
        *entry->address ? " from " : "", entry->address, entry->act, *entry->what ? " " : "",
        entry->what, entry->before ? ": " : "", entry->before ? entry->before : "",
        entry->after ? " -> " : "", entry->after ? entry->after : "");
}

/* The newest first, and whether all of it is as it was written. */
static bool print_audit(struct task *task, struct error *error)
{
    struct audit_page all = { 0, INT64_MAX };
    struct bytes out;
    bytes_init(&out);
    bool done = audit_each(task->database, &all, print_entry, &out, error) &&
                (out.size == 0 || command_write(&out, false, error)) &&
                audit_verify(task->database, error);
    bytes_finish(&out);
    return done;
}

static bool back_up(struct task *task, struct error *error)
{
    return backup_write(task->desk, task->database, task->name, error);
}

/* Before anything is changed: what is published is signed. */
static bool open_key(struct signing *signing, struct error *error)
{
    char line[LINE_BYTES];
    if (signing_is_ready(signing)) {
        return true;
    }
    bool done = read_line("password of the signing key", line) ||
                error_set(error, "[desk] sign_key is locked: no password of it");
    switch (done ? signing_unlock(signing, line, error) : MINISIGN_REFUSED) {
    case MINISIGN_UNLOCKED:
    case MINISIGN_REFUSED:
        break;
    case MINISIGN_WRONG_PASSWORD:
        error_set(error, "this is not the password of the key");
        break;
    }
    sodium_memzero(line, sizeof line);
    return signing_is_unlocked(signing);
}

/* Also while a desk runs on the same data. */
static bool import(struct task *task, struct error *error)
{
    struct desk desk = *task->desk;
    struct bytes said;
    struct import import;
    bytes_init(&said);
    bool done = import_read(&import, task->name, error) &&
                opening_beside(&desk, task->config_path, error) &&
                open_key(desk.content->signing, error) &&
                import_publish(&desk, task->database, &import, &said, error);
    done = (said.size == 0 || command_write(&said, false, error)) && done;
    bytes_finish(&said);
    import_finish(&import);
    opening_end(&desk);
    return done;
}

const struct command_word console_words[] = {
    { "add", "NAME --role ROLE",
        N_("somebody who may use it; the password is asked for twice") },
    { "password", "NAME", N_("another password, and all their sessions end") },
    { "remove", "NAME", N_("takes somebody away") },
    { "list", "", N_("who may use it") },
    { "audit", "", N_("who did what, the newest first; fails where that was changed") },
    { "backup", "FILE", N_("all that the desk has as a tar, also while it runs") },
    { "import", "FEED", N_("a feed written by hand takes the place of all that is published") },
    { NULL, NULL, NULL },
};

/* What each of them does. What changes somebody has `change`, and ends their sessions. */
static const struct {
    const char *act;
    bool wants_role, wants_password;
    const char *wants; /* behind the word, or NULL */
    enum people_outcome (*change)(struct task *task, struct error *error);
    bool (*run)(struct task *task, struct error *error);
} words[] = {
    { "person-added", true, true, "NAME", add, NULL },
    { "password", false, true, "NAME", set_password, NULL },
    { "person-removed", false, false, "NAME", remove_person, NULL },
    { "", false, false, NULL, NULL, list },
    { "", false, false, NULL, NULL, print_audit },
    { "", false, false, "FILE", NULL, back_up },
    { "", false, false, "FEED", NULL, import },
};
enum { WORD_COUNT = sizeof words / sizeof *words };
static_assert(WORD_COUNT + 1 == sizeof console_words / sizeof *console_words, "words");

static bool tell(enum people_outcome outcome, const char *name, struct error *error)
{
    switch (outcome) {
    case PEOPLE_DONE:
        return true;
    case PEOPLE_UNKNOWN:
        return error_set(error, "%s: nobody has that name", name);
    case PEOPLE_TAKEN:
        return error_set(error, "%s: somebody has that name", name);
    case PEOPLE_LAST_ADMIN:
        return error_set(error, "%s: nobody would be left who may administrate the desk", name);
    case PEOPLE_FAILED:
        break;
    }
    return false;
}

static bool change(struct task *task, int word, struct error *error)
{
    struct audit_entry entry = { .who = "(console)",
        .address = "",
        .act = words[word].act,
        .what = task->name,
        .after = words[word].wants_role ? role_name(task->role) : NULL };
    if (!database_begin(task->database, error)) {
        return false;
    }
    bool done = tell(words[word].change(task, error), task->name, error) &&
                sessions_end_all(task->database, task->name, error) &&
                audit_write(task->database, &entry, error);
    return database_end(task->database, done, error);
}

static int find_word(const char *name)
{
    for (int i = 0; i < WORD_COUNT; i++) {
        if (strcmp(console_words[i].name, name) == 0) {
            return i;
        }
    }
    return -1;
}

/* What was typed, before anything is opened. */
static bool check_usage(
    const struct invocation *invocation, int word, struct task *task, struct error *error)
{
    const struct desk_options *options = invocation->options;
    const char *typed = invocation->operands.at[0];
    bool has_name = invocation->operands.count > 1;
    if (word < 0) {
        return error_set(
            error, "%s: add, password, remove, list, audit, backup or import", typed);
    }
    if (has_name && !words[word].wants) {
        return error_set(error, "%s: %s is too much", typed, invocation->operands.at[1]);
    }
    if (!has_name && words[word].wants) {
        return error_set(error, "%s: which %s?", typed, words[word].wants);
    }
    task->name = has_name ? invocation->operands.at[1] : "";
    task->role = role_of_name(options->role);
    if (!words[word].wants_role != !options->role ||
        (options->role && task->role == ROLE_NOBODY)) {
        return error_set(error,
            words[word].wants_role ? "%s: --role is editor, reviewer, publisher or admin"
                                   : "%s: no --role",
            typed);
    }
    return word != 0 || person_name_is_good(task->name) ||
           error_set(
               error, "%s: a name is of letters, digits, - _ . and @, 40 at most", task->name);
}

bool console_run(const struct desk *desk, const struct invocation *invocation, int *status,
    struct error *error)
{
    struct task task = { .desk = desk, .config_path = invocation->config_path };
    int word = find_word(invocation->operands.at[0]);
    *status = EXIT_USAGE;
    if (!check_usage(invocation, word, &task, error)) {
        return false;
    }
    *status = EXIT_FAILED;
    if (words[word].wants_password && !read_hash(task.name, task.hash, error)) {
        return false;
    }
    task.database = schema_open(desk->database, error);
    bool done = task.database && (words[word].change ? change(&task, word, error)
                                                     : words[word].run(&task, error));
    database_close(task.database);
    *status = done ? EXIT_DONE : EXIT_FAILED;
    return done;
}
