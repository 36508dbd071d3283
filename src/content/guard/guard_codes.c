#include "content/guard/guard_codes.h"

#include "address/address.h"
#include "content/text/syntax.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

struct judging {
    const struct guard *guard;
    struct arena *scratch;
    const char *feed_url;
    struct error *why;
};

static bool is_foreign(char c)
{
    return (unsigned char)c >= 0x80;
}

static bool starts_with(const char *text, const char *word)
{
    return strncasecmp(text, word, strlen(word)) == 0;
}

/* It is the host that counts: a poster may well have http, and an app's own scheme leads to
 * none of ours. `size` of what stands behind the slashes. */
static bool host_is_fine(const struct judging *judging, const char *rest, size_t size)
{
    const char *address = arena_printf(judging->scratch, "https://%.*s", (int)size, rest);
    if (!address || !syntax_is_absolute_address(address)) {
        return error_set(
            judging->why, address ? "its host is not a valid name" : "out of memory");
    }
    return guard_allows(
        judging->guard, judging->scratch, address, judging->feed_url, judging->why);
}

/* What browsers take for slashes; they take any of them, or none. */
static const char slashes[] = "/\\";

/* Every address that is written out in the word, also one within another. `bare_size` is set to
 * how much stands before the first. */
static bool addresses_are_fine(
    const struct judging *judging, const char *word, size_t size, size_t *bare_size)
{
    bool fine = true;
    *bare_size = size;
    for (size_t i = 0; fine && i < size; i++) {
        bool begins = i == 0 || !isalnum((unsigned char)word[i - 1]);
        const char *rest = strncmp(word + i, "://", 3) == 0 ? word + i + 3
                           : begins ? address_tapped(word + i, slashes).text
                                    : NULL;
        if (rest) {
            *bare_size = *bare_size == size ? i : *bare_size;
            fine = host_is_fine(judging, rest, size - (size_t)(rest - word));
        }
    }
    return fine;
}

/* Letters, digits and dots that can be a host; two dots in a row end a sentence. */
static size_t run_size(const char *at, size_t size)
{
    size_t n = 0;
    while (n < size && (isalnum((unsigned char)at[n]) || at[n] == '-' ||
                           (at[n] == '.' && !(n + 1 < size && at[n + 1] == '.')))) {
        n++;
    }
    return n;
}

/* A top domain: letters, or punycode, or letters beyond ASCII alone. */
static bool is_top(const char *label, size_t size)
{
    size_t letters = 0, foreign = 0;
    for (size_t i = 0; i < size; i++) {
        letters += isalpha((unsigned char)label[i]) != 0;
        foreign += is_foreign(label[i]);
    }
    return size >= 2 && (letters == size || foreign == size || starts_with(label, "xn--"));
}

/* "192.0.2.7" */
static bool is_number(const char *host, size_t size)
{
    size_t dots = 0;
    for (size_t i = 0; i < size; i++) {
        if (host[i] != '.' && !isdigit((unsigned char)host[i])) {
            return false;
        }
        dots += host[i] == '.';
    }
    return dots == 3;
}

/* What telephones make an address of: a name with a top domain, the root's dot behind it or
 * not, that does not count ("1.签到"). */
static bool is_host(const char *host, size_t size)
{
    size -= size > 0 && host[size - 1] == '.';
    size_t top = size;
    while (top > 0 && host[top - 1] != '.') {
        top--;
    }
    bool counts = top > 0 && strspn(host, "0123456789") == top - 1 && is_foreign(host[top]);
    bool has_gap = memmem(host, size, "..", 2) != NULL;
    return (top > 1 && !counts && !has_gap && is_top(host + top, size - top)) ||
           is_number(host, size);
}

/* "网址:学院.公司" has a host with a top domain beyond ASCII, if all of a part is one. */
static bool foreign_hosts_are_fine(const struct judging *judging, const char *word, size_t size)
{
    for (size_t start = 0, end; start < size; start = end + 1) {
        end = start + strcspn(word + start, "/?#:;,");
        end = end < size ? end : size;
        size_t last = end - (end > start && word[end - 1] == '.');
        if (last > start && is_foreign(word[last - 1]) && is_host(word + start, end - start) &&
            !host_is_fine(judging, word + start, end - start)) {
            return false;
        }
        if (end < size && strchr("/?#", word[end])) {
            break;
        }
    }
    return true;
}

