/* What was collected, as blocks. */
#include "adapt/html/html_judge.h"
#include "adapt/html/html_picture.h"
#include "adapt/html/html_walk.h"
#include "base/utf8.h"

#include <ctype.h>
#include <string.h>

enum { HEADING_MAX_LETTERS = 32, CAPTION_MAX_LETTERS = 60 };

struct html_block *html_walk_add(struct html_walk *walk, enum html_block_kind kind)
{
    struct html_blocks *out = walk->out;
    if (out->count >= HTML_BLOCKS_MAX) {
        out->is_cut = true;
        return NULL;
    }
    void *grown =
        arena_grow(walk->arena, out->blocks, out->count, &out->capacity, sizeof *out->blocks);
    walk->failed = walk->failed || !grown;
    if (!grown) {
        return NULL;
    }
    out->blocks = grown;
    struct html_block *block = &out->blocks[out->count++];
    *block = (struct html_block) { .kind = kind, .text = "", .url = "" };
    walk->behind_picture = kind == HTML_PICTURE;
    return block;
}

static size_t letters_of(const char *text)
{
    size_t count = 0;
    for (; *text; text++) {
        count += ((unsigned char)*text & 0xC0) != 0x80;
    }
    return count;
}

static bool ends_with(const char *text, const char *end)
{
    size_t length = strlen(text), size = strlen(end);
    return length >= size && strcmp(text + length - size, end) == 0;
}

static bool begins_with_any(const char *text, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strncmp(text, words[i], strlen(words[i])) == 0) {
            return true;
        }
    }
    return false;
}
#define BEGINS(text, words) begins_with_any(text, words, sizeof(words) / sizeof *(words))

/* A short line that is bold from end to end, and no sentence. */
static bool looks_like_heading(const struct html_walk *walk, const char *text)
{
    static const char *const ends[] = { "。", "！", "？", "；", "，", "：", ".", ";", ",",
        ":" };
    size_t letters = letters_of(text);
    if (walk->line->plain_bytes > 0 || walk->line->bold_bytes == 0 || letters < 2 ||
        letters > HEADING_MAX_LETTERS || strchr(text, '\n')) {
        return false;
    }
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        if (ends_with(text, ends[i])) {
            return false;
        }
    }
    return true;
}

/* Behind a picture: what is set in the middle as it is, or says so. */
static bool looks_like_caption(const struct html_walk *walk, const char *text)
{
    static const char *const begins[] = { "图：", "图为", "图片：", "图片说明", "▲", "△", "↑",
        "图1", "图2", "图3", "图4", "图5", "图6", "图7", "图8", "图9", "图 1", "图 2", "图一",
        "图二", "圖：", "圖為" };
    return walk->behind_picture && !walk->marker && letters_of(text) <= CAPTION_MAX_LETTERS &&
           !strchr(text, '\n') &&
           (BEGINS(text, begins) || (walk->centred > 0 && walk->line->plain_bytes > 0));
}

void html_walk_caption(struct html_walk *walk, const char *caption)
{
    if (walk->behind_picture && *caption) {
        walk->out->blocks[walk->out->count - 1].text = caption;
        walk->behind_picture = false;
    }
}

/* Begins with a mark or a number of its own. */
static bool has_marker(const char *text)
{
    static const char *const marks[] = { "•", "·", "●", "○", "■", "□", "◆", "◇", "★", "☆", "※",
        "-", "–", "—", "（", "(", "①", "②", "③", "④", "⑤", "⑥", "⑦", "⑧", "⑨", "⑩", "【" };
    static const char *const behind[] = { "、", ".", "．", ")", "）" };
    size_t figures = strspn(text, "0123456789");
    return BEGINS(text, marks) || (figures > 0 && BEGINS(text + figures, behind));
}

/* In place: "[…]" of an excerpt's end, and what a counter would have said. */
static void mend_end(char *text)
{
    static const char *const cuts[] = { "[…]", "[...]", "［…］" };
    for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++) {
        if (ends_with(text, cuts[i])) {
            strcpy(text + strlen(text) - strlen(cuts[i]), "…");
        }
    }
    char *count = ends_with(text, "次") ? strstr(text, "已下载") : NULL;
    if (count) {
        const char *rest = count + strlen("已下载");
        rest += strspn(rest, "0123456789 ");
        *count = strcmp(rest, "次") == 0 ? '\0' : *count;
    }
}

