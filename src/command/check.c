/* lobbycard check: what would go wrong on the wall, said at the desk. */
#include "base/clock.h"
#include "base/file.h"
#include "command/check_feed.h"
#include "command/command.h"
#include "config/rules.h"
#include "content/guard.h"
#include "net/http.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One thing that was named, or one source of the config. */
struct checked {
    const char *name;
    struct feed *feed; /* NULL when it could not be read */
    struct feed every; /* see check_layout */
};

struct checking {
    const struct invocation *invocation;
    const struct config *config;
    struct check_report report;
    struct zone *zone;
    struct desk *desk;
    struct guard *guard;
    struct http_curl *curl; /* once an address is asked */
    struct checked *list;
    size_t count;
    int64_t now_ms;
};

static void add(struct checking *checking, const char *file, enum finding_severity severity,
    const char *message)
{
    struct finding finding = { severity, "", NULL, message };
    check_report_add(&checking->report, file, &finding);
}

/* "/site/name: what is wrong with it": the guard's, of the feed as a whole. */
static void add_refusal(struct checking *checking, const char *file, struct error *error)
{
    char *message = strstr(error->text, ": ");
    if (*error->text == '/' && message) {
        *message = '\0';
        message += 2;
    }
    struct finding finding = { FINDING_ERROR, message ? error->text : "", NULL,
        message ? message : error->text };
    check_report_add(&checking->report, file, &finding);
}

static const struct config_source *source_with(const struct config *config, const char *url)
{
    for (size_t i = 0; i < config->source_count; i++) {
        if (strcmp(config->sources[i].url, url) == 0) {
            return &config->sources[i];
        }
    }
    return NULL;
}

static bool get(
    struct checking *checking, const char *url, struct bytes *body, struct error *error)
{
    static const atomic_bool never = 0;
    const struct config *config = checking->config;
    const struct config_source *source = source_with(config, url);
    if (!rule_url_is_private(url) && !(source && source->allow_http)) {
        add(checking, url, FINDING_WARNING,
            "plain http: `fetch` asks it only with allow_http = yes in its [source NAME]");
    }
    if (!checking->curl && !(checking->curl = http_curl_create(error))) {
        return false;
    }
    struct http_request request = { .url = url,
        .etag = "",
        .last_modified = "",
        .proxy = config->fetch.proxy,
        .allow_http = true,
        .connect_timeout_ms = config->fetch.connect_timeout_ms,
        .total_timeout_ms = config->fetch.total_timeout_ms,
        .max_bytes = config->fetch.max_bytes };
    struct http_response response = { 0 };
    struct http http = http_curl_seam(checking->curl);
    bytes_init(&response.body);
    bool done = http.get(http.context, &request, &never, &response, error) == HTTP_FRESH &&
                (bytes_append(body, response.body.data, response.body.size) ||
                    error_set(error, "out of memory"));
    bytes_finish(&response.body);
    return done;
}

static bool is_address(const char *name)
{
    return strncmp(name, "https:", 6) == 0 || strncmp(name, "http:", 5) == 0 ||
           strncmp(name, "file:", 5) == 0;
}

/* Reads and parses one; what keeps it from being read is a finding too. */
static void read_one(struct checking *checking, struct checked *checked)
{
    struct error error = { 0 };
    const char *message = error.text;
    struct bytes body;
    bytes_init(&body);
    bool read = is_address(checked->name)
                    ? get(checking, checked->name, &body, &error)
                    : file_read(checked->name, FEED_MAX_BYTES, &body, &error);
    if (read) {
        checked->feed = feed_parse(body.data ? body.data : "", body.size, &error);
    }
    if (checked->feed && !guard_apply(checking->guard, checked->feed, checked->name, &error)) {
        add_refusal(checking, checked->name, &error);
    }
    if (!checked->feed) {
        /* file_read's begins with the name already. */
        size_t length = strlen(checked->name);
        if (strncmp(message, checked->name, length) == 0 &&
            strncmp(message + length, ": ", 2) == 0) {
            message += length + 2;
        }
        add(checking, checked->name, FINDING_ERROR, message);
    }
    bytes_finish(&body);
}

