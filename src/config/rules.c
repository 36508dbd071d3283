#include "config/rules.h"

#include "base/utf8.h"
#include "time/zone.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
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

/* Behind SCHEME://, the authority's length; 0 when the URL has another scheme. */
static size_t authority(const char *url, const char *scheme, const char **start)
{
    size_t length = strlen(scheme);
    if (strncasecmp(url, scheme, length) != 0 || strncmp(url + length, "://", 3) != 0) {
        return 0;
    }
    *start = url + length + 3;
    return strcspn(*start, "/?#");
}

static bool is_one_word(const char *text)
{
    return is_clean(text) && !strchr(text, ' ') && strlen(text) <= 2000;
}

bool rule_url(const char *text)
{
    const char *start;
    if (!is_one_word(text)) {
        return false;
    }
    if (strncasecmp(text, "file:///", 8) == 0) {
        return text[8] != '\0';
    }
    return authority(text, "https", &start) > 0 || authority(text, "http", &start) > 0;
}

static bool is_loopback(const char *host, size_t length)
{
    if (length > 0 && host[0] == '[') {
        return length == 5 && strncmp(host, "[::1]", 5) == 0;
    }
    if (length == 9 && strncasecmp(host, "localhost", 9) == 0) {
        return true;
    }
    return length >= 7 && strncmp(host, "127.", 4) == 0 &&
           strspn(host, "0123456789.") == length;
}

bool rule_url_is_private(const char *url)
{
    const char *start;
    size_t length = authority(url, "http", &start);
    if (length == 0) {
        return true;
    }
    for (size_t i = length; i > 0; i--) {
        if (start[i - 1] == '@') {
            start += i;
            length -= i;
            break;
        }
    }
    size_t host = length;
    if (length > 0 && start[0] == '[') {
        const char *end = memchr(start, ']', length);
        host = end ? (size_t)(end - start) + 1 : length;
    } else {
        const char *port = memchr(start, ':', length);
        host = port ? (size_t)(port - start) : length;
    }
    return is_loopback(start, host);
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
    const char *start;
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        if (is_one_word(text) && authority(text, schemes[i], &start) > 0) {
            return true;
        }
    }
    return !*text;
}

bool rule_calendar(const char *text)
{
    return rule_path(text) || rule_name(text);
}

bool rule_theme(const char *text)
{
    size_t length = strlen(text);
    return rule_name(text) || (length > 4 && length < 4000 && is_clean(text) &&
                                  strcmp(text + length - 4, ".ini") == 0);
}
