/* Sentences as secretaries write them, with what they mean: tests/data/desk/sentences.txt. */
#include "desk/sentences.h"

enum { LINE = 600 };

/* "SENTENCE => READING" */
static int check_line(char *line)
{
    struct arena arena;
    struct when when;
    struct error error = { 0 };
    struct bytes out;
    char *wanted = strstr(line, " => ");
    assert_non_null(wanted);
    *wanted = '\0';
    wanted += 4;
    bool is_refused = strncmp(wanted, "refuse", 6) == 0;
    const char *named = is_refused && wanted[6] ? wanted + 7 : "";
    arena_init(&arena);
    bytes_init(&out);
    struct when_context context = context_in(&arena, true, sentence_now_ms);
    int wrong = 0;
    if (when_read(&context, line, &when, &error)) {
        tell(&when, &out);
        const char *is = out.data ? out.data : "";
        if (strcmp(is, wanted) != 0) {
            print_error("%s\n  is      %s\n  wanted  %s\n", line, is, wanted);
            wrong = 1;
        }
        wrong += check_said(&context, &when, line);
    } else if (!is_refused || !strstr(error.text, named)) {
        print_error("%s\n  refused %s\n  wanted  %s\n", line, error.text, wanted);
        wrong = 1;
    }
    bytes_finish(&out);
    arena_finish(&arena);
    return wrong;
}

static void test_sentences(void **state)
{
    (void)state;
    char line[LINE];
    int wrong = 0, lines = 0;
    FILE *file = fopen(TEST_ROOT "/tests/data/desk/sentences.txt", "r");
    assert_non_null(file);
    while (fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = '\0';
        if (*line && *line != '#') {
            wrong += check_line(line);
            lines++;
        }
    }
    fclose(file);
    if (wrong) {
        print_error("%d of %d\n", wrong, lines);
    }
    assert_true(lines > 300);
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_sentences) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
