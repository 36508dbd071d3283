#include "net/http/http_curl_hop.h"

#include "address/address.h"
#include "net/http/http_url.h"

#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>

enum {
    REDIRECT_BODY_MAX_BYTES = 64 * 1024,
    LOW_SPEED_BYTES = 100, /* a second, over LOW_SPEED_S: slower has hung */
    LOW_SPEED_S = 20,
};

bool http_is_redirect(long status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

static size_t take_header(char *data, size_t size, size_t count, void *context)
{
    struct hop *hop = context;
    (void)data;
    hop->header_bytes += size * count;
    hop->headers_too_large = hop->header_bytes > HEADERS_MAX_BYTES;
    return hop->headers_too_large ? 0 : size * count;
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
        hop->discarded = !http_is_redirect(status) || hop->body_bytes > REDIRECT_BODY_MAX_BYTES;
        return hop->discarded ? 0 : size * count;
    }
    if (body->size + size * count > (size_t)hop->request->max_bytes) {
        hop->too_large = true;
        return 0;
    }
    hop->out_of_memory = !bytes_append(body, data, size * count);
    return hop->out_of_memory ? 0 : size * count;
}

/* After the name was looked up, so that no name server can lead us inside. */
static curl_socket_t open_public(
    void *context, curlsocktype purpose, struct curl_sockaddr *address)
{
    struct hop *hop = context;
    const char *inside = address_inside(&address->addr);
    (void)purpose;
    if (inside) {
        hop->inside = inside;
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

bool http_hop_is_own(const struct http_request *request, const char *host)
{
    struct http_url own;
    const char *url = request->feed_url ? request->feed_url : request->url;
    bool same = http_url_init(&own, url, NULL) && strcasecmp(own.host, host) == 0;
    http_url_finish(&own);
    return same;
}

bool http_hop_is_proxied(const struct http_request *request)
{
    return request->proxy && *request->proxy;
}

/* What curl unpacks here. All of it is bounded by what take_body takes. */
static const char *packings(void)
{
    int features = curl_version_info(CURLVERSION_NOW)->features;
    bool has_brotli = features & CURL_VERSION_BROTLI, has_zstd = features & CURL_VERSION_ZSTD;
    return has_brotli && has_zstd ? "gzip, br, zstd"
           : has_brotli           ? "gzip, br"
           : has_zstd             ? "gzip, zstd"
                                  : "gzip";
}

CURLcode http_hop_set(
    struct hop *hop, const char *url, struct curl_slist *headers, int64_t left_ms)
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
    SET(CURLOPT_HEADEROPT, (long)CURLHEADER_SEPARATE); /* a proxy is told none of them */
    SET(CURLOPT_USERAGENT, "lobbycard/" LOBBYCARD_VERSION);
    SET(CURLOPT_ACCEPT_ENCODING, request->part ? "identity" : packings());
    SET(CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
    SET(CURLOPT_SSL_VERIFYPEER, 1L);
    SET(CURLOPT_SSL_VERIFYHOST, 2L);
    /* An empty proxy and a list of our own keep the environment's from being used. */
    SET(CURLOPT_PROXY, request->proxy ? request->proxy : "");
    /* Nothing but the configured host goes past the proxy: this machine, where it is that. */
    SET(CURLOPT_NOPROXY, hop->is_here ? "*" : "");
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
    if (request->post) {
        SET(CURLOPT_POST, 1L);
        SET(CURLOPT_POSTFIELDSIZE, (long)strlen(request->post));
        SET(CURLOPT_POSTFIELDS, request->post);
    }
    if (hop->secret && hop->secret->password.data) {
        SET(CURLOPT_HTTPAUTH, (long)CURLAUTH_BASIC);
        SET(CURLOPT_USERNAME, request->login.user);
        SET(CURLOPT_PASSWORD, hop->secret->password.data);
    }
    if (hop->part_try.held_bytes > 0) {
        char range[32];
        snprintf(range, sizeof range, "%zu-", hop->part_try.held_bytes);
        SET(CURLOPT_RANGE, range);
    }
    if (request->ca_file && *request->ca_file) {
        SET(CURLOPT_CAINFO, request->ca_file);
        if (hop->is_own || !request->feed_url) {
            SET(CURLOPT_CAPATH, NULL);
        }
    }
    if (!hop->is_own && !http_hop_is_proxied(request)) {
        SET(CURLOPT_OPENSOCKETFUNCTION, open_public);
        SET(CURLOPT_OPENSOCKETDATA, hop);
    }
#undef SET
    return code;
}
