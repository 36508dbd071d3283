/* What adapt_feed.c, adapt_item.c and adapt_body.c write to. */
#pragma once

#include "adapt/adapt_out.h"
#include "base/arena.h"

#include <cjson/cJSON.h>

struct adapt_out {
    cJSON *document, *items;
    cJSON *item;    /* members go there; in `items`, or `nowhere` */
    cJSON *row;     /* the same of an item's rows */
    cJSON *nowhere; /* what is not begun is written there, and thrown away */
    int take;
    int64_t now_ms;
    const struct zone *zone;
    size_t bytes; /* about as many as it will have */
    bool has_failed;
    struct bytes notes;
    int note_count;
    struct arena arena; /* of one item's texts while they are made */
};

/* Puts `value` (owned from now on, NULL is out of memory) into the object, in the place of one
 * of that name. */
void adapt_put(struct adapt_out *out, cJSON *object, const char *name, cJSON *value);

/* At the end of the list of that name in the object, which is made where it is not there. */
void adapt_append(struct adapt_out *out, cJSON *object, const char *list, cJSON *value);
int adapt_count(const cJSON *object, const char *list);

/* A string value of a text that need not be sound; NULL where nothing of it is left, or memory
 * is out. */
cJSON *adapt_text_value(struct adapt_out *out, const char *text);

/* An address made absolute and encoded, in out->arena; NULL where it is none. */
const char *adapt_address(struct adapt_out *out, const char *base, const char *address);
