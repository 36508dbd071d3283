#include "command/play/told.h"

#include "base/clock.h"
#include "base/log.h"
#include "screen/stage/stage.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

void told_init(struct told *told, const struct common *common)
{
    *told = (struct told) { .common = common };
    told_again(told);
}

void told_again(struct told *told)
{
    struct error error = { 0 };
    process_self(&told->glass.player);
    command_config_id(told->common->ground.config, told->glass.config);
    told->glass.lacks = told->common->lacks;
    told->glass.refusal = told->refusal;
    memcpy(told->glass.spoilt, told->spoilt.objects, sizeof told->glass.spoilt);
    snprintf(told->glass.refused, sizeof told->glass.refused, "%s", told->refused);
    told->glass.written_ms = clock_wall_ms();
    if (!glass_status_write(told->common->store_path, &told->glass, &error)) {
        log_debug("status: %s", error.text);
    }
}

void told_refused(struct told *told, const char *config, const char *why)
{
    snprintf(told->refused, sizeof told->refused, "%s", config);
    error_set(&told->refusal, "%s", why);
    told_again(told);
}

void told_spoilt(struct told *told, const struct pictures_spoilt *spoilt)
{
    static_assert(sizeof told->glass.spoilt == sizeof spoilt->objects, "all are told");
    if (memcmp(&told->spoilt, spoilt, sizeof *spoilt) != 0) {
        told->spoilt = *spoilt;
        told_again(told);
    }
}

void told_show(
    struct told *told, const struct planned_slide *slide, int64_t now_ms, int64_t turn_us)
{
    struct glass_status *status = &told->coming;
    *status = (struct glass_status) { .page = slide->page,
        .pages = slide->pages,
        .since_ms = now_ms,
        .since_mono_ms = clock_mono_us() / 1000,
        .has_own_clock = clock_is_moved(),
        .edition_since_ms = told->common->ground.edition_since_ms };
    if (turn_us != INT64_MAX) {
        status->due_mono_ms = status->since_mono_ms + turn_us / 1000;
    }
    snprintf(status->kind, sizeof status->kind, "%s", slide->kind->name);
    snprintf(status->source, sizeof status->source, "%s", slide->source);
    snprintf(status->item, sizeof status->item, "%s", slide->item ? slide->item : "");
    snprintf(status->edition, sizeof status->edition, "%s", told->common->ground.edition.hex);
    told->is_coming = true;
    told_step(told);
}

void told_step(struct told *told)
{
    if (told->is_coming && stage_is_presented(told->common->stage)) {
        told->is_coming = false;
        told->glass = told->coming;
        told_again(told);
    }
}

static void tell_due(struct told *told, int64_t due_mono_ms)
{
    told->coming.due_mono_ms = told->glass.due_mono_ms = due_mono_ms;
    told_again(told);
}

void told_moved(struct told *told, int64_t left_ms)
{
    if (told->glass.due_mono_ms) {
        tell_due(told, clock_mono_us() / 1000 + left_ms);
    }
}

void told_held(struct told *told)
{
    tell_due(told, 0);
}
