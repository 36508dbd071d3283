#include "adapt/adapt_html.h"

#include "adapt/adapt_out_private.h"
#include "adapt/sheet/sheet_write.h"
#include "content/feed/feed_members.h"

#include <stdlib.h>
#include <string.h>

enum { CELL_MAX_BYTES = 120 };

void adapt_html_prepare(void)
{
    html_prepare();
}

/* The cells that say something, apart. */
static bool print_row(struct bytes *text, const struct html_block *row)
{
    bool done = text->size == 0 || bytes_append(text, "\n", 1);
    bool is_first = true;
    for (size_t i = 0; done && i < row->cell_count; i++) {
        if (*row->cells[i]) {
            done = (is_first || bytes_append(text, " ", 1)) &&
                   bytes_append(text, row->cells[i], strlen(row->cells[i]));
            is_first = false;
        }
    }
    return done;
}

/* As many rows as follow of one table; gives how many there are. */
static size_t print_table(
    struct bytes *text, const struct html_blocks *blocks, size_t at, bool *has_failed)
{
    const struct html_block *first = &blocks->blocks[at];
    size_t count = 0;
    for (; at + count < blocks->count; count++) {
        const struct html_block *row = &first[count];
        if (row->kind != HTML_ROW || row->table != first->table) {
            break;
        }
        *has_failed = *has_failed || !print_row(text, row);
    }
    return count;
}

static bool is_title(const struct adapt_out *out, const struct html_block *block)
{
    const char *title =
        cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(out->item, "title"));
    return block->kind == HTML_HEADING && title && strcmp(title, block->text) == 0;
}

/* One that has a head, and is told in the lines of a screen; NULL for any other. */
static struct sheet_row *rows_of(
    struct arena *arena, const struct html_block *blocks, size_t count)
{
    struct sheet_row *rows = arena_array(arena, count, sizeof *rows);
    size_t widest = 0;
    for (size_t i = 0; rows && i < count; i++) {
        const struct html_block *block = &blocks[i];
        rows[i] = (struct sheet_row) { .cells = block->cells };
        for (size_t k = 0; k < block->cell_count; k++) {
            if (*block->cells[k]) {
                rows[i].said++;
                rows[i].count = k + 1;
            }
            if (strlen(block->cells[k]) > CELL_MAX_BYTES) {
                return NULL;
            }
        }
        widest = rows[i].count > widest ? rows[i].count : widest;
    }
    bool is_real = count >= 2 && count <= FEED_ROWS_MAX && widest >= 2 &&
                   widest <= FEED_COLUMNS_MAX && blocks[0].is_head && rows &&
                   rows[0].count == widest && !blocks[1].is_head;
    return is_real ? rows : NULL;
}

/* An article that is nothing but a table becomes one. */
static bool put_table(struct adapt_out *out, const struct html_blocks *blocks)
{
    const struct adapt_request request = { .now_ms = out->now_ms, .zone = out->zone };
    if (blocks->count == 0) {
        return false;
    }
    size_t first = is_title(out, &blocks->blocks[0]);
    const struct html_block *rows = &blocks->blocks[first];
    size_t count = blocks->count - first;
    for (size_t i = 0; i < count; i++) {
        if (rows[i].kind != HTML_ROW || rows[i].table != rows[0].table) {
            return false;
        }
    }
    struct sheet sheet = {
        .arena = &out->arena, .count = count, .has_head = true, .has_groups = true
    };
    sheet.rows = count > 0 && adapt_count(out->item, "body") == 0
                     ? rows_of(&out->arena, rows, count)
                     : NULL;
    if (!sheet.rows || !cJSON_HasObjectItem(out->item, "title")) {
        return false;
    }
    adapt_item_text(out, "kind", "table");
    cJSON_DeleteItemFromObjectCaseSensitive(out->item, "source");
    sheet_write(&request, out, &sheet);
    return true;
}

void adapt_body_blocks(
    struct adapt_out *out, const struct html_blocks *blocks, const char *base)
{
    bool has_failed = false;
    struct bytes table;
    if (put_table(out, blocks)) {
        return;
    }
    bytes_init(&table);
    for (size_t i = 0; i < blocks->count; i++) {
        const struct html_block *block = &blocks->blocks[i];
        switch (block->kind) {
        case HTML_HEADING:
            if (i > 0 || !is_title(out, block)) {
                adapt_body_heading(out, block->text);
            }
            break;
        case HTML_TEXT:
            adapt_body_text(out, block->text);
            break;
        case HTML_PICTURE:
            adapt_body_picture(out, base, block->url, block->text);
            break;
        case HTML_ROW:
            bytes_clear(&table);
            i += print_table(&table, blocks, i, &has_failed) - 1;
            adapt_body_text(out, table.data);
            break;
        }
    }
    bytes_finish(&table);
    if (has_failed) {
        adapt_out_fail(out);
    }
}

void adapt_body_html(struct adapt_out *out, const char *html, const char *base)
{
    struct arena arena;
    struct html_blocks blocks;
    if (!html || !*html) {
        return;
    }
    arena_init(&arena);
    if (html_blocks_read(&blocks, &arena, html, strlen(html))) {
        adapt_body_blocks(out, &blocks, base);
        if (blocks.is_cut) {
            adapt_out_note(out, "a text is cut: it is longer or deeper than any page");
        }
    } else {
        adapt_out_fail(out);
    }
    arena_finish(&arena);
}

static bool print_blocks(struct bytes *text, const struct html_blocks *blocks)
{
    bool done = bytes_append(text, "", 0);
    for (size_t i = 0; done && i < blocks->count; i++) {
        const struct html_block *block = &blocks->blocks[i];
        if (block->kind == HTML_ROW) {
            done = print_row(text, block);
        } else if (block->kind != HTML_PICTURE) {
            done = (text->size == 0 || bytes_append(text, "\n", 1)) &&
                   bytes_append(text, block->text, strlen(block->text));
        }
    }
    return done;
}

char *adapt_html_text(const char *html)
{
    struct arena arena;
    struct html_blocks blocks;
    struct bytes text;
    arena_init(&arena);
    bytes_init(&text);
    bool done =
        html_blocks_read(&blocks, &arena, html, strlen(html)) && print_blocks(&text, &blocks);
    char *copy = done ? strdup(text.data ? text.data : "") : NULL;
    bytes_finish(&text);
    arena_finish(&arena);
    return copy;
}

void adapt_item_html(
    struct adapt_out *out, const char *kind, const char *html, const char *base)
{
    if (!html || !*html) {
        return;
    }
    if (strcmp(kind, "article") == 0) {
        adapt_body_html(out, html, base);
        return;
    }
    char *text = adapt_html_text(html);
    out->has_failed = out->has_failed || !text;
    adapt_item_text(out, "text", text);
    free(text);
}
