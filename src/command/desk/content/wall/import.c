#include "command/desk/content/wall/import.h"

#include "base/clock.h"
#include "base/system/file.h"
#include "base/translated.h"
#include "command/desk/content/content.h"
#include "command/desk/content/look/tool.h"
#include "command/desk/content/wall/wall_kit.h"
#include "command/desk/content/wall/wall_look.h"
#include "command/desk/document/compose.h"
#include "content/feed/feed.h"
#include "content/feed/picture_ref.h"
#include "content/json/json_scan.h"

#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ADAPT_MAX_MS = 60 * 1000 };

static bool has_id(const struct json_tree *tree, const struct json_node *item)
{
    const struct json_node *id = json_tree_member(tree, item, "id");
    const char *text = id && id->kind == JSON_STRING ? json_tree_string(tree, id) : NULL;
    return text && *text;
}

/* "item-3", unless another has that. */
static const char *free_id(
    const struct json_tree *tree, const struct json_node *items, size_t number)
{
    for (int tries = 0; tries < 1000; tries++) {
        const char *id = tries ? arena_printf(tree->arena, "item-%zu-%d", number, tries)
                               : arena_printf(tree->arena, "item-%zu", number);
        bool is_free = id != NULL;
        for (const struct json_node *at = items->child; is_free && at; at = at->next) {
            const struct json_node *other = json_tree_member(tree, at, "id");
            const char *text =
                other && other->kind == JSON_STRING ? json_tree_string(tree, other) : NULL;
            is_free = !text || strcmp(text, id) != 0;
        }
        if (is_free) {
            return id;
        }
    }
    return NULL;
}

/* An item without an id cannot be edited alone: it gets one. All else stays as it is. */
static bool add_ids(const struct json_tree *tree, size_t size, struct bytes *out)
{
    const struct json_node *items = json_tree_member(tree, tree->root, "items");
    size_t at = 0, number = 1;
    bool done = true;
    for (const struct json_node *item = items ? items->child : NULL; done && item;
         item = item->next, number++) {
        if (item->kind != JSON_OBJECT || has_id(tree, item) ||
            json_tree_member(tree, item, "id")) {
            continue; /* what has another than a text is for `check` to tell */
        }
        const char *id = free_id(tree, items, number);
        done = id && bytes_append(out, tree->text + at, item->at + 1 - at) &&
               bytes_print(out, "\"id\": \"%s\"%s", id, item->child ? ", " : "");
        at = item->at + 1;
    }
    return done && bytes_append(out, tree->text + at, size - at);
}

/* What nobody could edit afterwards is not taken over. */
static bool check_ids(const struct json_tree *tree, struct error *error)
{
    const struct json_node *items = json_tree_member(tree, tree->root, "items");
    size_t number = 0;
    for (const struct json_node *at = items ? items->child : NULL; at; at = at->next) {
        const struct json_node *id = json_tree_member(tree, at, "id");
        const char *text = has_id(tree, at) ? json_tree_string(tree, id) : NULL;
        const char *part = text ? arena_printf(tree->arena, "i-%s", text) : "site";
        if (!part || !compose_is_part(part)) {
            return error_set(error,
                "items[%zu].id: an id has 2097 bytes at most, no line ends and no \\", number);
        }
        number++;
    }
    return true;
}

/* The feed as it will be a state's; false with an error where it is none. */
static bool prepare(
    struct arena *arena, const char *text, size_t size, struct bytes *out, struct error *error)
{
    struct json_tree tree;
    if (size > FEED_MAX_BYTES || !json_scan(text, size, &json_limits_default, error)) {
        return *error->text ? false : error_set(error, "larger than a feed may be");
    }
    if (!json_tree_make(&tree, arena, text, size)) {
        return error_set(error, "out of memory");
    }
    if (tree.root->kind != JSON_OBJECT || !json_tree_member(&tree, tree.root, "lobbycard")) {
        return error_set(error, "%s", translated("this is no feed of lobbycard"));
    }
    if (!check_ids(&tree, error)) {
        return false;
    }
    return add_ids(&tree, size, out) || error_set(error, "out of memory");
}

/* What `adapt` makes of a document in another format. */
static bool adapt(struct visit *visit, const char *text, const char *format, struct bytes *out,
    struct error *error)
{
    const struct content *content = visit->desk->content;
    char path[PATH_MAX];
    snprintf(
        path, sizeof path, "%s/import-%d-%p.json", content->work, (int)getpid(), (void *)visit);
    const char *arguments[] = { "--config", content->config_path, "adapt", "--format", format,
        path, NULL };
    struct tool_wish wish = { "lobbycard-check", arguments, ADAPT_MAX_MS, true, NULL, NULL };
    int status = 0;
    bool done = file_replace(path, text, strlen(text), error) &&
                tool_run(&wish, out, &status, error) == TOOL_DONE;
    unlink(path);
    return done && (status == 0 || error_set(error, "%s",
                                       translated("nothing can be made of it in this format")));
}

static void publish(struct visit *visit, const struct bytes *feed)
{
    struct publication publication = wall_publication(visit, "import");
    publication.replacement = feed;
    publication.wants_news = true;
    wall_run(visit, &publication);
}

static void look(struct visit *visit, const struct bytes *feed)
{
    struct publication publication = wall_publication(visit, "import");
    publication.replacement = feed;
    wall_look(visit, &publication);
}

