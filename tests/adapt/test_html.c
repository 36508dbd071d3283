/* Markup as editors and systems leave it, and what a reader of the page would see. */
#include "adapt/cases.h"
#include "adapt/html/html_blocks.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void print_text(struct bytes *out, const char *text)
{
    for (; *text; text++) {
        assert_true(*text == '\n' ? bytes_print(out, "\\n") : bytes_append(out, text, 1));
    }
}

static void print_block(struct bytes *out, const struct html_block *block)
{
    static const char letters[] = {
        [HTML_HEADING] = 'H', [HTML_TEXT] = 'T', [HTML_PICTURE] = 'I', [HTML_ROW] = 'R'
    };
    bytes_print(out, "%c ", letters[block->kind]);
    for (size_t i = 0; i < block->cell_count; i++) {
        bytes_print(out, "%s", i > 0 ? " | " : "");
        print_text(out, block->cells[i]);
    }
    print_text(out, block->url);
    bytes_print(out, "%s", *block->url && *block->text ? " | " : "");
    print_text(out, block->text);
    bytes_print(out, "\n");
}

static void print_page(const char *name, const struct bytes *document, struct bytes *out)
{
    struct arena arena;
    struct html_blocks blocks;
    (void)name;
    arena_init(&arena);
    assert_true(html_blocks_read(&blocks, &arena, document->data, document->size));
    for (size_t i = 0; i < blocks.count; i++) {
        print_block(out, &blocks.blocks[i]);
    }
    assert_false(blocks.is_cut);
    arena_finish(&arena);
}

static void test_pages(void **state)
{
    (void)state;
    assert_int_equal(cases_run("html", 19, print_page), 0);
}

/* What nobody writes: it ends, soon and with bounds, and loses nothing in front. */
static void test_hostile(void **state)
{
    static const struct {
        const char *part;
        size_t times;
        bool is_cut;
    } hostile[] = { { "<div>", 100000, true }, { "<a>", 100000, false },
        { "<b>x", 100000, true }, { "<table><tr><td>", 50000, true },
        { "<script>", 200000, false }, { "<p a=1 b=2 c=3", 100000, false },
        { "<!--", 300000, false }, { "&#", 500000, false }, { "[caption ", 100000, false },
        { "<figure><figure><img>", 50000, true }, { "<ul><li>", 100000, true },
        { "</", 500000, false }, { "<sup>1", 50000, true }, { "<p>x</p>", 100000, true },
        { "\xE3\x80\x80\n", 200000, false }, { "<img src=a.jpg>", 100000, false } };
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        struct bytes page;
        struct arena arena;
        struct html_blocks blocks;
        arena_init(&arena);
        bytes_init(&page);
        bytes_print(&page, "<p>first</p>");
        for (size_t k = 0; k < hostile[i].times; k++) {
            bytes_append(&page, hostile[i].part, strlen(hostile[i].part));
        }
        assert_true(html_blocks_read(&blocks, &arena, page.data, page.size));
        assert_true(blocks.count > 0 && strcmp(blocks.blocks[0].text, "first") == 0);
        if (blocks.is_cut != hostile[i].is_cut) {
            print_error("%s: cut %d", hostile[i].part, blocks.is_cut);
            wrong++;
        }
        assert_true(arena.total_bytes < (size_t)64 << 20);
        bytes_finish(&page);
        arena_finish(&arena);
    }
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pages),
        cmocka_unit_test(test_hostile),
    };
    html_prepare();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
