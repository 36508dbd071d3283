/* What of a request is read by our own code: its target, headers, cookies, and whom proxies
 * name. The first line is the target, the second the peer, each other one a header. */
#include "net/serve/serve_request.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void look_at_path(const struct serve_request *request)
{
    check(*request->path == '/' && !strstr(request->path, "//") &&
          !strstr(request->path, "/../") && !strstr(request->path, "/./") &&
          !strchr(request->path, '\\'));
    size_t length = strlen(request->path);
    check(length < 3 || strcmp(request->path + length - 3, "/..") != 0);
    for (const char *c = request->path; *c; c++) {
        check(((unsigned char)*c >= 0x20 && *c != 0x7f) || *c == SERVE_SLASH);
    }
}

static void take_header(struct serve_request *request, char *line)
{
    char *colon = strchr(line, ':');
    if (colon) {
        *colon = '\0';
        serve_request_header(request, line, colon + 1);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const proxies[] = { "10.0.0.1", "::1", "fd00::1" };
    struct serve_request request;
    char *text = malloc(size + 1), *rest = text, *target, *peer, *line;
    memcpy(text, data, size);
    text[size] = '\0';
    serve_request_init(&request);
    target = strsep(&rest, "\n");
    peer = strsep(&rest, "\n");
    while ((line = strsep(&rest, "\n"))) {
        take_header(&request, line);
    }
    if (serve_request_target(&request, target)) {
        look_at_path(&request);
        serve_query(&request, "q");
    }
    serve_request_from(&request, peer ? peer : "10.0.0.1", proxies, 3);
    check(*request.address && strlen(request.address) < SERVE_ADDRESS_BYTES);
    check(request.is_proxied || !request.is_secure);
    for (size_t capacity = 1; capacity < 60; capacity += 11) {
        char value[60];
        if (serve_cookie(&request, "desk", value, capacity)) {
            check(strlen(value) < capacity);
        }
    }
    serve_request_finish(&request);
    free(text);
    return 0;
}
