/* The HTTP seam over libcurl. Handles live for one request: the connection, its buffers and the
 * trust store are given back between polls, which are ten seconds to a day apart.
 *
 * Redirects are followed here and not by curl, which cannot judge the host of one. */
#include "base/clock.h"
#include "net/http.h"
#include "net/http_curl_headers.h"
#include "net/http_curl_part.h"
#include "net/http_curl_url.h"
#include "net/http_curl_words.h"
#include "net/http_file.h"

#include <curl/curl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>

enum {
    REDIRECTS_MAX = 5,
    HEADERS_MAX_BYTES = 64 * 1024,
    REDIRECT_BODY_MAX_BYTES = 64 * 1024,
    STOP_LOOK_MS = 200,    /* how often *stop is looked at while waiting */
    LOW_SPEED_BYTES = 100, /* a second, over LOW_SPEED_S: slower has hung */
    LOW_SPEED_S = 20,
};

struct http_curl {
    pthread_mutex_t lock;
    bool global; /* under the lock: curl_global_init was called */
};

/* One hop of one request: what the callbacks see. */
struct hop {
    CURL *easy;
    const struct http_request *request;
    struct http_response *response;
    size_t header_bytes, body_bytes;
    struct http_part_try part_try;
    bool discarded; /* the body of an answer that is no feed: cut off on purpose */
    bool too_large, headers_too_large, out_of_memory;
    char detail[CURL_ERROR_SIZE];
};

struct http_curl *http_curl_create(struct error *error)
{
    struct http_curl *curl = calloc(1, sizeof *curl);
    if (!curl || pthread_mutex_init(&curl->lock, NULL) != 0) {
        error_set(error, "out of memory");
        free(curl);
        curl = NULL;
    }
    return curl;
}

void http_curl_destroy(struct http_curl *curl)
{
    if (curl && curl->global) {
        curl_global_cleanup();
    }
    if (curl) {
        pthread_mutex_destroy(&curl->lock);
    }
    free(curl);
}

static size_t take_header(char *data, size_t size, size_t count, void *context)
{
    struct hop *hop = context;
    (void)data;
    hop->header_bytes += size * count;
    hop->headers_too_large = hop->header_bytes > HEADERS_MAX_BYTES;
    return hop->headers_too_large ? 0 : size * count;
}

