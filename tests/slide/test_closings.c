/* Who signs a notice or an article, and when, stands at the right of its text, centred upon
 * each other, in a column with two lines of the text at the least: texts of many lengths, over
 * all displays. */
#include "chance.h"
#include "slide/deck.h"
#include "slide/pages.h"

enum { TEXTS = IS_SANITIZED ? 30 : 300, SENTENCES_MOST = 36 };

static const char office[] = "滨海学院教务处", day[] = "2026年11月20日";

/* As a notice's text, or as an article's paragraphs, of which the issuer may have come as a
 * heading. */
static void print_item(struct bytes *out, bool is_article, int sentences)
{
    const char *between = is_article ? "\"}, {\"text\": \"" : "\\n";
    bytes_print(out,
        "{\"lobbycard\":1,\"items\":[{\"kind\":\"%s\",\"title\":\"关于期末考试考场规则的通知\","
        "%s\"",
        is_article ? "article" : "notice", is_article ? "\"body\":[{\"text\":" : "\"text\":");
    print_sentences(out, sentences, between);
    const bool is_bold = is_article && chance(3) == 0;
    bytes_print(out, "%s特此通知。%s%s%s%s", between,
        is_bold ? "\"}, {\"heading\": \"" : between, office, between, day);
    if (chance(3) == 0) {
        bytes_print(out, "%s附件：考场安排表", between);
    }
    bytes_print(out, "\"%s}]}", is_article ? "}]" : "");
}

struct told {
    int closings, faults;
};

static const struct placed_line *line_of(const struct box *box, const char *text)
{
    const struct placed_line *found = NULL;
    for (size_t i = 0; i < box->line_count; i++) {
        found = strcmp(box->lines[i].line.text, text) == 0 ? &box->lines[i] : found;
    }
    return found;
}

/* Of what is drawn, in pixels. */
static int left_of(const struct placed_line *line)
{
    const int x = line->line.pieces[0].x;
    return line->x_px + (x > 0 ? x : 0) / MEASURE_UNIT;
}

static int right_of(const struct placed_line *line)
{
    return line->x_px + line->line.width / MEASURE_UNIT;
}

/* Lines of the text in its column. */
static int lines_beside(const struct scene *scene, const struct box *closing)
{
    int count = 0;
    for (size_t i = 0; i < scene->box_count; i++) {
        const struct box *box = &scene->boxes[i];
        const bool is_text = strcmp(box->role, closing->role) == 0 && box != closing &&
                             box->rect.x == closing->rect.x;
        count += is_text ? (int)box->line_count : 0;
    }
    return count;
}

static int faults_of(const struct scene *scene, const struct box *box)
{
    const struct placed_line *issuer = line_of(box, office), *date = line_of(box, day);
    if (!issuer || !date || box->line_count != 2) {
        return 1;
    }
    const int apart = left_of(issuer) + right_of(issuer) - left_of(date) - right_of(date);
    const bool is_centred = abs(apart) <= 4;
    const int free_left = left_of(date) - box->rect.x,
              free_right = box->rect.x + box->rect.w - right_of(date);
    /* A short line of a wide column is not followed to its end. */
    const bool is_right = free_left > free_right || free_left >= 8 * box->style.px;
    const bool is_in = right_of(date) <= box->rect.x + box->rect.w;
    return !is_centred + !is_right + !is_in + (lines_beside(scene, box) < 2);
}

static void look_at(struct fixture *fixture, struct told *told, const char *json)
{
    struct deck *deck = deck_plan(&fixture->layout);
    int closings = 0;
    for (size_t i = 0; i < deck->count; i++) {
        struct scene *scene = slide_lay_out(&fixture->layout, &deck->slides[i]);
        for (size_t k = 0; k < scene->box_count; k++) {
            const struct box *box = &scene->boxes[k];
            if (box->kind == BOX_TEXT && (line_of(box, office) || line_of(box, day))) {
                const int faults = faults_of(scene, box);
                closings++;
                told->faults += faults;
                if (faults > 0) {
                    print_error("%dx%d, page %d of %d: %s\n", scene->width, scene->height,
                        deck->slides[i].page, deck->slides[i].pages, json);
                }
            }
        }
        scene_destroy(scene);
    }
    told->faults += closings != 1;
    told->closings += closings;
    deck_destroy(deck);
}

static void test_stand_at_the_right(void **state)
{
    (void)state;
    struct told told = { 0 };
    chance_begin(4);
    for (int n = 0; n < TEXTS; n++) {
        struct bytes json;
        struct fixture fixture;
        bytes_init(&json);
        print_item(&json, n % 2, 1 + chance(SENTENCES_MOST));
        fixture_init(&fixture, json.data, "paper");
        const size_t k = (size_t)chance((int)(sizeof sizes / sizeof *sizes));
        fixture.layout.width = sizes[k].width;
        fixture.layout.height = sizes[k].height;
        look_at(&fixture, &told, json.data);
        fixture_finish(&fixture);
        bytes_finish(&json);
    }
    assert_int_equal(told.faults, 0);
    assert_int_equal(told.closings, TEXTS);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_stand_at_the_right) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
