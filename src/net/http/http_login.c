#include "net/http/http_login.h"

#include "address/address.h"
#include "base/system/file.h"
#include "base/translated.h"
#include "net/http/http_url.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

enum {
    BLOTTED_LEAST_BYTES = 5, /* shorter ones stand in any text */
    BLOTTED_PART_BYTES = 8,  /* of a longer one, which an error may have cut */
};

bool http_login_is_there(const struct http_login *login)
{
    return (login->headers_file && *login->headers_file) || (login->user && *login->user);
}

/* RFC 9110 section 5.6.2. */
static size_t name_length(const char *line)
{
    size_t length = 0;
    while (isalnum((unsigned char)line[length]) ||
           (line[length] && strchr("!#$%&'*+-.^_`|~", line[length]))) {
        length++;
    }
    return length;
}

/* What lobbycard or curl says itself, and what would make another request of it. */
static bool is_ours(const char *name, size_t length)
{
    static const char *const ours[] = { "Host", "Content-Length", "Content-Encoding",
        "Transfer-Encoding", "Connection", "Keep-Alive", "TE", "Trailer", "Upgrade", "Expect",
        "Range", "If-Range", "If-Match", "If-None-Match", "If-Modified-Since",
        "If-Unmodified-Since", "Accept-Encoding", "HTTP2-Settings" };
    bool found = length >= 6 && strncasecmp(name, "Proxy-", 6) == 0;
    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++) {
        found = found || (strlen(ours[i]) == length && strncasecmp(ours[i], name, length) == 0);
    }
    return found;
}

/* NULL, or why the line goes into no request. */
static const char *refusal_of(const char *line)
{
    size_t length = name_length(line);
    const char *value = line + length;
    if (length == 0 || *value != ':') {
        return N_("write NAME: VALUE, the name of letters, digits, - and _");
    }
    if (is_ours(line, length)) {
        return N_("that header is lobbycard's own to send: take the line out");
    }
    if (length == strlen("Content-Type") && strncasecmp(line, "Content-Type", length) == 0) {
        return N_("what a body is stands in content_type, in the config: take the line out");
    }
    value++;
    value += strspn(value, " \t");
    if (!*value) {
        return N_("there is no value behind the colon");
    }
    for (; *value; value++) {
        if (*value < ' ' || *value > '~') {
            return N_("a value has printable ASCII alone");
        }
    }
    return NULL;
}

static bool is_second(const struct http_secret *secret, const char *line)
{
    size_t length = name_length(line);
    bool found = false;
    for (size_t i = 0; i < secret->count; i++) {
        found = found || (name_length(secret->lines[i]) == length &&
                             strncasecmp(secret->lines[i], line, length) == 0);
    }
    return found;
}

static bool read_private(const char *path, struct bytes *out, struct error *error)
{
    struct stat info;
    if (!file_read(path, HTTP_LOGIN_FILE_MAX_BYTES, out, error)) {
        return false;
    }
    if (stat(path, &info) < 0 || info.st_mode & (S_IROTH | S_IWOTH)) {
        return error_set(
            error, "%s: everybody on this machine may read it: chmod o= %s", path, path);
    }
    return strlen(out->data) == out->size || error_set(error, "%s: holds a NUL byte", path);
}

/* Takes the line that begins at `line` off, its white space as well; gives the next one, or
 * NULL behind the last. */
static char *cut_line(char *line)
{
    char *end = line + strcspn(line, "\n"), *next = *end ? end + 1 : NULL;
    while (end > line && strchr(" \t\r\n", end[-1])) {
        end--;
    }
    *end = '\0';
    return next;
}

static bool take_line(const struct http_login *login, struct http_secret *secret,
    const char *line, const char **why)
{
    bool is_basic = login->user && *login->user && name_length(line) == 13 &&
                    strncasecmp(line, "Authorization", 13) == 0;
    *why = refusal_of(line);
    if (!*why && is_second(secret, line)) {
        *why = N_("an earlier line has that name");
    } else if (!*why && is_basic) {
        *why = N_("user and password_file make that header: take one of the two out");
    } else if (!*why && secret->count == HTTP_LOGIN_LINES_MAX) {
        *why = N_("too many lines");
    }
    if (!*why) {
        secret->lines[secret->count++] = line;
    }
    return !*why;
}

static bool read_headers(
    const struct http_login *login, struct http_secret *secret, struct error *error)
{
    static const char mark[] = "\xEF\xBB\xBF";
    const char *why;
    size_t number = 1;
    if (!read_private(login->headers_file, &secret->text, error)) {
        return error_wrap(error, "headers_file");
    }
    char *line = secret->text.data;
    line += strncmp(line, mark, strlen(mark)) == 0 ? strlen(mark) : 0;
    for (char *next; line; line = next, number++) {
        next = cut_line(line);
        if (*line && *line != '#' && !take_line(login, secret, line, &why)) {
            return error_set(error, "headers_file %s: line %zu: %s", login->headers_file,
                number, translated(why));
        }
    }
    return secret->count > 0 ||
           error_set(error, "headers_file %s: no header in it: write NAME: VALUE, one a line",
               login->headers_file);
}

