#include "command/desk/content/wall/publisher.h"

#include "base/log.h"
#include "base/translated.h"
#include "command/desk/content/content.h"
#include "command/desk/content/drafts.h"
#include "command/desk/content/states.h"
#include "command/desk/content/wall/signing.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

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
        return publication_refuse(publication, 409,
            translated("the draft was changed meanwhile: look at it again"), NULL);
    }
    int count = drafts_approval_count(publication->database, draft, error);
    if (count < 0) {
        return false;
    }
    if (count < config->desk.approvals ||
        (config->desk.approvals > 0 && !draft->is_submitted)) {
        return publication_refuse(publication, 409, translated("this draft is not approved"),
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
               : publication_refuse(publication, 409,
                     translated("the key that signs is locked"),
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

/* What was planned of them is done with, too: it was of a draft that is no more. */
static bool end_drafts(struct work *work, struct error *error)
{
    struct publication *publication = work->publication;
    for (size_t i = 0; i < publication->part_count; i++) {
        const char *name = publication->parts[i].name;
        if (!drafts_end(publication->database, name, error) ||
            !planned_remove(publication->database, name, error)) {
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
        .parts = changed_names(&publication->changed, publication->arena),
        .feed = work->feed,
        .signature = work->signature.data ? work->signature.data : "" };
    if (!state.parts || !database_begin(publication->database, error)) {
        return fail(error);
    }
    bool done =
        take_drafts(publication, error) && states_add(publication->database, &state, error);
    for (size_t i = 0; done && i < publication->changed.count; i++) {
        done = write_part(work, &publication->changed.parts[i], error);
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
    return changed_find(&work->publication->changed, work->publication->arena,
               work->last ? &work->last->feed : NULL, &work->feed) ||
           fail(error);
}

/* All that can be known before it is signed. */
static bool prepare(struct work *work, struct error *error)
{
    struct publication *publication = work->publication;
    work->last = states_latest(publication->database, publication->arena, error);
    return !*error->text && take_drafts(publication, error) &&
           publication_compose(publication, work->last, &work->feed, error) &&
           publication_check(publication, &work->feed, error) && find_changes(work, error);
}

/* Nothing changed, and whoever published can tell somebody why. */
static bool refuse_unwritable(struct publication *publication, const struct error *why)
{
    const char *text = arena_printf(publication->arena,
        translated("nothing was published: it cannot be written to the disk (%s)"), why->text);
    return publication_refuse(publication, 500,
        text ? text : translated("the desk could not do it: its log says why"),
        translated("try again; if it stays so, ask who runs the desk"));
}

static bool publish(struct publisher *publisher, struct work *work, struct error *error)
{
    struct publication *publication = work->publication;
    if (!prepare(work, error) || !publication_judge(publication, &work->feed)) {
        return false;
    }
    if (publication->wants_news && work->last &&
        changed_is_same(publication->arena, &work->last->feed, &work->feed)) {
        publication->is_unchanged = true;
        publication->serial = work->last->serial;
        return true;
    }
    if (!sign(work, error)) {
        return false;
    }
    struct outlet_state state = { publication->serial, &work->feed,
        work->signature.data ? work->signature.data : "" };
    struct error why = { 0 };
    if (!outlet_prepare(publisher->outlet, &state, &why)) {
        return refuse_unwritable(publication, &why);
    }
    if (!commit(work, error)) {
        outlet_forget(publisher->outlet);
        return false;
    }
    if (!outlet_put(publisher->outlet, &state, &publication->unwritten)) {
        log_error("desk: serial %lld is published and not on the disk yet: %s",
            (long long)publication->serial, publication->unwritten.text);
        atomic_store(&publisher->needs_mending, true);
    }
    return true;
}

static bool look(struct publisher *publisher, struct work *work, struct error *error)
{
    (void)publisher;
    return prepare(work, error);
}

/* One at a time. */
static enum publisher_outcome run(struct publication *publication,
    bool (*act)(struct publisher *publisher, struct work *work, struct error *error),
    struct error *error)
{
    struct publisher *publisher = publication->desk->content->publisher;
    struct work work = { .publication = publication };
    bytes_init(&work.feed);
    bytes_init(&work.signature);
    publication->refused = (struct refusal) { 0 };
    pthread_mutex_lock(&publisher->lock);
    bool done = act(publisher, &work, error);
    pthread_mutex_unlock(&publisher->lock);
    bytes_finish(&work.feed);
    bytes_finish(&work.signature);
    return done                               ? PUBLISHER_DONE
           : publication->refused.status != 0 ? PUBLISHER_REFUSED
                                              : PUBLISHER_FAILED;
}

enum publisher_outcome publisher_publish(struct publication *publication, struct error *error)
{
    enum publisher_outcome outcome = run(publication, publish, error);
    if (outcome == PUBLISHER_DONE) {
        desk_wake(publication->desk);
    }
    return outcome;
}

enum publisher_outcome publisher_look(struct publication *publication, struct error *error)
{
    return run(publication, look, error);
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
