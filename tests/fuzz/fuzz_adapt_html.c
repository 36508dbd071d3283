/* Any text as markup: blocks that are well-formed UTF-8, without controls, and not empty. */
#include "adapt/html/html_blocks.h"
#include "base/utf8.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void check_text(const char *text, bool has_lines)
{
    size_t size = strlen(text);
    check(utf8_valid_prefix(text, size) == size);
    for (size_t i = 0; i < size; i++) {
        check((unsigned char)text[i] >= 0x20 || (has_lines && text[i] == '\n'));
    }
}

static void check_block(const struct html_block *block)
{
    check_text(block->text, block->kind == HTML_TEXT);
    check((*block->url != '\0') == (block->kind == HTML_PICTURE));
    check((block->cell_count > 0) == (block->kind == HTML_ROW));
    for (size_t i = 0; i < block->cell_count; i++) {
        check_text(block->cells[i], false);
    }
    if (block->kind == HTML_TEXT || block->kind == HTML_HEADING) {
        check(*block->text);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;
    struct html_blocks blocks;
    if (utf8_valid_prefix((const char *)data, size) != size) {
        return 0;
    }
    arena_init(&arena);
    check(html_blocks_read(&blocks, &arena, (const char *)data, size));
    for (size_t i = 0; i < blocks.count; i++) {
        check_block(&blocks.blocks[i]);
    }
    arena_finish(&arena);
    return 0;
}
