/* What an administrator reads when a request came to nothing. Of src/net only. The words do not
 * vary from try to try (no times, no ports picked by the kernel), so that a log that notes
 * changes stays quiet. */
#pragma once

#include "net/http.h"

/* code is a CURLcode other than CURLE_OK; detail is curl's own text, used for certificates. */
void http_words_of_failure(int code, const char *host, const char *detail,
    const struct http_request *request, struct error *error);

/* What a status other than 200 and 304 means for the next try, with words for it. */
enum http_outcome http_outcome_of_status(long status, const char *host, struct error *error);
