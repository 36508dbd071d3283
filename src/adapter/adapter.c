#include "adapter/adapter.h"

#include "base/language/language.h"
#include "base/system/helper.h"
#include "base/translated.h"
#include "content/feed/feed.h"
#include "content/json/json_text.h"

#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum {
    ADAPT_MAX_MS = 10 * 1000,
    ADAPTER_MEMORY_BYTES = 256 * 1024 * 1024, /* its own limit, in adapt/wire.h */
    ANSWER_MAX_BYTES = FEED_MAX_BYTES + 64 * 1024,
};

static bool print_map(const struct config_map *map, struct bytes *out)
{
    bool done = bytes_print(out, ", \"map\": [");
    for (size_t i = 0; map && done && i < map->count; i++) {
        done = bytes_print(out, "%s[", i ? ", " : "") && json_text(out, map->pairs[i].name) &&
               bytes_print(out, ", ") && json_text(out, map->pairs[i].value) &&
               bytes_print(out, "]");
    }
    return done && bytes_print(out, "]");
}

static bool print_request(
    const struct adapter_wish *wish, int64_t now_ms, bool is_spoken, struct bytes *out)
{
    const char *language = "", *folder = "";
    if (is_spoken) {
        language_loaded(&language, &folder);
    }
    const struct {
        const char *name, *text;
    } texts[] = { { "format", wish->format }, { "kind", wish->kind },
        { "charset", wish->charset }, { "content_type", wish->content_type },
        { "language", language }, { "texts", folder }, { "base", wish->base },
        { "zone", zone_name(wish->zone) } };
    bool done = bytes_print(out, "{\"wish\": \"%s\"", wish->suggests ? "suggest" : "adapt");
    for (size_t i = 0; done && i < sizeof texts / sizeof *texts; i++) {
        done = bytes_print(out, ", \"%s\": ", texts[i].name) && json_text(out, texts[i].text);
    }
    return done &&
           bytes_print(out, ", \"take\": %d, \"now_ms\": %" PRId64, wish->take, now_ms) &&
           print_map(wish->map, out) && bytes_print(out, "}\n");
}

bool adapter_print_recipe(const struct adapter_wish *wish, struct bytes *out)
{
    const int64_t day_ms = 24 * 60 * 60 * 1000;
    struct adapter_wish same = *wish;
    same.content_type = ""; /* the server's, who may say another one each time */
    int64_t today = zone_local_ms(wish->zone, wish->now_ms) / day_ms;
    return print_request(&same, today * day_ms, false, out) &&
           bytes_print(out, "%s\n", LOBBYCARD_VERSION);
}

static bool write_all(int fd, const char *data, size_t size)
{
    while (size > 0) {
        ssize_t put = write(fd, data, size);
        if (put < 0 && errno != EINTR) {
            return false;
        }
        data += put > 0 ? put : 0;
        size -= put > 0 ? (size_t)put : 0;
    }
    return true;
}

/* The request and the document where the child reads them: in memory alone. -1 with an error.
 */
static int make_input(const struct adapter_job *job, struct error *error)
{
    struct bytes request;
    const struct bytes *document = job->document;
    bytes_init(&request);
    int fd = memfd_create("document", MFD_CLOEXEC);
    bool done = fd >= 0 && print_request(job->wish, job->wish->now_ms, true, &request) &&
                write_all(fd, request.data, request.size) &&
                (document->size == 0 || write_all(fd, document->data, document->size)) &&
                lseek(fd, 0, SEEK_SET) == 0;
    bytes_finish(&request);
    if (!done) {
        error_set(error, "the document cannot be handed to lobbycard-adapt: %s",
            translated_errno(errno ? errno : ENOMEM));
        if (fd >= 0) {
            close(fd);
        }
        return -1;
    }
    return fd;
}

static bool give_up(struct helper *helper, struct error *error)
{
    const struct helper_end end = helper_stop(helper);
    if (helper->is_late || end.signal == SIGXCPU) {
        return error_set(error, "reading the document was stopped: it takes too long");
    }
    if (end.signal == SIGSYS) {
        return error_set(error, "reading the document was stopped by the sandbox");
    }
    if (!end.has_begun && helper_is_limited(ADAPTER_MEMORY_BYTES)) {
        return error_set(error, "reading the document was stopped: LimitAS= or LimitDATA= "
                                "(ulimit -v, -d) leaves less than 256 MB of memory");
    }
    if (!end.has_begun && end.signal == 0) {
        return error_set(error, "lobbycard-adapt does not start: run it by hand to see why");
    }
    return end.signal
               ? error_set(error, "reading the document was stopped by a fault (signal %d)",
                     end.signal)
               : error_set(
                     error, "reading the document was stopped: the answer makes no sense");
}

/* All that it writes, as far as it may. */
static bool receive(struct helper *helper, struct bytes *answer)
{
    char part[16 * 1024];
    size_t got;
    while ((got = helper_read_some(helper, part, sizeof part)) > 0) {
        if (answer->size + got > ANSWER_MAX_BYTES || !bytes_append(answer, part, got)) {
            return false;
        }
    }
    return helper->has_ended && answer->size > 0;
}

static const char *behind_line(const char *line)
{
    const char *end = strchrnul(line, '\n');
    return *end ? end + 1 : end;
}

/* "= gb18030": the document was native; letters, digits, - and the like. */
static void keep_charset(const struct adapter_job *job, const char *line)
{
    size_t size = strspn(line, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                               "0123456789-_.:");
    size = size < ADAPTER_CHARSET_BYTES ? size : ADAPTER_CHARSET_BYTES - 1;
    if (job->charset) {
        memcpy(job->charset, line, size);
        job->charset[size] = '\0';
    }
}

/* Lines with "# " in front are notes, "= " is what the document's bytes were; "! " is why not;
 * the rest is what was asked for. */
static bool sort_answer(
    const struct adapter_job *job, const struct bytes *answer, struct error *error)
{
    const char *at = answer->data, *end = answer->data + answer->size;
    bool done = true;
    if (*at == '!') {
        const char *why = at + 1 + strspn(at + 1, " ");
        return error_set(error, "%.*s", (int)strcspn(why, "\n"), why);
    }
    while (!job->wish->suggests && done && *at == '#') {
        const char *line = at + strspn(at, "# "), *next = behind_line(at);
        done = !job->notes || bytes_append(job->notes, line, (size_t)(next - line));
        at = next;
    }
    if (!job->wish->suggests && *at == '=') {
        keep_charset(job, at + strspn(at, "= "));
        at = behind_line(at);
    }
    done = done && bytes_append(job->native, at, (size_t)(end - at));
    return done || error_set(error, "out of memory");
}

bool adapter_run(const struct adapter_job *job, struct error *error)
{
    static const char *const arguments[] = { NULL };
    struct helper helper;
    struct bytes answer;
    bool done = false;
    bytes_init(&answer);
    int input = make_input(job, error);
    const struct helper_wish wish = { "lobbycard-adapt", arguments, input, ADAPT_MAX_MS };
    if (input < 0 || !helper_start(&helper, &wish, error)) {
        goto out;
    }
    helper.stop = job->stop;
    if (receive(&helper, &answer)) {
        helper_stop(&helper);
        done = sort_answer(job, &answer, error);
    } else {
        give_up(&helper, error);
    }
out:
    if (input >= 0) {
        close(input);
    }
    bytes_finish(&answer);
    return done;
}
