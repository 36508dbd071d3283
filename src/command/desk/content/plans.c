#include "command/desk/content/plans.h"

#include "base/translated.h"
#include "command/desk/content/content.h"
#include "command/desk/content/wall/signing.h"

#include <string.h>

struct reading {
    struct arena *arena;
    struct plans *plans;
    bool has_failed;
};

static void take(void *context, const struct planned *planned)
{
    struct reading *reading = context;
    struct plans *plans = reading->plans;
    struct planned *items =
        arena_grow(reading->arena, plans->items, plans->count, &plans->capacity, sizeof *items);
    if (!items) {
        reading->has_failed = true;
        return;
    }
    plans->items = items;
    struct planned *kept = &items[plans->count++];
    *kept = *planned;
    kept->part = arena_strdup(reading->arena, planned->part);
    kept->hash = arena_strdup(reading->arena, planned->hash);
    kept->by = arena_strdup(reading->arena, planned->by);
    kept->why_not = arena_strdup(reading->arena, planned->why_not);
}

bool plans_read(struct visit *visit, const char *part, struct plans *plans, struct error *error)
{
    struct arena *arena = &visit->request->arena;
    struct reading reading = { .arena = arena, .plans = plans };
    *plans = (struct plans) { 0 };
    return planned_each(visit->database, part, take, &reading, error) &&
           ((!reading.has_failed && !arena->has_failed) || error_set(error, "out of memory"));
}

const struct planned *plans_of(const struct plans *plans, const char *part)
{
    for (size_t i = 0; i < plans->count; i++) {
        if (strcmp(plans->items[i].part, part) == 0) {
            return &plans->items[i];
        }
    }
    return NULL;
}

bool plans_judge(struct visit *visit, const struct planned *planned, const struct draft *draft,
    struct plan_told *told, struct error *error)
{
    int needs = visit->desk->config->desk.approvals;
    *told = (struct plan_told) { .why = NULL };
    if (!planned) {
        return true;
    }
    int count = draft ? drafts_approval_count(visit->database, draft, error) : 0;
    told->is_late = *planned->why_not != '\0';
    told->goes_out = draft && strcmp(draft->hash, planned->hash) == 0 && count >= needs &&
                     (needs == 0 || draft->is_submitted);
    told->why =
        told->is_late ? planned->why_not
        : told->goes_out
            ? NULL
            : translated("it was changed since it was planned: it does not go out until "
                         "it is approved and planned again");
    return count >= 0;
}

void plans_put(struct visit *visit, struct writer *writer, const struct planned *planned,
    const struct plan_told *told)
{
    writer_name(writer, "planned");
    if (!planned) {
        writer_raw(writer, NULL);
        return;
    }
    writer_open(writer, '{');
    writer_put_int(writer, "id", planned->id);
    kit_put_instant(visit, writer, "at", planned->at_ms);
    writer_put_text(writer, "by", planned->by);
    writer_put_bool(writer, "waits_for_key", !signing_is_ready(visit->desk->content->signing));
    writer_put_bool(writer, "goes_out", told->goes_out);
    writer_put_text(writer, "why", told->why);
    writer_close(writer, '}');
}

const char *plans_warning(struct visit *visit, const char *part, const char *hash)
{
    struct plans plans;
    const struct planned *planned =
        plans_read(visit, part, &plans, &(struct error) { "" }) ? plans_of(&plans, part) : NULL;
    if (!planned || strcmp(planned->hash, hash) == 0) {
        return NULL;
    }
    const char *at = kit_instant(visit, planned->at_ms);
    return at ? arena_printf(&visit->request->arena,
                    translated(
                        "it is planned for %.10s %.5s as it was before: that does not go "
                        "out until this is approved and planned again"),
                    at, at + 11)
              : NULL;
}
