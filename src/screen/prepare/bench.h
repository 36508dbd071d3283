/* What one plan of the workshop rests on, and what it looks like. Of screen/prepare only. */
#pragma once

#include "config/themes.h"
#include "screen/font/fonts.h"
#include "screen/prepare/dressing.h"
#include "slide/deck.h"
#include "slide/page/flow_memory.h"

/* Swapped as a whole. */
struct bench {
    const struct config *config;
    struct themes themes;
    size_t theme;              /* of them, the one of these hours */
    struct dressing *dressing; /* for that and this size; NULL: none */
    struct selection *selection;
    struct deck *deck;
    struct flow_memory flows; /* of the deck */
    size_t *turns; /* of the plan that was copied: which of the deck's slides; of its arena */
    size_t turn_count;
    int width, height; /* of the pictures */
    bool is_awake, is_clock_doubtful;
    int64_t picture_ms; /* how long a decoder is waited for */
    bool is_partial;    /* the deck: see struct plan */
    bool may_lack;      /* what is but to look at: it goes without that, and these say why */
    struct error no_faces, no_dressing; /* "" for nothing */
};

/* Themes are read with the config, whatever their files say by now. */
bool bench_load_themes(struct bench *bench, const struct bench *standing, const char *data_dir,
    struct error *error);

/* The faces of the bench's theme become the fonts'. */
bool bench_take_faces(struct bench *bench, const struct bench *standing, struct fonts *fonts,
    struct error *error);

/* What lies under the slides: that of the bench which stands, where it is the same. What was
 * lacking is looked for with every plan: it may have come. */
bool bench_dress(struct bench *bench, const struct bench *standing, struct error *error);
