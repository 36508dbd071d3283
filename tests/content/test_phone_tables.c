/* The tables of strings (tests/data/phones) and the one of the field, read as a hotline of a
 * feed: numbers, notes, and what is told. */
#include "base/bytes.h"
#include "base/system/file.h"
#include "content/feed/native/feed_parse.h"
#include "content/phone_table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <unistd.h>

#include <cmocka.h>

enum { PHONES_MAX = 50, FIELD_MAX = 600 };

/* What a row says should be read. */
struct wanted {
    char number[FIELD_MAX], note[FIELD_MAX];
};

static void add_json(struct bytes *json, const char *text)
{
    for (const char *at = text; *at; at++) {
        bool is_plain = (unsigned char)*at >= ' ' && *at != '"' && *at != '\\';
        assert_true(is_plain ? bytes_append(json, at, 1)
                             : bytes_print(json, "\\u%04x", (unsigned char)*at));
    }
}

static struct feed *read_row(const struct phone_row *row)
{
    struct bytes json;
    struct error error = { "" };
    bytes_init(&json);
    assert_true(bytes_print(&json, "{\"lobbycard\":1,\"hotlines\":[{\"numbers\":\""));
    add_json(&json, row->raw);
    assert_true(bytes_print(&json, "\"}]}"));
    struct feed *feed =
        feed_parse(json.data, json.size, &(struct feed_how) { row->plan, true }, &error);
    assert_non_null(feed);
    bytes_finish(&json);
    return feed;
}

/* "(note 8001)" behind a space is the writer's word to us, "65763111(note)" is not. */
static void cut_remark(char *text)
{
    char *remark = strstr(text, " (");
    if (remark && text[strlen(text) - 1] == ')') {
        *remark = '\0';
    }
}

static void set_number(struct wanted *wanted, const struct wanted *before, const char *text)
{
    static const char mark[] = "转 ";
    const char *base = before ? before->number : "";
    const char *extension = strstr(base, mark);
    size_t base_size = extension ? (size_t)(extension - base) : strlen(base);
    bool is_bare = extension && strspn(text, "0123456789") == strlen(text) && strlen(text) < 5;
    if (is_bare) { /* "转 801|802" */
        snprintf(wanted->number, FIELD_MAX, "%.*s%s%s", (int)base_size, base, mark, text);
    } else if (before && strncmp(text, mark, strlen(mark)) == 0) {
        const char *space = extension ? "" : " ";
        snprintf(wanted->number, FIELD_MAX, "%.*s%s%s", (int)base_size, base, space, text);
    } else {
        snprintf(wanted->number, FIELD_MAX, "%s", text);
    }
}

/* False for "none". */
static size_t read_wanted(const char *numbers, struct wanted wanted[PHONES_MAX])
{
    char copy[4096], *rest = copy;
    size_t count = 0;
    snprintf(copy, sizeof copy, "%s", numbers);
    cut_remark(copy);
    if (strcmp(copy, "none") == 0 || strcmp(copy, "(none)") == 0) {
        return 0;
    }
    for (char *part; (part = strsep(&rest, "|")) && count < PHONES_MAX; count++) {
        char *open = strchr(part, '(');
        struct wanted *out = &wanted[count];
        out->note[0] = '\0';
        if (open && open > part) {
            snprintf(out->note, FIELD_MAX, "%s", open + 1);
            out->note[strlen(out->note) - 1] = '\0';
            *open = '\0';
        }
        set_number(out, count > 0 ? out - 1 : NULL, part);
    }
    return count;
}

/* Without white space and brackets. */
static void fold_note(const char *note, char *out)
{
    static const char *const marks[] = { " ", "(", ")", "（", "）", "　" };
    size_t size = 0;
    for (const char *at = note; *at && size + 1 < FIELD_MAX;) {
        size_t skipped = 0;
        for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
            size_t length = strlen(marks[i]);
            skipped = strncmp(at, marks[i], length) == 0 ? length : skipped;
        }
        if (!skipped) {
            out[size++] = *at;
        }
        at += skipped ? skipped : 1;
    }
    out[size] = '\0';
}

/* "(招办 传真)": the note that is wanted is in the one that is shown, or says more words. */
static bool note_fits(const char *wanted, const char *note)
{
    char all[FIELD_MAX], part[FIELD_MAX], copy[FIELD_MAX], *rest = copy;
    fold_note(note, all);
    fold_note(wanted, part);
    if (!*part || strstr(all, part) || (*all && strstr(part, all))) {
        return true;
    }
    snprintf(copy, sizeof copy, "%s", wanted);
    for (char *word; (word = strsep(&rest, " "));) {
        fold_note(word, part);
        if (!strstr(all, part)) {
            return false;
        }
    }
    return true;
}

/* "转 801" of a row that does not repeat the number. */
static bool number_fits(const char *wanted, const char *number)
{
    bool is_extension = strncmp(wanted, "转 ", strlen("转 ")) == 0;
    const char *mark = strstr(number, "转 ");
    return is_extension ? mark && strcmp(mark, wanted) == 0 : strcmp(wanted, number) == 0;
}