static bool is_redirect(long status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

static size_t take_body(char *data, size_t size, size_t count, void *context)
{
    struct hop *hop = context;
    struct bytes *body = &hop->response->body;
    long status = 0;
    curl_easy_getinfo(hop->easy, CURLINFO_RESPONSE_CODE, &status);
    hop->body_bytes += size * count;
    http_part_begin_body(&hop->part_try, hop->easy, body);
    if (hop->part_try.answer != HTTP_PART_ANEW && hop->part_try.answer != HTTP_PART_REST) {
        /* curl works out where a redirect leads only after its body. */
        hop->discarded = !is_redirect(status) || hop->body_bytes > REDIRECT_BODY_MAX_BYTES;
        return hop->discarded ? 0 : size * count;
    }
    if (body->size + size * count > (size_t)hop->request->max_bytes) {
        hop->too_large = true;
        return 0;
    }
    hop->out_of_memory = !bytes_append(body, data, size * count);
    return hop->out_of_memory ? 0 : size * count;
}

static bool is_conditional(const struct http_request *request)
{
    return *request->etag || *request->last_modified;
}

/* After the name was looked up, so that no name server can lead us inside. */
static curl_socket_t open_public(
    void *context, curlsocktype purpose, struct curl_sockaddr *address)
{
    (void)context;
    (void)purpose;
    if (http_address_is_private(&address->addr)) {
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

static bool set_options(struct hop *hop, const char *url, const char *host,
    struct curl_slist *headers, int64_t left_ms)
{
    CURL *easy = hop->easy;
    const struct http_request *request = hop->request;
    int64_t low_speed_s = left_ms / 2000 < LOW_SPEED_S ? left_ms / 2000 : LOW_SPEED_S;
    int64_t connect_ms =
        request->connect_timeout_ms < left_ms ? request->connect_timeout_ms : left_ms;
    CURLcode code = CURLE_OK;
#define SET(option, value) code = code ? code : curl_easy_setopt(easy, option, value)
    SET(CURLOPT_URL, url);
    SET(CURLOPT_PROTOCOLS_STR, "http,https");
    SET(CURLOPT_FOLLOWLOCATION, 0L);
    SET(CURLOPT_HTTPHEADER, headers);
    SET(CURLOPT_USERAGENT, "lobbycard/" LOBBYCARD_VERSION);
    SET(CURLOPT_ACCEPT_ENCODING, request->part ? "identity" : "gzip");
    SET(CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
    SET(CURLOPT_SSL_VERIFYPEER, 1L);
    SET(CURLOPT_SSL_VERIFYHOST, 2L);
    /* An empty proxy and a list of our own keep the environment's from being used. */
    SET(CURLOPT_PROXY, request->proxy ? request->proxy : "");
    SET(CURLOPT_NOPROXY, "localhost,127.0.0.1,::1");
    SET(CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
    SET(CURLOPT_CONNECTTIMEOUT_MS, (long)connect_ms);
    SET(CURLOPT_TIMEOUT_MS, (long)left_ms);
    SET(CURLOPT_LOW_SPEED_LIMIT, (long)LOW_SPEED_BYTES);
    SET(CURLOPT_LOW_SPEED_TIME, (long)(low_speed_s > 0 ? low_speed_s : 1));
    SET(CURLOPT_NOSIGNAL, 1L);
    SET(CURLOPT_QUICK_EXIT, 1L); /* do not wait for a name lookup that hangs */
    SET(CURLOPT_FORBID_REUSE, 1L);
    SET(CURLOPT_ERRORBUFFER, hop->detail);
    SET(CURLOPT_HEADERFUNCTION, take_header);
    SET(CURLOPT_HEADERDATA, hop);
    SET(CURLOPT_WRITEFUNCTION, take_body);
    SET(CURLOPT_WRITEDATA, hop);
    if (hop->part_try.held_bytes > 0) {
        char range[32];
        snprintf(range, sizeof range, "%zu-", hop->part_try.held_bytes);
        SET(CURLOPT_RANGE, range);
    }
    if (request->ca_file && *request->ca_file) {
        SET(CURLOPT_CAINFO, request->ca_file);
        SET(CURLOPT_CAPATH, NULL);
    }
    bool is_public_only = request->private_host && strcasecmp(request->private_host, host) != 0;
    if (is_public_only && !(request->proxy && *request->proxy)) {
        SET(CURLOPT_OPENSOCKETFUNCTION, open_public);
    }
#undef SET
    return code == CURLE_OK;
}

/* Runs the transfer until it is over or *stop is set. */
static CURLcode perform(CURLM *multi, CURL *easy, const atomic_bool *stop)
{
    CURLcode code = CURLE_FAILED_INIT;
    int running = 1, left;
    if (curl_multi_add_handle(multi, easy) != CURLM_OK) {
        return code;
    }
    while (running) {
        if (*stop) {
            code = CURLE_ABORTED_BY_CALLBACK;
            break;
        }
        if (curl_multi_perform(multi, &running) != CURLM_OK ||
            (running && curl_multi_poll(multi, NULL, 0, STOP_LOOK_MS, NULL) != CURLM_OK)) {
            break;
        }
    }
    for (CURLMsg *message; (message = curl_multi_info_read(multi, &left));) {
        if (message->msg == CURLMSG_DONE) {
            code = message->data.result;
        }
    }
    curl_multi_remove_handle(multi, easy);
    return code;
}

static void read_headers(struct hop *hop)
{
    struct http_response *response = hop->response;
    curl_off_t retry_after_s = 0;
    curl_easy_getinfo(hop->easy, CURLINFO_RESPONSE_CODE, &response->status);
    curl_easy_getinfo(hop->easy, CURLINFO_RETRY_AFTER, &retry_after_s);
    response->retry_after_ms =
        retry_after_s > 0 && retry_after_s < 1000000000 ? retry_after_s * 1000 : 0;
    http_header_copy(hop->easy, "ETag", response->etag, sizeof response->etag);
    http_header_copy(
        hop->easy, "Last-Modified", response->last_modified, sizeof response->last_modified);
}

static enum http_outcome judge(
    struct hop *hop, CURLcode code, const char *host, struct error *error)
{
    struct http_response *response = hop->response;
    if (hop->headers_too_large) {
        error_set(error, "%s sends more than %d bytes of headers", host, HEADERS_MAX_BYTES);
        return HTTP_REFUSED;
    }
    if (hop->too_large) {
        error_set(error, "what %s sends is larger than %lld bytes, unpacked: no more is taken",
            host, (long long)hop->request->max_bytes);
        return HTTP_REFUSED;
    }
    if (hop->out_of_memory) {
        error_set(error, "out of memory");
        return HTTP_LATER;
    }
    if (code == CURLE_ABORTED_BY_CALLBACK) {
        error_set(error, "stopped");
        return HTTP_LATER;
    }
    if (code != CURLE_OK && !hop->discarded) {
        http_words_of_failure((int)code, host, hop->detail, hop->request, error);
        return HTTP_LATER;
    }
    if (hop->part_try.answer == HTTP_PART_REST &&
        (int64_t)response->body.size != hop->part_try.whole_bytes) {
        error_set(error, "%s sends another piece of the body than it says", host);
        return HTTP_LATER;
    }
    if (response->status == 200 || hop->part_try.answer == HTTP_PART_REST) {
        return HTTP_FRESH;
    }
    if (response->status == 304 && is_conditional(hop->request)) {
        return HTTP_UNCHANGED;
    }
    return http_outcome_of_status(response->status, host, error);
}

/* Asks `url` once. A redirect gives HTTP_LATER with *next set to its target, which the caller
 * frees. */
static enum http_outcome ask(const char *url, const struct http_url *parts, int64_t left_ms,
    const struct http_request *request, const atomic_bool *stop, struct http_response *response,
    char **next, struct error *error)
{
    enum http_outcome outcome = HTTP_LATER;
    struct hop hop = { .easy = curl_easy_init(), .request = request, .response = response };
    http_part_init(&hop.part_try, request->part);
    struct curl_slist *headers = NULL;
    CURLM *multi = curl_multi_init();
    if (!hop.easy || !multi ||
        !http_header_add(&headers, "If-None-Match", request->etag, sizeof response->etag) ||
        !http_header_add(&headers, "If-Modified-Since", request->last_modified,
            sizeof response->last_modified) ||
        (hop.part_try.held_bytes > 0 &&
            !http_header_add(&headers, "If-Range", request->part->validator,
                sizeof request->part->validator)) ||
        !set_options(&hop, url, parts->host, headers, left_ms)) {
        error_set(error, "out of memory");
        goto out;
    }
    http_part_take_up(&hop.part_try, &response->body);
    CURLcode code = perform(multi, hop.easy, stop);
    http_part_begin_body(&hop.part_try, hop.easy, &response->body);
    read_headers(&hop);
    if (is_redirect(response->status) && code == CURLE_OK) {
        char *target = NULL;
        curl_easy_getinfo(hop.easy, CURLINFO_REDIRECT_URL, &target);
        *next = target ? strdup(target) : NULL;
    }
    outcome = judge(&hop, code, parts->host, error);
    http_part_leave(&hop.part_try, hop.easy, outcome == HTTP_LATER, &response->body);
out:
    curl_easy_cleanup(hop.easy);
    curl_multi_cleanup(multi);
    curl_slist_free_all(headers);
    return outcome;
}

static enum http_outcome follow(const struct http_request *request, struct http_url *parts,
    const atomic_bool *stop, struct http_response *response, struct error *error)
{
    enum http_outcome outcome = HTTP_LATER;
    int64_t end_ms = clock_mono_ms() + request->total_timeout_ms;
    char *url = strdup(request->url), *next = NULL;
    struct http_request asked = *request;
    for (int redirects = 0; url; redirects++) {
        int64_t left_ms = end_ms - clock_mono_ms();
        snprintf(response->final_host, sizeof response->final_host, "%s", parts->host);
        outcome =
            ask(url, parts, left_ms > 1 ? left_ms : 1, &asked, stop, response, &next, error);
        free(url);
        url = next;
        next = NULL;
        asked.part = NULL; /* a redirect's target may be good for once only */
        if (url && redirects == REDIRECTS_MAX) {
            error_set(
                error, "%s: more than %d redirects (a loop?)", parts->host, REDIRECTS_MAX);
            outcome = HTTP_REFUSED;
            goto out;
        }
        if (url) {
            struct http_url from = *parts;
            bool allowed = http_url_init(parts, url, error) &&
                           http_redirect_allowed(&from, parts, request->allow_http, error);
            http_url_finish(&from);
            if (!allowed) {
                outcome = HTTP_REFUSED;
                goto out;
            }
        }
    }
out:
    free(url);
    return outcome;
}

static bool start_curl(struct http_curl *curl)
{
    pthread_mutex_lock(&curl->lock);
    curl->global = curl->global || curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    bool done = curl->global;
    pthread_mutex_unlock(&curl->lock);
    return done;
}

static enum http_outcome get(void *context, const struct http_request *request,
    const atomic_bool *stop, struct http_response *response, struct error *error)
{
    struct http_curl *curl = context;
    enum http_outcome outcome = HTTP_REFUSED;
    struct http_url parts;
    int64_t start_ms = clock_mono_ms();
    error_set(error, "out of memory");
    if (!http_url_init(&parts, request->url, error) ||
        !http_url_allowed(&parts, request->allow_http, error)) {
        goto out;
    }
    if (parts.scheme == HTTP_URL_FILE) {
        outcome = http_file_get(parts.path, request, response, error);
        goto out;
    }
    if (!start_curl(curl)) {
        error_set(error, "libcurl does not start: out of memory?");
        outcome = HTTP_LATER;
        goto out;
    }
    outcome = follow(request, &parts, stop, response, error);
out:
    http_url_finish(&parts);
    if (outcome != HTTP_FRESH) {
        bytes_clear(&response->body);
    }
    response->took_ms = clock_mono_ms() - start_ms;
    return outcome;
}

struct http http_curl_seam(struct http_curl *curl)
{
    return (struct http) { .context = curl, .get = get };
}
