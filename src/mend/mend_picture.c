/* Addresses and pictures. */
#include "base/plain.h"
#include "base/translated.h"
#include "base/utf8.h"
#include "content/text/syntax.h"
#include "mend/mend_files.h"
#include "mend/mend_node.h"

#include <string.h>
#include <strings.h>

/* As an address has it: a space is %20, what is full-width is not. */
static const char *encode(const struct mend_job *job, const char *text)
{
    static const char *const wide[][2] = { { "：", ":" }, { "／", "/" }, { "．", "." },
        { "。", "." }, { "？", "?" }, { "\u3000", "%20" }, { " ", "%20" }, { "\\", "/" } };
    size_t used = 0, size = strlen(text);
    char *out = arena_alloc(job->arena, 3 * size + 1);
    while (out && *text) {
        size_t i = 0, count = sizeof wide / sizeof *wide;
        while (i < count && strncmp(text, wide[i][0], strlen(wide[i][0])) != 0) {
            i++;
        }
        const char *from = i < count ? wide[i][1] : text;
        size_t length = i < count ? strlen(from) : 1;
        memcpy(out + used, from, length);
        used += length;
        text += i < count ? strlen(wide[i][0]) : 1;
    }
    return out;
}

/* Without the spaces beside a slash, which came with it when it was copied. */
static const char *unspaced(const struct mend_job *job, const char *text)
{
    char *out = arena_strdup(job->arena, text), *to = out;
    for (const char *at = text; out && *at; at++) {
        bool is_beside = *at == ' ' && ((to > out && to[-1] == '/') || at[1] == '/');
        *to = *at;
        to += !is_beside;
    }
    if (out) {
        *to = '\0';
    }
    return out ? out : "";
}

/* The address among other words. */
static const char *address_within(const struct mend_job *job, const char *text)
{
    const char *begin = strstr(text, "http");
    if (!begin || begin == text) {
        return NULL;
    }
    size_t size = strcspn(begin, " \t\n<>\"（）()，。；、");
    for (size_t i = 0; i < size; i++) {
        if ((unsigned char)begin[i] >= 0x80) {
            size = i;
        }
    }
    const char *address = arena_strndup(job->arena, begin, size);
    return address && syntax_is_absolute_address(address) ? address : NULL;
}

/* "https://pan... 提取码: x7k2": what no address has goes behind the words that stand with it.
 */
static bool split_words(const struct mend_place *place, struct mend *mend)
{
    const struct mend_job *job = place->job;
    const char *text = place->text, *words = strchr(text, ' ');
    const struct json_node *label = json_tree_member(job->tree, place->node->parent, "label");
    const char *own = json_tree_string(job->tree, label);
    if (!words || !label || !own || strncmp(text, "http", 4) != 0 || strpbrk(words, "./")) {
        return false;
    }
    const char *address = arena_strndup(job->arena, text, (size_t)(words - text));
    if (!address || !syntax_is_absolute_address(address)) {
        return false;
    }
    mend_text_value(job, mend, place->node, address);
    mend_text_value(job, mend, label,
        arena_printf(job->arena, "%s（%s）", own, words + strspn(words, " ")));
    return true;
}

static bool is_local(const char *text)
{
    return strncasecmp(text, "file:", 5) == 0 || text[0] == '/' || strchr(text, '\\') ||
           (text[0] && text[1] == ':');
}

static void use_file(const struct mend_place *place, struct mend *mend, const char *text)
{
    const char *file = mend_file_beside(place->job, text);
    if (!mend_file_is_picture(text)) {
        mend->advice = "";
        mend->why =
            translated("a file on somebody's own computer, and by its name no picture: save "
                       "the picture as JPEG or PNG in media/, beside the feed");
    } else if (file) {
        mend_text_value(place->job, mend, place->node, encode(place->job, file));
        mend->advice = "";
        mend->why = arena_printf(place->job->arena,
            translated(
                "a path on somebody's own computer: %s; put the picture beside the feed, "
                "and write its path from there"),
            text);
    }
}

void mend_address(const struct mend_place *place, struct mend *mend)
{
    const struct mend_job *job = place->job;
    const struct feed_member *member = mend_member(job, place->node);
    const char *text = place->text;
    bool is_picture = member && member->type == FEED_PICTURE;
    if (!*text || place->node->kind != JSON_STRING) {
        return;
    }
    if (is_picture && place->finding->code == FINDING_URL) {
        mend->advice = translated("Put the picture into media/, beside the feed, and write\n"
                                  "\"media/gate.jpg\".");
    }
    if (strncasecmp(text, "data:", 5) == 0) {
        mend->why = translated("a picture cannot be pasted in here: save it as a file");
        return;
    }
    if (is_picture && is_local(text) &&
        !(strchr(text, '\\') && !strchr(text, ':') && text[0] != '\\')) {
        use_file(place, mend, text);
        return;
    }
    if (!is_picture && split_words(place, mend)) {
        return;
    }
    const char *within = address_within(job, text);
    const char *encoded =
        within ? within : encode(job, is_picture ? text : unspaced(job, text));
    if (encoded && syntax_lacks_scheme(encoded)) {
        encoded = arena_printf(job->arena, "https://%s", encoded);
    } else if (encoded && strncasecmp(encoded, "http://", 7) == 0) {
        encoded = arena_printf(job->arena, "https://%s", encoded + 7);
    }
    if (encoded && strchr(text, '@') &&
        (strncasecmp(text, "mailto:", 7) == 0 || !strchr(text, '/'))) {
        mend->why = translated("a mail address is no link: nobody can open it from the wall");
        mend_mail(place, mend);
        return;
    }
    if (!is_picture && strchr(text, ' ') && encoded && !syntax_is_absolute_address(encoded)) {
        return; /* words, and no address */
    }
    if (encoded && strcmp(encoded, text) != 0 && syntax_is_address(encoded)) {
        mend_text_value(job, mend, place->node, encoded);
        mend->advice = is_picture ? "" : NULL;
        if (is_picture && strchr(text, '\\')) {
            mend->why = translated("in the path of a picture \\ is written /");
        }
    } else if (is_picture && place->finding->code == FINDING_LINK) {
        mend->advice = translated("Save the picture beside the feed, in media/, and write its "
                                  "path,\n\"media/gate.jpg\"; or have the host added to "
                                  "hosts =.");
    }
}

/* Not there: another file is meant; there are none too many in a feed's folder. */
void mend_picture(const struct mend_place *place, struct mend *mend)
{
    const struct mend_job *job = place->job;
    if (place->node->kind != JSON_STRING) {
        return;
    }
    if (is_local(place->text)) {
        use_file(place, mend, place->text);
        return;
    }
    const char *near = mend_file_near(job, place->text);
    const char *there = mend_files_there(job, place->text);
    if (near && strcmp(near, place->text) != 0) {
        mend_text_value(job, mend, place->node, encode(job, near));
    } else if (there && *there && !strstr(place->text, "..")) {
        mend->why = arena_printf(
            job->arena, translated("%s; there are: %s"), place->finding->message, there);
    }
}

/* Whole, with ground beside it. */
void mend_shape(const struct mend_place *place, struct mend *mend)
{
    const struct mend_job *job = place->job;
    const struct json_node *item = mend_item_of(job, place->node);
    if (item && mend_kind_of(job, item) == PICTURE &&
        !json_tree_member(job->tree, item, "fit")) {
        mend_append(job, mend, item, "\"fit\": \"contain\"");
    }
}