static bool is_told(const struct feed *feed)
{
    for (size_t i = 0; i < feed->findings.count; i++) {
        if (feed->findings.list[i].severity != FINDING_NOTE) {
            return true;
        }
    }
    return false;
}

static bool row_fits(const struct phone_row *row, const struct feed *feed)
{
    static struct wanted wanted[PHONES_MAX];
    size_t count = read_wanted(row->numbers, wanted);
    const struct hotline *hotline = feed->hotline_count ? &feed->hotlines[0] : NULL;
    size_t got = hotline ? hotline->phone_count : 0;
    bool fits = count == got;
    for (size_t i = 0; fits && i < count; i++) {
        fits = number_fits(wanted[i].number, hotline->phones[i].number) &&
               note_fits(wanted[i].note, hotline->phones[i].note);
    }
    if (count == 0) { /* held back, with a word */
        return fits && is_told(feed);
    }
    bool any = strcmp(row->told, "any") == 0, warning = strcmp(row->told, "warning") == 0;
    return fits && (any || is_told(feed) == warning);
}

static void print_reading(const struct phone_row *row, const struct feed *feed)
{
    print_message("%s:%d: %s\n  wanted %s %s\n  read   ", row->file, row->line, row->raw,
        row->numbers, row->told);
    for (size_t i = 0; feed->hotline_count && i < feed->hotlines[0].phone_count; i++) {
        const struct phone *phone = &feed->hotlines[0].phones[i];
        print_message("%s%s(%s)", i ? "|" : "", phone->number, phone->note);
    }
    print_message("\n");
    for (size_t i = 0; i < feed->findings.count; i++) {
        print_message(
            "  %d %s\n", (int)feed->findings.list[i].severity, feed->findings.list[i].message);
    }
}

static size_t count_misfits(const struct phone_table *table)
{
    size_t misfits = 0;
    for (size_t i = 0; i < table->count; i++) {
        struct feed *feed = read_row(&table->rows[i]);
        if (!row_fits(&table->rows[i], feed)) {
            print_reading(&table->rows[i], feed);
            misfits++;
        }
        feed_destroy(feed);
    }
    return misfits;
}

static void test_own_tables(void **state)
{
    (void)state;
    struct phone_table table;
    phone_table_read(TEST_ROOT "/tests/data/phones", &table);
    assert_true(table.count > 300);
    size_t misfits = count_misfits(&table);
    if (misfits > 0) {
        fail_msg("%zu of %zu strings are read otherwise", misfits, table.count);
    }
    phone_table_finish(&table);
}

/* Where the field's table is read otherwise; docs/feed.md says why. */
static const struct {
    const char *raw, *numbers, *told;
} argued[] = {
    /* one digit too few for its city: held, and the message has it */
    { "023-6576311", "none", "" },
    /* the area's code holds for the numbers behind it, here as everywhere */
    { "电话：023-65763111&nbsp;&nbsp;65763222<br>传真：65763333",
        "023-65763111|023-65763222|023-65763333(传真)", "" },
};

static void test_field(void **state)
{
    (void)state;
    struct phone_table table = { .count = 0 };
    arena_init(&table.arena);
    if (!phone_table_add(&table, TEST_ROOT "/../shared/field/phones.tsv")) {
        phone_table_finish(&table);
        skip();
    }
    for (size_t i = 0; i < table.count; i++) {
        struct phone_row *row = &table.rows[i];
        row->told = "any";
        for (size_t k = 0; k < sizeof argued / sizeof *argued; k++) {
            if (strcmp(argued[k].raw, row->raw) == 0) {
                row->numbers = argued[k].numbers;
                row->told = argued[k].told;
            }
        }
    }
    size_t misfits = count_misfits(&table);
    if (misfits > 0) {
        fail_msg("%zu of %zu strings are read otherwise", misfits, table.count);
    }
    phone_table_finish(&table);
}

/* A row of the table of docs/feed.md: what stands in backticks in its first column is read as
 * the second says, "65763111 转 8001 (招办), 110". Adds a row for each. */
static void add_examples(struct phone_table *table, char *line, int number)
{
    char *end = line, *reading = strstr(line + 2, " | ");
    char numbers[FIELD_MAX];
    size_t size = 0;
    assert_non_null(reading);
    *reading = '\0';
    for (const char *at = reading + 3; *at && strcmp(at, " |") != 0; at++) {
        bool is_next = strncmp(at, ", ", 2) == 0;
        bool is_note = strncmp(at, " (", 2) == 0;
        numbers[size++] = is_next ? '|' : is_note ? '(' : *at;
        at += is_next || is_note;
    }
    numbers[size] = '\0';
    while ((end = strchr(end, '`'))) {
        char *start = end + 1, *close = strchr(start, '`');
        assert_non_null(close);
        struct phone_row *grown = arena_grow(
            &table->arena, table->rows, table->count, &table->capacity, sizeof *grown);
        assert_non_null(grown);
        table->rows = grown;
        grown[table->count++] = (struct phone_row) {
            .raw = arena_strndup(&table->arena, start, (size_t)(close - start)),
            .numbers = arena_strdup(&table->arena, numbers),
            .told = "",
            .plan = PHONE_PLAN_CN,
            .file = "docs/feed.md",
            .line = number,
        };
        end = close + 1;
    }
}

