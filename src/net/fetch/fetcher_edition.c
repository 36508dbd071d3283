#include "net/fetch/fetcher_edition.h"

#include "base/clock.h"
#include "base/log.h"
#include "net/fetch/fetcher_breaker.h"
#include "net/fetch/joining.h"
#include "net/fetch/pictures/fetcher_pictures.h"

#include <inttypes.h>
#include <string.h>

enum { RETRY_MS = 60 * 1000, READ_AGAIN_MS = 10 * 60 * 1000 };

void fetcher_note_let_in(struct fetcher *fetcher, const struct fetcher_source *source,
    const struct edition_source *entry)
{
    keeping_note(&fetcher->keeping, (size_t)(source - fetcher->sources), source, entry);
}

/* Holds what the manifest (or NULL) has under the source's name, if it is sound. */
static bool take_up_source(
    struct fetcher *fetcher, struct fetcher_source *source, struct edition *manifest)
{
    for (size_t i = 0; manifest && i < manifest->source_count; i++) {
        struct edition_source *found = &manifest->sources[i];
        if (strcmp(found->name, source->config->name) != 0 || found->part == EDITION_ALERTS) {
            continue;
        }
        found->part = EDITION_ALL;
        char *url = arena_strdup(&fetcher->arena, found->url);
        /* Its pictures are not judged here: what the guard takes out must not be fetched again.
         */
        size_t count = found->picture_count;
        found->picture_count = 0;
        if (!url || !edition_load_feed(fetcher->store, found, NULL)) {
            return false;
        }
        struct kept_feed *kept = &source->kept;
        fetcher_source_read_entry(found, url, kept);
        fetcher_note_let_in(fetcher, source, found);
        source->status.serial = kept->proof.serial;
        if (source->status.last_success_ms < kept->fetched_ms) {
            source->status.last_success_ms = kept->fetched_ms;
        }
        bool wants = fetcher_pictures_want(source, found->feed, found->pictures, count);
        feed_destroy(found->feed);
        found->feed = NULL;
        return wants;
    }
    return false;
}

void fetcher_take_up(struct fetcher *fetcher, struct fetcher_source *sources, size_t count)
{
    struct head head;
    struct edition *current = NULL, *previous = NULL, *waiting = NULL;
    if (store_read_head(fetcher->store, &head, NULL)) {
        clock_raise_floor(head.time_floor_ms);
        current = edition_load_manifest(fetcher->store, &head.current, NULL);
        previous = edition_load_manifest(fetcher->store, &head.previous, NULL);
        waiting = *head.waiting.hex ? edition_load_manifest(fetcher->store, &head.waiting, NULL)
                                    : NULL;
    }
    for (size_t i = 0; i < count; i++) {
        struct fetcher_source *source = &sources[i];
        if (!take_up_source(fetcher, source, current)) {
            take_up_source(fetcher, source, previous);
        }
        breaker_take_up(source, fetcher->config, fetcher->store, waiting);
    }
    edition_destroy(waiting);
    edition_destroy(previous);
    edition_destroy(current);
}

/* What could not be read before may be there now: it must not fall out of the edition. */
static void look_again(struct fetcher *fetcher)
{
    for (size_t i = 0; i < fetcher->source_count; i++) {
        struct fetcher_source *source = &fetcher->sources[i];
        if (!*source->kept.body.hex && !source->is_away) {
            fetcher_take_up(fetcher, source, 1);
        }
    }
}

/* What waits is in the store as well, so that a restart neither shows it nor begins its time
 * anew. */
