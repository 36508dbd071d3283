#include "command/desk/content/wall/publication.h"

#include "base/clock.h"
#include "base/system/file.h"
#include "base/translated.h"
#include "command/desk/content/content.h"
#include "command/desk/document/canonical.h"
#include "command/desk/document/compose.h"
#include "time/zone.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *print_instant(const struct publication *publication, int64_t wall_ms)
{
    char text[32];
    const struct zone *zone = publication->desk->config->screen.timezone;
    clock_print_rfc3339(wall_ms, zone_offset_minutes(zone, wall_ms), text);
    return arena_strdup(publication->arena, text);
}

static bool instant_of(const struct json_tree *tree, const char *name, int64_t *wall_ms)
{
    const struct json_node *node = json_tree_member(tree, tree->root, name);
    const char *text = node && node->kind == JSON_STRING ? json_tree_string(tree, node) : NULL;
    return text && moment_read_instant(text, wall_ms, NULL);
}

static int64_t number_of(const struct json_tree *tree, const char *name)
{
    const struct json_node *node = json_tree_member(tree, tree->root, name);
    return node && node->kind == JSON_NUMBER ? strtoll(tree->text + node->at, NULL, 10) : 0;
}

/* A feed that held for some weeks holds for as long again. */
static const char *next_expires(
    const struct publication *publication, const struct json_tree *tree)
{
    int64_t issued, expires;
    return instant_of(tree, "issued", &issued) && instant_of(tree, "expires", &expires) &&
                   expires > issued
               ? print_instant(publication, publication->now_ms + (expires - issued))
               : NULL;
}

static bool is_alert(const struct json_tree *feed, const struct json_node *item)
{
    const struct json_node *kind = json_tree_member(feed, item, "kind");
    const char *text = kind && kind->kind == JSON_STRING ? json_tree_string(feed, kind) : NULL;
    return text && strcmp(text, "alert") == 0;
}

static const struct json_node *first_item(const struct json_tree *feed)
{
    const struct json_node *items = json_tree_member(feed, feed->root, "items");
    return items && items->kind == JSON_LIST ? items->child : NULL;
}

struct composed {
    struct compose_part *parts;
    size_t count, capacity;
};

/* Of each alert that is in `feed`: as it is out now, or not at all where it is not. */
static bool add_alerts(struct composed *composed, struct arena *arena,
    const struct json_tree *feed, const struct json_tree *now)
{
    for (const struct json_node *at = first_item(feed); at; at = at->next) {
        const struct json_node *id = json_tree_member(feed, at, "id");
        if (!is_alert(feed, at) || !id || id->kind != JSON_STRING) {
            continue;
        }
        const char *name = arena_printf(arena, "i-%s", json_tree_string(feed, id));
        struct compose_part *parts = arena_grow(
            arena, composed->parts, composed->count, &composed->capacity, sizeof *parts);
        if (!name || !parts) {
            return false;
        }
        const struct json_node *node = compose_find(now, name);
        const char *content =
            node ? arena_strndup(arena, now->text + node->at, node->end - node->at) : NULL;
        composed->parts = parts;
        parts[composed->count++] = (struct compose_part) { name, content };
    }
    return true;
}

/* An alert is not among what is brought back with an older state: one that was taken down since
 * does not come again, and one that is out goes by itself alone. */
static bool keep_alerts(const struct publication *publication, const struct state *last,
    const struct json_tree *before, struct composed *composed)
{
    struct json_tree now;
    return !publication->was_out || !last ||
           (json_tree_make(&now, publication->arena, last->feed.data, last->feed.size) &&
               add_alerts(composed, publication->arena, before, &now) &&
               add_alerts(composed, publication->arena, &now, &now));
}

/* What is out is what was confirmed: another may have been published since that was looked at.
 */
static bool is_still_out(struct publication *publication, const struct json_tree *feed,
    const struct publication_part *part)
{
    char hash[CANONICAL_HASH_BYTES] = "";
    struct bytes canonical;
    const struct json_node *node = part->out ? compose_find(feed, part->name) : NULL;
    if (!part->out) {
        return true;
    }
    bytes_init(&canonical);
    if (node && canonical_print(feed, node, &canonical)) {
        canonical_hash(&canonical, hash);
    }
    bytes_finish(&canonical);
    return strcmp(hash, part->out) == 0 ||
           publication_refuse(publication, 409,
               translated("this is not the alert that was confirmed"),
               translated("read it again, and confirm it as it is now"));
}

