#include "command/desk/content/look/preview_web.h"

#include "base/clock.h"
#include "base/translated.h"
#include "command/desk/content/content.h"
#include "command/desk/content/drafts.h"
#include "command/desk/content/look/feed_now.h"
#include "command/desk/content/look/part_feed.h"
#include "command/desk/content/look/previews.h"
#include "command/desk/content/look/previews_fill.h"
#include "command/desk/content/published.h"
#include "command/desk/document/compose.h"
#include "config/rules.h"
#include "content/json/json_scan.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char usual_size[] = "1920x1080", standing_size[] = "1080x1920";
enum { MINUTE_MS = 60 * 1000, PATIENCE_MS = 15 * 1000 };

/* "1920x1080", as --size takes it. */
static bool is_size(const char *text)
{
    int width, height, end = 0;
    return text && sscanf(text, "%5dx%5d%n", &width, &height, &end) == 2 && !text[end] &&
           width >= 320 && width <= 3840 && height >= 240 && height <= 3840;
}

/* False after an answer. */
static bool take_sizes(
    struct visit *visit, const struct json_tree *body, struct preview_wish *wish)
{
    const struct json_node *list = json_tree_member(body, body->root, "sizes");
    for (const struct json_node *at = list ? list->child : NULL; at; at = at->next) {
        const char *size = at->kind == JSON_STRING ? json_tree_string(body, at) : NULL;
        if (!is_size(size) || wish->size_count == PREVIEW_SIZES_MAX) {
            kit_refuse(
                visit, 422, translated("\"sizes\" are at most 4, such as 1920x1080"), NULL);
            return false;
        }
        wish->sizes[wish->size_count++] = size;
    }
    if (wish->size_count == 0) {
        wish->sizes[wish->size_count++] = usual_size;
        wish->sizes[wish->size_count++] = standing_size;
    }
    return true;
}

/* One that lies with the program: a path is for the config alone. False after an answer. */
static bool take_theme(
    struct visit *visit, const struct json_tree *body, struct preview_wish *wish)
{
    const char *name = kit_text(body, "theme");
    char path[PATH_MAX];
    if (!name || !*name || strcmp(name, visit->desk->config->theme.name) == 0) {
        return true;
    }
    snprintf(path, sizeof path, "%s/assets/themes/%.60s.ini", config_data_dir(), name);
    if (!rule_name(name) || strlen(name) > 60 || access(path, R_OK) != 0) {
        kit_refuse(visit, 422, translated("there is no theme of this name"), NULL);
        return false;
    }
    wish->theme = name;
    return true;
}

struct moment_of_part {
    int64_t at_ms;
    const char *screen;
};

/* When and where the item is shown: now, else as soon as it will be. Where it never is, now. */
static struct moment_of_part moment_of_item(struct visit *visit, const char *feed_text)
{
    struct moment_of_part result = { visit->now_ms - visit->now_ms % MINUTE_MS, NULL };
    struct bytes body = { (char *)feed_text, strlen(feed_text), 0 };
    struct error error = { 0 };
    struct feed *feed = feed_now_read(visit, &body, false, &error);
    if (feed && feed->item_count > 0) {
        const struct item *item = &feed->items[0];
        struct feed_now_screen screen = { .tag = NULL };
        struct item_context context = feed_now_context(visit, feed, item, &screen);
        struct bytes tags;
        int64_t at_ms;
        bool is_now;
        context.now_ms = result.at_ms;
        if (feed_now_shown_at(context, item, &at_ms, &is_now) && !is_now) {
            result.at_ms = at_ms;
        }
        bytes_init(&tags);
        for (size_t i = 0; i < screen.tags.count; i++) {
            if (rule_tag(screen.tags.items[i])) { /* another is for `check` to tell */
                bytes_print(&tags, "%s%s", tags.size > 0 ? "," : "", screen.tags.items[i]);
            }
        }
        result.screen = tags.size > 0 ? arena_strdup(&visit->request->arena, tags.data) : NULL;
        bytes_finish(&tags);
        if (!result.screen && item->show.screen_count > 0) {
            result.screen = "any"; /* not there, but everywhere else */
        }
    }
    feed_destroy(feed);
    return result;
}

