/* JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/). */
#include "adapt/adapt_json.h"

#include <string.h>

static bool is_feed(const cJSON *document)
{
    const char *version = cJSON_GetStringValue(adapt_json_at(document, "/version"));
    return version && strstr(version, "jsonfeed.org/version/1") &&
           cJSON_IsArray(adapt_json_at(document, "/items"));
}

static const char *first_text(
    struct arena *arena, const cJSON *value, const char *const *pointers, size_t count)
{
    const char *text = NULL;
    for (size_t i = 0; !text && i < count; i++) {
        text = adapt_json_text_at(arena, value, pointers[i]);
    }
    return text;
}
#define FIRST_TEXT(arena, value, pointers)                                                     \
    first_text(arena, value, pointers, sizeof(pointers) / sizeof *(pointers))

/* "author" is of version 1.0. */
static const char *source_of(struct arena *arena, const cJSON *document, const cJSON *item)
{
    static const char *const names[] = { "/authors/0/name", "/author/name" };
    const char *name = FIRST_TEXT(arena, item, names);
    return name ? name : FIRST_TEXT(arena, document, names);
}

/* One that is attached, where none is named. */
static const char *picture_of(struct arena *arena, const cJSON *item)
{
    static const char *const names[] = { "/image", "/banner_image" };
    const char *address = FIRST_TEXT(arena, item, names);
    const cJSON *attachment;
    cJSON_ArrayForEach(attachment, adapt_json_at(item, "/attachments"))
    {
        const char *type = cJSON_GetStringValue(adapt_json_at(attachment, "/mime_type"));
        if (!address && type && strncmp(type, "image/", 6) == 0) {
            address = cJSON_GetStringValue(adapt_json_at(attachment, "/url"));
        }
    }
    return address;
}

/* Texts that are none of HTML have a line a paragraph. */
static void add_lines(struct adapt_out *out, struct arena *arena, const char *text)
{
    while (text && *text) {
        size_t size = strcspn(text, "\r\n");
        adapt_body_text(out, arena_strndup(arena, text, size));
        text += size + strspn(text + size, "\r\n");
    }
}

static void add_content(const struct adapt_request *request, struct adapt_out *out,
    struct arena *arena, const cJSON *item)
{
    const char *url = adapt_json_text_at(arena, item, "/url");
    const char *base = url && strstr(url, "://") ? url : request->base;
    const char *html = adapt_json_text_at(arena, item, "/content_html");
    const char *text = adapt_json_text_at(arena, item, "/content_text");
    const char *picture = picture_of(arena, item);
    bool is_article = strcmp(request->kind, "article") == 0;
    text = text || html ? text : adapt_json_text_at(arena, item, "/summary");
    if (html) {
        adapt_item_html(out, request->kind, html, base);
    } else if (is_article) {
        add_lines(out, arena, text);
    } else {
        adapt_item_text(out, "text", text);
    }
    if (is_article && picture && !adapt_body_has_picture(out, base, picture)) {
        adapt_body_picture(out, base, picture, NULL);
    }
}

static void add_item(const struct adapt_request *request, struct adapt_out *out,
    const cJSON *document, const cJSON *item)
{
    static const char *const addresses[] = { "/url", "/external_url" };
    static const char *const dates[] = { "/date_published", "/date_modified" };
    struct arena arena;
    arena_init(&arena);
    if (adapt_item_begin(out, request->kind, adapt_json_text_at(&arena, item, "/id"))) {
        adapt_item_text(out, "title", adapt_json_text_at(&arena, item, "/title"));
        adapt_item_text(out, "source",
            strcmp(request->kind, "article") == 0 ? source_of(&arena, document, item) : NULL);
        adapt_item_address(out, "url", request->base, FIRST_TEXT(&arena, item, addresses));
        adapt_item_moment(out, "published", FIRST_TEXT(&arena, item, dates));
        add_content(request, out, &arena, item);
    }
    if (arena.has_failed) {
        adapt_out_fail(out);
    }
    arena_finish(&arena);
}

static bool adapt(
    const struct adapt_request *request, struct adapt_out *out, struct error *error)
{
    cJSON *document = adapt_json_parse(request, error);
    const cJSON *item;
    bool done = document && is_feed(document);
    if (done) {
        adapt_out_lang(out, cJSON_GetStringValue(adapt_json_at(document, "/language")));
        cJSON_ArrayForEach(item, adapt_json_at(document, "/items"))
        {
            if (cJSON_IsObject(item) && !adapt_out_is_full(out)) {
                add_item(request, out, document, item);
            }
        }
    } else if (document) {
        error_set(
            error, "this is no JSON Feed: \"version\" is not https://jsonfeed.org/version/1.1");
    }
    cJSON_Delete(document);
    return done;
}

static enum adapt_fit detect(const struct adapt_request *request)
{
    const char *version = strstr(request->data, "jsonfeed.org");
    bool says_so = version && strncmp(version + 12, "/version/1", 10) == 0;
    says_so = says_so || (version && strncmp(version + 12, "\\/version\\/1", 12) == 0);
    return adapt_json_is_likely(request) && says_so ? ADAPT_SURE : ADAPT_NO;
}

const struct adapt_format adapt_format_json_feed = {
    .name = "json-feed", .detect = detect, .adapt = adapt
};
