#include "config/loading.h"

#include "address/address.h"
#include "base/translated.h"
#include "config/calendar.h"
#include "config/rules.h"

#include <stddef.h>
#include <string.h>
#include <unistd.h>

int loading_line_of(
    const struct config_section *section, const struct placed_section *place, const char *name)
{
    for (size_t i = 0; i < section->key_count; i++) {
        if (strcmp(section->keys[i].name, name) == 0 && place->key_lines[i]) {
            return place->key_lines[i];
        }
    }
    return place->line;
}

static bool has_login(const struct config_source *source)
{
    return *source->headers_file || *source->user || *source->password_file;
}

/* Over plain http everybody on the way reads it, whatever allow_http says. */
static bool is_login_in_the_open(const struct config_source *source)
{
    return has_login(source) && !rule_url_is_private(source->url);
}

static bool is_file_asked(const struct config_source *source)
{
    return (has_login(source) || source->method == SOURCE_POST) &&
           rule_url_is_file(source->url);
}

static bool lacks_password(const struct config_source *source)
{
    return *source->user && !*source->password_file;
}

static bool lacks_user(const struct config_source *source)
{
    return *source->password_file && !*source->user;
}

static bool posts_nothing(const struct config_source *source)
{
    return (*source->body || *source->content_type) && source->method == SOURCE_GET;
}

static int count_different(const struct text_list *keys)
{
    int count = 0;
    for (size_t i = 0; i < keys->count; i++) {
        size_t first = 0;
        while (strcmp(keys->items[first], keys->items[i]) != 0) {
            first++;
        }
        count += first == i;
    }
    return count;
}

/* With no key at all nothing would be verified; with too few nothing would ever be shown. */
static bool asks_for_more_than_keys(const struct config_source *source)
{
    return source->signatures > 1 && source->signatures > count_different(&source->public_keys);
}

/* What no key of a source says alone, and the key at whose line it is told. */
static const struct {
    const char *key;
    bool (*is_wrong)(const struct config_source *source);
    const char *words;
} source_rules[] = {
    { "url", is_login_in_the_open,
        N_("headers_file, user and password_file are sent over https alone: write https://") },
    { "url", is_file_asked,
        N_("a file is read without headers_file, user and method = post: take them out") },
    { "user", lacks_password, N_("give password_file as well") },
    { "password_file", lacks_user, N_("give user as well") },
    { "body", posts_nothing, N_("nothing is sent with get: write method = post") },
    { "signatures", asks_for_more_than_keys,
        N_("public_key has fewer keys than that: give as many there, or ask for fewer") },
};

static bool check_rules(const struct placed_section *place, const struct config_source *source,
    const char *path, struct error *error)
{
    for (size_t i = 0; i < sizeof source_rules / sizeof *source_rules; i++) {
        if (source_rules[i].is_wrong(source)) {
            const char *key = source_rules[i].key;
            return error_set(error, "%s:%d: [source %s] %s: %s", path,
                loading_line_of(&config_sections[SECTION_SOURCE], place, key), source->name,
                key, translated(source_rules[i].words));
        }
    }
    return true;
}

/* How what is posted goes over the wire. Of a form only what no form has is encoded, so that
 * one that is encoded already stays as it is. */
static bool settle_post(struct arena *arena, struct config_source *source)
{
    const char *body = source->body;
    bool is_form = false;
    if (!*source->content_type && *body) {
        is_form = !strchr("{[<", *body);
        source->content_type = is_form        ? "application/x-www-form-urlencoded"
                               : *body == '<' ? "text/xml; charset=utf-8"
                                              : "application/json";
    }
    if (is_form) {
        source->body =
            address_encode(arena, (struct address_part) { body, strlen(body) }, NULL);
    }
    return source->body;
}

static bool check_sources(const struct loading *loading, const char *path, struct error *error)
{
    const struct config_section *section = &config_sections[SECTION_SOURCE];
    for (size_t i = 0; i < loading->config->source_count; i++) {
        struct config_source *source = &loading->sources[i];
        int line = loading_line_of(section, &loading->source_places[i], "url");
        if (!*source->url) {
            return error_set(error,
                "%s:%d: [source %s]: needs a url, such as url = "
                "https://www.example.edu.cn/lobbycard.json",
                path, line, source->name);
        }
        if (!source->allow_http && !rule_url_is_private(source->url)) {
            return error_set(error,
                "%s:%d: [source %s] url = %s: write https://, or allow_http = yes in this "
                "section",
                path, line, source->name, source->url);
        }
        if (!check_rules(&loading->source_places[i], source, path, error)) {
            return false;
        }
        if (!settle_post(&loading->config->arena, source)) {
            return error_set(error, "out of memory");
        }
    }
    return true;
}

/* Two durations of one section of which the first must not be the longer. */
struct order {
    const char *section, *low, *high;
    size_t low_offset, high_offset;
};

