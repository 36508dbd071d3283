#include "net/serve/serve_request.h"

#include "base/utf8.h"

#include <arpa/inet.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

void serve_request_init(struct serve_request *request)
{
    *request = (struct serve_request) { .body_file = -1 };
    arena_init(&request->arena);
    bytes_init(&request->body);
}

void serve_request_finish(struct serve_request *request)
{
    if (request->body_file >= 0) {
        close(request->body_file);
    }
    bytes_finish(&request->body);
    arena_finish(&request->arena);
}

static int hex_of(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

/* RFC 3986 section 2.1: what is encoded parts no segments. In a query + is a blank as forms
 * have it. NULL for half an escape, what is not well-formed UTF-8, and for controls. */
static const char *decode(struct arena *arena, const char *text, size_t length, bool is_query)
{
    char *out = arena_alloc(arena, length + 1);
    size_t size = 0;
    for (size_t i = 0; out && i < length; i++) {
        char c = text[i];
        if (c == '%') {
            int high = i + 1 < length ? hex_of(text[i + 1]) : -1;
            int low = i + 2 < length ? hex_of(text[i + 2]) : -1;
            if (high < 0 || low < 0) {
                return NULL;
            }
            c = (char)(high << 4 | low);
            i += 2;
            if (c == '/' && !is_query) {
                out[size++] = SERVE_SLASH;
                continue;
            }
        } else if (c == '+' && is_query) {
            c = ' ';
        }
        bool is_control =
            ((unsigned char)c < 0x20 && !(is_query && (c == '\n' || c == '\t'))) || c == 0x7f;
        if (is_control || (c == '\\' && !is_query)) {
            return NULL;
        }
        out[size++] = c;
    }
    return out && utf8_valid_prefix(out, size) == size ? out : NULL;
}

static bool is_plain_path(const char *path)
{
    if (*path != '/') {
        return false;
    }
    for (const char *slash = path; slash; slash = strchr(slash + 1, '/')) {
        size_t length = strcspn(slash + 1, "/");
        bool is_dots = (length == 1 && slash[1] == '.') ||
                       (length == 2 && slash[1] == '.' && slash[2] == '.');
        if (is_dots || (length == 0 && slash[1])) {
            return false;
        }
    }
    return true;
}

static bool take_query(struct serve_request *request, const char *text, size_t length)
{
    const char *equals = memchr(text, '=', length);
    size_t name_length = equals ? (size_t)(equals - text) : length;
    struct serve_pair *pair = &request->queries[request->query_count];
    if (length == 0) {
        return true;
    }
    if (request->query_count == SERVE_PAIRS_MAX) {
        return false;
    }
    pair->name = decode(&request->arena, text, name_length, true);
    pair->value =
        equals ? decode(&request->arena, equals + 1, length - name_length - 1, true) : "";
    request->query_count++;
    return pair->name && pair->value;
}

bool serve_request_target(struct serve_request *request, const char *target)
{
    size_t length = strcspn(target, "?");
    request->path = decode(&request->arena, target, length, false);
    if (!request->path || !is_plain_path(request->path)) {
        return false;
    }
    const char *at = target + length + (target[length] == '?');
    while (*at) {
        size_t part = strcspn(at, "&");
        if (!take_query(request, at, part)) {
            return false;
        }
        at += part + (at[part] == '&');
    }
    return true;
}

bool serve_request_header(struct serve_request *request, const char *name, const char *value)
{
    if (request->header_count == SERVE_PAIRS_MAX) {
        return false;
    }
    struct serve_pair *pair = &request->headers[request->header_count++];
    pair->name = arena_strdup(&request->arena, name);
    pair->value = arena_strdup(&request->arena, value ? value : "");
    return pair->name && pair->value;
}

const char *serve_header(const struct serve_request *request, const char *name)
{
    for (size_t i = 0; i < request->header_count; i++) {
        if (strcasecmp(request->headers[i].name, name) == 0) {
            return request->headers[i].value;
        }
    }
    return NULL;
}

const char *serve_query(const struct serve_request *request, const char *name)
{
    for (size_t i = 0; i < request->query_count; i++) {
        if (strcmp(request->queries[i].name, name) == 0) {
            return request->queries[i].value;
        }
    }
    return NULL;
}

/* RFC 6265 section 4.2.1. */
bool serve_cookie(
    const struct serve_request *request, const char *name, char *out, size_t capacity)
{
    size_t name_length = strlen(name);
    const char *at = serve_header(request, "Cookie");
    while (at && *at) {
        at += strspn(at, " ;");
        size_t length = strcspn(at, ";");
        if (length > name_length && at[name_length] == '=' &&
            strncmp(at, name, name_length) == 0) {
            size_t size = length - name_length - 1;
            if (size >= capacity) {
                return false;
            }
            memcpy(out, at + name_length + 1, size);
            out[size] = '\0';
            return true;
        }
        at += length;
    }
    return false;
}

/* As IPv6, IPv4 mapped into it (RFC 4291 section 2.5.5.2). */
static bool read_address(const char *text, struct in6_addr *out)
{
    struct in_addr four;
    if (inet_pton(AF_INET, text, &four) == 1) {
        *out = (struct in6_addr) { .s6_addr = { [10] = 0xff, [11] = 0xff } };
        memcpy(&out->s6_addr[12], &four, 4);
        return true;
    }
    return inet_pton(AF_INET6, text, out) == 1;
}

bool serve_address_is_in(const char *address, const char *const *list, size_t count)
{
    struct in6_addr wanted, there;
    if (!read_address(address, &wanted)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        if (read_address(list[i], &there) && memcmp(&wanted, &there, sizeof there) == 0) {
            return true;
        }
    }
    return false;
}

/* One way to write it, so that it can be compared and counted. False where it is none. */
static bool print_address(const char *text, char out[SERVE_ADDRESS_BYTES])
{
    struct in6_addr address;
    if (!read_address(text, &address)) {
        return false;
    }
    return IN6_IS_ADDR_V4MAPPED(&address)
               ? inet_ntop(AF_INET, &address.s6_addr[12], out, SERVE_ADDRESS_BYTES)
               : inet_ntop(AF_INET6, &address, out, SERVE_ADDRESS_BYTES);
}

/* The last element of the list in text[0..length) without blanks, and brackets where a proxy
 * writes them; *length is what stands before it. */
static bool last_address(const char *text, size_t *length, char out[SERVE_ADDRESS_BYTES])
{
    size_t begin = *length, end = *length;
    while (begin > 0 && text[begin - 1] != ',') {
        begin--;
    }
    *length = begin > 0 ? begin - 1 : 0;
    while (begin < end && (text[begin] == ' ' || text[begin] == '[' || text[begin] == '\t')) {
        begin++;
    }
    while (end > begin &&
           (text[end - 1] == ' ' || text[end - 1] == ']' || text[end - 1] == '\t')) {
        end--;
    }
    char element[SERVE_ADDRESS_BYTES];
    if (end - begin >= sizeof element) {
        return false;
    }
    memcpy(element, text + begin, end - begin);
    element[end - begin] = '\0';
    return print_address(element, out);
}

/* Of several lines of one name the last one counts: a proxy adds behind what it was sent. */
static const char *last_header(const struct serve_request *request, const char *name)
{
    const char *value = NULL;
    for (size_t i = 0; i < request->header_count; i++) {
        if (strcasecmp(request->headers[i].name, name) == 0) {
            value = request->headers[i].value;
        }
    }
    return value;
}

void serve_request_from(struct serve_request *request, const char *peer,
    const char *const *proxies, size_t proxy_count)
{
    char next[SERVE_ADDRESS_BYTES];
    if (!print_address(peer, request->address)) {
        strcpy(request->address, "::");
    }
    request->is_proxied = serve_address_is_in(request->address, proxies, proxy_count);
    if (!request->is_proxied) {
        return;
    }
    const char *proto = last_header(request, "X-Forwarded-Proto");
    const char *list = last_header(request, "X-Forwarded-For");
    request->is_secure = request->is_secure || (proto && strcasecmp(proto, "https") == 0);
    size_t length = list ? strlen(list) : 0;
    while (length > 0 && last_address(list, &length, next)) {
        strcpy(request->address, next);
        if (!serve_address_is_in(next, proxies, proxy_count)) {
            break;
        }
    }
}
