/* The newest state as a document that parts are looked up in. */
#pragma once

#include "command/desk/content/kit.h"

struct published {
    int64_t serial;      /* 0: nothing was published yet */
    struct state *state; /* NULL then */
    struct json_tree tree;
};

/* In the request's arena. False after a 500. */
bool published_read(struct visit *visit, struct published *published);

/* The part's JSON as it was published, in the arena; NULL where it is not there. */
const char *published_content(const struct published *published, const char *part);

/* Of any part's content: what an item's kind is, or the part's own name; its title, or "". */
const char *content_kind(const struct json_tree *content, const char *part);
const char *content_title(const struct json_tree *content);
/* And of one that is within another document. */
const char *content_title_of(const struct json_tree *tree, const struct json_node *content);
