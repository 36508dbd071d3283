#include "command/desk/content/write/when_web.h"

#include "base/translated.h"
#include "command/desk/content/kit.h"
#include "command/desk/content/me.h"
#include "command/desk/when/when.h"
#include "content/feed/format.h"
#include "content/phone/phone_read.h"
#include "time/zone.h"

#include <string.h>

enum { SENTENCE_MAX = 2000, PHONE_MAX = 8192 };

static bool begin(struct visit *visit, struct text_list *tags, struct when_context *context)
{
    if (!me_screens(visit, tags)) {
        return false;
    }
    *context = (struct when_context) { .arena = &visit->request->arena,
        .local_now_ms = zone_local_ms(visit->desk->config->screen.timezone, visit->now_ms),
        .known = tags->items,
        .known_count = tags->count,
        .is_chinese = !visit->is_english };
    return true;
}

/* {"show", "says", "whole"}: the last is false where the rule has more than the sentence says.
 */
static void answer(struct visit *visit, const struct when_context *context,
    const struct when *when, bool is_whole)
{
    struct bytes show, says;
    struct writer writer;
    bytes_init(&show);
    bytes_init(&says);
    writer_init(&writer);
    bool done = when_print(when, &show) && when_say(context, when, &says);
    if (done && !is_whole) {
        done = bytes_print(&says, "%s", translated(" (and more, which a sentence cannot say)"));
    }
    if (done) {
        writer_open(&writer, '{');
        writer_put_raw(&writer, "show", show.data);
        writer_put_text(&writer, "says", says.data);
        writer_put_bool(&writer, "whole", is_whole);
        writer_close(&writer, '}');
        kit_answer(visit, &writer);
    } else {
        kit_fail(visit, &(struct error) { "" });
        writer_finish(&writer);
    }
    bytes_finish(&show);
    bytes_finish(&says);
}

/* One that is understood here: with a screen that there is. */
static const char *example(struct visit *visit, const struct text_list *tags)
{
    const char *example = tags->count > 0
                              ? arena_printf(&visit->request->arena,
                                    translated("say it like this: tomorrow 8:00 to Sunday "
                                               "22:00, %.100s screens"),
                                    tags->items[0])
                              : NULL;
    return example ? example : translated("say it like this: tomorrow 8:00 to Sunday 22:00");
}

/* A sentence without a place leaves those of {"show"} as they are. */
static bool keep_screens(
    const struct when_context *context, const struct json_tree *body, struct when *when)
{
    struct when before;
    bool is_whole;
    const struct json_node *show = json_tree_member(body, body->root, "show");
    if (when->tag_count > 0 || when->is_everywhere) {
        return true;
    }
    if (!when_of_show(context, body, show, &before, &is_whole)) {
        return false;
    }
    memcpy(when->tags, before.tags, sizeof when->tags);
    when->tag_count = before.tag_count;
    return true;
}

void when_web_read(struct visit *visit)
{
    struct json_tree body;
    struct text_list tags;
    struct when_context context;
    struct when when;
    struct error error = { 0 };
    if (!kit_body(visit, &body)) {
        return;
    }
    const char *text = kit_text(&body, "text");
    int64_t now_ms;
    if (!text || strlen(text) > SENTENCE_MAX) {
        kit_refuse(visit, 400, translated("\"text\" is missing"), NULL);
        return;
    }
    if (!begin(visit, &tags, &context)) {
        return;
    }
    const char *now = kit_text(&body, "now");
    if (now && moment_read_instant(now, &now_ms, NULL)) {
        context.local_now_ms = zone_local_ms(visit->desk->config->screen.timezone, now_ms);
    }
    if (!when_read(&context, text, &when, &error)) {
        kit_refuse(visit, 422, error.text, example(visit, &tags));
    } else if (keep_screens(&context, &body, &when)) {
        answer(visit, &context, &when, true);
    } else {
        kit_refuse(visit, 422, translated("this rule cannot be read"), NULL);
    }
}

void when_web_say(struct visit *visit)
{
    struct json_tree body;
    struct text_list tags;
    struct when_context context;
    struct when when;
    bool is_whole;
    if (!kit_body(visit, &body)) {
        return;
    }
    const struct json_node *show = json_tree_member(&body, body.root, "show");
    if (!begin(visit, &tags, &context)) {
        return;
    }
    if (when_of_show(&context, &body, show, &when, &is_whole)) {
        answer(visit, &context, &when, is_whole);
    } else {
        kit_refuse(visit, 422, translated("this rule cannot be read"), NULL);
    }
}

static void put_number(
    struct visit *visit, struct writer *writer, const struct phone_entry *entry)
{
    const char *text = phone_entry_print(&visit->request->arena, entry);
    writer_open(writer, '{');
    writer_put_text(writer, "text", text ? text : entry->number);
    writer_put_text(writer, "number", entry->number);
    writer_put_text(writer, "label", entry->label);
    writer_put_text(writer, "note", entry->note);
    writer_put_text(writer, "dial", entry->dial);
    writer_close(writer, '}');
}

/* What `check` says of a hotline with this string, in its words: it is read as one. */
static bool put_note(struct visit *visit, struct writer *writer, const char *text)
{
    struct writer feed;
    struct bytes note;
    bytes_init(&note);
    writer_init(&feed);
    writer_open(&feed, '{');
    writer_put_int(&feed, "lobbycard", 1);
    writer_put_text(&feed, "lang", visit->desk->config->screen.lang);
    writer_name(&feed, "hotlines");
    writer_open(&feed, '[');
    writer_open(&feed, '{');
    writer_put_text(&feed, "label", "x");
    writer_put_text(&feed, "numbers", text);
    writer_close(&feed, '}');
    writer_close(&feed, ']');
    writer_close(&feed, '}');
    const struct feed_how how = { .plan = phone_plan_of_lang(visit->desk->config->screen.lang),
        .tells = true };
    struct feed *read =
        feed.has_failed ? NULL : feed_read(FEED_NATIVE, &feed.bytes, &how, NULL);
    bool done = read != NULL;
    for (size_t i = 0; done && i < read->findings.count; i++) {
        done = bytes_print(&note, "%s%s", i ? "\n" : "", read->findings.list[i].message);
    }
    writer_put_text(writer, "note", note.data ? note.data : "");
    feed_destroy(read);
    writer_finish(&feed);
    bytes_finish(&note);
    return done;
}

void when_web_phone(struct visit *visit)
{
    struct json_tree body;
    struct phone_reading reading;
    if (!kit_body(visit, &body)) {
        return;
    }
    const char *text = kit_text(&body, "text");
    enum phone_plan plan = phone_plan_of_lang(visit->desk->config->screen.lang);
    if (!text || strlen(text) > PHONE_MAX) {
        kit_refuse(visit, 400, translated("\"text\" is missing"), NULL);
        return;
    }
    struct writer writer;
    writer_init(&writer);
    writer_open(&writer, '{');
    writer_name(&writer, "numbers");
    writer_open(&writer, '[');
    bool done = phone_read(&visit->request->arena, text, plan, &reading);
    for (size_t i = 0; done && i < reading.entry_count; i++) {
        put_number(visit, &writer, &reading.entries[i]);
    }
    writer_close(&writer, ']');
    done = done && put_note(visit, &writer, text);
    writer_close(&writer, '}');
    if (done) {
        kit_answer(visit, &writer);
    } else {
        kit_fail(visit, &(struct error) { "" });
        writer_finish(&writer);
    }
}
