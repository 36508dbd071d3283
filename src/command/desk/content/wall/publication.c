#include "command/desk/content/wall/publication.h"

#include "base/clock.h"
#include "base/system/file.h"
#include "base/translated.h"
#include "command/desk/content/content.h"
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
    struct compose_part *parts =
        arena_array(publication->arena, publication->part_count + 1, sizeof *parts);
    if (!parts || !json_tree_make(&tree, publication->arena, text->data, text->size)) {
        return *error->text ? false : error_set(error, "out of memory");
    }
    for (size_t i = 0; i < publication->part_count; i++) {
        parts[i] =
            (struct compose_part) { publication->parts[i].name, publication->parts[i].content };
    }
    int64_t own = number_of(&tree, "serial"), before = last ? last->serial : 0;
    publication->serial = (own > before ? own : before) + 1;
    struct compose_wish wish = { .feed = base ? base : &empty,
        .parts = parts,
        .part_count = publication->part_count,
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
        checking_run(&checking, publication->arena, &publication->checked, error) == CHECKED;
    unlink(path);
    return done;
}

bool publication_refuse(
    struct publication *publication, int status, const char *text, const char *mend)
{
    publication->refused = (struct refusal) { .status = status, .text = text, .mend = mend };
    return false;
}
