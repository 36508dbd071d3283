/* The smallest stretch of text that must come from one face: a character with its marks, an
 * emoji sequence, a flag. Coarser than UAX #29 needs to be for editing; lines are broken by
 * typeset/, which asks ICU. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CLUSTER_MAX = 8 };

struct cluster {
    /* What the face must have: joiners and variation selectors are not among them. More than
     * CLUSTER_MAX are not asked for. At least one. */
    uint32_t characters[CLUSTER_MAX];
    size_t count;
    bool emoji; /* a picture, by its number or by variation selector 16 behind it */
};

/* Reads the cluster at text[*at] (*at < size) and moves *at behind it. */
void cluster_next(const char *text, size_t size, size_t *at, struct cluster *cluster);
