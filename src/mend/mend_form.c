/* What a text cannot show, or shows otherwise than it was meant. */
#include "base/translated.h"
#include "base/utf8.h"
#include "content/text/markup/markdown.h"
#include "content/text/markup/text_picture.h"
#include "content/text/normalise.h"
#include "content/text/syntax.h"
#include "mend/mend_node.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* The text without its pictures; what they leave is a blank, where words stand at both sides.
 */
static char *without_pictures(const struct mend_job *job, const char *text)
{
    struct text_picture found = { .end = 0 };
    size_t used = 0, at = 0;
    char *out = arena_alloc(job->arena, strlen(text) + 1);
    while (out && text_picture_find(job->arena, text, found.end, &found)) {
        memcpy(out + used, text + at, found.at - at);
        used += found.at - at;
        at = found.end;
        bool is_edge = used == 0 || strchr(" \n", out[used - 1]) || strchr(" \n", text[at]);
        out[used] = ' ';
        used += !is_edge;
    }
    if (out) {
        strcpy(out + used, text + at);
    }
    return out;
}

/* A line break in a title becomes a space; in a table each line is a sentence. */
static void flatten(const char *text, char *out, bool is_line)
{
    size_t used = 0;
    for (const char *at = text; *at; at++) {
        bool is_blank = *at == '\t' || *at == '|' || (*at == ' ' && at[1] == ' ') ||
                        (is_line && *at == '\n') || *at == '\r';
        if (!is_blank) {
            out[used++] = *at;
            continue;
        }
        while (at[1] == ' ' || at[1] == '\t' || at[1] == '|' || (is_line && at[1] == '\n')) {
            at++;
        }
        bool is_edge = used == 0 || out[used - 1] == '\n' || !at[1] || at[1] == '\n';
        used += (size_t)sprintf(out + used, "%s", is_edge ? "" : is_line ? " " : "，");
    }
    out[used] = '\0';
}

/* A picture out of the text: a block behind it in an article, else an item of its own. */
static void place_pictures(const struct mend_place *place, struct mend *mend)
{
    const struct mend_job *job = place->job;
    const struct json_node *block = place->node->parent;
    bool is_block = block && block->parent && block->parent->kind == JSON_LIST &&
                    mend_object(job, block) == &feed_block;
    struct text_picture found = { .end = 0 };
    while (text_picture_find(job->arena, place->text, found.end, &found)) {
        const char *address =
            syntax_is_address(found.address) ? mend_quote(job, found.address) : NULL;
        const char *member =
            address ? arena_printf(job->arena, "\"image\": %s", address) : NULL;
        if (member && is_block) {
            mend_add(job, mend, block->end, 0, arena_printf(job->arena, ",\n    {%s}", member));
        } else if (member && mend_item_of(job, place->node)) {
            mend_item_beside(place, mend, "picture", member);
        }
    }
}

/* All that is lost at once: with what is told of a text first. */
void mend_lost(const struct mend_place *place, struct mend *mend)
{
    const struct mend_job *job = place->job;
    const struct feed_member *member = mend_member(job, place->node);
    if (strcasestr(place->text, "<t") || place->node->kind != JSON_STRING) {
        return; /* what a page's table says has to be told anew */
    }
    char *text = without_pictures(job, place->text);
    char *out = text ? arena_alloc(job->arena, 3 * strlen(text) + 1) : NULL;
    if (!out) {
        return;
    }
    if (strlen(text) < strlen(place->text)) {
        mend->advice =
            translated("A picture stands on its own: an item of \"kind\": \"picture\", "
                       "or in an\narticle's \"body\" {\"image\": \"...\"}.");
    }
    flatten(text, out, member && member->type == FEED_LINE);
    if (strcmp(out, place->text) != 0) {
        mend_text_value(job, mend, place->node, out);
        place_pictures(place, mend);
    }
}

void mend_garbled(const struct mend_place *place, struct mend *mend)
{
    const struct mend_job *job = place->job;
    const char *meant = NULL;
    if (normalise_is_garbled(job->arena, place->text, &meant) && meant) {
        mend_text_value(job, mend, place->node, meant);
        mend->advice = translated("Is that what was meant? Save the feed as \"UTF-8\" then: in "
                                  "Notepad with\n\"Save as\", and below for the encoding "
                                  "\"UTF-8\".");
    }
}

/* The address of the only link becomes the item's, where it has none. */
void mend_markdown(const struct mend_place *place, struct mend *mend)
{
    const struct mend_job *job = place->job;
    const char *address = "";
    const struct json_node *item = mend_item_of(job, place->node);
    bool has_url = !item || json_tree_member(job->tree, item, "url");
    const char *plain = markdown_plain(job->arena, place->text, has_url ? NULL : &address);
    if (!plain) {
        return;
    }
    mend_text_value(job, mend, place->node, plain);
    if (*address) {
        mend_append(
            job, mend, item, arena_printf(job->arena, "\"url\": %s", mend_quote(job, address)));
    }
}

/* The words in front of the first that the message names, "U+E5E6"; NULL where it is not found.
 */
static const char *words_before(const struct mend_place *place, uint32_t wanted)
{
    enum { WORDS_MAX = 8, ESCAPE_BYTES = 5 };
    const struct mend_job *job = place->job;
    size_t words = place->node->at, count = 0;
    for (size_t at = words; at < place->node->end;) {
        size_t start = at;
        uint32_t c = utf8_next(job->text, job->size, &at);
        if (c == wanted) {
            return arena_strndup(job->arena, job->text + words, start - words);
        }
        if (c == '"' || c == '\\' || c == '\n') {
            at += c != '\\' ? 0 : job->text[at] == 'u' ? ESCAPE_BYTES : 1; /* n of \n */
            words = at;
            count = 0;
        } else if (++count > WORDS_MAX) {
            utf8_next(job->text, job->size, &words);
        }
    }
    return NULL;
}

/* Of a sign that only Word's own faces have. */
void mend_glyph(const struct mend_place *place, struct mend *mend)
{
    const char *named = strstr(place->finding->message, "U+");
    uint32_t wanted = named ? (uint32_t)strtoul(named + 2, NULL, 16) : 0;
    const char *words = wanted ? words_before(place, wanted) : NULL;
    if (words && *words) {
        mend->why = arena_printf(
            place->job->arena, translated("%s, behind \"%s\""), place->finding->message, words);
    }
    if (strstr(place->finding->message, "U+F0")) {
        mend->advice =
            translated("Signs such as U+F028 come from Word's Symbol or Wingdings; no "
                       "screen has them.\nWrite words in their place.");
    }
}

/* Of an end an example; what is not meant to be said goes. */
void mend_blank(const struct mend_place *place, struct mend *mend)
{
    const struct mend_job *job = place->job;
    const char *name = json_tree_name(job->tree, place->node);
    char text[MOMENT_BYTES];
    const struct moment week = { .form = MOMENT_DATE,
        .face_ms = zone_local_ms(job->zone, job->now_ms) + INT64_C(7) * 86400000 };
    if (name && strcmp(name, "until") == 0) {
        mend_text_value(job, mend, place->node, moment_print(&week, text));
        mend->is_example = true;
    } else if (name) {
        mend_remove(job, mend, place->node);
    }
}