bool publication_compose(struct publication *publication, const struct state *last,
    struct bytes *feed, struct error *error)
{
    static const struct bytes none = { (char *)"{}", 2, 0 };
    const struct bytes *base = publication->replacement ? publication->replacement
                               : last                   ? &last->feed
                                                        : NULL;
    struct json_tree tree;
    struct bytes empty;
    bytes_init(&empty);
    const struct bytes *text = base ? base : &none;
    struct composed composed = { .capacity = publication->part_count + 1 };
    composed.parts = arena_array(publication->arena, composed.capacity, sizeof *composed.parts);
    for (; composed.parts && composed.count < publication->part_count; composed.count++) {
        composed.parts[composed.count] =
            (struct compose_part) { publication->parts[composed.count].name,
                publication->parts[composed.count].content };
    }
    if (!composed.parts || !json_tree_make(&tree, publication->arena, text->data, text->size) ||
        !keep_alerts(publication, last, &tree, &composed)) {
        return *error->text ? false : error_set(error, "out of memory");
    }
    for (size_t i = 0; i < publication->part_count; i++) {
        if (!is_still_out(publication, &tree, &publication->parts[i])) {
            return false;
        }
    }
    int64_t own = number_of(&tree, "serial"), before = last ? last->serial : 0;
    publication->serial = (own > before ? own : before) + 1;
    struct compose_wish wish = { .feed = base ? base : &empty,
        .parts = composed.parts,
        .part_count = composed.count,
        .serial = publication->serial,
        .issued = print_instant(publication, publication->now_ms),
        .expires = next_expires(publication, &tree) };
    return compose_feed(&wish, feed, error);
}

/* Whether it is about what is published now, and not about what was out before. */
static bool is_about(const struct publication *publication, const struct bytes *feed,
    const struct checked_finding *finding)
{
    struct json_tree tree;
    if (!json_tree_make(&tree, publication->arena, feed->data, feed->size)) {
        return true;
    }
    for (size_t i = 0; i < publication->part_count; i++) {
        const struct json_node *node = compose_find(&tree, publication->parts[i].name);
        bool whole;
        const struct json_node *at = json_tree_find(&tree, finding->pointer, &whole);
        for (; at && at != node; at = at->parent) {
        }
        if (node && at == node) {
            return true;
        }
    }
    return strchr(finding->pointer, '/') == NULL;
}

bool publication_judge(struct publication *publication, const struct bytes *feed)
{
    for (size_t i = 0; i < publication->checked.count; i++) {
        const struct checked_finding *finding = &publication->checked.findings[i];
        bool is_fatal = publication->was_out ? strcmp(finding->code, "not-json") == 0 ||
                                                   strcmp(finding->code, "not-a-feed") == 0
                        : publication->replacement ? true
                                                   : is_about(publication, feed, finding);
        if (strcmp(finding->level, "error") == 0 && is_fatal) {
            return publication_refuse(publication, 422,
                translated("there are errors in it: screens would not show it"),
                translated("mend what is told below, and publish again"));
        }
    }
    return true;
}

bool publication_check(
    struct publication *publication, const struct bytes *feed, struct error *error)
{
    const struct content *content = publication->desk->content;
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/publish-%d.json", content->work, (int)getpid());
    struct checking checking = {
        .content = content, .file = path, .is_english = publication->is_english
    };
    bool done =
        file_replace(path, feed->data, feed->size, error) &&
        checking_run(&checking, publication->arena, &publication->checked, error) == CHECKED &&
        (checking_place(&publication->checked, publication->arena, feed) ||
            error_set(error, "out of memory"));
    unlink(path);
    return done;
}

bool publication_refuse(
    struct publication *publication, int status, const char *text, const char *mend)
{
    publication->refused = (struct refusal) { .status = status, .text = text, .mend = mend };
    return false;
}
