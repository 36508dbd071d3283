#include "net/fetch/fetcher_accept.h"

#include "base/clock.h"
#include "base/log.h"
#include "net/fetch/fetcher_breaker.h"
#include "net/fetch/fetcher_take_in.h"
#include "net/fetch/joining.h"
#include "net/fetch/pictures/fetcher_pictures.h"

#include <string.h>

/* As long as others may keep a feed that came from the screens. */
enum { TOGETHER_MS = 250 };

/* Sources that come at one time share an edition: it costs the disk as much as one of a source
 * alone. Waits while others wait for their turn, whose edition this may be too. */
static void wait_for_others(struct fetcher *fetcher, struct road *road, struct joining *joining)
{
    int64_t until_ms = clock_mono_ms() + TOGETHER_MS;
    joining->next = fetcher->joining;
    fetcher->joining = joining;
    while (joining->state == JOINING_WAITS && road_let_others(road, until_ms)) {
    }
    if (joining->state == JOINING_WAITS) {
        joining_leave(&fetcher->joining, joining);
    }
}

/* What one feed fails with is its own trouble: it is tried once more without those that came
 * with it, and without what rotted. */
static bool commit_anyhow(struct fetcher *fetcher, struct fetcher_source *source,
    struct arrival *arrival, bool *committed)
{
    struct error *error = &arrival->error;
    bool has_others = fetcher->joining != NULL;
    if (fetcher_commit(fetcher, arrival->now_wall_ms, committed, error)) {
        return true;
    }
    bool has_dropped = fetcher_drop_rotten(fetcher, source);
    /* A commit that failed gave the body back: it is put once more. */
    return (has_others || has_dropped) && fetcher_put(fetcher->store, arrival, error) &&
           fetcher_commit(fetcher, arrival->now_wall_ms, committed, error);
}

/* With others, or where that fails, alone. */
static bool commit(struct fetcher *fetcher, struct road *road, struct arrival *arrival,
    struct joining *joining)
{
    wait_for_others(fetcher, road, joining);
    if (joining->state == JOINING_DONE) {
        const struct kept_feed *kept = &joining->source->kept, *before = &joining->kept;
        joining->committed =
            joining->committed && strcmp(kept->body.hex, before->body.hex) != 0;
        return true;
    }
    if (joining->state == JOINING_SET_BACK) {
        joining_swap(joining);
        if (!fetcher_put(fetcher->store, arrival, &arrival->error)) {
            return false;
        }
    }
    return commit_anyhow(fetcher, joining->source, arrival, &joining->committed);
}

void fetcher_accept(struct fetcher *fetcher, struct road *road, struct arrival *arrival,
    const atomic_bool *stop)
{
    struct fetcher_source *source = road->source;
    const struct taking taking = { source, fetcher->config, fetcher->store, arrival, road,
        stop };
    struct edition_source fresh;
    struct joining joining = { .source = source,
        .kept = source->kept,
        .waiting = source->waiting,
        .waiting_has_alerts = source->waiting_has_alerts };
    struct breaker_news news;
    if (!fetcher_take_in(&taking, &fresh)) {
        goto out;
    }
    bool waits = breaker_holds(source, fetcher->config, fetcher->store, &fresh, &news);
    if (!waits) {
        fetcher_source_read_entry(&fresh, source->config->url, &source->kept);
    }
    fetcher_note_let_in(fetcher, source, &fresh);
    if (!commit(fetcher, road, arrival, &joining)) {
        joining_swap(&joining);
        arrival->state = SOURCE_STORE_FAILS;
        goto out;
    }
    breaker_log(source, &news);
    if (!waits && !fetcher_pictures_want(source, fresh.feed, NULL, 0)) {
        log_warning("source %s: its pictures wait for memory", source->config->name);
    }
    if (joining.committed && !waits) {
        fetcher_source_log_news(source, fresh.feed);
    }
out:
    feed_destroy(fresh.feed);
}
