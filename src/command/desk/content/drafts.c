#include "command/desk/content/drafts.h"

#include <stdio.h>
#include <string.h>

const char drafts_why_draft[] = "", drafts_why_conflict[] = "conflict",
           drafts_why_dropped[] = "dropped", drafts_why_removal[] = "removal";

/* So many versions of a part that were saved while somebody typed; what else was kept stays,
 * and the last of each person: who wrote in a draft is known by it. */
#define VERSIONS_KEPT "200"

static const char *const steps[] = {
    "CREATE TABLE version (revision INTEGER PRIMARY KEY AUTOINCREMENT, part TEXT NOT NULL,"
    " content TEXT, hash TEXT NOT NULL, by TEXT NOT NULL, at_ms INTEGER NOT NULL,"
    " why TEXT NOT NULL) STRICT;"
    "CREATE INDEX version_part ON version (part, revision);"
    "CREATE TABLE draft (part TEXT PRIMARY KEY, kind TEXT NOT NULL, title TEXT NOT NULL,"
    " content TEXT, revision INTEGER NOT NULL, hash TEXT NOT NULL, by TEXT NOT NULL,"
    " at_ms INTEGER NOT NULL, submitted INTEGER NOT NULL) STRICT;"
    "CREATE TABLE approval (part TEXT NOT NULL, revision INTEGER NOT NULL, hash TEXT NOT NULL,"
    " by TEXT NOT NULL, at_ms INTEGER NOT NULL, PRIMARY KEY (part, by)) STRICT;"
    "CREATE TABLE remark (id INTEGER PRIMARY KEY, part TEXT NOT NULL, revision INTEGER NOT NULL,"
    " by TEXT NOT NULL, at_ms INTEGER NOT NULL, text TEXT NOT NULL) STRICT;"
    "CREATE INDEX remark_part ON remark (part);",
};
const struct database_unit drafts_tables = { "drafts", steps, sizeof steps / sizeof *steps };

#define DRAFT_COLUMNS "part, kind, title, content, revision, hash, by, at_ms, submitted"

static struct draft *draft_of(const struct statement *row, struct arena *arena)
{
    struct draft *draft = arena_alloc(arena, sizeof *draft);
    if (!draft) {
        return NULL;
    }
    draft->part = arena_strdup(arena, statement_text_at(row, 0));
    draft->kind = arena_strdup(arena, statement_text_at(row, 1));
    draft->title = arena_strdup(arena, statement_text_at(row, 2));
    draft->content =
        statement_is_null_at(row, 3) ? NULL : arena_strdup(arena, statement_text_at(row, 3));
    draft->revision = statement_int_at(row, 4);
    snprintf(draft->hash, sizeof draft->hash, "%s", statement_text_at(row, 5));
    draft->by = arena_strdup(arena, statement_text_at(row, 6));
    draft->at_ms = statement_int_at(row, 7);
    draft->is_submitted = statement_int_at(row, 8) != 0;
    return arena->has_failed ? NULL : draft;
}

struct draft *drafts_find(
    struct database *database, struct arena *arena, const char *part, struct error *error)
{
    struct statement one;
    struct draft *draft = NULL;
    bool has_row = false;
    statement_begin(&one, database, "SELECT " DRAFT_COLUMNS " FROM draft WHERE part = ?");
    statement_text(&one, part);
    if (statement_step(&one)) {
        has_row = true;
        draft = draft_of(&one, arena);
    }
    if (!statement_end(&one, error)) {
        return NULL;
    }
    if (has_row && !draft) {
        error_set(error, "out of memory");
    }
    return draft;
}

bool drafts_revision(
    struct database *database, const char *part, int64_t *revision, struct error *error)
{
    struct statement one;
    *revision = 0;
    statement_begin(&one, database,
        "SELECT coalesce(max(revision), 0) FROM version WHERE part = ? AND why <> 'conflict'");
    statement_text(&one, part);
    if (statement_step(&one)) {
        *revision = statement_int_at(&one, 0);
    }
    return statement_end(&one, error);
}

static bool prune(struct database *database, const char *part, struct error *error)
{
    struct statement one;
    statement_begin(&one, database,
        "DELETE FROM version WHERE part = ?1 AND why = '' AND revision < (SELECT revision FROM "
        "version WHERE part = ?1 AND why = '' ORDER BY revision DESC LIMIT 1 OFFSET " VERSIONS_KEPT
        ") AND revision NOT IN (SELECT max(revision) FROM version WHERE part = ?1 AND why = ''"
        " GROUP BY by)");
    statement_text(&one, part);
    return statement_end(&one, error);
}

