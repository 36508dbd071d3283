/* What slides are made of. */
#pragma once

#include "programme/select.h"

#include <stdbool.h>
#include <stddef.h>

/* Feeds and whoever keeps them alive: an edition, in `play`. */
struct supply {
    const struct selection_source *sources; /* live as long as the owner */
    size_t count;
    void *owner;
    void (*release)(void *owner); /* NULL when there is nothing to give back */
    /* Whether a picture's file still holds the object's bytes: the disk may lie. NULL: files
     * are taken as they are. Called by the workshop's thread. */
    bool (*is_sound)(const char *path, const char *object);
    /* Writes down what it found, so that a restart need not find it again; or NULL. Called by
     * the workshop's thread too. */
    void (*keep)(void *owner);
};

void supply_finish(struct supply *supply);