static void put_slides(struct writer *writer, const struct preview *preview, const char *part)
{
    writer_name(writer, "slides");
    writer_open(writer, '[');
    for (size_t i = 0; i < preview->slide_count; i++) {
        const struct preview_slide *slide = &preview->slides[i];
        char url[120];
        if (!part_feed_is_of(part, slide->kind)) {
            continue;
        }
        snprintf(url, sizeof url, "/api/preview/%s/%d.png", preview->key, slide->number);
        writer_open(writer, '{');
        writer_put_text(writer, "size", slide->size);
        writer_put_text(writer, "kind", slide->kind);
        writer_put_int(writer, "page", slide->page);
        writer_put_int(writer, "pages", slide->pages);
        writer_put_text(writer, "url", url);
        writer_put_int(writer, "dwell_ms", slide->dwell_ms);
        writer_close(writer, '}');
    }
    writer_close(writer, ']');
}

/* False after an answer, or where it is to be asked again. */
static bool make(struct visit *visit, struct preview_wish *wish, struct preview *preview)
{
    struct error error = { 0 };
    struct arena *arena = &visit->request->arena;
    wish->came_ms = visit->request->came_ms;
    wish->is_patient = visit->request->is_last;
    switch (previews_make(visit->desk->content->previews, wish, arena, preview, &error)) {
    case PREVIEW_MADE:
        desk_wake(visit->desk);
        return true;
    case PREVIEW_REPLACED:
        kit_refuse(visit, 409, translated("a newer one of yours takes its place"), NULL);
        return false;
    case PREVIEW_BUSY:
        answer_park(visit, PATIENCE_MS);
        return false;
    case PREVIEW_FAILED:
        break;
    }
    desk_wake(visit->desk);
    kit_fail(visit, &error);
    return false;
}

/* As the desk has it: the draft, else what is published. *content stays NULL where there is
 * nothing of it; false after an answer. */
static bool find_content(struct visit *visit, const char *part, const char **content)
{
    struct error error = { 0 };
    struct published published;
    struct draft *draft = drafts_find(visit->database, &visit->request->arena, part, &error);
    if (*error.text) {
        kit_fail(visit, &error);
        return false;
    }
    *content = draft ? draft->content : NULL;
    if (!*content) {
        if (!published_read(visit, &published)) {
            return false;
        }
        *content = published_content(&published, part);
    }
    return true;
}

void preview_web_make(struct visit *visit)
{
    struct json_tree body, tree;
    struct preview preview;
    struct preview_wish wish = { .content = visit->desk->content,
        .is_english = visit->is_english };
    if (!kit_body(visit, &body) || !take_sizes(visit, &body, &wish) ||
        !take_theme(visit, &body, &wish)) {
        return;
    }
    const char *part = kit_text(&body, "part"), *content = kit_raw(&body, "content");
    wish.is_aside = kit_is_true(&body, "aside");
    wish.is_checked = !wish.is_aside;
    if (part && compose_is_part(part) && !content && !find_content(visit, part, &content)) {
        return;
    }
    if (!part || !compose_is_part(part) || !kit_tree(visit, content, &tree)) {
        kit_refuse(visit, 422, translated("this is no content for this part"), NULL);
        return;
    }
    const char *feed =
        part_feed(visit, part, content, visit->now_ms - visit->now_ms % MINUTE_MS);
    if (!feed) {
        return;
    }
    struct moment_of_part moment = moment_of_item(visit, feed);
    wish.feed = feed;
    wish.at = kit_instant(visit, moment.at_ms);
    wish.screen = moment.screen;
    wish.asker = arena_printf(&visit->request->arena, "%s\t%.200s", visit->person.name, part);
    if (!wish.at || !wish.asker || !make(visit, &wish, &preview)) {
        return;
    }
    struct writer writer;
    writer_init(&writer);
    writer_open(&writer, '{');
    writer_put_text(&writer, "key", preview.key);
    writer_put_text(&writer, "at", wish.at);
    writer_put_text(&writer, "screen", wish.screen);
    part_feed_put_findings(&writer, &preview.checked, part, content_title(&tree));
    put_slides(&writer, &preview, part);
    writer_close(&writer, '}');
    kit_answer(visit, &writer);
}

