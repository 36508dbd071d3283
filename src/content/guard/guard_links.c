#include "content/guard/guard_links.h"

#include "address/address.h"
#include "base/utf8.h"
#include "content/text/syntax.h"

#include <string.h>
#include <strings.h>

static bool host_of(struct arena *arena, const char *url, struct address_host *out)
{
    struct address address;
    return address_parse(url, &address) && address_host(arena, &address, out);
}

bool link_rules_add(
    struct link_rules *rules, struct arena *arena, const char *host, struct error *error)
{
    struct address_host parts;
    bool is_suffix = *host == '.';
    const char *url = arena_printf(arena, "https://%s/", host + is_suffix);
    if (!url || !host_of(arena, url, &parts)) {
        return error_set(error, "[guard] hosts: not a host name: %s", host);
    }
    const char *name = arena_printf(arena, "%s%s", is_suffix ? "." : "", parts.ascii);
    const char *folded = text_folder_fold(rules->folder, arena, parts.unicode);
    struct allowed_host *hosts =
        arena_grow(arena, rules->hosts, rules->count, &rules->capacity, sizeof *hosts);
    if (!name || !folded || !hosts) {
        return error_set(error, "out of memory");
    }
    rules->hosts = hosts;
    hosts[rules->count++] = (struct allowed_host) { name, folded };
    return true;
}

static bool host_is_allowed(const struct link_rules *rules, struct arena *scratch,
    const struct address_host *host, struct error *error)
{
    for (size_t i = 0; i < rules->count; i++) {
        if (address_host_is_among(host->ascii, &rules->hosts[i].name, 1)) {
            return true;
        }
    }
    const char *folded = text_folder_fold(rules->folder, scratch, host->unicode);
    for (size_t i = 0; folded && i < rules->count; i++) {
        const char *name = rules->hosts[i].name;
        if (strcmp(folded, rules->hosts[i].folded) == 0) {
            return error_set(error, "the host %s only looks like %s; do not use it",
                host->ascii, name + (*name == '.'));
        }
    }
    return error_set(error, "the host %s is not one of [guard] hosts", host->ascii);
}

bool link_rules_allow(const struct link_rules *rules, struct arena *scratch, const char *url,
    const char *feed_url, struct error *error)
{
    struct address_host host, own;
    bool is_absolute = syntax_is_absolute_address(url);
    if (!*url || (!is_absolute && strspn(url, "/\\") < 2)) {
        return true;
    }
    if (!is_absolute) {
        /* "//host/..." is of the feed's scheme, and browsers take the other slash for it. */
        url += strspn(url, "/\\");
        url = arena_printf(scratch, "https://%.*s", (int)strcspn(url, "\\"), url);
    }
    if (!url || !host_of(scratch, url, &host)) {
        return error_set(error, "its host is not a valid name");
    }
    if (host.is_mixed) {
        return error_set(error, "the host %s mixes scripts, as impostors do", host.ascii);
    }
    if (rules->count == 0) {
        return true;
    }
    if (strncasecmp(url, "https:", 6) != 0) {
        return error_set(error, "not an https address");
    }
    if (host_of(scratch, feed_url, &own) && strcmp(own.ascii, host.ascii) == 0) {
        return true;
    }
    return host_is_allowed(rules, scratch, &host, error);
}

/* ASCII, of which nothing is encoded: nearly every address. */
static bool is_plain(const char *text)
{
    while (*text && (unsigned char)*text < 0x80 && *text != '%') {
        text++;
    }
    return !*text;
}

/* The letters beyond ASCII of the decoded form; where it is no whole address, and has some, all
 * of it, which may be no reference at all. What is no UTF-8 then is left out. NULL when memory
 * is out. */
static const char *foreign_letters(struct arena *arena, const char *url)
{
    if (is_plain(url)) {
        return "";
    }
    bool is_absolute = syntax_is_absolute_address(url), has_some = false;
    char *text = arena_strdup(arena, url);
    if (text && !address_decode(text)) {
        strcpy(text, url); /* nobody has a NUL in an address: it is judged as it is written */
    }
    size_t size = text ? strlen(text) : 0, used = 0;
    for (size_t at = 0, from = 0; at < size; from = at) {
        bool is_foreign = utf8_next(text, size, &at) >= 0x80;
        if (is_absolute && !is_foreign) {
            text[used++] = ' ';
        } else if (utf8_valid_prefix(text + from, at - from) == at - from) {
            memmove(text + used, text + from, at - from);
            used += at - from;
        }
        has_some = has_some || is_foreign;
    }
    if (text) {
        text[used] = '\0';
    }
    return text && !has_some ? "" : text;
}

/* As people read it, its labels apart: that it is an address is no mark against it. "" where it
 * is none. */
static const char *host_text(struct arena *arena, const struct address *address)
{
    struct address_host host;
    char *text = arena_strndup(arena, address->host.text, address->host.size);
    if (text && (!is_plain(text) || strcasestr(text, "xn--"))) {
        bool is_host = address_host(arena, address, &host);
        text = arena_strdup(arena, is_host ? host.unicode : "");
    }
    for (char *at = text; at && (at = strchr(at, '.'));) {
        *at = ' ';
    }
    return text;
}

bool link_texts(
    struct arena *arena, const char *url, const char *feed_url, const char *out[LINK_TEXTS])
{
    struct address to, own;
    const char *whole = syntax_lacks_scheme(url)  ? arena_printf(arena, "https://%s", url)
                        : address_parse(url, &to) ? url
                                                  : address_resolve(arena, feed_url, url);
    bool has_host = whole && address_parse(whole, &to) && to.host.size > 0;
    bool is_own = has_host && address_parse(feed_url, &own) && address_same_host(&to, &own);
    out[LINK_HOST] = has_host && !is_own ? host_text(arena, &to) : "";
    out[LINK_LETTERS] = foreign_letters(arena, url);
    return !arena->has_failed;
}
