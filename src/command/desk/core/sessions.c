#include "command/desk/core/sessions.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

enum { HASH_BYTES = 32, TOKEN_RAW = 32, SECRET_BYTES = 32 };
#define MINUTE_MS INT64_C(60000)
#define IDLE_MS (12 * 60 * MINUTE_MS)
#define WHOLE_MS (14 * 24 * 60 * MINUTE_MS)

static const char *const steps[] = {
    "CREATE TABLE session (hash BLOB PRIMARY KEY, name TEXT NOT NULL COLLATE NOCASE,"
    " made_ms INTEGER NOT NULL, seen_ms INTEGER NOT NULL) STRICT;"
    "CREATE INDEX session_name ON session (name);"
    "CREATE TABLE secret (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT",
};
const struct database_unit sessions_tables = { "sessions", steps,
    sizeof steps / sizeof *steps };

static void print(const unsigned char raw[32], char out[SESSION_TOKEN_BYTES])
{
    sodium_bin2base64(
        out, SESSION_TOKEN_BYTES, raw, 32, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

static bool read_token(const char *token, unsigned char raw[TOKEN_RAW])
{
    size_t size = 0;
    return sodium_base642bin(raw, TOKEN_RAW, token, strlen(token), NULL, &size, NULL,
               sodium_base64_VARIANT_URLSAFE_NO_PADDING) == 0 &&
           size == TOKEN_RAW;
}

/* As in the database. */
static bool hash_token(const char *token, unsigned char hash[HASH_BYTES])
{
    unsigned char raw[TOKEN_RAW];
    if (!read_token(token, raw)) {
        return false;
    }
    crypto_generichash(hash, HASH_BYTES, raw, sizeof raw, NULL, 0);
    sodium_memzero(raw, sizeof raw);
    return true;
}

static bool is_over(int64_t made_ms, int64_t seen_ms, int64_t now_ms)
{
    return now_ms - seen_ms > IDLE_MS || now_ms - made_ms > WHOLE_MS;
}

bool sessions_begin(struct database *database, const struct person *person, int64_t now_ms,
    char token[SESSION_TOKEN_BYTES], struct error *error)
{
    unsigned char raw[TOKEN_RAW], hash[HASH_BYTES];
    struct statement one;
    randombytes_buf(raw, sizeof raw);
    print(raw, token);
    crypto_generichash(hash, sizeof hash, raw, sizeof raw, NULL, 0);
    statement_begin(&one, database, "INSERT INTO session VALUES (?, ?, ?, ?)");
    statement_blob(&one, hash, sizeof hash);
    statement_text(&one, person->name);
    statement_int(&one, now_ms);
    statement_int(&one, now_ms);
    return statement_end(&one, error);
}

static bool note_seen(struct database *database, const unsigned char hash[HASH_BYTES],
    int64_t now_ms, struct error *error)
{
    struct statement one;
    statement_begin(&one, database, "UPDATE session SET seen_ms = ? WHERE hash = ?");
    statement_int(&one, now_ms);
    statement_blob(&one, hash, HASH_BYTES);
    return statement_end(&one, error);
}

bool sessions_find(struct database *database, const char *token, int64_t now_ms,
    struct person *person, struct error *error)
{
    enum { NOTE_MINUTES = 5 };
    unsigned char hash[HASH_BYTES];
    char name[PERSON_NAME_BYTES] = "";
    int64_t seen_ms = 0;
    struct statement one;
    *person = (struct person) { 0 };
    if (!hash_token(token, hash)) {
        return true;
    }
    statement_begin(
        &one, database, "SELECT name, made_ms, seen_ms FROM session WHERE hash = ?");
    statement_blob(&one, hash, sizeof hash);
    if (statement_step(&one)) {
        seen_ms = statement_int_at(&one, 2);
        if (!is_over(statement_int_at(&one, 1), seen_ms, now_ms)) {
            snprintf(name, sizeof name, "%s", statement_text_at(&one, 0));
        }
    }
    if (!statement_end(&one, error) || (*name && !people_find(database, name, person, error))) {
        return false;
    }
    if (person->is_disabled) {
        *person = (struct person) { 0 };
    }
    return !*person->name || now_ms - seen_ms < NOTE_MINUTES * MINUTE_MS ||
           note_seen(database, hash, now_ms, error);
}

bool sessions_end(struct database *database, const char *token, struct error *error)
{
    unsigned char hash[HASH_BYTES];
    struct statement one;
    if (!hash_token(token, hash)) {
        return true;
    }
    statement_begin(&one, database, "DELETE FROM session WHERE hash = ?");
    statement_blob(&one, hash, sizeof hash);
    return statement_end(&one, error);
}

bool sessions_end_all(struct database *database, const char *name, struct error *error)
{
    struct statement one;
    statement_begin(&one, database, "DELETE FROM session WHERE name = ?");
    statement_text(&one, name);
    return statement_end(&one, error);
}

bool sessions_sweep(struct database *database, int64_t now_ms, struct error *error)
{
    struct statement one;
    statement_begin(&one, database, "DELETE FROM session WHERE seen_ms < ? OR made_ms < ?");
    statement_int(&one, now_ms - IDLE_MS);
    statement_int(&one, now_ms - WHOLE_MS);
    return statement_end(&one, error);
}

void sessions_csrf(const char *token, char csrf[SESSION_CSRF_BYTES])
{
    static const unsigned char label[] = "csrf";
    unsigned char raw[TOKEN_RAW], mark[32];
    *csrf = '\0';
    if (read_token(token, raw)) {
        crypto_generichash(mark, sizeof mark, label, sizeof label, raw, sizeof raw);
        print(mark, csrf);
    }
}

void sessions_csrf_of_name(
    const unsigned char secret[32], const char *name, char csrf[SESSION_CSRF_BYTES])
{
    unsigned char mark[32];
    crypto_generichash(
        mark, sizeof mark, (const unsigned char *)name, strlen(name), secret, SECRET_BYTES);
    print(mark, csrf);
}

bool sessions_secret(struct database *database, unsigned char secret[32], struct error *error)
{
    struct statement one;
    size_t size = 0;
    unsigned char made[SECRET_BYTES];
    randombytes_buf(made, sizeof made);
    statement_begin(
        &one, database, "INSERT INTO secret VALUES ('csrf', ?) ON CONFLICT DO NOTHING");
    statement_blob(&one, made, sizeof made);
    if (!statement_end(&one, error)) {
        return false;
    }
    statement_begin(&one, database, "SELECT value FROM secret WHERE name = 'csrf'");
    if (statement_step(&one)) {
        const void *value = statement_blob_at(&one, 0, &size);
        memcpy(secret, value, size == SECRET_BYTES ? size : 0);
    }
    return statement_end(&one, error) &&
           (size == SECRET_BYTES || error_set(error, "desk.db: its secret is none"));
}

bool sessions_is_same(const char *one, const char *other)
{
    size_t length = strlen(one);
    return *one && length == strlen(other) && sodium_memcmp(one, other, length) == 0;
}