static void test_examples_of_the_docs(void **state)
{
    (void)state;
    struct phone_table table = { .count = 0 };
    char *line = NULL;
    size_t room = 0;
    bool is_inside = false;
    FILE *file = fopen(TEST_ROOT "/docs/feed.md", "r");
    assert_non_null(file);
    arena_init(&table.arena);
    for (int number = 1; getline(&line, &room, file) >= 0; number++) {
        line[strcspn(line, "\n")] = '\0';
        bool is_heading = line[0] == '#';
        is_inside = is_heading ? strcmp(line, "### Raw strings") == 0 : is_inside;
        if (is_inside && strncmp(line, "| `", 3) == 0) {
            add_examples(&table, line, number);
        }
    }
    free(line);
    fclose(file);
    assert_true(table.count > 50);
    size_t misfits = count_misfits(&table);
    if (misfits > 0) {
        fail_msg("%zu of %zu examples are read otherwise", misfits, table.count);
    }
    phone_table_finish(&table);
}

/* The field's folders, and what should be read of each of their hotlines. */
static const struct {
    const char *folder, *hotlines[8];
} folders[] = {
    { "01-label-in-front",
        { "65763111(招办)|65763222(教务处)", "65763111(招办)|65763222(教务处)",
            "65763111(本部)|67199326(新校区)" } },
    { "02-internal-lines",
        { "6138(内线)|65763138(外线)", "6576(内线)", "6590(内线 总值班)|65763111(外线)",
            "6110(校内)|65766110(校外)", "6110(短号)|139-0000-5678" } },
    { "03-campus-110", { "023-65765110(校园110)", "65765110(校园110)", "65765119(校园119)",
                           "65765120(校医院120)" } },
    { "04-codes-read-as-numbers",
        { "023-65763111(招生)", "65763111", "65763111", "65763111" } },
    { "05-extensions-and-short-tails-lost",
        { "65763111 转 8001(王老师)|转 8002(李老师)", "023-65763111|023-65763112|023-65763113",
            "65763111 转 8001|转 8005", "12320 转 5", "65763111 转 8001|转 8002",
            "023-65763111 转 8001(招办)|转 8002(教务处)" } },
    { "06-invented-numbers", { "65763111 转 8001|转 8005", "023-65763111|023-65763113" } },
    { "16-taiwan-hongkong-numbers",
        { "03-4638800 转 2881|转 2882", "02-2736-1661", "02-2736-1661", "0963-020-995",
            "+852-2358-6622", "+852-2358-6622", "7232105 转 5732|转 5735",
            "+1-555-010-1234" } },
    { "20-1010-numbers", { "10105757", "10105757", "023-65763111", "139-0000-5678" } },
};

static bool hotline_fits(const struct hotline *hotline, const char *numbers)
{
    static struct wanted wanted[PHONES_MAX];
    size_t count = numbers ? read_wanted(numbers, wanted) : 0;
    bool fits = numbers && count == hotline->phone_count;
    for (size_t i = 0; fits && i < count; i++) {
        fits = number_fits(wanted[i].number, hotline->phones[i].number) &&
               note_fits(wanted[i].note, hotline->phones[i].note);
    }
    return fits;
}

/* Those that are held back are not among them: what is left is in order. */
static void test_field_folders(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        char path[512];
        struct bytes json;
        struct error error = { "" };
        snprintf(
            path, sizeof path, "%s/../shared/field/%s/feed.json", TEST_ROOT, folders[i].folder);
        if (access(path, R_OK) != 0) {
            skip();
        }
        bytes_init(&json);
        assert_true(file_read(path, 1 << 20, &json, &error));
        struct feed *feed = feed_parse(
            json.data, json.size, &(struct feed_how) { PHONE_PLAN_UNSAID, true }, &error);
        assert_non_null(feed);
        for (size_t k = 0; k < feed->hotline_count; k++) {
            if (!hotline_fits(&feed->hotlines[k], k < 8 ? folders[i].hotlines[k] : NULL)) {
                fail_msg("%s: %s", path, feed->hotlines[k].reading);
            }
        }
        assert_true(feed->hotline_count == 8 || !folders[i].hotlines[feed->hotline_count]);
        feed_destroy(feed);
        bytes_finish(&json);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_own_tables),
        cmocka_unit_test(test_examples_of_the_docs),
        cmocka_unit_test(test_field),
        cmocka_unit_test(test_field_folders),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
