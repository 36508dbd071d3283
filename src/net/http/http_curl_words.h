/* What an administrator reads when a request came to nothing. Of src/net only. The words do not
 * vary from try to try (no times, no ports picked by the kernel), so that a log that notes
 * changes stays quiet. */
#pragma once

#include "net/http/http.h"

struct http_failure {
    int code; /* a CURLcode other than CURLE_OK */
    const char *host;
    const char *detail; /* curl's own text, or empty */
    long proxy_status;  /* what a proxy answered to the wish for a tunnel; 0: nothing */
    long verdict;       /* of OpenSSL on a certificate: X509_V_... */
    long port;          /* that was connected to: the host's, or the proxy's */
    const struct http_request *request;
};

void http_words_of_failure(const struct http_failure *failure, struct error *error);

/* Whether that address was told a login, might have been, or never is. */
enum http_login_use { HTTP_LOGIN_TOLD, HTTP_LOGIN_NONE, HTTP_LOGIN_ELSEWHERE };

/* What a status other than 200 and 304 means for the next try, with words for it. */
enum http_outcome http_outcome_of_status(
    long status, const char *host, enum http_login_use use, struct error *error);
