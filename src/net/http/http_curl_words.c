#include "net/http/http_curl_words.h"
#include "base/translated.h"

#include "net/http/http_curl_hop.h"

#include <curl/curl.h>
#include <string.h>

static void words_of_proxy(const struct http_failure *failure, struct error *error)
{
    if (failure->proxy_status == 407) {
        error_set(error, "the proxy of [fetch] proxy wants a login, and lobbycard has none");
    } else {
        error_set(error, "the proxy of [fetch] proxy answers %ld to the wish for %s",
            failure->proxy_status, failure->host);
    }
}

/* Detail says more than the code's own text, where there is one. */
static const char *detail_of(const struct http_failure *failure)
{
    return *failure->detail ? failure->detail : curl_easy_strerror((CURLcode)failure->code);
}

/* What OpenSSL says of a certificate that it does not take (x509_vfy.h). */
enum verdict {
    VERDICT_GOOD = 0,
    VERDICT_NONE = 1, /* curl's, before it asks: it found another name in it */
    VERDICT_NO_ISSUER = 2,
    VERDICT_NOT_YET = 9,
    VERDICT_EXPIRED = 10,
    VERDICT_SELF_SIGNED = 18,
    VERDICT_SELF_SIGNED_ABOVE = 19,
    VERDICT_NO_ISSUER_HERE = 20,
    VERDICT_FIRST_ALONE = 21,
};

static void words_of_certificate(const struct http_failure *failure, struct error *error)
{
    const char *host = failure->host;
    switch (failure->verdict) {
    case VERDICT_GOOD:
    case VERDICT_NONE:
        error_set(error,
            "the certificate of %s is for another name: write the name that it has into url, or "
            "have its server get one for this name",
            host);
        break;
    case VERDICT_NOT_YET:
        error_set(error,
            "the certificate of %s is not valid yet: set this machine's clock right "
            "(timedatectl), or wait for its first day",
            host);
        break;
    case VERDICT_EXPIRED:
        error_set(error,
            "the certificate of %s has expired: have its server get a new one; if browsers "
            "elsewhere take it, set this machine's clock right (timedatectl)",
            host);
        break;
    case VERDICT_SELF_SIGNED:
    case VERDICT_SELF_SIGNED_ABOVE:
        error_set(error,
            "the certificate of %s is signed by no authority that is known here: if it is the "
            "campus's own, name the authority's certificate in ca_file",
            host);
        break;
    case VERDICT_NO_ISSUER:
    case VERDICT_NO_ISSUER_HERE:
    case VERDICT_FIRST_ALONE:
        error_set(error,
            "the certificate of %s leads to no authority that is known here: its server has to "
            "send the certificates in between as well (what it sends: openssl s_client -connect "
            "%s:%ld -showcerts); for a campus's own authority set ca_file",
            host, host, http_hop_is_proxied(failure->request) ? 443 : failure->port);
        break;
    default:
        error_set(error,
            "the certificate of %s is not accepted: %s (is this machine's clock right? for a "
            "campus's own authority set ca_file)",
            host, detail_of(failure));
    }
}

