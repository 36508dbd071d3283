#include "command/status_waiting.h"

#include "command/common/command.h"
#include "content/guard/breaker.h"
#include "edition/edition.h"
#include "store/store.h"

#include <string.h>

/* The current edition's feed of that source. */
static const struct feed *good_feed(const struct edition *edition, const char *name)
{
    for (size_t i = 0; edition && i < edition->source_count; i++) {
        if (strcmp(edition->sources[i].name, name) == 0 &&
            edition->sources[i].part != EDITION_ALERTS) {
            return edition->sources[i].feed;
        }
    }
    return NULL;
}

/* Why it waits is found again by comparing once more. */
static const char *reason_of(struct arena *arena, const struct config *config,
    const struct edition *edition, const struct edition_source *waiting)
{
    struct error why = { 0 };
    const struct feed *good = good_feed(edition, waiting->name);
    const struct breaker_rules rules = command_breaker_rules(config);
    bool passes = !good || breaker_passes(&rules, good, waiting->feed, &why);
    return passes ? "" : arena_strdup(arena, why.text);
}

static bool is_approved(struct store *store, const struct edition_source *source)
{
    struct object_id body;
    return store_approval(store, source->name, &body) &&
           strcmp(body.hex, source->body.hex) == 0;
}

bool status_list_waiting(
    struct arena *arena, const struct waiting_in *in, struct status_report *report)
{
    struct edition *waiting = in->waiting;
    size_t count = waiting ? waiting->source_count : 0;
    struct reported_waiting *list = arena_array(arena, count, sizeof *list);
    for (size_t i = 0; list && i < count; i++) {
        struct edition_source *source = &waiting->sources[i];
        if (!edition_load_feed(in->store, source, NULL)) {
            continue;
        }
        list[report->waiting_count++] = (struct reported_waiting) {
            .source = source->name,
            .id = source->body.hex,
            .reason = reason_of(arena, in->config, in->shown, source),
            .serial = source->feed->serial,
            .since_ms = source->fetched_ms,
            .until_ms = source->fetched_ms + in->config->guard.breaker_hold_ms,
            .is_approved = is_approved(in->store, source),
        };
        if (!list[report->waiting_count - 1].reason) {
            return false;
        }
    }
    report->waiting = list;
    return list;
}
