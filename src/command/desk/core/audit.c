#include "command/desk/core/audit.h"

#include "base/clock.h"

#include <inttypes.h>
#include <sodium.h>
#include <string.h>

enum { MARK_BYTES = 32 };

static const char *const steps[] = {
    "CREATE TABLE audit (id INTEGER PRIMARY KEY AUTOINCREMENT, at_ms INTEGER NOT NULL,"
    " who TEXT NOT NULL, address TEXT NOT NULL, act TEXT NOT NULL, what TEXT NOT NULL,"
    " before TEXT, after TEXT, is_loud INTEGER NOT NULL, mark BLOB NOT NULL) STRICT;"
    "CREATE TRIGGER audit_kept BEFORE UPDATE ON audit BEGIN"
    " SELECT RAISE(ABORT, 'the audit log only grows'); END;"
    "CREATE TRIGGER audit_stays BEFORE DELETE ON audit BEGIN"
    " SELECT RAISE(ABORT, 'the audit log only grows'); END",
};
const struct database_unit audit_tables = { "audit", steps, sizeof steps / sizeof *steps };

static void add_text(crypto_generichash_state *state, const char *text)
{
    uint64_t size = text ? strlen(text) + 1 : 0; /* told from "" */
    crypto_generichash_update(state, (const unsigned char *)&size, sizeof size);
    crypto_generichash_update(state, (const unsigned char *)text, text ? size - 1 : 0);
}

/* Over the mark before it and all that the entry says. */
static void mark_entry(const struct audit_entry *entry, const unsigned char *before,
    size_t before_size, unsigned char mark[MARK_BYTES])
{
    crypto_generichash_state state;
    int64_t numbers[] = { entry->id, entry->at_ms, entry->is_loud };
    const char *texts[] = { entry->who, entry->address, entry->act, entry->what, entry->before,
        entry->after };
    crypto_generichash_init(&state, NULL, 0, MARK_BYTES);
    crypto_generichash_update(&state, before, before_size);
    crypto_generichash_update(&state, (const unsigned char *)numbers, sizeof numbers);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        add_text(&state, texts[i]);
    }
    crypto_generichash_final(&state, mark, MARK_BYTES);
}

static bool last_mark(
    struct database *database, int64_t *id, unsigned char mark[MARK_BYTES], struct error *error)
{
    struct statement one;
    size_t size;
    *id = 0;
    memset(mark, 0, MARK_BYTES);
    statement_begin(&one, database, "SELECT id, mark FROM audit ORDER BY id DESC LIMIT 1");
    if (statement_step(&one)) {
        *id = statement_int_at(&one, 0);
        const void *value = statement_blob_at(&one, 1, &size);
        memcpy(mark, value, size == MARK_BYTES ? size : 0);
    }
    return statement_end(&one, error);
}

bool audit_write(
    struct database *database, const struct audit_entry *entry, struct error *error)
{
    unsigned char before[MARK_BYTES], mark[MARK_BYTES];
    struct audit_entry made = *entry;
    struct statement one;
    int64_t last;
    if (!last_mark(database, &last, before, error)) {
        return false;
    }
    made.id = last + 1;
    made.at_ms = clock_machine_ms();
    mark_entry(&made, before, sizeof before, mark);
    statement_begin(&one, database, "INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    statement_int(&one, made.id);
    statement_int(&one, made.at_ms);
    statement_text(&one, made.who);
    statement_text(&one, made.address);
    statement_text(&one, made.act);
    statement_text(&one, made.what);
    statement_text(&one, made.before);
    statement_text(&one, made.after);
    statement_int(&one, made.is_loud);
    statement_blob(&one, mark, sizeof mark);
    return statement_end(&one, error);
}

static void read_entry(const struct statement *row, struct audit_entry *entry)
{
    *entry = (struct audit_entry) {
        .id = statement_int_at(row, 0),
        .at_ms = statement_int_at(row, 1),
        .who = statement_text_at(row, 2),
        .address = statement_text_at(row, 3),
        .act = statement_text_at(row, 4),
        .what = statement_text_at(row, 5),
        .before = statement_is_null_at(row, 6) ? NULL : statement_text_at(row, 6),
        .after = statement_is_null_at(row, 7) ? NULL : statement_text_at(row, 7),
        .is_loud = statement_int_at(row, 8) != 0,
    };
}

#define COLUMNS "id, at_ms, who, address, act, what, before, after, is_loud"

bool audit_each(struct database *database, const struct audit_page *page, audit_each_fn *each,
    void *context, struct error *error)
{
    struct statement one;
    statement_begin(&one, database,
        "SELECT " COLUMNS " FROM audit WHERE ?1 = 0 OR id < ?1 ORDER BY id DESC LIMIT ?2");
    statement_int(&one, page->before);
    statement_int(&one, page->limit);
    while (statement_step(&one)) {
        struct audit_entry entry;
        read_entry(&one, &entry);
        each(context, &entry);
    }
    return statement_end(&one, error);
}

bool audit_verify(struct database *database, struct error *error)
{
    unsigned char mark[MARK_BYTES], before[MARK_BYTES] = { 0 };
    struct statement one;
    int64_t expected = 1, wrong = 0;
    size_t size;
    statement_begin(&one, database, "SELECT " COLUMNS ", mark FROM audit ORDER BY id");
    while (wrong == 0 && statement_step(&one)) {
        struct audit_entry entry;
        read_entry(&one, &entry);
        mark_entry(&entry, before, sizeof before, mark);
        const void *there = statement_blob_at(&one, 9, &size);
        if (entry.id != expected || size != MARK_BYTES || memcmp(there, mark, size) != 0) {
            wrong = expected;
        }
        memcpy(before, mark, sizeof before);
        expected++;
    }
    return statement_end(&one, error) &&
           (wrong == 0 ||
               error_set(error, "audit: row %" PRId64 " is not as it was written", wrong));
}
