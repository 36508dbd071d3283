#include "edition/intake.h"

#include "content/feed/format.h"
#include "content/guard/guard.h"
#include "edition/floors.h"

static enum intake_refusal read_feed(struct intake *intake, struct error *error)
{
    struct edition_source *source = intake->source;
    struct edition_proof *proof = &source->proof;
    *proof = (struct edition_proof) { .issued_ms = INT64_MIN };
    if (intake->store &&
        !floors_verify(intake->store, source, intake->body, intake->signature, error)) {
        return INTAKE_DISTRUSTED;
    }
    if (intake->adapt && !intake->native && !intake->adapt(intake, error)) {
        return INTAKE_NOT_READ;
    }
    const struct feed_how how = { guard_phones(intake->guard), intake->tells };
    source->feed =
        feed_read(source->format, intake->native ? intake->native : intake->body, &how, error);
    if (!source->feed) {
        return INTAKE_NO_FEED;
    }
    proof->serial = source->feed->serial;
    if (source->feed->issued.form) {
        proof->issued_ms = moment_wall_ms(&source->feed->issued);
    }
    if (intake->is_new && !floors_admit(intake->store, source, intake->now_ms, error)) {
        return INTAKE_DISTRUSTED;
    }
    proof->holds = guard_apply(intake->guard, source->feed, source->url, error);
    proof->item_count = source->feed->item_count;
    return proof->holds ? INTAKE_GOOD : INTAKE_FOREIGN;
}

/* Leaves of the feed what its part of the edition is. */
static bool keep_part(struct feed *feed, enum edition_part part)
{
    struct item *kept = arena_array(&feed->arena, feed->item_count, sizeof *kept);
    size_t count = 0;
    for (size_t i = 0; kept && i < feed->item_count; i++) {
        if ((feed->items[i].kind == ITEM_ALERT) == (part == EDITION_ALERTS)) {
            kept[count++] = feed->items[i];
        }
    }
    feed->items = kept;
    feed->item_count = kept ? count : 0;
    if (part == EDITION_ALERTS) {
        feed->site_name = feed->welcome = feed->logo = "";
        feed->footer_count = feed->hotline_count = feed->link_count = feed->held_count = 0;
    }
    return kept;
}

bool intake_show(const struct guard *guard, struct edition_source *source, struct error *error)
{
    return (guard_apply_to_pictures(
                guard, source->feed, source->url, source->pictures, &source->picture_count) &&
               (source->part == EDITION_ALL || keep_part(source->feed, source->part))) ||
           error_set(error, "out of memory");
}

static bool judge_pictures(struct intake *intake, struct error *error)
{
    return (!intake->find_pictures || intake->find_pictures(intake, error)) &&
           intake_show(intake->guard, intake->source, error);
}

bool intake_take(struct intake *intake, struct error *error)
{
    struct edition_source *source = intake->source;
    source->feed = NULL;
    intake->refusal = read_feed(intake, error);
    bool goes_on =
        intake->refusal == INTAKE_GOOD || (intake->refusal == INTAKE_FOREIGN && intake->tells);
    if (goes_on && !judge_pictures(intake, error)) {
        intake->refusal = INTAKE_FAILED;
        goes_on = false;
    }
    if (!goes_on) {
        feed_destroy(source->feed);
        source->feed = NULL;
        source->proof.holds = false;
    }
    return intake->refusal == INTAKE_GOOD;
}
