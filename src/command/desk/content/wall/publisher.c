#include "command/desk/content/wall/publisher.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/system/file.h"
#include "base/translated.h"
#include "command/desk/content/content.h"
#include "command/desk/content/drafts.h"
#include "command/desk/content/states.h"
#include "command/desk/content/wall/changed.h"
#include "command/desk/content/wall/signing.h"
#include "command/desk/document/compose.h"
#include "time/zone.h"

#include <limits.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct publisher {
    struct outlet *outlet; /* set once */
    pthread_mutex_t lock;  /* one publication at a time */
    atomic_bool needs_mending;
};

/* A publication under way. */
struct work {
    struct publication *publication;
    struct state *last; /* or NULL */
    struct bytes feed, signature;
    struct changed changed; /* parts, with what they were and are */
};

struct publisher *publisher_create(struct outlet *outlet)
{
    struct publisher *publisher = calloc(1, sizeof *publisher);
    if (publisher) {
        publisher->outlet = outlet;
        pthread_mutex_init(&publisher->lock, NULL);
    }
    return publisher;
}

void publisher_destroy(struct publisher *publisher)
{
    if (publisher) {
        pthread_mutex_destroy(&publisher->lock);
        free(publisher);
    }
}

struct outlet *publisher_outlet(struct publisher *publisher)
{
    return publisher->outlet;
}

bool publisher_needs_mending(struct publisher *publisher)
{
    return atomic_load(&publisher->needs_mending);
}

/* Gives false without an error: the caller looks at `refused`. */
static bool refuse(
    struct publication *publication, int status, const char *text, const char *mend)
{
    publication->refused = (struct refusal) { .status = status, .text = text, .mend = mend };
    return false;
}

static bool fail(struct error *error)
{
    return *error->text ? false : error_set(error, "out of memory");
}

/* The draft that is meant, if it may go out. */
static bool take_draft(
    struct publication *publication, struct publication_part *part, struct error *error)
{
    const struct config *config = publication->desk->config;
    struct draft *draft =
        drafts_find(publication->database, publication->arena, part->name, error);
    if (*error->text) {
        return false;
    }
    if (!draft || strcmp(draft->hash, part->hash) != 0) {
        return refuse(publication, 409,
            translated("the draft was changed meanwhile: look at it again"), NULL);
    }
    int count = drafts_approval_count(publication->database, draft, error);
    if (count < 0) {
        return false;
    }
    if (count < config->desk.approvals ||
        (config->desk.approvals > 0 && !draft->is_submitted)) {
        return refuse(publication, 409, translated("this draft is not approved"),
            translated(
                "hand it in, and have it approved by as many people as the desk asks for"));
    }
    part->content = draft->content;
    return true;
}

static bool take_drafts(struct publication *publication, struct error *error)
{
    for (size_t i = 0; i < publication->part_count; i++) {
        if (publication->parts[i].hash &&
            !take_draft(publication, &publication->parts[i], error)) {
            return false;
        }
    }
    return true;
}

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

static bool compose(struct work *work, struct error *error)
{
    static const struct bytes none = { (char *)"{}", 2, 0 };
    struct publication *publication = work->publication;
    const struct bytes *base = publication->replacement ? publication->replacement
                               : work->last             ? &work->last->feed
                                                        : NULL;
    struct json_tree tree;
    struct bytes empty;
    bytes_init(&empty);
    const struct bytes *text = base ? base : &none;
    struct compose_part *parts =
        arena_array(publication->arena, publication->part_count + 1, sizeof *parts);
    if (!parts || !json_tree_make(&tree, publication->arena, text->data, text->size)) {
        return fail(error);
    }
    for (size_t i = 0; i < publication->part_count; i++) {
        parts[i] =
            (struct compose_part) { publication->parts[i].name, publication->parts[i].content };
    }
    int64_t own = number_of(&tree, "serial"), last = work->last ? work->last->serial : 0;
    publication->serial = (own > last ? own : last) + 1;
    struct compose_wish wish = { .feed = base ? base : &empty,
        .parts = parts,
        .part_count = publication->part_count,
        .serial = publication->serial,
        .issued = print_instant(publication, publication->now_ms),
        .expires = next_expires(publication, &tree) };
    return compose_feed(&wish, &work->feed, error);
}

