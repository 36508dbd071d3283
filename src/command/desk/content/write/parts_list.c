#include "command/desk/content/write/parts_list.h"

#include "command/desk/content/drafts.h"
#include "command/desk/content/look/feed_now.h"
#include "command/desk/content/me.h"
#include "command/desk/content/plans.h"
#include "command/desk/content/published.h"
#include "command/desk/document/compose.h"
#include "command/desk/when/when.h"
#include "time/zone.h"

#include <stdlib.h>
#include <string.h>

/* One line of the list. */
struct line {
    const char *part;
    const char *published; /* its JSON, or NULL */
    const struct draft *draft;
    const char *by;
    int64_t at_ms;
};

struct listing {
    struct visit *visit;
    struct published published;
    struct feed *feed; /* what screens make of it, or NULL */
    struct line *lines;
    size_t count, capacity;
    struct when_context when;
    struct text_list tags;
    struct plans plans;
    struct writer writer;
    bool has_failed;
};

static struct line *find(struct listing *listing, const char *part)
{
    for (size_t i = 0; i < listing->count; i++) {
        if (strcmp(listing->lines[i].part, part) == 0) {
            return &listing->lines[i];
        }
    }
    return NULL;
}

static struct line *add(struct listing *listing, const char *part)
{
    struct line *line = part ? find(listing, part) : NULL;
    if (line || !part) {
        return line;
    }
    struct line *lines = arena_grow(&listing->visit->request->arena, listing->lines,
        listing->count, &listing->capacity, sizeof *lines);
    if (!lines) {
        listing->has_failed = true;
        return NULL;
    }
    listing->lines = lines;
    line = &lines[listing->count++];
    *line = (struct line) { .part = part };
    return line;
}

static void add_draft(void *context, const struct draft *draft)
{
    struct listing *listing = context;
    struct line *line = add(listing, draft->part);
    if (line) {
        line->draft = draft;
    }
}

static void add_touch(void *context, const char *part, const char *by, int64_t at_ms)
{
    struct listing *listing = context;
    struct line *line = find(listing, part);
    if (line) {
        line->by = arena_strdup(&listing->visit->request->arena, by);
        line->at_ms = at_ms;
    }
}

static void add_published(struct listing *listing)
{
    const struct json_tree *tree = &listing->published.tree;
    const struct json_node *items = json_tree_member(tree, tree->root, "items");
    for (const struct json_node *at = items ? items->child : NULL; at; at = at->next) {
        const struct json_node *id = json_tree_member(tree, at, "id");
        const char *text = id && id->kind == JSON_STRING ? json_tree_string(tree, id) : NULL;
        struct line *line =
            text && *text ? add(listing, arena_printf(tree->arena, "i-%s", text)) : NULL;
        if (line && !line->published) {
            line->published = arena_strndup(tree->arena, tree->text + at->at, at->end - at->at);
        }
    }
    static const char *const sections[] = { "site", "hotlines", "links" };
    for (size_t i = 0; i < 3; i++) {
        struct line *line = add(listing, sections[i]);
        if (line) {
            line->published = published_content(&listing->published, sections[i]);
        }
    }
}

static const struct item *item_of(const struct listing *listing, const char *part)
{
    for (size_t i = 0; listing->feed && i < listing->feed->item_count; i++) {
        if (strcmp(listing->feed->items[i].id, part + 2) == 0) {
            return &listing->feed->items[i];
        }
    }
    return NULL;
}

/* Why it is held back, or NULL. */
static const char *held(const struct listing *listing, const char *part)
{
    for (size_t i = 0; listing->feed && i < listing->feed->held_count; i++) {
        const struct held_item *one = &listing->feed->held[i];
        if (!one->is_cut && strcmp(one->item, part + 2) == 0) {
            return one->reason;
        }
    }
    return NULL;
}

struct told {
    const char *states[3];
    size_t count;
    bool is_returned;
    const struct planned *planned; /* or NULL */
    struct plan_told plan;
    const char *why;
};

/* What it does on the screens. */
static void tell_published(
    const struct listing *listing, const struct line *line, struct told *told)
{
    struct visit *visit = listing->visit;
    if (strncmp(line->part, "i-", 2) != 0) {
        told->states[told->count++] = "plays";
        return;
    }
    const struct item *item = item_of(listing, line->part);
    if (!item) {
        told->why = held(listing, line->part);
        told->states[told->count++] = "held";
        return;
    }
    struct feed_now_screen screen = { .tag = serve_query(visit->request, "screen") };
    struct item_context context = feed_now_context(visit, listing->feed, item, &screen);
    int64_t at_ms;
    bool is_now, is_ever = feed_now_shown_at(context, item, &at_ms, &is_now);
    struct error why = { 0 };
    item_span(&context, item, &why);
    told->states[told->count++] = is_now                             ? "plays"
                                  : is_ever && at_ms > visit->now_ms ? "comes"
                                                                     : "over";
    told->why = is_now ? NULL : arena_strdup(&visit->request->arena, why.text);
}

static void tell_draft(struct listing *listing, const struct draft *draft, struct told *told)
{
    struct visit *visit = listing->visit;
    struct error error = { 0 };
    int count = drafts_approval_count(visit->database, draft, &error);
    listing->has_failed |= count < 0;
    told->states[told->count++] = !draft->is_submitted                          ? "draft"
                                  : count < visit->desk->config->desk.approvals ? "waits"
                                                                                : "approved";
    listing->has_failed |=
        !drafts_is_returned(visit->database, draft, &told->is_returned, &error);
}