/* -1 where it is gone; then, or where others wait, *is_parked says which. */
static int open_slide(struct visit *visit, const struct preview_place *place, bool *is_parked)
{
    struct error error = { 0 };
    struct content *content = visit->desk->content;
    int fd = open(place->path, O_RDONLY | O_CLOEXEC);
    if (fd >= 0) {
        return fd;
    }
    switch (previews_fill(content->previews, content, place, &error)) {
    case PREVIEW_MADE:
        fd = open(place->path, O_RDONLY | O_CLOEXEC);
        break;
    case PREVIEW_BUSY:
        *is_parked = answer_park(visit, PATIENCE_MS);
        return -1;
    case PREVIEW_REPLACED:
    case PREVIEW_FAILED:
        break;
    }
    desk_wake(visit->desk);
    return fd;
}

void preview_web_slide(struct visit *visit)
{
    struct preview_place place;
    bool is_parked = false;
    int fd = -1;
    if (previews_find(visit->desk->content->previews, visit->parameters[0],
            visit->parameters[1], &place)) {
        fd = open_slide(visit, &place, &is_parked);
    }
    if (is_parked) {
        return;
    }
    if (fd < 0) {
        kit_refuse(visit, 404, translated("this preview is gone: make it again"), NULL);
        return;
    }
    visit->answer->type = "image/png";
    visit->answer->file = fd;
    visit->answer->is_file = true;
    serve_answer_header(visit->answer, "Cache-Control", "private, max-age=3600, immutable");
}

/* The title of the item on the slide, and its part. */
static void put_item(
    struct writer *writer, const struct published *published, const struct preview_slide *slide)
{
    const struct json_tree *tree = &published->tree;
    char *part = arena_printf(tree->arena, "i-%s", slide->item);
    const struct json_node *node = part && *slide->item ? compose_find(tree, part) : NULL;
    const struct json_node *title = json_tree_member(tree, node, "title");
    bool is_section = strcmp(slide->kind, "hotlines") == 0 || strcmp(slide->kind, "links") == 0;
    writer_put_text(writer, "part", node ? part : is_section ? slide->kind : NULL);
    writer_put_text(writer, "title",
        title && title->kind == JSON_STRING ? json_tree_string(tree, title) : "");
}

static void answer_programme(struct visit *visit, const struct published *published,
    const struct preview *preview, const char *at)
{
    struct writer writer;
    writer_init(&writer);
    writer_open(&writer, '{');
    writer_put_text(&writer, "at", at);
    writer_name(&writer, "slides");
    writer_open(&writer, '[');
    for (size_t i = 0; i < preview->slide_count; i++) {
        const struct preview_slide *slide = &preview->slides[i];
        char url[120];
        snprintf(url, sizeof url, "/api/preview/%s/%d.png", preview->key, slide->number);
        writer_open(&writer, '{');
        put_item(&writer, published, slide);
        writer_put_text(&writer, "kind", slide->kind);
        writer_put_text(&writer, "url", url);
        writer_put_int(&writer, "dwell_ms", slide->dwell_ms);
        writer_close(&writer, '}');
    }
    writer_close(&writer, ']');
    writer_close(&writer, '}');
    kit_answer(visit, &writer);
}

void preview_web_programme(struct visit *visit)
{
    struct published published;
    struct preview preview;
    const char *at = serve_query(visit->request, "at");
    const char *screen = serve_query(visit->request, "screen");
    int64_t at_ms = visit->now_ms;
    if ((at && *at && !moment_read_instant(at, &at_ms, NULL)) ||
        (screen && *screen && !rule_tag(screen))) {
        kit_refuse(visit, 422,
            translated("\"at\" is a time with its offset, \"screen\" one tag"), NULL);
        return;
    }
    if (!published_read(visit, &published)) {
        return;
    }
    struct preview_wish wish = { .content = visit->desk->content,
        .feed = published.state ? published.state->feed.data : "{\"lobbycard\": 1}",
        .sizes = { usual_size },
        .size_count = 1,
        .at = kit_instant(visit, at_ms - at_ms % MINUTE_MS),
        .screen = screen && *screen ? screen : NULL,
        .is_partial = true,
        .asker = arena_printf(&visit->request->arena, "%s\tprogramme", visit->person.name) };
    if (wish.at && wish.asker && make(visit, &wish, &preview)) {
        answer_programme(visit, &published, &preview, wish.at);
    }
}