static bool lay_out(struct checking *checking, struct checked *checked, struct error *error)
{
    static const int sizes[][2] = { { 1920, 1080 }, { 1080, 1920 } };
    const struct invocation *invocation = checking->invocation;
    struct desk_job job = {
        .config = checking->config, .now_ms = checking->now_ms, .is_awake = true
    };
    size_t count = invocation->width ? 1 : sizeof sizes / sizeof *sizes;
    for (size_t i = 0; i < count; i++) {
        job.width = invocation->width ? invocation->width : sizes[i][0];
        job.height = invocation->width ? invocation->height : sizes[i][1];
        if (!check_layout(&checking->report, checked->name, checked->feed, &checked->every,
                checking->desk, &job, error)) {
            return false;
        }
    }
    return true;
}

static bool check_all(struct checking *checking, struct error *error)
{
    for (size_t i = 0; i < checking->count; i++) {
        struct checked *checked = &checking->list[i];
        read_one(checking, checked);
        if (!checked->feed) {
            continue;
        }
        check_feed(&checking->report, checked->name, checked->feed, checking->config,
            checking->zone, checking->now_ms);
        if (!lay_out(checking, checked, error)) {
            return false;
        }
    }
    return !checking->report.no_memory || error_set(error, "out of memory");
}

/* What was named; nothing named means every source of the config. */
static bool list_checked(struct checking *checking, struct error *error)
{
    const struct invocation *invocation = checking->invocation;
    bool named = invocation->feed_count > 0;
    checking->count = named ? invocation->feed_count : checking->config->source_count;
    checking->list = calloc(checking->count + 1, sizeof *checking->list);
    for (size_t i = 0; checking->list && i < checking->count; i++) {
        checking->list[i].name =
            named ? invocation->feeds[i] : checking->config->sources[i].url;
    }
    if (!checking->list) {
        return error_set(error, "out of memory");
    }
    return checking->count > 0 ||
           error_set(error, "nothing to check: name a FILE or a URL, or have a [source NAME]");
}

static bool print(const struct checking *checking, struct error *error)
{
    struct bytes text;
    bytes_init(&text);
    bool printed = checking->invocation->json
                       ? check_report_print_json(&checking->report, &text)
                       : check_report_print_text(&checking->report, &text);
    bool done =
        printed && fwrite(text.data, 1, text.size, stdout) == text.size && fflush(stdout) == 0;
    bytes_finish(&text);
    return done ||
           error_set(error, printed ? "standard output: cannot write" : "out of memory");
}

int command_check(const struct invocation *invocation)
{
    int status = EXIT_FAILED;
    struct error error = { 0 };
    struct checking checking = { .invocation = invocation };
    struct config *config = command_load_config(invocation);
    if (!config) {
        return EXIT_CONFIG;
    }
    check_report_init(&checking.report);
    checking.config = config;
    checking.now_ms = invocation->has_at ? invocation->at_ms : clock_wall_ms();
    checking.zone = zone_create(config->screen.timezone);
    if (!checking.zone) {
        error_set(&error, "time zone %s: cannot be loaded", config->screen.timezone);
        goto out;
    }
    checking.guard = command_load_guard(config, &error);
    if (!checking.guard) {
        goto out;
    }
    checking.desk = desk_create(config_data_dir(), &error);
    if (!checking.desk || !list_checked(&checking, &error) || !check_all(&checking, &error) ||
        !print(&checking, &error)) {
        goto out;
    }
    status = checking.report.errors ? EXIT_FAILED : EXIT_DONE;
out:
    if (*error.text) {
        fprintf(stderr, "lobbycard: check: %s\n", error.text);
    }
    desk_destroy(checking.desk);
    for (size_t i = 0; i < checking.count && checking.list; i++) {
        feed_destroy(checking.list[i].feed);
    }
    free(checking.list);
    http_curl_destroy(checking.curl);
    zone_destroy(checking.zone);
    guard_destroy(checking.guard);
    check_report_finish(&checking.report);
    config_destroy(config);
    return status;
}
