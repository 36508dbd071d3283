/* Tables: those with data row by row, those that only put things beside each other as what is
 * in them. */
#include "adapt/html/html_walk.h"

#include <stdlib.h>
#include <string.h>

enum { CELL_MAX_BYTES = 600, ROWS_MAX = 1000 };

/* What a cell that reaches over several rows says in those below. */
struct span {
    const char *text;
    int rows;
};

struct table {
    struct html_walk *walk;
    struct span spans[HTML_CELLS_MAX];
    size_t widest, rows;
    bool is_layout;
};

static const xmlNode *next_in(const xmlNode *root, const xmlNode *node, bool goes_down)
{
    if (goes_down && node->children) {
        return node->children;
    }
    while (node != root && !node->next) {
        node = node->parent;
    }
    return node == root ? NULL : node->next;
}

static size_t cells_of(const xmlNode *row)
{
    size_t count = 0;
    for (const xmlNode *cell = row->children; cell; cell = cell->next) {
        count += html_is(cell, "td th");
    }
    return count;
}

/* Whether its cells hold what is not said in a line. */
static void look_at(const xmlNode *root, struct table *table)
{
    const xmlNode *cell = NULL;
    size_t bytes = 0;
    for (const xmlNode *node = next_in(root, root, true); node;
         node = next_in(root, node, true)) {
        if (html_is(node, "tr")) {
            size_t cells = cells_of(node);
            table->widest = cells > table->widest ? cells : table->widest;
            table->rows++;
        } else if (html_is(node, "td th")) {
            cell = node;
            bytes = 0;
        } else if (html_is(node, "table img h1 h2 h3 h4 h5 h6 figure ul ol")) {
            table->is_layout = true;
        } else if (cell && node->type == XML_TEXT_NODE && node->content) {
            bytes += strlen((const char *)node->content);
            table->is_layout = table->is_layout || bytes > CELL_MAX_BYTES;
        }
    }
    table->is_layout = table->is_layout || table->widest < 2 || table->rows > ROWS_MAX;
}

static int span_of(const xmlNode *cell, const char *name)
{
    int span = atoi(html_attribute(cell, name));
    return span < 1 ? 1 : span > HTML_CELLS_MAX ? HTML_CELLS_MAX : span;
}

static void put_cell(
    struct table *table, const xmlNode *cell, const char **cells, size_t *count)
{
    const char *text = html_walk_inline(table->walk, cell);
    int columns = span_of(cell, "colspan"), rows = span_of(cell, "rowspan");
    for (int i = 0; i < columns && *count < HTML_CELLS_MAX; i++) {
        cells[*count] = i == 0 ? text : "";
        table->spans[(*count)++] = (struct span) { i == 0 ? text : "", rows - 1 };
    }
}

static void put_spans(struct table *table, const char **cells, size_t *count)
{
    while (*count < HTML_CELLS_MAX && table->spans[*count].rows > 0) {
        table->spans[*count].rows--;
        cells[*count] = table->spans[*count].text;
        (*count)++;
    }
}

static bool has_text(const char *const *cells, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (*cells[i]) {
            return true;
        }
    }
    return false;
}

static void put_row(struct table *table, const xmlNode *row)
{
    const char *cells[HTML_CELLS_MAX];
    size_t count = 0;
    bool is_head = true;
    for (const xmlNode *cell = row->children; cell; cell = cell->next) {
        if (html_is(cell, "td th")) {
            is_head = is_head && html_is(cell, "th");
            put_spans(table, cells, &count);
            put_cell(table, cell, cells, &count);
        }
    }
    put_spans(table, cells, &count);
    struct html_walk *walk = table->walk;
    const char **copy =
        has_text(cells, count) ? arena_array(walk->arena, count, sizeof *copy) : NULL;
    struct html_block *block = copy ? html_walk_add(walk, HTML_ROW) : NULL;
    if (block) {
        memcpy(copy, cells, count * sizeof *copy);
        block->cells = copy;
        block->cell_count = count;
        block->table = walk->tables;
        block->is_head = is_head || (row->parent && html_is(row->parent, "thead"));
    }
}

void html_walk_table(struct html_walk *walk, const xmlNode *root)
{
    struct table table = { .walk = walk };
    look_at(root, &table);
    if (walk->is_inline || table.is_layout) {
        html_walk_flush(walk);
        walk->into(walk, root);
        html_walk_flush(walk);
        return;
    }
    html_walk_flush(walk);
    walk->tables++;
    for (const xmlNode *node = next_in(root, root, true); node;
         node = next_in(root, node, !html_is(node, "tr"))) {
        if (html_is(node, "caption")) {
            walk->into(walk, node);
            html_walk_flush(walk);
        } else if (html_is(node, "tr")) {
            put_row(&table, node);
        }
    }
}