#define ORDER(section, low, high)                                                              \
    {                                                                                          \
#section, #low, #high, offsetof(struct config, section.low##_ms),                      \
            offsetof(struct config, section.high##_ms)                                         \
    }
static const struct order orders[] = {
    ORDER(programme, dwell_min, dwell_max),
    ORDER(fetch, connect_timeout, total_timeout),
};

static int64_t span_at(const struct config *config, size_t offset)
{
    return *(const int64_t *)(const void *)((const char *)config + offset);
}

static bool check_order(const struct loading *loading, const char *path,
    const struct order *order, struct error *error)
{
    size_t index = 0;
    while (strcmp(config_sections[index].name, order->section) != 0) {
        index++;
    }
    const struct placed_section *place = &loading->sections[index];
    int low_line = loading_line_of(&config_sections[index], place, order->low);
    int high_line = loading_line_of(&config_sections[index], place, order->high);
    return span_at(loading->config, order->low_offset) <=
               span_at(loading->config, order->high_offset) ||
           error_set(error, "%s:%d: [%s] %s: at most %s", path,
               low_line > high_line ? low_line : high_line, order->section, order->low,
               order->high);
}

static bool is_half_certificate(const struct config *config)
{
    return !*config->desk.tls_cert != !*config->desk.tls_key;
}

static bool names_nobody_proxied(const struct config *config)
{
    return *config->desk.remote_user && config->desk.trusted_proxy.count == 0;
}

static bool listens_in_the_open(const struct config *config)
{
    return !rule_listen_is_private(config->desk.listen) && !*config->desk.tls_cert &&
           config->desk.trusted_proxy.count == 0;
}

/* Whether one is there is for the desk to see (desk.c). */
static bool publishes_to_a_folder(const struct config *config)
{
    size_t length = strlen(config->desk.publish);
    return length > 0 && config->desk.publish[length - 1] == '/';
}

/* What no key of [desk] says alone, and the key at whose line it is told. */
static const struct {
    const char *key;
    bool (*is_wrong)(const struct config *config);
    const char *words;
} desk_rules[] = {
    { "tls_cert", is_half_certificate, N_("tls_cert and tls_key: both or neither") },
    { "remote_user", names_nobody_proxied, N_("give trusted_proxy as well") },
    { "listen", listens_in_the_open,
        N_("other machines would send passwords in the open: give tls_cert and tls_key, or "
           "trusted_proxy") },
    { "publish", publishes_to_a_folder,
        N_("this is a folder: name the file in it, as "
           ".../feed.json") },
};

static bool check_desk(const struct loading *loading, const char *path, struct error *error)
{
    size_t index = 0;
    while (strcmp(config_sections[index].name, "desk") != 0) {
        index++;
    }
    for (size_t i = 0; i < sizeof desk_rules / sizeof *desk_rules; i++) {
        if (desk_rules[i].is_wrong(loading->config)) {
            return error_set(error, "%s:%d: [desk] %s: %s", path,
                loading_line_of(
                    &config_sections[index], &loading->sections[index], desk_rules[i].key),
                desk_rules[i].key, translated(desk_rules[i].words));
        }
    }
    return true;
}

bool loading_check_whole(const struct loading *loading, const char *path, struct error *error)
{
    bool good = check_sources(loading, path, error) && check_desk(loading, path, error);
    for (size_t i = 0; good && i < sizeof orders / sizeof *orders; i++) {
        good = check_order(loading, path, &orders[i], error);
    }
    return good;
}

bool loading_note_places(const struct loading *loading)
{
    struct config_places *places = arena_array(&loading->config->arena, 1, sizeof *places);
    if (places) {
        memcpy(places->sections, loading->sections, sizeof places->sections);
    }
    loading->config->places = places;
    return places;
}

bool loading_wrap(const char *section, const char *key, const char *value, struct error *error)
{
    const struct error inner = *error;
    if (!value) {
        return error_set(error, "[%s] %s: %s", section, key, inner.text);
    }
    size_t length = strlen(value);
    bool is_long = length > 120;
    if (is_long) {
        for (length = 100; ((unsigned char)value[length] & 0xc0) == 0x80;) {
            length--;
        }
    }
    return error_set(error, "[%s] %s = %.*s%s: %s", section, key, (int)length, value,
        is_long ? "…" : "", inner.text);
}

bool config_blame(
    const struct config *config, const char *section, const char *key, struct error *error)
{
    struct bytes value;
    int line = 0;
    bool is_printed = false;
    bytes_init(&value);
    for (size_t i = 0; i < config_section_count; i++) {
        const struct config_section *one = &config_sections[i];
        bool is_it = strcmp(one->name, section) == 0;
        if (is_it && config->places) {
            line = loading_line_of(one, &config->places->sections[i], key);
        }
        for (size_t k = 0; is_it && k < one->key_count; k++) {
            const struct config_key *known = &one->keys[k];
            if (strcmp(known->name, key) == 0 && !known->is_private) {
                is_printed =
                    known->type->print(known, (const char *)config + known->offset, &value);
            }
        }
    }
    loading_wrap(section, key, is_printed && value.data ? value.data : NULL, error);
    bytes_finish(&value);
    /* What a default names is in no line. */
    return !*config->path ? false
           : line         ? error_wrap(error, "%s:%d", config->path, line)
                          : error_wrap(error, "%s", config->path);
}

/* Where there are none, it stays with what is wrong already. */
static void name_calendars(struct config *config, struct error *error)
{
    const char *folder = arena_printf(&config->arena, "%s/config/calendar", config_data_dir());
    struct bytes names;
    bytes_init(&names);
    if (folder && config_list_shipped(folder, ".txt", &names)) {
        error_set(error,
            "no such calendar; there are %s, or the absolute path of a file is wanted",
            names.data);
    }
    bytes_finish(&names);
}

/* "china-2026" is one of the shipped calendars; a path is what it is. */
bool loading_read_calendar(struct config *config, struct error *error)
{
    const char *name = config->screen.calendar;
    if (!*name) {
        return true;
    }
    if (*name != '/') {
        name =
            arena_printf(&config->arena, "%s/config/calendar/%s.txt", config_data_dir(), name);
    }
    if (!name) {
        return error_set(error, "out of memory");
    }
    if (calendar_load(name, &config->arena, &config->calendar, error)) {
        return true;
    }
    if (*config->screen.calendar != '/' && access(name, F_OK) < 0) {
        name_calendars(config, error);
    }
    return config_blame(config, "screen", "calendar", error);
}