bool drafts_keep(struct database *database, struct version *version, struct error *error)
{
    struct statement one;
    statement_begin(&one, database,
        "INSERT INTO version (part, content, hash, by, at_ms, why) VALUES (?, ?, ?, ?, ?, ?)");
    statement_text(&one, version->part);
    statement_text(&one, version->content);
    statement_text(&one, version->hash);
    statement_text(&one, version->by);
    statement_int(&one, version->at_ms);
    statement_text(&one, version->why);
    if (!statement_end(&one, error)) {
        return false;
    }
    version->revision = database_inserted(database);
    return prune(database, version->part, error);
}

static bool void_approvals(struct database *database, const char *part, struct error *error)
{
    struct statement one;
    statement_begin(&one, database, "DELETE FROM approval WHERE part = ?");
    statement_text(&one, part);
    return statement_end(&one, error);
}

bool drafts_save(struct database *database, struct draft *draft, struct error *error)
{
    struct version version = { draft->part, draft->content, draft->hash, draft->by,
        draft->content ? drafts_why_draft : drafts_why_removal, draft->at_ms, 0 };
    struct statement one;
    if (!drafts_keep(database, &version, error) ||
        !void_approvals(database, draft->part, error)) {
        return false;
    }
    draft->revision = version.revision;
    draft->is_submitted = false;
    statement_begin(&one, database,
        "INSERT OR REPLACE INTO draft (" DRAFT_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)");
    statement_text(&one, draft->part);
    statement_text(&one, draft->kind);
    statement_text(&one, draft->title);
    statement_text(&one, draft->content);
    statement_int(&one, draft->revision);
    statement_text(&one, draft->hash);
    statement_text(&one, draft->by);
    statement_int(&one, draft->at_ms);
    return statement_end(&one, error);
}

bool drafts_end(struct database *database, const char *part, struct error *error)
{
    struct statement one;
    statement_begin(&one, database, "DELETE FROM draft WHERE part = ?");
    statement_text(&one, part);
    return statement_end(&one, error) && void_approvals(database, part, error);
}

bool drafts_submit(
    struct database *database, const char *part, bool is_submitted, struct error *error)
{
    struct statement one;
    statement_begin(&one, database, "UPDATE draft SET submitted = ? WHERE part = ?");
    statement_int(&one, is_submitted);
    statement_text(&one, part);
    return statement_end(&one, error) &&
           (is_submitted || void_approvals(database, part, error));
}

bool drafts_each(struct database *database, struct arena *arena, drafts_each_fn *each,
    void *context, struct error *error)
{
    struct statement all;
    bool done = true;
    statement_begin(
        &all, database, "SELECT " DRAFT_COLUMNS " FROM draft ORDER BY revision DESC");
    while (done && statement_step(&all)) {
        struct draft *draft = draft_of(&all, arena);
        done = draft != NULL;
        if (draft) {
            each(context, draft);
        }
    }
    return statement_end(&all, error) && (done || error_set(error, "out of memory"));
}

bool drafts_versions(struct database *database, const char *part, versions_each_fn *each,
    void *context, struct error *error)
{
    struct statement all;
    statement_begin(&all, database,
        "SELECT part, content, hash, by, why, at_ms, revision FROM version WHERE part = ?"
        " ORDER BY revision DESC LIMIT 300");
    statement_text(&all, part);
    while (statement_step(&all)) {
        struct version version = { statement_text_at(&all, 0),
            statement_is_null_at(&all, 1) ? NULL : statement_text_at(&all, 1),
            statement_text_at(&all, 2), statement_text_at(&all, 3), statement_text_at(&all, 4),
            statement_int_at(&all, 5), statement_int_at(&all, 6) };
        each(context, &version);
    }
    return statement_end(&all, error);
}

const char *drafts_content_of(
    struct database *database, struct arena *arena, const char *part, int64_t revision)
{
    struct statement one;
    const char *content = NULL;
    statement_begin(
        &one, database, "SELECT content FROM version WHERE part = ? AND revision = ?");
    statement_text(&one, part);
    statement_int(&one, revision);
    if (statement_step(&one) && !statement_is_null_at(&one, 0)) {
        content = arena_strdup(arena, statement_text_at(&one, 0));
    }
    statement_end(&one, NULL);
    return content;
}

