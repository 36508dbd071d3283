/* Pictures whose address has them no more, while the one before stays: in the log once, and in
 * `status` until it is over. Of src/net/fetch only. */
#pragma once

#include "net/fetch/pictures/fetcher_pictures.h"
#include "net/http/http_together.h"

/* `why` nothing took its place; NULL: what came is no picture. */
void fetcher_pictures_lost(
    const struct picture_errand *errand, const char *url, const struct error *why);

/* What came of asking for one that is there; is_new: it was replaced. */
void fetcher_pictures_asked(const struct picture_errand *errand, const char *url,
    const struct http_job *job, bool is_new);
