/* A feed as intake let it in, kept while its source holds it: an edition that it comes to be of
 * can be kept (edition/recall.h) without reading and judging it once more. */
#pragma once

#include "edition/edition.h"

struct let_in {
    struct object_id body; /* "": nothing is kept */
    const char *url;       /* borrowed: where it came from, by which it was judged */
    enum feed_format format;
    struct bytes feed; /* as feed_stow has it, before any picture of it was judged */
};
void let_in_init(struct let_in *let_in);
void let_in_finish(struct let_in *let_in);

/* Whether it is of that body, as that source has it. */
bool let_in_is_of(const struct let_in *let_in, const struct object_id *body, const char *url,
    enum feed_format format);

/* Takes what intake_take filled of a source whose part is EDITION_ALL, none of whose pictures
 * was known, instead of what there was; the url outlives it. Without memory there is nothing
 * then. */
void let_in_note(struct let_in *let_in, const struct edition_source *source, const char *url);

/* Fills feed and pictures of a source of that body as edition_load_feed would, but that what
 * was held and found is not told again, nor a proof given. The texts lie in let_in. False when
 * memory is out; the source's pictures may be fewer then. */
bool let_in_again(
    const struct let_in *let_in, const struct guard *guard, struct edition_source *source);
