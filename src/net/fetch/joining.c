#include "net/fetch/joining.h"

void joining_swap(struct joining *joining)
{
    struct fetcher_source *source = joining->source;
    const struct joining now = { .kept = source->kept,
        .waiting = source->waiting,
        .waiting_has_alerts = source->waiting_has_alerts };
    source->kept = joining->kept;
    source->waiting = joining->waiting;
    source->waiting_has_alerts = joining->waiting_has_alerts;
    joining->kept = now.kept;
    joining->waiting = now.waiting;
    joining->waiting_has_alerts = now.waiting_has_alerts;
}

void joining_settle(struct joining **list, bool done, bool committed)
{
    for (struct joining *joining = *list; joining; joining = joining->next) {
        joining->state = done ? JOINING_DONE : JOINING_SET_BACK;
        joining->committed = committed;
        if (!done) {
            joining_swap(joining);
        }
    }
    *list = NULL;
}

void joining_leave(struct joining **list, const struct joining *joining)
{
    struct joining **at = list;
    while (*at && *at != joining) {
        at = &(*at)->next;
    }
    *at = *at ? joining->next : NULL;
}