bool drafts_touched(
    struct database *database, touched_each_fn *each, void *context, struct error *error)
{
    struct statement all;
    statement_begin(&all, database,
        "SELECT now.part, coalesce(written.by, now.by), coalesce(written.at_ms, now.at_ms)"
        " FROM (SELECT DISTINCT part FROM version) AS one JOIN version AS now ON now.revision ="
        " coalesce((SELECT revision FROM draft WHERE part = one.part), (SELECT max(revision)"
        " FROM version WHERE part = one.part"
        " AND why NOT IN ('', 'conflict', 'removal', 'dropped')))"
        " LEFT JOIN version AS written ON written.revision = (SELECT max(revision) FROM version"
        " WHERE part = now.part AND hash = now.hash AND why IN ('', 'removal')"
        " AND revision <= now.revision)");
    while (statement_step(&all)) {
        each(context, statement_text_at(&all, 0), statement_text_at(&all, 1),
            statement_int_at(&all, 2));
    }
    return statement_end(&all, error);
}

/* Revisions of what was written since the last draft ended. What is restored or imported beside
 * a draft leaves it as it is. */
#define SINCE                                                                                  \
    " > (SELECT coalesce(max(revision), 0) FROM version WHERE part = ?1 AND why NOT IN ('', "  \
    "'conflict', 'removal', 'restore', 'import'))"

bool drafts_wrote(struct database *database, const char *part, const char *name, bool *wrote,
    struct error *error)
{
    struct statement one;
    statement_begin(&one, database,
        "SELECT 1 FROM version WHERE part = ?1 AND by = ?2 AND why IN ('', 'removal')"
        " AND revision" SINCE " LIMIT 1");
    statement_text(&one, part);
    statement_text(&one, name);
    *wrote = statement_step(&one);
    return statement_end(&one, error);
}

bool drafts_approve(struct database *database, const struct draft *draft,
    const struct approval *approval, struct error *error)
{
    struct statement one;
    statement_begin(&one, database,
        "INSERT OR REPLACE INTO approval (part, revision, hash, by, at_ms) VALUES (?, ?, ?, ?, "
        "?)");
    statement_text(&one, draft->part);
    statement_int(&one, draft->revision);
    statement_text(&one, draft->hash);
    statement_text(&one, approval->by);
    statement_int(&one, approval->at_ms);
    return statement_end(&one, error);
}

bool drafts_approvals(struct database *database, const struct draft *draft,
    approvals_each_fn *each, void *context, struct error *error)
{
    struct statement all;
    statement_begin(&all, database,
        "SELECT by, hash, at_ms FROM approval WHERE part = ? AND revision = ? AND hash = ?"
        " ORDER BY at_ms");
    statement_text(&all, draft->part);
    statement_int(&all, draft->revision);
    statement_text(&all, draft->hash);
    while (statement_step(&all)) {
        struct approval approval = { statement_text_at(&all, 0), statement_text_at(&all, 1),
            statement_int_at(&all, 2) };
        each(context, &approval);
    }
    return statement_end(&all, error);
}

static void count_one(void *context, const struct approval *approval)
{
    (void)approval;
    ++*(int *)context;
}

int drafts_approval_count(
    struct database *database, const struct draft *draft, struct error *error)
{
    int count = 0;
    return drafts_approvals(database, draft, count_one, &count, error) ? count : -1;
}

bool drafts_remark(struct database *database, const struct remark *remark, struct error *error)
{
    struct statement one;
    statement_begin(&one, database,
        "INSERT INTO remark (part, revision, by, at_ms, text) VALUES (?1, (SELECT "
        "coalesce(max(revision), 0) FROM version WHERE part = ?1), ?2, ?3, ?4)");
    statement_text(&one, remark->part);
    statement_text(&one, remark->by);
    statement_int(&one, remark->at_ms);
    statement_text(&one, remark->text);
    return statement_end(&one, error);
}

bool drafts_is_returned(struct database *database, const struct draft *draft, bool *is_returned,
    struct error *error)
{
    struct statement one;
    statement_begin(
        &one, database, "SELECT 1 FROM remark WHERE part = ? AND revision >= ? LIMIT 1");
    statement_text(&one, draft->part);
    statement_int(&one, draft->revision);
    *is_returned = statement_step(&one) && !draft->is_submitted;
    return statement_end(&one, error);
}

bool drafts_remarks(struct database *database, const char *part, remarks_each_fn *each,
    void *context, struct error *error)
{
    struct statement all;
    statement_begin(&all, database,
        "SELECT part, by, text, at_ms FROM remark WHERE part = ?1 AND revision" SINCE
        " ORDER BY id");
    statement_text(&all, part);
    while (statement_step(&all)) {
        struct remark remark = { statement_text_at(&all, 0), statement_text_at(&all, 1),
            statement_text_at(&all, 2), statement_int_at(&all, 3) };
        each(context, &remark);
    }
    return statement_end(&all, error);
}
