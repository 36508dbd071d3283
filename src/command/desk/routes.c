#include "command/desk/routes.h"

#include "base/clock.h"
#include "base/translated.h"
#include "command/desk/content/content.h"
#include "command/desk/content/look/preview_web.h"
#include "command/desk/content/look/timeline.h"
#include "command/desk/content/states.h"
#include "command/desk/content/wall/import.h"
#include "command/desk/content/wall/public.h"
#include "command/desk/content/wall/publisher.h"
#include "command/desk/content/wall/wall.h"
#include "command/desk/content/write/media.h"
#include "command/desk/content/write/parts.h"
#include "command/desk/content/write/parts_list.h"
#include "command/desk/content/write/review.h"
#include "command/desk/content/write/when_web.h"
#include "command/desk/core/answer.h"
#include "command/desk/core/assets.h"
#include "command/desk/core/door.h"
#include "command/desk/core/people_web.h"
#include "command/desk/core/sessions.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { SMALL = 4 * 1024, USUAL = SERVE_BODY_BYTES, IMPORT = 2 * 1024 * 1024 };

static void health(struct visit *visit);

/* clang-format off */
static const struct route routes[] = {
    /* what anybody may see */
    { "GET", "/health", ROLE_NOBODY, 0, 0, health },
    { "GET", "/", ROLE_NOBODY, 0, 0, assets_index },
    { "GET", "/feed.json", ROLE_NOBODY, 0, 0, public_feed },
    { "GET", "/feed.json.minisig", ROLE_NOBODY, 0, 0, public_signature },
    { "GET", "/media/{name}", ROLE_NOBODY, 0, 0, public_media },
    /* coming in and going out */
    { "GET", "/api/me", ROLE_EDITOR, 0, 0, door_me },
    { "POST", "/api/login", ROLE_NOBODY, ROUTE_WRITES, SMALL, door_login },
    { "POST", "/api/logout", ROLE_EDITOR, ROUTE_WRITES, SMALL, door_logout },
    { "POST", "/api/logout-everywhere", ROLE_EDITOR, ROUTE_WRITES, SMALL, door_logout_everywhere },
    { "POST", "/api/password", ROLE_EDITOR, ROUTE_WRITES, SMALL, door_password },
    /* parts: written, reviewed, compared */
    { "GET", "/api/parts", ROLE_EDITOR, 0, 0, parts_list },
    { "POST", "/api/parts", ROLE_EDITOR, ROUTE_WRITES, USUAL, parts_add },
    { "GET", "/api/parts/{part}", ROLE_EDITOR, 0, 0, parts_get },
    { "PUT", "/api/parts/{part}/draft", ROLE_EDITOR, ROUTE_WRITES, USUAL, parts_save },
    { "DELETE", "/api/parts/{part}/draft", ROLE_EDITOR, ROUTE_WRITES, SMALL, parts_drop },
    { "POST", "/api/parts/{part}/remove", ROLE_EDITOR, ROUTE_WRITES, SMALL, parts_remove },
    { "POST", "/api/parts/{part}/submit", ROLE_EDITOR, ROUTE_WRITES, SMALL, review_submit },
    { "POST", "/api/parts/{part}/approve", ROLE_REVIEWER, ROUTE_WRITES, SMALL, review_approve },
    { "POST", "/api/parts/{part}/return", ROLE_REVIEWER, ROUTE_WRITES, USUAL, review_return },
    { "GET", "/api/parts/{part}/difference", ROLE_EDITOR, 0, 0, parts_difference },
    { "GET", "/api/parts/{part}/versions", ROLE_EDITOR, 0, 0, parts_versions },
    /* while somebody types */
    { "POST", "/api/preview", ROLE_EDITOR, ROUTE_WRITES, USUAL, preview_web_make },
    { "GET", "/api/preview/{key}/{slide}", ROLE_EDITOR, 0, 0, preview_web_slide },
    { "POST", "/api/when", ROLE_EDITOR, ROUTE_WRITES, SMALL, when_web_read },
    { "POST", "/api/when/say", ROLE_EDITOR, ROUTE_WRITES, USUAL, when_web_say },
    { "POST", "/api/phone", ROLE_EDITOR, ROUTE_WRITES, USUAL, when_web_phone },
    { "POST", "/api/media", ROLE_EDITOR, ROUTE_WRITES, MEDIA_BODY_MAX, media_take },
    { "GET", "/api/media/{name}", ROLE_EDITOR, 0, 0, media_get },
    /* on the screens */
    { "GET", "/api/timeline", ROLE_EDITOR, 0, 0, timeline_get },
    { "GET", "/api/programme", ROLE_EDITOR, 0, 0, preview_web_programme },
    { "GET", "/api/screens", ROLE_EDITOR, 0, 0, public_screens },
    { "GET", "/api/states", ROLE_EDITOR, 0, 0, wall_states },
    { "GET", "/api/states/{serial}/restore", ROLE_EDITOR, 0, 0, wall_restore_look },
    { "POST", "/api/states/{serial}/restore", ROLE_PUBLISHER, ROUTE_WRITES, SMALL, wall_restore },
    { "POST", "/api/publish", ROLE_PUBLISHER, ROUTE_WRITES, USUAL, wall_publish },
    { "GET", "/api/scheduled", ROLE_EDITOR, 0, 0, wall_scheduled },
    { "DELETE", "/api/scheduled/{id}", ROLE_PUBLISHER, ROUTE_WRITES, SMALL, wall_unschedule },
    { "POST", "/api/alert", ROLE_ADMIN, ROUTE_WRITES, USUAL, wall_alert },
    { "POST", "/api/alerts/{id}/takedown", ROLE_ADMIN, ROUTE_WRITES, SMALL, wall_takedown },
    { "POST", "/api/key/unlock", ROLE_PUBLISHER, ROUTE_WRITES, SMALL, wall_unlock },
    { "POST", "/api/key/lock", ROLE_PUBLISHER, ROUTE_WRITES, SMALL, wall_lock },
    { "POST", "/api/import", ROLE_ADMIN, ROUTE_WRITES, IMPORT, import_take },
    /* people */
    { "GET", "/api/people", ROLE_ADMIN, 0, 0, people_web_list },
    { "POST", "/api/people", ROLE_ADMIN, ROUTE_WRITES, SMALL, people_web_add },
    { "PUT", "/api/people/{name}", ROLE_ADMIN, ROUTE_WRITES, SMALL, people_web_change },
    { "DELETE", "/api/people/{name}", ROLE_ADMIN, ROUTE_WRITES, SMALL, people_web_remove },
    { "GET", "/api/audit", ROLE_ADMIN, 0, 0, people_web_audit },
    /* last, because any name fits */
    { "GET", "/{file}", ROLE_NOBODY, 0, 0, assets_file },
};
/* clang-format on */

