/* A feed as screens read it, and when each of its items is shown. */
#pragma once

#include "command/desk/content/kit.h"
#include "content/feed/feed.h"
#include "programme/item_span.h"

/* With what the guard holds back taken out and listed; NULL without an error where it is no
 * feed. The caller owns it. `guarded`: by the config's rules. */
struct feed *feed_now_read(
    struct visit *visit, const struct bytes *body, bool guarded, struct error *error);

/* For a screen of that tag; "" or NULL: for one that has every tag that the item asks for. */
struct feed_now_screen {
    struct text_list tags;
    const char *tag;
    const char *tags_of_item[64];
};
struct item_context feed_now_context(struct visit *visit, const struct feed *feed,
    const struct item *item, struct feed_now_screen *screen);

/* Whether it is now, or will be, or was: at the next moment at which it is shown (the last one
 * before now where there is none); false where it never is. */
bool feed_now_shown_at(
    struct item_context context, const struct item *item, int64_t *at_ms, bool *is_now);
