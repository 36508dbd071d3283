/* What `status` is told: of a slide, once the glass shows it whole. */
#pragma once

#include "command/play/ground.h"
#include "programme/programme.h"
#include "report/status.h"
#include "screen/prepare/preparer.h"

struct told {
    const struct common *common;
    struct glass_status glass;  /* as `status` is told */
    struct glass_status coming; /* of the slide that was shown last */
    bool is_coming;
    char refused[CONFIG_ID_BYTES]; /* the config that was refused last, and why; or "" */
    struct error refusal;
    struct pictures_spoilt spoilt;
};

/* Tells that nothing is on the glass yet. */
void told_init(struct told *told, const struct common *common);

/* That config, by its id, was read and is not gone by, and why. */
void told_refused(struct told *told, const char *config, const char *why);

/* What the disk spoiled, of all that is known by now. */
void told_spoilt(struct told *told, const struct pictures_spoilt *spoilt);

/* The same once more: the store's folder may be another one. */
void told_again(struct told *told);

/* That slide was shown just now and has its turn for that long; INT64_MAX: for as long as
 * somebody likes. */
void told_show(
    struct told *told, const struct planned_slide *slide, int64_t now_ms, int64_t turn_us);

/* It is told of as soon as it was presented whole. */
void told_step(struct told *told);

/* Its turn ends in left_ms, by a clock that was set; it stands for as long as somebody likes.
 */
void told_moved(struct told *told, int64_t left_ms);
void told_held(struct told *told);