/* Of one thread. */
struct own {
    struct desk *desk;
    struct database *database;
};

static void health(struct visit *visit)
{
    struct error error = { 0 };
    struct bytes json;
    int late = scheduled_late(visit->database, &error);
    if (late < 0) {
        answer_failed(visit, &error);
        return;
    }
    bytes_init(&json);
    bool is_written = !publisher_needs_mending(visit->desk->content->publisher);
    const char *word = is_written ? "true" : "false";
    if (bytes_print(&json,
            "{\"ok\":%s,\"written\":%s,\"late\":%d,\"version\":\"" LOBBYCARD_VERSION "\"}",
            word, word, late)) {
        answer_json(visit, &json);
    }
    bytes_finish(&json);
}

/* A parameter of a pattern. An id may have slashes, which came encoded; nothing else may. NULL
 * for what it cannot be, or where memory is out. */
static const char *parameter(
    struct arena *arena, const char *pattern, const char *segment, size_t length)
{
    bool is_id = strncmp(pattern, "{part}", 6) == 0 || strncmp(pattern, "{id}", 4) == 0;
    char *text = length > 0 ? arena_strndup(arena, segment, length) : NULL;
    for (char *at = text; at && (at = strchr(at, SERVE_SLASH)); at++) {
        if (!is_id) {
            return NULL;
        }
        *at = '/';
    }
    return text;
}

/* Whether the path is as the pattern; what stands at its braces goes to parameters. */
static bool fits(struct arena *arena, const char *pattern, const char *path,
    const char *parameters[VISIT_PARAMETERS_MAX])
{
    size_t count = 0;
    while (*pattern && *path) {
        if (*pattern == '{') {
            size_t length = strcspn(path, "/");
            if (count == VISIT_PARAMETERS_MAX) {
                return false;
            }
            parameters[count] = parameter(arena, pattern, path, length);
            if (!parameters[count++]) {
                return false;
            }
            path += length;
            pattern = strchr(pattern, '}') + 1;
        } else if (*pattern++ != *path++) {
            return false;
        }
    }
    return *pattern == *path;
}

