/* What a campus lays under its slides and into their corner, decoded for one size. */
#pragma once

#include "base/error.h"
#include "config/themes.h"
#include "picture/picture.h"
#include "slide/scene/slide.h"

struct dressing {
    struct dress dress;
    struct picture *ground, *mark; /* NULL: there is none */
};

/* Of the at-th of the config's themes. NULL in *out where the config wants nothing. False with
 * one line that says where, why and what would help; where `lacks` is given, that has the line,
 * and what cannot be had is left out. Takes as long as two pictures do. */
struct dressing_job {
    const struct config *config;
    const struct themes *themes;
    size_t theme;
    int width, height;
    struct error *lacks; /* or NULL */
    int64_t picture_ms;  /* see max_ms of struct picture_wish */
};
bool dressing_create(
    const struct dressing_job *job, struct dressing **out, struct error *error);
void dressing_destroy(struct dressing *dressing);