/* Hosts without a scheme, as in "网址:www.example.edu.cn". What is behind '@' gets mail, and
 * behind a host's slash there is no other. */
static bool bare_hosts_are_fine(const struct judging *judging, const char *word, size_t size)
{
    for (size_t i = 0; i < size;) {
        size_t start = i, end = i + run_size(word + i, size - i);
        while (word[i] == '.' && start > 0 && is_foreign(word[start - 1])) {
            start--;
        }
        bool is_mail = start > 1 && word[start - 1] == '@';
        if (end > i && !is_mail && is_host(word + start, end - start)) {
            if (!host_is_fine(judging, word + start, end - start)) {
                return false;
            }
            if (end < size && strchr("/?#", word[end])) {
                break;
            }
        }
        i = end > i ? end : i + 1;
    }
    return foreign_hosts_are_fine(judging, word, size);
}

/* Behind "tel:", or a card's "TEL;TYPE=CELL:"; NULL where there is no such thing. */
static const char *behind_number_scheme(const char *field)
{
    static const char *const schemes[] = { "tel:", "sms:", "smsto:", "mms:", "mmsto:" };
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        if (starts_with(field, schemes[i])) {
            return field + strlen(schemes[i]);
        }
    }
    const char *colon = starts_with(field, "tel;") ? strchr(field, ':') : NULL;
    return colon ? colon + 1 : NULL;
}

/* "tel:+862365763111", "SMSTO:10086:text". Telephones dial letters and digits of other scripts
 * too; so what counts ends before the first. */
static bool number_is_fine(const struct judging *judging, const char *field)
{
    const char *number = behind_number_scheme(field);
    if (!number || behind_number_scheme(number)) {
        return true; /* the latter is a field of its own: "TEL;VALUE=uri:tel:..." */
    }
    size_t size = strspn(number, "+-.() 0123456789");
    number = size > 0 ? arena_strndup(judging->scratch, number, size) : "?";
    return number ? guard_allows_number(judging->guard, judging->scratch, number, judging->why)
                  : error_set(judging->why, "out of memory");
}

static bool runs_something(const char *field)
{
    return starts_with(field, "javascript:") || starts_with(field, "data:") ||
           starts_with(field, "intent:");
}

/* "MECARD:N:李明;TEL:...;URL:...;;" has several; most lines are one. */
static bool fields_are_fine(const struct judging *judging, const char *line)
{
    for (const char *at = line; *at; at++) {
        bool begins = at == line || at[-1] == ':' || at[-1] == ';';
        if (begins && runs_something(at)) {
            return error_set(judging->why, "it runs something");
        }
        if (begins && !number_is_fine(judging, at)) {
            return false;
        }
    }
    return true;
}

/* Browsers take "https://own.example a@foreign.example" for a user's name at the latter. */
static bool hides_its_host(const char *line)
{
    struct address_part host =
        address_tapped(starts_with(line, "URL:") ? line + 4 : line, slashes);
    const char *space = memchr(host.text ? host.text : "", ' ', host.size);
    return space && memchr(space, '@', host.size - (size_t)(space - host.text));
}

bool code_is_allowed(const struct guard *guard, struct arena *scratch, const char *line,
    const char *feed_url, struct error *why)
{
    const struct judging judging = { guard, scratch, feed_url, why };
    line += strspn(line, " ");
    if (hides_its_host(line)) {
        return error_set(why, "its host stands behind a space and '@'");
    }
    bool fine = fields_are_fine(&judging, line), has_hosts = !starts_with(line, "WIFI:");
    for (const char *word = line; fine && *word;) {
        size_t size = strcspn(word, " "), bare_size;
        fine = addresses_are_fine(&judging, word, size, &bare_size) &&
               (!has_hosts || bare_hosts_are_fine(&judging, word, bare_size));
        word += size;
        word += strspn(word, " ");
    }
    return fine;
}