const struct route *routes_find(struct arena *arena, const char *method, const char *path,
    const char *parameters[VISIT_PARAMETERS_MAX], const char **allow)
{
    *allow = NULL;
    for (size_t i = 0; i < sizeof routes / sizeof *routes; i++) {
        if (!fits(arena, routes[i].pattern, path, parameters)) {
            continue;
        }
        if (strcmp(routes[i].method, method) == 0) {
            return &routes[i];
        }
        *allow =
            *allow ? arena_printf(arena, "%s, %s", *allow, routes[i].method) : routes[i].method;
    }
    return NULL;
}

/* "https://desk.campus.edu" and "desk.campus.edu"; RFC 6454 section 7. */
static bool is_of_host(const struct serve_request *request, const char *origin)
{
    const char *scheme = request->is_secure ? "https://" : "http://";
    const char *host = serve_header(request, "Host");
    size_t length = strlen(scheme);
    return host && strncasecmp(origin, scheme, length) == 0 &&
           strcasecmp(origin + length, host) == 0;
}

bool routes_is_own_origin(const struct serve_request *request)
{
    const char *origin = serve_header(request, "Origin");
    const char *site = serve_header(request, "Sec-Fetch-Site");
    return (!origin || is_of_host(request, origin)) &&
           (!site || strcmp(site, "same-origin") == 0 || strcmp(site, "none") == 0);
}

static void refuse(struct visit *visit, int status, const char *text)
{
    answer_refuse(visit, &(struct refusal) { .status = status, .text = text });
}

/* Who it is: whom a proxy names that may, else whose the cookie is. False with an error. */
static bool recognise(struct visit *visit, struct error *error)
{
    char token[SESSION_TOKEN_BYTES], csrf[SESSION_CSRF_BYTES] = "";
    const char *header = visit->desk->config->desk.remote_user;
    const char *name =
        visit->request->is_proxied && *header ? serve_header(visit->request, header) : NULL;
    bool done = true;
    if (name && *name) {
        done = people_find(visit->database, name, &visit->person, error);
        if (visit->person.is_disabled) {
            visit->person = (struct person) { 0 };
        }
        sessions_csrf_of_name(visit->desk->secret, visit->person.name, csrf);
    } else if (serve_cookie(visit->request, door_cookie, token, sizeof token)) {
        done = sessions_find(visit->database, token, visit->now_ms, &visit->person, error);
        sessions_csrf(token, csrf);
    }
    visit->csrf = *visit->person.name ? arena_strdup(&visit->request->arena, csrf) : "";
    return done && (visit->csrf || error_set(error, "out of memory"));
}

/* A page of another site can send a form with a text, but not this type without being asked
 * first (Fetch standard, "CORS-safelisted request-header"). */
static bool is_json(const struct serve_request *request)
{
    const char *type = serve_header(request, "Content-Type");
    return type && strncasecmp(type, "application/json", 16) == 0;
}

/* False after an answer. */
static bool may_write(struct visit *visit, const struct route *route)
{
    const char *csrf = serve_header(visit->request, "X-CSRF-Token");
    if (!routes_is_own_origin(visit->request)) {
        refuse(visit, 403, translated("this was sent by the page of another site"));
        return false;
    }
    if (route->least == ROLE_NOBODY && !is_json(visit->request)) {
        refuse(visit, 400, translated("this takes application/json alone"));
        return false;
    }
    if (route->least != ROLE_NOBODY && (!csrf || !sessions_is_same(csrf, visit->csrf))) {
        refuse(visit, 403, translated("this page is too old: load it again"));
        return false;
    }
    return true;
}

/* By what it says beforehand; what says nothing is cut off once it is too much. */
static bool is_too_large(const struct serve_request *request, const struct route *route)
{
    const char *length = serve_header(request, "Content-Length");
    return request->has_body &&
           (route->body_max == 0 || (length && strtoull(length, NULL, 10) > route->body_max));
}

