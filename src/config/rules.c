#include "config/rules.h"

#include "address/address.h"
#include "base/language/language_tag.h"
#include "base/utf8.h"
#include "config/config.h"
#include "time/zone.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool only(const char *text, const char *others, size_t min, size_t max)
{
    size_t length = strlen(text);
    for (size_t i = 0; i < length; i++) {
        if (!isalnum((unsigned char)text[i]) && !strchr(others, text[i])) {
            return false;
        }
    }
    return length >= min && length <= max;
}

static bool is_clean(const char *text)
{
    for (; *text; text++) {
        if ((unsigned char)*text < 0x20 || *text == 0x7f) {
            return false;
        }
    }
    return true;
}

bool rule_name(const char *text)
{
    return only(text, "-_", 1, 40);
}

bool rule_map(const char *text)
{
    return !*text || rule_name(text);
}

bool rule_charset(const char *text)
{
    return only(text, "-_", 0, 40);
}

bool rule_tag(const char *text)
{
    size_t at = 0, count = 0, size = strlen(text);
    for (; at < size; count++) {
        uint32_t c = utf8_next(text, size, &at);
        if (c < 0x80 ? !isalnum((int)c) && c != '-' && c != '_' : !utf8_is_letter(c)) {
            return false;
        }
    }
    return count >= 1 && count <= 40;
}

bool rule_phrase(const char *text)
{
    return *text && *text != ';' && is_clean(text);
}

bool rule_screen_name(const char *text)
{
    return (!*text || rule_phrase(text)) && strlen(text) <= 120;
}

/* ICU brings its own zones, and takes "CST" for Chicago: the system's files must have the name
 * too, where there are any (a bare container has none). */
bool rule_timezone(const char *text)
{
    static const char folder[] = "/usr/share/zoneinfo";
    char path[128];
    if (!only(text, "_+-/", 1, 64) || *text == '/' || text[strlen(text) - 1] == '/') {
        return false;
    }
    snprintf(path, sizeof path, "%s/%s", folder, text);
    return zone_is_known(text) && (access(folder, F_OK) != 0 || access(path, R_OK) == 0);
}

static bool is_one_word(const char *text)
{
    return is_clean(text) && !strchr(text, ' ') && strlen(text) <= 2000;
}

size_t rule_comma(const char *text)
{
    if (*text == ',') {
        return 1;
    }
    return strncmp(text, "，", 3) == 0 || strncmp(text, "、", 3) == 0 ? 3 : 0;
}

bool rule_url(const char *text)
{
    struct address address;
    if (!is_one_word(text) || !address_parse(text, &address)) {
        return false;
    }
    if (address_has_scheme(&address, "file")) {
        return address.authority.size == 0 && address.path.size > 1;
    }
    long port;
    return (address_has_scheme(&address, "https") || address_has_scheme(&address, "http")) &&
           address.host.size > 0 && address_port(&address, &port);
}

bool rule_url_is_file(const char *url)
{
    struct address address;
    return address_parse(url, &address) && address_has_scheme(&address, "file");
}

bool rule_url_has_user(const char *url)
{
    struct address address;
    return address_parse(url, &address) && address.user.text;
}

bool rule_url_is_private(const char *url)
{
    struct arena arena;
    struct address address;
    struct address_host host;
    arena_init(&arena);
    bool is_private =
        address_parse(url, &address) &&
        (!address_has_scheme(&address, "http") ||
            (address_host(&arena, &address, &host) && address_host_is_loopback(host.ascii)));
    arena_finish(&arena);
    return is_private;
}

bool rule_public_key(const char *text)
{
    /* 42 bytes fill 56 characters without padding; "Ed" in front ends within the third. */
    return only(text, "+/", 56, 56) && strncmp(text, "RW", 2) == 0 && strchr("QRST", text[2]);
}

bool rule_host(const char *text)
{
    const char *name = text + (*text == '.');
    return only(name, ".-", 1, 253) && *name != '.' && *name != '-' && !strstr(name, "..");
}

bool rule_phone(const char *text)
{
    const char *digits = text + (*text == '+');
    size_t length = strlen(digits);
    return length > 0 && length <= 30 && strspn(digits, "0123456789-") == length &&
           isdigit((unsigned char)digits[0]);
}

bool rule_path(const char *text)
{
    return !*text || (*text == '/' && is_clean(text) && strlen(text) < 4000);
}

bool rule_proxy(const char *text)
{
    static const char *const schemes[] = { "http", "https", "socks5", "socks5h" };
    struct address address;
    long port;
    bool is_known = !*text, is_address = is_one_word(text) && address_parse(text, &address) &&
                                         address_port(&address, &port);
    for (size_t i = 0; is_address && i < sizeof schemes / sizeof *schemes; i++) {
        is_known =
            is_known || (address_has_scheme(&address, schemes[i]) && address.host.size > 0);
    }
    return is_known;
}

bool rule_language(const char *text)
{
    return language_tag_is_good(text);
}

bool rule_calendar(const char *text)
{
    return rule_path(text) || rule_name(text);
}

bool rule_user(const char *text)
{
    return rule_screen_name(text) && !strchr(text, ':');
}

bool rule_body(const char *text)
{
    return *text != ';' && is_clean(text);
}

bool rule_media_type(const char *text)
{
    size_t length = strcspn(text, "/;");
    return !*text ||
           (length > 0 && text[length] == '/' && only(text, "!#$&^_.+-/;=\" ", 3, 100));
}

bool rule_theme(const char *text)
{
    size_t length = strlen(text);
    return rule_name(text) || (length > 4 && length < 4000 && is_clean(text) &&
                                  strcmp(text + length - 4, ".ini") == 0);
}

bool rule_face(const char *text)
{
    return *text && strlen(text) < FACE_NAME_BYTES && is_clean(text) && *text != ';' &&
           (*text == '/' || !strchr(text, '/'));
}

bool rule_ip_address(const char *text)
{
    unsigned char bytes[sizeof(struct in6_addr)];
    return inet_pton(AF_INET, text, bytes) == 1 || inet_pton(AF_INET6, text, bytes) == 1;
}

/* Port 0 is any that is free: the log says which. */
bool rule_listen(const char *text)
{
    char host[64];
    const char *colon = strrchr(text, ':');
    bool has_brackets = *text == '[';
    size_t length = colon ? (size_t)(colon - text) : 0;
    if (length < 3 || length >= sizeof host || !only(colon + 1, "", 1, 5) ||
        strspn(colon + 1, "0123456789") != strlen(colon + 1) ||
        strtol(colon + 1, NULL, 10) > 65535 || has_brackets != (text[length - 1] == ']')) {
        return false;
    }
    snprintf(host, sizeof host, "%.*s", (int)length - 2 * has_brackets, text + has_brackets);
    return rule_ip_address(host) && has_brackets == !!strchr(host, ':');
}

bool rule_listen_is_private(const char *text)
{
    return strncmp(text, "127.", 4) == 0 || strncmp(text, "[::1]:", 6) == 0;
}

bool rule_folder(const char *text)
{
    return *text && rule_path(text);
}

bool rule_header_name(const char *text)
{
    return only(text, "-", 0, 60);
}
