/* A flow that would take more pages than there may be gives up rules of turns before it is cut.
 */
#include "typeset/flow_marks.h"

/* There may be so many pages, of ten lines. */
static const struct {
    const char *what, *texts[4];
    size_t most_pages;
    const char *pages;
} limits[] = {
    { "a single line at a turn", { "11", "9" }, 2, "tttttttttt|tttttttttt" },
    { "but on the last pages", { "11", "9", "9" }, 3, "ttttttttt|tttttttttt|tttttttttt" },
    { "one line below a heading", { "7", "# 标题", "11" }, 2, "tttttttHt|tttttttttt" },
    { "nothing where it fits", { "11" }, 2, "ttttttt|tttt" },
    { "what is cut is full", { "15" }, 1, "tttttttttt|ttttt" },
    { "and may stand in single lines", { "11" }, 1, "tttttttttt|t" },
    { "a line below a figure", { "= 90", "11" }, 2, "=t|tttttttttt" },
    { "but no heading", { "= 90", "# 标题", "9" }, 1, "=|Httttttttt" },
    { "nor at the foot", { "9", "# 标题", "9" }, 1, "ttttttttt|Httttttttt" },
};

static void test_most_pages(void **state)
{
    (void)state;
    size_t failed = 0;
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        struct flow_options options = plain;
        options.most_pages = limits[i].most_pages;
        size_t count = 0;
        while (count < 4 && limits[i].texts[count]) {
            count++;
        }
        char found[512];
        flow_to_text(limits[i].texts, count, &options, found);
        if (strcmp(found, limits[i].pages) != 0) {
            failed++;
            print_error("%s: %s, not %s\n", limits[i].what, found, limits[i].pages);
        }
    }
    assert_int_equal(failed, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_most_pages) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