bool fetcher_commit(
    struct fetcher *fetcher, int64_t now_wall_ms, bool *committed, struct error *error)
{
    struct edition_source *shown = fetcher->manifest;
    struct edition_source *waiting = fetcher->manifest + 2 * fetcher->source_count;
    struct edition_plan plan = {
        .shown = shown, .waiting = waiting, .proved = &fetcher->proved
    };
    look_again(fetcher);
    for (size_t i = 0; i < fetcher->source_count; i++) {
        const struct fetcher_source *source = &fetcher->sources[i];
        bool splits = *source->waiting.body.hex && source->waiting_has_alerts &&
                      !fetcher->config->guard.breaker_alerts;
        if (*source->kept.body.hex) {
            struct edition_source *entry = &shown[plan.shown_count++];
            fetcher_source_entry(source, &source->kept, entry);
            entry->part = splits ? EDITION_WITHOUT_ALERTS : EDITION_ALL;
            entry->pictures = source->pictures;
            entry->picture_count = source->picture_count;
        }
        if (splits) {
            struct edition_source *entry = &shown[plan.shown_count++];
            fetcher_source_entry(source, &source->waiting, entry);
            entry->part = EDITION_ALERTS;
        }
        if (*source->waiting.body.hex) {
            fetcher_source_entry(source, &source->waiting, &waiting[plan.waiting_count++]);
        }
    }
    bool done = edition_commit(fetcher->store, &plan, now_wall_ms, committed, error);
    fetcher->failed_commits += !done;
    if (done && *committed) {
        keeping_want(&fetcher->keeping, fetcher->sources, fetcher->source_count);
    }
    joining_settle(&fetcher->joining, done, *committed);
    return done;
}

/* Lets go of a feed that rotted in the store, for the one of the previous edition if that is
 * whole, and has it fetched anew at once: it must not keep others from the screen. False when
 * it is sound. */
static bool drop_if_rotten(
    struct fetcher *fetcher, struct fetcher_source *source, object_look *look)
{
    struct error error;
    if (fetcher_source_is_sound(source, fetcher->store, look, &error)) {
        return false;
    }
    log_warning("source %s: %s: fetched anew", source->config->name, error.text);
    source->kept = (struct kept_feed) { .url = source->config->url };
    source->waiting = (struct kept_feed) { 0 };
    source->schedule.next_ms = INT64_MIN;
    fetcher_take_up(fetcher, source, 1);
    return true;
}

bool fetcher_drop_rotten(struct fetcher *fetcher, const struct fetcher_source *except)
{
    bool dropped = false;
    for (size_t i = 0; i < fetcher->source_count; i++) {
        struct fetcher_source *source = &fetcher->sources[i];
        /* One that is away uses what it has; it looks by itself when it has its turn. */
        dropped = (source != except && !source->is_away &&
                      drop_if_rotten(fetcher, source, store_object_state)) ||
                  dropped;
    }
    return dropped;
}

/* What nobody touched is read again once in a while, for what a disk spoils by itself. */
static object_look *look_of(struct fetcher_source *source, int64_t now_mono_ms)
{
    if (source->read_ms && now_mono_ms - source->read_ms < READ_AGAIN_MS) {
        return store_object_glance;
    }
    source->read_ms = now_mono_ms;
    return store_object_state;
}

/* A feed that rotted and has no other to take its place is no reason to commit: `play` may
 * still have it. */
void fetcher_mend(struct fetcher *fetcher, struct fetcher_source *source, int64_t now_mono_ms,
    int64_t now_wall_ms)
{
    struct head head;
    struct error *error = &fetcher->trouble;
    bool committed;
    object_look *look = look_of(source, now_mono_ms);
    drop_if_rotten(fetcher, source, look);
    enum head_state state = store_head_state(fetcher->store, &head, error);
    if (state == HEAD_UNREADABLE) {
        return;
    }
    if (state == HEAD_ROTTEN && !fetcher->head_is_lost) {
        log_error("store: %s, and so is its copy: begun anew; which serials were accepted "
                  "before is forgotten",
            error->text);
    }
    fetcher->head_is_lost = state == HEAD_ROTTEN;
    bool stands = fetcher->started && state == HEAD_SOUND &&
                  look(fetcher->store, &head.current) == OBJECT_SOUND;
    if (!stands) {
        fetcher_drop_rotten(fetcher, source);
    }
    if (stands || fetcher_commit(fetcher, now_wall_ms, &committed, error)) {
        error_set(error, "%s", "");
        fetcher->started = true;
    }
}

