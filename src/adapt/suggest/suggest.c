#include "adapt/suggest/suggest.h"

#include "adapt/suggest/suggest_table.h"
#include "base/plain.h"
#include "base/translated.h"
#include "base/utf8.h"
#include "content/json/json_mistake.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { MEMBERS_SHOWN = 8 };

/* What begins a file that is no text. */
static const struct {
    const char *begin, *what;
} kinds[] = {
    { "%PDF", N_("a PDF") },
    { "PK\x03\x04", N_("a ZIP file, or one of Office (.docx, .xlsx)") },
    { "\xD0\xCF\x11\xE0", N_("a file of an old Office (.doc, .xls)") },
    { "\x1F\x8B", N_("a packed file (gzip)") },
    { "Rar!", N_("a packed file (RAR)") },
    { "7z\xBC\xAF", N_("a packed file (7z)") },
    { "\x89PNG", N_("a picture (PNG)") },
    { "\xFF\xD8\xFF", N_("a picture (JPEG)") },
    { "GIF8", N_("a picture (GIF)") },
    { "RIFF", N_("a picture or a sound") },
};

static const char *skip_blank(const char *text)
{
    return text + strspn(text, " \t\r\n");
}

/* The value of an attribute in the tag that stands at `tag`; false where it has none. */
static bool attribute(const char *tag, const char *name, char *out, size_t room)
{
    const char *end = strchr(tag, '>');
    const char *at = strcasestr(tag, name);
    if (!at || (end && at > end)) {
        return false;
    }
    at += strlen(name);
    char quote = *at == '\'' ? '\'' : '"';
    at += *at == quote;
    size_t size = strcspn(at, quote == '"' ? "\"> " : "'> ");
    snprintf(out, room, "%.*s", (int)size, at);
    return size > 0;
}

/* A page that names the feed which goes with it. */
static bool feed_of_page(const char *html, char *out, size_t room)
{
    for (const char *at = html; (at = strcasestr(at, "<link")); at++) {
        char type[60];
        bool is_feed =
            attribute(at, "type=", type, sizeof type) &&
            (strstr(type, "rss+xml") || strstr(type, "atom+xml") || strstr(type, "feed+json"));
        if (is_feed && attribute(at, "href=", out, room)) {
            return true;
        }
    }
    return false;
}

static void explain_page(const char *html, struct error *error)
{
    char feed[200];
    if (feed_of_page(html, feed, sizeof feed)) {
        error_set(error,
            "the answer is a web page, not a feed; the page says that its feed is at "
            "%s",
            feed);
    } else if (strstr(html, "/wp-content/")) {
        error_set(error, "the answer is a web page of WordPress, not a feed: its posts are at "
                         "/wp-json/wp/v2/posts?_embed");
    } else {
        error_set(error,
            "the answer is a web page, not a feed (a login page of the network, or "
            "the wrong address?)");
    }
}

static bool is_page(const char *text)
{
    static const char *const begins[] = { "<!doctype html", "<html", "<head", "<body",
        "<script", "<div", "<!--", "<meta", "<br", "<p" };
    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++) {
        if (strncasecmp(text, begins[i], strlen(begins[i])) == 0) {
            return true;
        }
    }
    return strncmp(text, "<?xml", 5) == 0 && strcasestr(text, "<html");
}

/* On one line, whatever it has in it. */
static const char *name_shown(struct arena *arena, const char *name)
{
    enum { NAME_BYTES = 30 };
    char *shown =
        arena_strndup(arena, name, utf8_valid_prefix(name, strnlen(name, NAME_BYTES)));
    if (shown) {
        plain_mend(shown);
    }
    return shown ? shown : "";
}

/* "id, title, publishTime, ..." */
static const char *list_members(struct arena *arena, const cJSON *object)
{
    const char *text = "";
    const cJSON *child;
    int count = 0;
    cJSON_ArrayForEach(child, object)
    {
        if (count++ == MEMBERS_SHOWN) {
            return arena_printf(arena, "%s, ...", text);
        }
        text = arena_printf(arena, "%s%s%s", text ? text : "", count > 1 ? ", " : "",
            name_shown(arena, child->string ? child->string : ""));
    }
    return text;
}

/* {"code": 500, "msg": "..."} */
static const char *message_of(const cJSON *document)
{
    static const char *const names[] = { "/msg", "/message", "/error/message", "/error",
        "/errmsg", "/error_description" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *text = cJSON_GetStringValue(adapt_json_at(document, names[i]));
        if (text && *text) {
            return text;
        }
    }
    return NULL;
}

static const char *example_of(struct arena *arena, const struct suggest_list *list)
{
    const char *text = arena_printf(arena, "items = %s", list->pointer);
    for (int role = 0; text && role < SUGGEST_ROLES; role++) {
        if (list->path[role]) {
            text = arena_printf(
                arena, "%s, %s = %s", text, suggest_role_names[role], list->path[role]);
        }
    }
    return text ? text : "";
}