/* False after an answer. */
static bool let_in(struct visit *visit, const struct route *route)
{
    struct error error = { 0 };
    if (!recognise(visit, &error)) {
        answer_failed(visit, &error);
        return false;
    }
    if (route->least != ROLE_NOBODY && visit->person.role == ROLE_NOBODY) {
        refuse(visit, 401, translated("log in first"));
        return false;
    }
    if (visit->person.role < route->least) {
        refuse(visit, 403, translated("your role may not do this"));
        return false;
    }
    if (is_too_large(visit->request, route)) {
        refuse(visit, 413, translated("this is more than may be sent here"));
        return false;
    }
    return !(route->flags & ROUTE_WRITES) || may_write(visit, route);
}

/* What every answer says: nothing of the page but its own files is run or shown. */
static void add_headers(struct visit *visit)
{
    static const struct serve_pair headers[] = {
        { "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
            "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'" },
        { "X-Content-Type-Options", "nosniff" },
        { "X-Frame-Options", "DENY" },
        { "Referrer-Policy", "no-referrer" },
        { "Cross-Origin-Opener-Policy", "same-origin" },
        { "Cross-Origin-Resource-Policy", "same-origin" },
    };
    bool has_cache = false;
    for (size_t i = 0; i < visit->answer->header_count; i++) {
        has_cache = has_cache || strcmp(visit->answer->headers[i].name, "Cache-Control") == 0;
    }
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
        serve_answer_header(visit->answer, headers[i].name, headers[i].value);
    }
    if (!has_cache) {
        serve_answer_header(visit->answer, "Cache-Control", "no-store");
    }
}

static const struct route *find(struct visit *visit)
{
    const char *allow;
    const struct route *route = routes_find(&visit->request->arena, visit->request->method,
        visit->request->path, visit->parameters, &allow);
    if (!route && allow) {
        refuse(visit, 405, translated("this cannot be done here"));
        serve_answer_header(visit->answer, "Allow", allow);
    } else if (!route) {
        refuse(visit, 404, translated("there is nothing here"));
    }
    return route;
}

/* Whoever it is speaks Chinese with the desk unless the page says otherwise. */
static void begin_visit(struct visit *visit)
{
    const char *language = serve_header(visit->request, "X-Language");
    visit->is_english = language && strcmp(language, "en") == 0;
    visit->now_ms = clock_wall_ms();
    translated_leave_out(visit->is_english);
}

static bool judge(
    void *own_, struct serve_request *request, size_t *body_max, struct serve_answer *answer)
{
    struct own *own = own_;
    struct visit visit = { .desk = own->desk,
        .database = own->database,
        .request = request,
        .answer = answer,
        .csrf = "" };
    begin_visit(&visit);
    const struct route *route = find(&visit);
    if (route && let_in(&visit, route)) {
        *body_max = route->body_max;
        return true;
    }
    add_headers(&visit);
    return false;
}

static void refuse_lost(struct visit *visit)
{
    answer_refuse(
        visit, &(struct refusal) { .status = 507,
                   .text = translated("the desk has no room for it: its disk is full"),
                   .mend = translated("tell who runs the desk; nothing of it was kept") });
}

static void handle(void *own_, struct serve_request *request, struct serve_answer *answer)
{
    struct own *own = own_;
    struct visit visit = { .desk = own->desk,
        .database = own->database,
        .request = request,
        .answer = answer,
        .csrf = "" };
    begin_visit(&visit);
    const struct route *route = find(&visit);
    /* once more: whoever was let in with the head may have been sent away meanwhile */
    if (route && let_in(&visit, route)) {
        if (request->is_body_lost) {
            refuse_lost(&visit);
        } else {
            route->handle(&visit);
        }
    }
    add_headers(&visit);
}

static void *begin(void *context, struct error *error)
{
    struct own *own = calloc(1, sizeof *own);
    if (!own) {
        error_set(error, "out of memory");
        return NULL;
    }
    own->desk = context;
    own->database = database_open(own->desk->database, error);
    if (!own->database) {
        free(own);
        return NULL;
    }
    return own;
}

static void end(void *own_)
{
    struct own *own = own_;
    database_close(own->database);
    free(own);
}

struct serve_handler routes_handler(struct desk *desk)
{
    return (struct serve_handler) { desk, begin, end, judge, handle };
}