void fetcher_add_pictures(struct fetcher *fetcher, struct fetcher_source *source,
    struct workers *workers, int64_t now_wall_ms, const atomic_bool *stop)
{
    struct error *error = &fetcher->trouble;
    bool committed;
    unsigned failed = fetcher->failed_commits;
    struct road road = { .http = &fetcher->http, .workers = workers };
    const struct picture_errand errand = { .source = source,
        .config = fetcher->config,
        .store = fetcher->store,
        .road = &road,
        .now_wall_ms = now_wall_ms,
        .stop = stop };
    fetcher_pictures_check(source, fetcher->store, 1);
    size_t count = fetcher_pictures_get(&errand);
    if (failed != fetcher->failed_commits) {
        /* One of another source, which gave back what was put here so far. */
        fetcher_pictures_check(source, fetcher->store, source->wanted_count);
    }
    if (count > 0 && !fetcher_commit(fetcher, now_wall_ms, &committed, error)) {
        error_wrap(error, "source %s: pictures", source->config->name);
        /* The commit gave them back. */
        fetcher_pictures_check(source, fetcher->store, source->wanted_count);
    }
}

/* What waits rotted in the store: it is fetched anew, and waits anew. */
static void forget(struct fetcher *fetcher, struct fetcher_source *source, const char *why,
    int64_t now_wall_ms)
{
    bool committed;
    log_warning("source %s: what waited is fetched anew: %s", source->config->name, why);
    source->waiting = (struct kept_feed) { 0 };
    source->schedule.next_ms = INT64_MIN;
    fetcher_commit(fetcher, now_wall_ms, &committed, NULL);
}

/* The source holds what waited. On failure all is as it was, and tried again later. */
static bool release(struct fetcher *fetcher, struct fetcher_source *source, const char *why,
    int64_t now_mono_ms, int64_t now_wall_ms)
{
    struct error error;
    bool committed, done = false;
    struct edition_source entry;
    struct kept_feed before = source->kept, waited = source->waiting;
    fetcher_source_entry(source, &waited, &entry);
    if (!edition_load_feed(fetcher->store, &entry, &error)) {
        forget(fetcher, source, error.text, now_wall_ms);
        goto out;
    }
    source->kept = waited;
    source->waiting = (struct kept_feed) { 0 };
    fetcher_note_let_in(fetcher, source, &entry);
    if (!fetcher_commit(fetcher, now_wall_ms, &committed, &error)) {
        log_warning(
            "source %s: what waited cannot be shown: %s", source->config->name, error.text);
        source->kept = before;
        source->waiting = waited;
        source->waiting_retry_ms = now_mono_ms + RETRY_MS;
        goto out;
    }
    store_forget_approval(fetcher->store, source->config->name);
    source->status.serial = waited.proof.serial;
    log_info("source %s: serial %" PRId64 " is shown: %s", source->config->name,
        waited.proof.serial, why);
    fetcher_pictures_want(source, entry.feed, NULL, 0);
    fetcher_source_log_news(source, entry.feed);
    done = true;
out:
    feed_destroy(entry.feed);
    return done;
}

bool fetcher_release(struct fetcher *fetcher, int64_t now_mono_ms, int64_t now_wall_ms)
{
    bool any = false;
    for (size_t i = 0; i < fetcher->source_count; i++) {
        struct fetcher_source *source = &fetcher->sources[i];
        bool may_try = now_mono_ms >= source->waiting_retry_ms;
        bool is_due = may_try && now_wall_ms >= breaker_due_ms(source, fetcher->config);
        bool was_approved = source->is_approved;
        if (!*source->waiting.body.hex || source->is_away) {
            continue;
        }
        source->is_approved = breaker_is_approved(source, fetcher->store);
        if (source->is_approved && (may_try || !was_approved)) {
            any |= release(fetcher, source, "it was approved", now_mono_ms, now_wall_ms);
        } else if (is_due && !clock_is_trusted()) {
            source->waiting_retry_ms = now_mono_ms + RETRY_MS;
        } else if (is_due) {
            any |= release(fetcher, source, "it has waited its time", now_mono_ms, now_wall_ms);
        }
    }
    return any;
}

int64_t fetcher_release_ms(const struct fetcher *fetcher, const struct fetcher_source *source,
    int64_t now_mono_ms, int64_t now_wall_ms)
{
    if (!*source->waiting.body.hex) {
        return INT64_MAX;
    }
    int64_t at_ms = source->is_approved
                        ? INT64_MIN
                        : now_mono_ms - now_wall_ms + breaker_due_ms(source, fetcher->config);
    return at_ms > source->waiting_retry_ms ? at_ms : source->waiting_retry_ms;
}
