/* WordPress: posts and pages as its REST API gives them (/wp-json/wp/v2/posts?_embed). */
#include "adapt/adapt_json.h"
#include "adapt/adapt_nobody.h"

#include <ctype.h>
#include <string.h>

/* Names beside the post, with _embed: of its author, else of its first category. */
static const char *source_of(struct arena *arena, const cJSON *post)
{
    const char *author = adapt_json_text_at(arena, post, "/_embedded/author/0/name");
    const cJSON *terms = adapt_json_at(post, "/_embedded/wp:term/0"), *term;
    if (!adapt_is_nobody(author)) {
        return author;
    }
    cJSON_ArrayForEach(term, terms)
    {
        const char *taxonomy = adapt_json_text_at(arena, term, "/taxonomy");
        const char *name = adapt_json_text_at(arena, term, "/name");
        if (!adapt_is_nobody(name) && (!taxonomy || strcmp(taxonomy, "category") == 0)) {
            return name;
        }
    }
    return NULL;
}

struct featured {
    const char *address, *caption;
};

/* The picture that stands for the post: of a size that a screen needs, else as it was uploaded.
 */
static struct featured featured_of(struct arena *arena, const cJSON *post)
{
    static const char *const places[] = {
        "/_embedded/wp:featuredmedia/0/media_details/sizes/2048x2048/source_url",
        "/_embedded/wp:featuredmedia/0/media_details/sizes/1536x1536/source_url",
        "/_embedded/wp:featuredmedia/0/source_url",
        "/jetpack_featured_media_url",
        "/featured_image_src",
        "/yoast_head_json/og_image/0/url",
    };
    struct featured featured = { 0 };
    for (size_t i = 0; !featured.address && i < sizeof places / sizeof *places; i++) {
        featured.address = adapt_json_text_at(arena, post, places[i]);
    }
    featured.caption =
        adapt_json_text_at(arena, post, "/_embedded/wp:featuredmedia/0/caption/rendered");
    return featured;
}

/* How long the address is without its ending and the size that WordPress puts before it:
 * "tsg-1024x683.jpg", "tsg-scaled.jpg". */
static size_t stem_size(const char *address)
{
    const char *dot = strrchr(address, '.'), *slash = strrchr(address, '/');
    size_t size = dot && (!slash || dot > slash) ? (size_t)(dot - address) : strlen(address);
    size_t at = size;
    while (at > 0 && (isdigit((unsigned char)address[at - 1]) || address[at - 1] == 'x')) {
        at--;
    }
    bool has_size =
        at < size && at > 0 && address[at - 1] == '-' && memchr(address + at, 'x', size - at);
    size = has_size ? at - 1 : size;
    return size > 7 && strncmp(address + size - 7, "-scaled", 7) == 0 ? size - 7 : size;
}

/* Whether the text has that picture, in whatever size. */
static bool has_picture(const char *html, const char *address)
{
    const char *name = strrchr(address, '/');
    if (!html || !name) {
        return false;
    }
    size_t size = stem_size(address) - (size_t)(name - address);
    for (const char *at = html; (at = strstr(at, "<img")); at++) {
        const char *end = strchr(at, '>');
        const char *found = memmem(at, end ? (size_t)(end - at) : strlen(at), name, size);
        char behind = found ? found[size] : '\0';
        if (behind == '.' || behind == '-') {
            return true;
        }
    }
    return false;
}

static void add_published(struct adapt_out *out, struct arena *arena, const cJSON *post)
{
    const char *greenwich = adapt_json_text_at(arena, post, "/date_gmt");
    const char *text = greenwich ? arena_printf(arena, "%sZ", greenwich) : NULL;
    struct moment moment;
    if (text && moment_read(text, MOMENT_INSTANT, &moment)) {
        adapt_item_wall(out, "published", moment_wall_ms(&moment));
    } else {
        adapt_item_moment(out, "published", adapt_json_text_at(arena, post, "/date"));
    }
}

