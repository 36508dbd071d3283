#include "net/fetch/fetcher_breaker.h"

#include "base/log.h"
#include "content/guard/breaker.h"

#include <inttypes.h>
#include <string.h>

/* Behind a silence as long as this any number of items may be new: the screen was switched off,
 * or the source was away. */
enum { SILENCE_MS = 3 * 24 * 60 * 60 * 1000 };

static struct feed *load(
    const struct fetcher_source *source, struct store *store, const struct kept_feed *kept)
{
    struct edition_source entry;
    fetcher_source_entry(source, kept, &entry);
    edition_load_feed(store, &entry, NULL);
    return entry.feed;
}

static bool has_alerts(const struct feed *feed)
{
    for (size_t i = 0; i < feed->item_count; i++) {
        if (feed->items[i].kind == ITEM_ALERT) {
            return true;
        }
    }
    return false;
}

static bool is_off(const struct fetcher_source *source, const struct config *config)
{
    return config->guard.breaker_hold_ms == 0 ||
           (source->config->public_keys.count > 0 && !config->guard.breaker_signed);
}

static bool is_there(const struct fetcher_source *source, const struct kept_feed *kept)
{
    return *kept->body.hex && strcmp(kept->url, source->config->url) == 0;
}

void breaker_take_up(struct fetcher_source *source, const struct config *config,
    struct store *store, struct edition *waiting)
{
    for (size_t i = 0; waiting && i < waiting->source_count; i++) {
        struct edition_source *entry = &waiting->sources[i];
        if (strcmp(entry->name, source->config->name) != 0 ||
            strcmp(entry->url, source->config->url) != 0 || is_off(source, config) ||
            !*source->kept.body.hex || strcmp(entry->body.hex, source->kept.body.hex) == 0 ||
            !edition_load_feed(store, entry, NULL)) {
            continue;
        }
        struct feed *good = load(source, store, &source->kept);
        fetcher_source_read_entry(entry, source->config->url, &source->waiting);
        source->waiting_has_alerts = has_alerts(entry->feed) || (good && has_alerts(good));
        feed_destroy(good);
    }
}

static void wait_with(struct fetcher_source *source, const struct edition_source *fresh,
    const struct feed *good, bool keeps_time)
{
    int64_t since_ms = keeps_time ? source->waiting.fetched_ms : fresh->fetched_ms;
    fetcher_source_read_entry(fresh, source->config->url, &source->waiting);
    source->waiting.fetched_ms = since_ms;
    source->waiting_has_alerts = has_alerts(fresh->feed) || (good && has_alerts(good));
    source->waiting_retry_ms = 0;
}

bool breaker_holds(struct fetcher_source *source, const struct config *config,
    struct store *store, const struct edition_source *fresh, struct breaker_news *news)
{
    *news = (struct breaker_news) { .serial = fresh->proof.serial };
    bool waits = is_there(source, &source->waiting), keeps_time = false;
    bool judges = !is_off(source, config) && is_there(source, &source->kept) &&
                  strcmp(fresh->body.hex, source->kept.body.hex) != 0;
    struct feed *good = judges ? load(source, store, &source->kept) : NULL;
    struct feed *before = good && waits ? load(source, store, &source->waiting) : NULL;
    struct breaker_rules rules = {
        .share_pct = config->guard.breaker_share_pct,
        .any_share = fresh->fetched_ms - source->status.last_success_ms > SILENCE_MS,
        .hotlines_are_pinned = config->guard.hotlines.count > 0,
    };
    bool passes = !judges || (good && breaker_passes(&rules, good, fresh->feed, &news->why));
    if (judges && !good) {
        error_set(&news->why, "the last good feed cannot be read to compare it with");
    }
    if (!passes) {
        /* What would pass behind the one that waits may as well pass with it. */
        rules.any_share = false;
        keeps_time = before && breaker_passes(&rules, before, fresh->feed, NULL);
        wait_with(source, fresh, good, keeps_time);
    }
    news->is_held = !passes && !keeps_time;
    news->is_withdrawn = passes && waits;
    if (passes && waits) {
        source->waiting = (struct kept_feed) { 0 };
    }
    feed_destroy(before);
    feed_destroy(good);
    return !passes;
}

void breaker_log(const struct fetcher_source *source, const struct breaker_news *news)
{
    if (news->is_held) {
        log_warning("source %s: serial %" PRId64 " waits (`lobbycard approve`), its last good "
                    "feed stays: %s",
            source->config->name, news->serial, news->why.text);
    } else if (news->is_withdrawn) {
        log_info("source %s: what waited was withdrawn", source->config->name);
    }
}

int64_t breaker_due_ms(const struct fetcher_source *source, const struct config *config)
{
    return *source->waiting.body.hex
               ? source->waiting.fetched_ms + config->guard.breaker_hold_ms
               : INT64_MAX;
}

bool breaker_is_approved(const struct fetcher_source *source, struct store *store)
{
    struct object_id body;
    if (!store_approval(store, source->config->name, &body)) {
        return false;
    }
    bool is_it = *source->waiting.body.hex && strcmp(body.hex, source->waiting.body.hex) == 0;
    if (!is_it && store_forget_approval(store, source->config->name)) {
        log_warning("source %s: what was approved no longer waits", source->config->name);
    }
    return is_it;
}