static void explain_json(
    struct arena *arena, const cJSON *document, int64_t local_now_ms, struct error *error)
{
    struct suggest_list list = suggest_find_list(arena, document, local_now_ms);
    const char *message = message_of(document);
    struct suggest_table table = { 0 };
    if (list.list) {
        table = suggest_find_table(arena, document, &list, local_now_ms);
    }
    if (table.count > 0) {
        error_set(error,
            "this is a list at %s with members %s, perhaps a table: write a [map], for example rows = "
            "%s, rows.cells = %s, %s (`lobbycard adapt --suggest` prints it whole)",
            list.pointer, list_members(arena, list.list->child), list.pointer, table.columns[0],
            table.columns[1]);
    } else if (list.path[SUGGEST_TITLE]) {
        error_set(error,
            "this is a list at %s with members %s: write a [map], for example %s (`lobbycard adapt "
            "--suggest` prints it whole)",
            list.pointer, list_members(arena, list.list->child), example_of(arena, &list));
    } else if (list.list) {
        error_set(error,
            "this is a list at %s with members %s, none of which looks like a title: write a [map] "
            "with items = %s and title = /MEMBER",
            list.pointer, list_members(arena, list.list->child), list.pointer);
    } else if (message) {
        error_set(error, "this is no list but an answer that says \"%.200s\"", message);
    } else if (!cJSON_IsObject(document)) {
        error_set(error, "this is JSON without a list of entries");
    } else {
        error_set(error, "this is JSON without a list of entries; its members are %s",
            list_members(arena, document));
    }
}

/* The first tag, behind <?xml ...?> and comments. */
static const char *root_of(const char *text)
{
    for (;;) {
        const char *end = strncmp(text, "<?", 2) == 0     ? strstr(text, "?>")
                          : strncmp(text, "<!--", 4) == 0 ? strstr(text, "-->")
                          : strncmp(text, "<!", 2) == 0   ? strchr(text, '>')
                                                          : NULL;
        const char *next = end ? strchr(end, '<') : NULL;
        if (!next) {
            return text;
        }
        text = next;
    }
}

bool adapt_is_file(const char *data, size_t size, struct error *error)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        size_t length = strlen(kinds[i].begin);
        if (size >= length && memcmp(data, kinds[i].begin, length) == 0) {
            error_set(error, "this is %s, not a feed", translated(kinds[i].what));
            return true;
        }
    }
    return false;
}

static void explain_text(const char *text, struct error *error)
{
    if (!*text) {
        error_set(
            error, "the answer is empty: open the address in a browser to see what it gives");
    } else if (is_page(text)) {
        explain_page(text, error);
    } else if (*text == '<') {
        text = root_of(text);
        size_t size = strcspn(text + 1, " \t\r\n/>");
        error_set(error, "this is XML of a kind that is not read: it begins with <%.*s>",
            (int)(size < 40 ? size : 40), text + 1);
    } else {
        error_set(error, "this is text, and no feed of any kind that is read");
    }
}

void adapt_explain(const struct adapt_request *request, struct error *error)
{
    struct arena arena;
    struct error fault;
    arena_init(&arena);
    cJSON *document = adapt_json_parse(request, &fault);
    if (document) {
        explain_json(&arena, document, zone_local_ms(request->zone, request->now_ms), error);
    } else if (adapt_json_is_likely(request) || json_in_front(request->data, request->size)) {
        error_set(error, "the answer is not a feed: %s", fault.text);
    } else {
        explain_text(skip_blank(request->data), error);
    }
    cJSON_Delete(document);
    arena_finish(&arena);
}

static bool print_source(
    const struct adapt_request *request, const char *format, struct bytes *text)
{
    const char *url = *request->base ? request->base : "https://...";
    return bytes_print(text, "[source news]\nurl = %s\nformat = %s\n", url, format);
}

static bool print_map(
    const struct suggest_list *list, const struct suggest_table *table, struct bytes *text)
{
    bool done = bytes_print(text, "map = news\n\n[map news]\n");
    if (table->count > 0) {
        return done && suggest_print_table(list, table, text);
    }
    done = done && bytes_print(text, "items = %s\n", list->pointer);
    for (int role = 0; done && role < SUGGEST_ROLES; role++) {
        if (list->path[role]) {
            done = bytes_print(text, "%s = %s\n", suggest_role_names[role], list->path[role]);
        }
    }
    return done;
}

static bool suggest_map(
    const struct adapt_request *request, struct bytes *text, struct error *error)
{
    struct arena arena;
    arena_init(&arena);
    cJSON *document = adapt_json_parse(request, error);
    bool done = false;
    if (document) {
        int64_t local_ms = zone_local_ms(request->zone, request->now_ms);
        struct suggest_list list = suggest_find_list(&arena, document, local_ms);
        struct suggest_table table = list.list
                                         ? suggest_find_table(&arena, document, &list, local_ms)
                                         : (struct suggest_table) { 0 };
        if (!list.path[SUGGEST_TITLE] && table.count == 0) {
            adapt_explain(request, error);
        } else {
            done = (print_source(request, "mapped", text) && print_map(&list, &table, text) &&
                       bytes_print(text, "# members of an entry: %s\n",
                           list_members(&arena, list.list->child))) ||
                   error_set(error, "out of memory");
        }
    } else {
        adapt_explain(request, error);
    }
    cJSON_Delete(document);
    arena_finish(&arena);
    return done;
}

bool adapt_suggest(const struct adapt_job *job, struct bytes *text, struct error *error)
{
    const struct adapt_request *request = &job->request;
    const struct adapt_format *format = adapt_format_detect(request);
    if (!format || strcmp(format->name, "mapped") == 0) {
        return suggest_map(request, text, error);
    }
    return print_source(request, format->name, text) || error_set(error, "out of memory");
}