void http_words_of_failure(const struct http_failure *failure, struct error *error)
{
    const char *host = failure->host, *detail = detail_of(failure);
    const struct http_request *request = failure->request;
    if (failure->proxy_status >= 300) {
        words_of_proxy(failure, error);
        return;
    }
    switch ((CURLcode)failure->code) {
    case CURLE_COULDNT_RESOLVE_HOST:
        error_set(
            error, "cannot find the host %s (name lookup failed: is the network up?)", host);
        break;
    case CURLE_COULDNT_RESOLVE_PROXY:
        error_set(error, "cannot find the proxy of [fetch] proxy (name lookup failed)");
        break;
    case CURLE_COULDNT_CONNECT:
        if (http_hop_is_proxied(request)) {
            error_set(error, "the proxy of [fetch] proxy does not take connections");
        } else {
            error_set(error, "%s does not take connections (is the server running?)", host);
        }
        break;
    case CURLE_PROXY:
        error_set(error, "the proxy of [fetch] proxy does not lead to %s: %s", host, detail);
        break;
    case CURLE_OPERATION_TIMEDOUT:
        error_set(error,
            "%s does not answer, or too slowly (limits: connect %lld ms, total %lld ms)", host,
            (long long)request->connect_timeout_ms, (long long)request->total_timeout_ms);
        break;
    case CURLE_SSL_CACERT_BADFILE:
        error_set(error, "no authorities to judge %s by: ca_file %s cannot be read", host,
            request->ca_file && *request->ca_file ? request->ca_file : "of the system");
        break;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_ISSUER_ERROR:
        words_of_certificate(failure, error);
        break;
    case CURLE_SSL_CONNECT_ERROR:
        error_set(error, "no secure connection to %s: %s", host, detail);
        break;
    case CURLE_PARTIAL_FILE:
        error_set(error, "%s ended its answer early", host);
        break;
    case CURLE_GOT_NOTHING:
        error_set(error, "%s closed the connection without an answer", host);
        break;
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
        if (strstr(detail, "chunked")) {
            error_set(error, "%s does not speak proper HTTP: %s", host, detail);
        } else {
            error_set(error, "the connection to %s broke", host);
        }
        break;
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_BAD_CONTENT_ENCODING:
        error_set(error, "%s does not speak proper HTTP: %s", host,
            curl_easy_strerror((CURLcode)failure->code));
        break;
    case CURLE_OUT_OF_MEMORY:
        error_set(error, "out of memory");
        break;
    default:
        error_set(error, "%s: %s", host, curl_easy_strerror((CURLcode)failure->code));
    }
}

/* Of 401 and 403. */
static const char *words_of_login(long status, enum http_login_use use)
{
    static const char *const words[][2] = {
        [HTTP_LOGIN_TOLD] = { N_("it does not take the login: renew what headers_file or "
                                 "password_file has"),
            N_("it does not let this login in: have it admitted, or renew what headers_file "
               "or password_file has") },
        [HTTP_LOGIN_NONE] = { N_("it wants a login: give user and password_file, or "
                                 "headers_file, in its [source NAME]"),
            N_("it does not let this screen in: have the server admit its address, or give "
               "headers_file if it wants a key") },
        [HTTP_LOGIN_ELSEWHERE] = { N_("it wants a login, which is sent over https to the host "
                                      "and port of a source's url alone"),
            N_("it does not let this screen in: have the server admit its address; a login is "
               "sent over https to the host and port of a source's url alone") },
    };
    return words[use][status == 403];
}

enum http_outcome http_outcome_of_status(
    long status, const char *host, enum http_login_use use, struct error *error)
{
    static const struct {
        long status;
        enum http_outcome outcome;
        const char *words;
    } known[] = {
        { 204, HTTP_LATER, N_("an empty answer") },
        { 206, HTTP_LATER, N_("a part of the feed, which was not asked for") },
        { 304, HTTP_LATER, N_("\"not modified\", though nothing was held") },
        { 404, HTTP_REFUSED,
            N_("nothing is at this address: correct it, or put the file there") },
        { 407, HTTP_REFUSED, N_("the proxy wants a login, and lobbycard has none") },
        { 408, HTTP_LATER, N_("it gave up waiting") },
        { 410, HTTP_REFUSED,
            N_("the feed was taken away for good: ask its publisher for the new address") },
        { 416, HTTP_LATER, N_("it does not have the part that was asked for") },
        { 425, HTTP_LATER, N_("too early") },
        { 429, HTTP_LATER, N_("it was asked too often: make every longer") },
        { 500, HTTP_LATER, N_("the server has an error of its own") },
        { 502, HTTP_LATER, N_("the server behind it does not answer properly") },
        { 503, HTTP_LATER, N_("it is not available at the moment") },
        { 504, HTTP_LATER, N_("the server behind it does not answer in time") },
    };
    if (status == 401 || status == 403) {
        error_set(
            error, "%s answers %ld: %s", host, status, translated(words_of_login(status, use)));
        return HTTP_REFUSED;
    }
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (known[i].status == status) {
            error_set(error, "%s answers %ld: %s", host, status, translated(known[i].words));
            return known[i].outcome;
        }
    }
    error_set(error, "%s answers %ld", host, status);
    return status >= 400 && status < 500 ? HTTP_REFUSED : HTTP_LATER;
}
