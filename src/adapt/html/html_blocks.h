/* Markup to what a reader of the page would see, block by block (libxml2 behind it).
 *
 * No content are: comments, Word's conditional markup, processing instructions, scripts,
 * styles, shortcodes, hidden elements, struck text, readings above Han characters, forms,
 * frames and players, share bars, "read more", tracking pixels, icons. Superscript and
 * subscript figures become ⁵ and ₂. What is cut is the markup itself: attributes over 4 KiB, of
 * a tag those behind the 64th, and what is nested deeper than 250. */
#pragma once

#include "base/arena.h"

enum html_block_kind { HTML_HEADING, HTML_TEXT, HTML_PICTURE, HTML_ROW };

struct html_block {
    enum html_block_kind kind;
    const char *text;         /* heading, text (lines parted by '\n'), caption or "" */
    const char *url;          /* HTML_PICTURE: as written */
    const char *const *cells; /* HTML_ROW: each on one line, "" where it is empty */
    size_t cell_count;
    size_t table; /* HTML_ROW: rows of the same table have the same number, from 1 */
    bool is_head; /* HTML_ROW: of headings alone */
};

enum {
    HTML_BLOCKS_MAX = 2000,
    HTML_CELLS_MAX = 32,
    HTML_MAX_BYTES = 2 * 1024 * 1024, /* what is behind is not looked at */
};

struct html_blocks {
    struct html_block *blocks; /* in the arena, with all their texts */
    size_t count, capacity;
    bool is_cut; /* there was more than is kept, or it was nested too deep */
};

/* Text without any markup is taken too: its line ends count then. Markup that was escaped once
 * too often is read as what it is. False when memory is out. */
bool html_blocks_read(
    struct html_blocks *out, struct arena *arena, const char *html, size_t size);

/* Before anything else, and before the sandbox: what libxml2 sets up once. */
void html_prepare(void);
