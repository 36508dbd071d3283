/* A page while it is walked, block by block. Of html_*.c only. */
#pragma once

#include "adapt/html/html_blocks.h"
#include "adapt/html/html_line.h"
#include "adapt/html/html_node.h"

struct html_walk {
    struct html_blocks *out;
    struct arena *arena;
    struct html_line *line;
    void (*into)(struct html_walk *walk, const xmlNode *node); /* walks what is in a node */
    const char *marker; /* of the list's entry that has just begun, or NULL */
    int bold, heading, centred, kept, depth; /* inside so many */
    bool is_inline;                          /* all of it becomes one line, without pictures */
    bool behind_picture; /* the last block is a picture that may still get a caption */
    bool is_plain;       /* text without markup */
    size_t tables;
    bool failed;
};

/* Ends the paragraph. */
void html_walk_flush(struct html_walk *walk);

/* All that is in it on one line, in the arena; "" without memory. */
const char *html_walk_inline(struct html_walk *walk, const xmlNode *node);

void html_walk_picture(struct html_walk *walk, const xmlNode *image);

/* The caption of the picture that was added last. */
void html_walk_caption(struct html_walk *walk, const char *caption);

/* The block is zeroed; NULL where there is no room for it. */
struct html_block *html_walk_add(struct html_walk *walk, enum html_block_kind kind);

void html_walk_table(struct html_walk *walk, const xmlNode *table);