static void emit(struct html_walk *walk, const char *text, bool is_alone)
{
    if (!*text || html_is_added(text)) {
        return;
    }
    bool is_heading =
        walk->heading > 0 || (is_alone && !walk->marker && looks_like_heading(walk, text));
    if (!is_heading && looks_like_caption(walk, text)) {
        html_walk_caption(walk, text);
        return;
    }
    struct html_block *block = html_walk_add(walk, is_heading ? HTML_HEADING : HTML_TEXT);
    if (!block) {
        return;
    }
    bool is_marked = !is_heading && walk->marker && *walk->marker && !has_marker(text);
    block->text = is_marked ? arena_printf(walk->arena, "%s%s", walk->marker, text) : text;
    walk->marker = NULL;
    walk->failed = walk->failed || !block->text;
    block->text = block->text ? block->text : "";
}

static void join_lines(char *text)
{
    for (char *at = text; at && *at; at++) {
        *at = *at == '\n' || *at == '\f' ? ' ' : *at;
    }
}

/* Without the spaces and line ends around it; those inside a heading are spaces. */
static char *trimmed(struct html_walk *walk, const char *text, size_t length)
{
    while (length > 0 && strchr(" \n", *text)) {
        text++;
        length--;
    }
    while (length > 0 && strchr(" \n", text[length - 1])) {
        length--;
    }
    char *copy = arena_strndup(walk->arena, text, length);
    walk->failed = walk->failed || !copy;
    if (walk->heading > 0) {
        join_lines(copy);
    }
    return copy;
}

void html_walk_flush(struct html_walk *walk)
{
    struct html_line *line = walk->line;
    if (walk->is_inline) {
        line->wants_space = true;
        return;
    }
    const char *text = line->text.size ? line->text.data : "";
    bool is_alone = !strchr(text, '\f');
    while (*text && !walk->failed) {
        size_t length = strcspn(text, "\f");
        char *piece = trimmed(walk, text, length);
        if (piece) {
            mend_end(piece);
            emit(walk, piece, is_alone);
        }
        text += length + (text[length] == '\f');
    }
    walk->failed = walk->failed || line->failed;
    html_line_clear(line);
}

static bool is_there(const struct html_blocks *out, const char *url)
{
    for (size_t i = 0; i < out->count; i++) {
        if (out->blocks[i].kind == HTML_PICTURE && strcmp(out->blocks[i].url, url) == 0) {
            return true;
        }
    }
    return false;
}

/* An attribute's text on one line, in the arena. */
static const char *one_line(struct html_walk *walk, const char *text)
{
    struct html_line line;
    html_line_init(&line);
    html_line_text(&line, text, false, false);
    const char *copy =
        arena_strndup(walk->arena, line.text.size ? line.text.data : "", line.text.size);
    walk->failed = walk->failed || line.failed;
    html_line_finish(&line);
    return copy;
}

void html_walk_picture(struct html_walk *walk, const xmlNode *image)
{
    const char *sign = html_picture_sign(image);
    if (*sign) {
        html_line_text(walk->line, sign, false, false);
        return;
    }
    const char *url = walk->is_inline ? NULL : html_picture_address(walk->arena, image);
    if (!url || is_there(walk->out, url)) {
        return;
    }
    html_walk_flush(walk);
    struct html_block *block = html_walk_add(walk, HTML_PICTURE);
    if (block) {
        block->url = arena_strdup(walk->arena, url);
        block->text = one_line(walk, html_picture_alt(image));
        walk->failed = walk->failed || !block->url || !block->text;
        walk->out->count -= walk->failed; /* no block without its texts */
    }
}

const char *html_walk_inline(struct html_walk *walk, const xmlNode *node)
{
    struct html_line line, *outer = walk->line;
    bool was_inline = walk->is_inline;
    html_line_init(&line);
    walk->line = &line;
    walk->is_inline = true;
    walk->into(walk, node);
    walk->is_inline = was_inline;
    walk->line = outer;
    char *text =
        arena_strndup(walk->arena, line.text.size ? line.text.data : "", line.text.size);
    walk->failed = walk->failed || line.failed || !text;
    join_lines(text); /* of a <pre> */
    html_line_finish(&line);
    return text ? text : "";
}