/* Whether it is about what is published now, and not about what was out before. */
static bool is_about(const struct work *work, const struct checked_finding *finding)
{
    const struct publication *publication = work->publication;
    struct json_tree tree;
    if (!json_tree_make(&tree, publication->arena, work->feed.data, work->feed.size)) {
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

static bool judge(struct work *work)
{
    struct publication *publication = work->publication;
    for (size_t i = 0; i < publication->checked.count; i++) {
        const struct checked_finding *finding = &publication->checked.findings[i];
        bool is_fatal = publication->replacement ? strcmp(finding->code, "not-json") == 0 ||
                                                       strcmp(finding->code, "not-a-feed") == 0
                                                 : is_about(work, finding);
        if (strcmp(finding->level, "error") == 0 && is_fatal) {
            return refuse(publication, 422,
                translated("there are errors in it: screens would not show it"),
                translated("mend what is told below, and publish again"));
        }
    }
    return true;
}

static bool check(struct work *work, struct error *error)
{
    struct publication *publication = work->publication;
    const struct content *content = publication->desk->content;
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/publish-%d.json", content->work, (int)getpid());
    struct checking checking = {
        .content = content, .file = path, .is_english = publication->is_english
    };
    bool done =
        file_replace(path, work->feed.data, work->feed.size, error) &&
        checking_run(&checking, publication->arena, &publication->checked, error) == CHECKED;
    unlink(path);
    return done && judge(work);
}

static bool sign(struct work *work, struct error *error)
{
    struct publication *publication = work->publication;
    struct signing *signing = publication->desk->content->signing;
    const char *name = strrchr(publication->desk->publish, '/');
    if (signing_sign(signing, &work->feed, publication->now_ms,
            name ? name + 1 : publication->desk->publish, &work->signature)) {
        return true;
    }
    return signing_is_unlocked(signing)
               ? fail(error)
               : refuse(publication, 409, translated("the key that signs is locked"),
                     translated("unlock it with its password, and publish again"));
}

static bool write_part(struct work *work, const struct changed_part *part, struct error *error)
{
    struct publication *publication = work->publication;
    struct bytes canonical, none = { (char *)"null", 4, 0 };
    char hash[CANONICAL_HASH_BYTES];
    bytes_init(&canonical);
    bool done =
        !part->after || canonical_text(part->after, strlen(part->after), &canonical, error);
    if (done) {
        canonical_hash(part->after ? &canonical : &none, hash);
    }
    bytes_finish(&canonical);
    struct version version = { part->name, part->after, hash, publication->who,
        publication->why, publication->now_ms, 0 };
    struct audit_entry entry = { .who = publication->who,
        .address = publication->address,
        .act = publication->why,
        .what = part->name,
        .before = part->before,
        .after = part->after,
        .is_loud = publication->is_loud };
    return done && drafts_keep(publication->database, &version, error) &&
           audit_write(publication->database, &entry, error);
}

static bool end_drafts(struct work *work, struct error *error)
{
    struct publication *publication = work->publication;
    for (size_t i = 0; i < publication->part_count; i++) {
        if (!drafts_end(publication->database, publication->parts[i].name, error)) {
            return false;
        }
    }
    return true;
}

/* All that the database has to know, in one transaction; what went out of date meanwhile is
 * refused here. */
static bool commit(struct work *work, struct error *error)
{
    struct publication *publication = work->publication;
    struct state state = { .serial = publication->serial,
        .at_ms = publication->now_ms,
        .by = publication->who,
        .why = publication->why,
        .parts = changed_names(&work->changed, publication->arena),
        .feed = work->feed,
        .signature = work->signature.data ? work->signature.data : "" };
    if (!state.parts || !database_begin(publication->database, error)) {
        return fail(error);
    }
    bool done =
        take_drafts(publication, error) && states_add(publication->database, &state, error);
    for (size_t i = 0; done && i < work->changed.count; i++) {
        done = write_part(work, &work->changed.parts[i], error);
    }
    struct audit_entry entry = { .who = publication->who,
        .address = publication->address,
        .act = publication->why,
        .what = arena_printf(publication->arena, "serial %lld", (long long)publication->serial),
        .after = state.parts,
        .is_loud = publication->is_loud };
    bool was_there;
    done =
        done && end_drafts(work, error) && entry.what &&
        audit_write(publication->database, &entry, error) &&
        (publication->scheduled_id == 0 || scheduled_remove(publication->database,
                                               publication->scheduled_id, &was_there, error));
    return database_end(publication->database, done, error);
}

static bool find_changes(struct work *work, struct error *error)
{
    return changed_find(&work->changed, work->publication->arena,
               work->last ? &work->last->feed : NULL, &work->feed) ||
           fail(error);
}

/* Up to the moment from which it is published, whatever happens. */
static bool prepare(struct work *work, struct error *error)
{
    struct publication *publication = work->publication;
    work->last = states_latest(publication->database, publication->arena, error);
    return !*error->text && take_drafts(publication, error) && compose(work, error) &&
           check(work, error) && sign(work, error) && find_changes(work, error);
}

static bool publish(struct publisher *publisher, struct work *work, struct error *error)
{
    struct publication *publication = work->publication;
    if (!prepare(work, error)) {
        return false;
    }
    struct outlet_state state = { publication->serial, &work->feed,
        work->signature.data ? work->signature.data : "" };
    if (!outlet_prepare(publisher->outlet, &state, error)) {
        return false;
    }
    if (!commit(work, error)) {
        outlet_forget(publisher->outlet);
        return false;
    }
    struct error late = { 0 };
    if (!outlet_put(publisher->outlet, &state, &late)) {
        log_error("desk: serial %lld is published and not on the disk yet: %s",
            (long long)publication->serial, late.text);
        atomic_store(&publisher->needs_mending, true);
    }
    return true;
}

enum publisher_outcome publisher_publish(struct publication *publication, struct error *error)
{
    struct publisher *publisher = publication->desk->content->publisher;
    struct work work = { .publication = publication };
    bytes_init(&work.feed);
    bytes_init(&work.signature);
    publication->refused = (struct refusal) { 0 };
    pthread_mutex_lock(&publisher->lock);
    bool done = publish(publisher, &work, error);
    pthread_mutex_unlock(&publisher->lock);
    bytes_finish(&work.feed);
    bytes_finish(&work.signature);
    if (done) {
        desk_wake(publication->desk);
    }
    return done                               ? PUBLISHER_DONE
           : publication->refused.status != 0 ? PUBLISHER_REFUSED
                                              : PUBLISHER_FAILED;
}

bool publisher_mend(struct desk *desk, struct database *database, struct error *error)
{
    struct publisher *publisher = desk->content->publisher;
    struct arena arena;
    arena_init(&arena);
    pthread_mutex_lock(&publisher->lock);
    struct error own = { 0 };
    struct state *state = states_latest(database, &arena, &own);
    struct outlet_state wanted = { 0 };
    if (state) {
        wanted = (struct outlet_state) { state->serial, &state->feed, state->signature };
    }
    bool done = !*own.text && (!state || outlet_mend(publisher->outlet, &wanted, &own));
    atomic_store(&publisher->needs_mending, !done);
    pthread_mutex_unlock(&publisher->lock);
    arena_finish(&arena);
    return done || error_set(error, "%s", own.text);
}