/* What is planned as it is, and what should be out already. */
static void tell_planned(struct listing *listing, const struct line *line, struct told *told)
{
    struct error error = { 0 };
    told->planned = plans_of(&listing->plans, line->part);
    listing->has_failed |=
        !plans_judge(listing->visit, told->planned, line->draft, &told->plan, &error);
    if (told->plan.is_late || told->plan.goes_out) {
        told->states[told->count++] = told->plan.is_late ? "late" : "planned";
    }
    told->why = told->plan.why ? told->plan.why : told->why;
}

static bool has_state(const struct told *told, const char *state)
{
    for (size_t i = 0; i < told->count; i++) {
        if (strcmp(told->states[i], state) == 0) {
            return true;
        }
    }
    return false;
}

/* The one of its states that asks most for something to be done. */
static const char *group_of(const struct told *told)
{
    return has_state(told, "held") ? "held"
           : told->is_returned     ? "returned"
           : told->count > 0       ? told->states[told->count - 1]
                                   : "";
}

/* The tag is among those that are named, or none is, and it is not left out. */
static bool is_on_screen(const struct when *when, const char *tag)
{
    bool is_named = false, names_any = false;
    for (size_t i = 0; i < when->tag_count; i++) {
        const char *one = when->tags[i];
        if (*one == '!' && strcmp(one + 1, tag) == 0) {
            return false;
        }
        names_any |= *one != '!';
        is_named |= strcmp(one, tag) == 0;
    }
    return is_named || !names_any;
}

static bool is_asked_for(const struct listing *listing, const struct told *told,
    const char *content, const struct when *when)
{
    const struct serve_request *request = listing->visit->request;
    const char *q = serve_query(request, "q"), *state = serve_query(request, "state");
    const char *screen = serve_query(request, "screen");
    return (!q || !*q || (content && strcasestr(content, q))) &&
           (!state || !*state || has_state(told, state)) &&
           (!screen || !*screen || is_on_screen(when, screen));
}

static void put_when(struct listing *listing, const struct when *when)
{
    struct writer *writer = &listing->writer;
    struct bytes says;
    bytes_init(&says);
    if (when_say(&listing->when, when, &says)) {
        writer_put_text(writer, "when", says.data);
    }
    bytes_finish(&says);
    writer_name(writer, "screens");
    writer_open(writer, '[');
    for (size_t i = 0; i < when->tag_count; i++) {
        writer_text(writer, when->tags[i]);
    }
    writer_close(writer, ']');
}

static void put_line(struct listing *listing, const struct line *line)
{
    struct visit *visit = listing->visit;
    struct writer *writer = &listing->writer;
    struct told told = { .count = 0 };
    struct json_tree tree;
    struct when when = { 0 };
    const struct draft *draft = line->draft;
    const char *content = draft && draft->content ? draft->content : line->published;
    bool is_item = strncmp(line->part, "i-", 2) == 0, is_whole;
    if (line->published) {
        tell_published(listing, line, &told);
    }
    if (draft) {
        tell_draft(listing, draft, &told);
    }
    tell_planned(listing, line, &told);
    bool has_tree = kit_tree(visit, content, &tree);
    if (has_tree && is_item) {
        when_of_show(&listing->when, &tree, json_tree_member(&tree, tree.root, "show"), &when,
            &is_whole);
    }
    if (!is_asked_for(listing, &told, content, &when)) {
        return;
    }
    writer_open(writer, '{');
    writer_put_text(writer, "part", line->part);
    writer_put_text(writer, "kind", has_tree ? content_kind(&tree, line->part) : line->part);
    writer_put_text(writer, "title", has_tree && is_item ? content_title(&tree) : "");
    writer_name(writer, "states");
    writer_open(writer, '[');
    for (size_t i = 0; i < told.count; i++) {
        writer_text(writer, told.states[i]);
    }
    writer_close(writer, ']');
    writer_put_text(writer, "group", group_of(&told));
    writer_put_text(writer, "why", told.why);
    plans_put(visit, writer, told.planned, &told.plan);
    if (is_item) {
        put_when(listing, &when);
    }
    if (line->by) {
        writer_put_text(writer, "by", line->by);
        kit_put_instant(visit, writer, "at", line->at_ms);
    }
    writer_put_int(writer, "revision", draft ? draft->revision : 0);
    writer_close(writer, '}');
}

static bool gather(struct listing *listing, struct error *error)
{
    struct visit *visit = listing->visit;
    if (!drafts_each(visit->database, &visit->request->arena, add_draft, listing, error)) {
        return false;
    }
    add_published(listing);
    if (listing->published.state) {
        listing->feed = feed_now_read(visit, &listing->published.state->feed, true, error);
    }
    return !*error->text && plans_read(visit, NULL, &listing->plans, error) &&
           drafts_touched(visit->database, add_touch, listing, error);
}

void parts_list(struct visit *visit)
{
    struct error error = { 0 };
    struct listing listing = { .visit = visit };
    if (!published_read(visit, &listing.published)) {
        return;
    }
    if (!me_screens(visit, &listing.tags)) {
        return;
    }
    listing.when = (struct when_context) { .arena = &visit->request->arena,
        .local_now_ms = zone_local_ms(visit->desk->config->screen.timezone, visit->now_ms),
        .known = listing.tags.items,
        .known_count = listing.tags.count,
        .is_chinese = !visit->is_english };
    bool done = gather(&listing, &error);
    writer_init(&listing.writer);
    writer_open(&listing.writer, '{');
    writer_name(&listing.writer, "parts");
    writer_open(&listing.writer, '[');
    for (size_t i = 0; done && i < listing.count; i++) {
        put_line(&listing, &listing.lines[i]);
    }
    writer_close(&listing.writer, ']');
    writer_close(&listing.writer, '}');
    feed_destroy(listing.feed);
    if (done && !listing.has_failed) {
        kit_answer(visit, &listing.writer);
    } else {
        kit_fail(visit, &error);
        writer_finish(&listing.writer);
    }
}
