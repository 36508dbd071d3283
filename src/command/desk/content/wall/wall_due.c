#include "command/desk/content/wall/wall_due.h"

#include "base/log.h"
#include "base/translated.h"
#include "command/desk/content/states.h"
#include "command/desk/content/wall/publisher.h"
#include "command/desk/content/wall/wall_kit.h"

#include <string.h>

enum { DUE_MAX = 64 };

struct due {
    struct arena *arena;
    int64_t now_ms, next_ms;
    struct scheduled list[DUE_MAX];
    size_t count;
};

static void take(void *context, const struct scheduled *scheduled)
{
    struct due *due = context;
    if (scheduled->at_ms > due->now_ms) {
        due->next_ms = scheduled->at_ms < due->next_ms ? scheduled->at_ms : due->next_ms;
    } else if (due->count < DUE_MAX) {
        struct scheduled *kept = &due->list[due->count++];
        *kept = *scheduled;
        kept->by = arena_strdup(due->arena, scheduled->by);
        kept->parts = arena_strdup(due->arena, scheduled->parts);
        kept->why_not = arena_strdup(due->arena, scheduled->why_not);
    }
}

/* Kept with why not, for people to see; tried again, for a key may be unlocked or a disk
 * emptied meanwhile. Said in the log when it is another reason. */
static void note(struct database *database, const struct scheduled *scheduled, const char *why)
{
    struct error error = { 0 };
    if (strcmp(scheduled->why_not, why) == 0) {
        return;
    }
    log_warning("desk: what was planned for now is not published: %s", why);
    struct audit_entry entry = { .who = scheduled->by,
        .address = "",
        .act = "not-published",
        .what = "",
        .before = scheduled->parts,
        .after = why };
    if (!database_begin(database, &error) ||
        !database_end(database,
            scheduled_note(database, scheduled->id, why, &error) &&
                audit_write(database, &entry, &error),
            &error)) {
        log_error("desk: %s", error.text);
    }
}

static void publish(struct desk *desk, struct database *database, struct due *due,
    const struct scheduled *scheduled)
{
    struct error error = { 0 };
    struct json_tree tree;
    struct publication publication = { .desk = desk,
        .database = database,
        .arena = due->arena,
        .now_ms = due->now_ms,
        .who = scheduled->by,
        .address = "",
        .why = "scheduled",
        .scheduled_id = scheduled->id };
    if (!scheduled->parts || !scheduled->why_not ||
        !json_tree_make(&tree, due->arena, scheduled->parts, strlen(scheduled->parts)) ||
        !wall_parts(&tree, tree.root, &publication)) {
        return;
    }
    switch (publisher_publish(&publication, &error)) {
    case PUBLISHER_DONE:
        log_info(
            "desk: serial %lld is published, as it was planned", (long long)publication.serial);
        break;
    case PUBLISHER_REFUSED:
        note(database, scheduled, publication.refused.text);
        break;
    case PUBLISHER_FAILED:
        note(database, scheduled, error.text);
        break;
    }
}

int64_t wall_publish_due(struct desk *desk, struct database *database, int64_t now_ms)
{
    struct arena arena;
    struct error error = { 0 };
    arena_init(&arena);
    struct due due = { .arena = &arena, .now_ms = now_ms, .next_ms = INT64_MAX };
    if (!scheduled_each(database, take, &due, &error)) {
        log_error("desk: %s", error.text);
    }
    for (size_t i = 0; i < due.count; i++) {
        publish(desk, database, &due, &due.list[i]);
    }
    arena_finish(&arena);
    return due.next_ms;
}