void import_take(struct visit *visit)
{
    struct json_tree body;
    struct bytes adapted, feed;
    struct error error = { 0 };
    if (!kit_body(visit, &body)) {
        return;
    }
    const char *text = kit_text(&body, "feed"), *format = kit_text(&body, "format");
    const struct json_node *raw = json_tree_member(&body, body.root, "feed");
    if (raw && raw->kind == JSON_OBJECT) {
        text = kit_raw(&body, "feed");
    }
    if (!text) {
        kit_refuse(visit, 400, translated("\"feed\" is missing"), NULL);
        return;
    }
    bytes_init(&adapted);
    bytes_init(&feed);
    bool is_native = !format || strcmp(format, "native") == 0;
    bool done = is_native || adapt(visit, text, format, &adapted, &error);
    const char *native = is_native ? text : adapted.data;
    if (done && native &&
        prepare(&visit->request->arena, native, strlen(native), &feed, &error)) {
        (kit_is_true(&body, "confirm") ? publish : look)(visit, &feed);
    } else {
        kit_refuse(visit, 422,
            *error.text ? error.text : translated("this is no feed of lobbycard"), NULL);
    }
    bytes_finish(&adapted);
    bytes_finish(&feed);
}

struct copying {
    const char *from, *to;
    bool *is_new;
    struct error *error;
};

static bool is_same(const char *path, const struct bytes *picture)
{
    struct bytes there;
    bytes_init(&there);
    bool same = file_read(path, PICTURE_MAX_BYTES, &there, NULL) &&
                there.size == picture->size &&
                memcmp(there.data, picture->data, there.size) == 0;
    bytes_finish(&there);
    return same;
}

/* One that is not there is for the findings to tell. */
static bool copy_picture(void *context, const char *address)
{
    struct copying *copying = context;
    char from[PATH_MAX * 2], to[PATH_MAX * 2], folder[PATH_MAX * 2];
    struct bytes picture;
    bytes_init(&picture);
    snprintf(from, sizeof from, "%s/%s", copying->from, address);
    snprintf(to, sizeof to, "%s/%s", copying->to, address);
    snprintf(folder, sizeof folder, "%s", to);
    bool done = true;
    if (file_read(from, PICTURE_MAX_BYTES, &picture, NULL) && !is_same(to, &picture)) {
        *copying->is_new = true;
        done = file_make_directories(dirname(folder), copying->error) &&
               file_replace(to, picture.data, picture.size, copying->error);
    }
    bytes_finish(&picture);
    return done;
}

static bool copy_pictures(
    const struct desk *desk, const struct import *import, bool *is_new, struct error *error)
{
    char folder[PATH_MAX];
    struct arena arena;
    struct json_tree tree;
    arena_init(&arena);
    snprintf(folder, sizeof folder, "%s", import->path);
    struct copying copying = { dirname(folder), desk->content->work, is_new, error };
    bool done = (json_tree_make(&tree, &arena, import->feed.data, import->feed.size) &&
                    outlet_pictures(&tree, copy_picture, &copying)) ||
                (*error->text ? false : error_set(error, "out of memory"));
    arena_finish(&arena);
    return done;
}

/* A line for each part that changed, and for each error where it was refused. */
static bool say(const struct publication *publication, bool is_done, struct bytes *said)
{
    bool done = true;
    for (size_t i = 0; is_done && done && i < publication->changed.count; i++) {
        const struct changed_part *part = &publication->changed.parts[i];
        const char *kind, *title;
        wall_describe(publication->arena, part, &kind, &title);
        done = bytes_print(said, "%s  %s%s%s\n", wall_change_name(part), part->name,
            *title ? "  " : "", title);
    }
    for (size_t i = 0; !is_done && done && i < publication->checked.count; i++) {
        const struct checked_finding *finding = &publication->checked.findings[i];
        done =
            strcmp(finding->level, "error") != 0 ||
            bytes_print(said, "%s  %s: %s\n", finding->level, finding->pointer, finding->text);
    }
    done = done &&
           (!*publication->unwritten.text ||
               bytes_print(said, "not on the disk yet  %s\n", publication->unwritten.text));
    return done && (!publication->is_unchanged || bytes_print(said, "nothing is new\n")) &&
           (!is_done || bytes_print(said, "serial  %lld\n", (long long)publication->serial));
}

bool import_read(struct import *import, const char *path, struct error *error)
{
    struct bytes text;
    struct arena arena;
    bytes_init(&text);
    bytes_init(&import->feed);
    arena_init(&arena);
    import->path = path;
    bool done = file_read(path, FEED_MAX_BYTES, &text, error) &&
                prepare(&arena, text.data, text.size, &import->feed, error);
    arena_finish(&arena);
    bytes_finish(&text);
    return done;
}

void import_finish(struct import *import)
{
    bytes_finish(&import->feed);
}

bool import_publish(struct desk *desk, struct database *database, const struct import *import,
    struct bytes *said, struct error *error)
{
    struct arena arena;
    bool is_new = false;
    if (!copy_pictures(desk, import, &is_new, error)) {
        return false;
    }
    arena_init(&arena);
    struct publication publication = { .desk = desk,
        .database = database,
        .arena = &arena,
        .now_ms = clock_wall_ms(),
        .is_english = true,
        .who = "(console)",
        .address = "",
        .why = "import",
        .replacement = &import->feed,
        .wants_news = !is_new };
    enum publisher_outcome outcome = publisher_publish(&publication, error);
    bool done =
        (outcome == PUBLISHER_FAILED || say(&publication, outcome == PUBLISHER_DONE, said) ||
            error_set(error, "out of memory")) &&
        outcome == PUBLISHER_DONE;
    if (outcome == PUBLISHER_REFUSED) {
        error_set(error, "%s", publication.refused.text);
    }
    arena_finish(&arena);
    return done;
}
