#include "command/desk/content/wall/public.h"

#include "base/translated.h"
#include "command/desk/content/content.h"
#include "command/desk/content/kit.h"
#include "command/desk/content/wall/outlet.h"
#include "command/desk/content/wall/polls.h"
#include "command/desk/content/wall/publisher.h"
#include "command/desk/content/write/media.h"

#include <inttypes.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

static struct outlet *outlet_of(const struct visit *visit)
{
    return publisher_outlet(visit->desk->content->publisher);
}

/* A weak or strong tag of a list, or "*" (RFC 9110 section 13.1.2). */
static bool has_tag(const char *header, const char *tag)
{
    size_t length = strlen(tag);
    for (const char *at = strstr(header, tag); at; at = strstr(at + length, tag)) {
        if (at[length] == '\0' || strchr(", \t", at[length])) {
            return true;
        }
    }
    return strcmp(header, "*") == 0;
}

/* By the name in its address; a lobbycard that gives none by where it is. */
static void note_screen(struct visit *visit, int64_t serial)
{
    const char *name = serve_query(visit->request, "screen");
    const char *agent = serve_header(visit->request, "User-Agent");
    if ((!name || !*name) && agent && strncmp(agent, "lobbycard/", 10) == 0) {
        name = visit->request->address;
    }
    if (name && *name) {
        polls_note(visit->desk->content->polls, name, serial, visit->now_ms);
    }
}

static void add_cache_headers(struct visit *visit, const char *tag)
{
    char *kept = arena_strdup(&visit->request->arena, tag);
    if (kept) {
        serve_answer_header(visit->answer, "ETag", kept);
    }
    serve_answer_header(visit->answer, "Cache-Control", "no-cache");
}

void public_feed(struct visit *visit)
{
    char tag[OUTLET_TAG_BYTES];
    const char *known = serve_header(visit->request, "If-None-Match");
    int64_t serial = outlet_serial(outlet_of(visit), tag);
    struct outlet_copy copy;
    if (serial == 0) {
        kit_refuse(visit, 404, translated("nothing was published yet"), NULL);
        return;
    }
    if (known && has_tag(known, tag)) {
        visit->answer->status = 304;
        add_cache_headers(visit, tag);
        note_screen(visit, serial);
        return;
    }
    if (outlet_copy(outlet_of(visit), &copy)) {
        add_cache_headers(visit, copy.tag);
        answer_json(visit, &copy.feed);
        note_screen(visit, copy.serial);
    } else {
        kit_fail(visit, &(struct error) { "" });
    }
    bytes_finish(&copy.feed);
    bytes_finish(&copy.signature);
}

void public_signature(struct visit *visit)
{
    struct outlet_copy copy;
    if (!outlet_copy(outlet_of(visit), &copy)) {
        kit_fail(visit, &(struct error) { "" });
    } else if (copy.signature.size == 0) {
        kit_refuse(visit, 404, translated("what is published is not signed"), NULL);
    } else {
        serve_answer_header(visit->answer, "Cache-Control", "no-cache");
        visit->answer->type = "text/plain; charset=utf-8";
        visit->answer->body = copy.signature;
        bytes_init(&copy.signature);
    }
    bytes_finish(&copy.feed);
    bytes_finish(&copy.signature);
}

void public_media(struct visit *visit)
{
    char copy[PATH_MAX], folder[PATH_MAX];
    snprintf(copy, sizeof copy, "%s", visit->desk->publish);
    snprintf(folder, sizeof folder, "%s/media", dirname(copy));
    media_send(visit, folder, visit->parameters[0]);
}

struct telling {
    struct visit *visit;
    struct writer writer;
    int64_t serial;
};

static void tell_screen(void *context, const struct poll *poll)
{
    struct telling *telling = context;
    writer_open(&telling->writer, '{');
    writer_put_text(&telling->writer, "name", poll->name);
    writer_put_int(&telling->writer, "serial", poll->serial);
    kit_put_instant(telling->visit, &telling->writer, "at", poll->at_ms);
    writer_put_bool(&telling->writer, "behind", poll->serial < telling->serial);
    writer_close(&telling->writer, '}');
}

void public_screens(struct visit *visit)
{
    char tag[OUTLET_TAG_BYTES];
    struct telling telling = { .visit = visit, .serial = outlet_serial(outlet_of(visit), tag) };
    writer_init(&telling.writer);
    writer_open(&telling.writer, '{');
    writer_put_int(&telling.writer, "serial", telling.serial);
    writer_name(&telling.writer, "screens");
    writer_open(&telling.writer, '[');
    polls_each(visit->desk->content->polls, tell_screen, &telling);
    writer_close(&telling.writer, ']');
    writer_close(&telling.writer, '}');
    kit_answer(visit, &telling.writer);
}