static void add_content(const struct adapt_request *request, struct adapt_out *out,
    struct arena *arena, const cJSON *post)
{
    bool is_protected = cJSON_IsTrue(adapt_json_at(post, "/content/protected"));
    const char *html =
        is_protected ? NULL : adapt_json_text_at(arena, post, "/content/rendered");
    const char *excerpt =
        is_protected ? NULL : adapt_json_text_at(arena, post, "/excerpt/rendered");
    const char *link = adapt_json_text_at(arena, post, "/link");
    const char *base = link ? link : request->base;
    struct featured featured = featured_of(arena, post);
    if (featured.address && strcmp(request->kind, "article") == 0 &&
        !has_picture(html, featured.address)) {
        adapt_body_picture(out, base, featured.address, featured.caption);
    }
    adapt_item_html(out, request->kind, html ? html : excerpt, base);
}

static void add_post(
    const struct adapt_request *request, struct adapt_out *out, const cJSON *post)
{
    struct arena arena;
    arena_init(&arena);
    const char *id = adapt_json_text_at(&arena, post, "/id");
    const char *title = adapt_json_text_at(&arena, post, "/title");
    const char *status = adapt_json_text_at(&arena, post, "/status");
    const char *name = id ? arena_printf(&arena, "wp-%s", id) : NULL;
    if (status && strcmp(status, "publish") != 0) {
        adapt_out_note(out, "post %s: not published (%s)", id ? id : "", status);
    } else if (adapt_item_begin(out, request->kind, name)) {
        adapt_item_text(out, "title", title);
        adapt_item_text(out, "source",
            strcmp(request->kind, "article") == 0 ? source_of(&arena, post) : NULL);
        adapt_item_address(
            out, "url", request->base, adapt_json_text_at(&arena, post, "/link"));
        add_published(out, &arena, post);
        add_content(request, out, &arena, post);
        if (cJSON_IsTrue(adapt_json_at(post, "/sticky"))) {
            adapt_item_number(out, "show/priority", 1);
        }
    }
    if (arena.has_failed) {
        adapt_out_fail(out);
    }
    arena_finish(&arena);
}

static bool is_post(const cJSON *value)
{
    return cJSON_IsString(adapt_json_at(value, "/title/rendered")) &&
           (adapt_json_at(value, "/content/rendered") || adapt_json_at(value, "/link"));
}

/* {"code": "rest_not_logged_in", "message": "...", "data": {"status": 401}} */
static bool refuse(const cJSON *document, struct error *error)
{
    const char *code = cJSON_GetStringValue(adapt_json_at(document, "/code"));
    const char *message = cJSON_GetStringValue(adapt_json_at(document, "/message"));
    const cJSON *status = adapt_json_at(document, "/data/status");
    bool is_login =
        cJSON_IsNumber(status) && (status->valuedouble == 401 || status->valuedouble == 403);
    if (code && is_login) {
        return error_set(error,
            "this is WordPress behind a login (%s: %.100s): its REST API has to be open to "
            "this screen",
            code, message ? message : "");
    }
    if (code) {
        return error_set(error, "this is an error that WordPress answers: %s: %.100s", code,
            message ? message : "");
    }
    return error_set(error,
        "this is no list of WordPress posts (.../wp-json/wp/v2/posts?_embed): "
        "no entry has /title/rendered");
}

static bool adapt(
    const struct adapt_request *request, struct adapt_out *out, struct error *error)
{
    cJSON *document = adapt_json_parse(request, error);
    bool done = false;
    const cJSON *post;
    if (!document) {
        return false;
    }
    if (is_post(document)) {
        add_post(request, out, document);
        done = true;
    } else if (cJSON_IsArray(document)) {
        done = cJSON_GetArraySize(document) == 0;
        cJSON_ArrayForEach(post, document)
        {
            if (is_post(post) && !adapt_out_is_full(out)) {
                add_post(request, out, post);
                done = true;
            }
        }
    }
    done = done || refuse(document, error);
    cJSON_Delete(document);
    return done;
}

static enum adapt_fit detect(const struct adapt_request *request)
{
    bool is_error = strstr(request->data, "\"code\":\"rest_") != NULL;
    bool is_post = strstr(request->data, "\"rendered\"") &&
                   (strstr(request->data, "\"guid\"") || strstr(request->data, "\"_links\"") ||
                       strstr(request->data, "\"slug\"") ||
                       strstr(request->data, "\"link\"")); /* ?_fields=title,link,content */
    return adapt_json_is_likely(request) && (is_error || is_post) ? ADAPT_SURE : ADAPT_NO;
}

const struct adapt_format adapt_format_wordpress = {
    .name = "wordpress", .detect = detect, .adapt = adapt
};