static bool read_password(
    const struct http_login *login, struct http_secret *secret, struct error *error)
{
    if (!read_private(login->password_file, &secret->password, error)) {
        return error_wrap(error, "password_file");
    }
    char *text = secret->password.data;
    size_t length = strcspn(text, "\r\n");
    bool is_alone = strspn(text + length, "\r\n") == strlen(text + length);
    for (size_t i = 0; i < length; i++) {
        is_alone = is_alone && (unsigned char)text[i] >= ' ' && text[i] != 0x7F;
    }
    if (length == 0 || !is_alone) {
        return error_set(error, "password_file %s: has to hold one line, the password",
            login->password_file);
    }
    text[length] = '\0';
    return true;
}

bool http_login_read(
    const struct http_login *login, struct http_secret *secret, struct error *error)
{
    *secret = (struct http_secret) { 0 };
    return (!login->headers_file || !*login->headers_file ||
               read_headers(login, secret, error)) &&
           (!login->user || !*login->user || read_password(login, secret, error));
}

static void forget(struct bytes *bytes)
{
    if (bytes->data) {
        explicit_bzero(bytes->data, bytes->size);
    }
    bytes_finish(bytes);
}

void http_secret_finish(struct http_secret *secret)
{
    forget(&secret->text);
    forget(&secret->password);
    secret->count = 0;
}

bool http_login_goes_to(const struct http_login *login, const char *url)
{
    struct arena arena;
    struct http_url to;
    arena_init(&arena);
    bool goes = login->url && address_same_origin(&arena, login->url, url) &&
                http_url_init(&to, url, NULL);
    if (goes) {
        goes = to.scheme == HTTP_URL_HTTPS || (to.scheme == HTTP_URL_HTTP && to.is_loopback);
        http_url_finish(&to);
    }
    arena_finish(&arena);
    return goes;
}

/* As much of it as stands there, to a character's end. */
static size_t length_there(const char *at, const char *word, size_t length)
{
    size_t same = 0;
    while (same < length && at[same] == word[same]) {
        same++;
    }
    while (((unsigned char)at[same] & 0xC0) == 0x80) {
        same++;
    }
    return same;
}

static void blot(struct error *error, const char *word, size_t length)
{
    size_t least = length < BLOTTED_PART_BYTES ? length : BLOTTED_PART_BYTES;
    if (length < BLOTTED_LEAST_BYTES) {
        return;
    }
    for (char *at = error->text; (at = memmem(at, strlen(at), word, least)); at += 3) {
        const char *behind = at + length_there(at, word, length);
        memcpy(at, "***", 3);
        memmove(at + 3, behind, strlen(behind) + 1);
    }
}

/* RFC 4648 section 4, without what fills the last group. */
static void put_base64(struct bytes *out, const char *text, size_t size)
{
    static const char signs[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < size; i += 3) {
        unsigned group = 0;
        for (size_t k = 0; k < 3; k++) {
            group = group << 8 | (i + k < size ? (unsigned char)text[i + k] : 0);
        }
        for (size_t k = 0; k < 4 && i + k <= size; k++) {
            bytes_append(out, &signs[group >> (18 - 6 * k) & 63], 1);
        }
    }
}

/* The password, and what goes over the wire of it and the user (RFC 7617). */
static void blot_password(const char *user, const char *password, struct error *error)
{
    struct bytes both, word;
    bytes_init(&both);
    bytes_init(&word);
    blot(error, password, strlen(password));
    if (bytes_print(&both, "%s:%s", user, password)) {
        put_base64(&word, both.data, both.size);
        blot(error, word.data ? word.data : "", word.size);
    }
    forget(&both);
    forget(&word);
}

void http_login_blot(const struct http_login *login, struct error *error)
{
    static const char between[] = " \t;,=\"";
    struct http_secret secret;
    struct error ignored;
    if (!http_login_is_there(login)) {
        return;
    }
    http_login_read(login, &secret, &ignored);
    for (size_t i = 0; i < secret.count; i++) {
        const char *word = secret.lines[i] + name_length(secret.lines[i]) + 1;
        for (size_t length; *word; word += length) {
            word += strspn(word, between);
            length = strcspn(word, between);
            blot(error, word, length);
        }
    }
    if (secret.password.data) {
        blot_password(login->user, secret.password.data, error);
    }
    http_secret_finish(&secret);
}
