/* What the model of headlines learns of (script/title-weights): each place between two words of
 * the graded headlines on stdin, as: number of the headline, unit, grade, what the rules say,
 * and features; of one inside a word, the grade alone. */
#include "../fakes/fixed_measure.h"
#include "../typeset/graded.h"
#include "base/arena.h"
#include "base/bytes.h"
#include "typeset/title/features.h"

#include <stdio.h>
#include <stdlib.h>

static void print_words(const struct phrase *phrase, const struct units *units)
{
    for (size_t w = 0; w < phrase->count; w++) {
        const struct phrase_word *word = &phrase->words[w];
        fprintf(stderr, "%s", w ? "|" : "");
        for (size_t i = word->from; i < word->to; i++) {
            fprintf(stderr, "%s", units->row[i].text);
        }
        fprintf(stderr, "_%c", word->tag ? word->tag : '-');
    }
    fprintf(stderr, "\n");
}

static void print_places(size_t number, const struct graded *graded, bool shows_words)
{
    const struct measure measure = fixed_measure(NULL);
    const struct text_style style = { .px = 20 };
    struct bytes missing;
    struct arena arena;
    struct chars chars;
    struct units units;
    struct phrase phrase;
    arena_init(&arena);
    bytes_init(&missing);
    const struct unit_request request = { &measure, &style, 1 << 20, 1 << 20, &missing };
    const struct paragraph paragraph = { graded->text, 0, strlen(graded->text) };
    const struct set_options how = { .balance = true, .width_px = 10 * 20 };
    if (chars_read(&arena, &paragraph, &how, &chars) &&
        units_make(&arena, &arena, &chars, &request, &units) &&
        phrase_read(&arena, &chars, &units, &phrase)) {
        if (shows_words) {
            print_words(&phrase, &units);
        }
        units_weigh_breaks(&chars, &phrase, &how, &units);
        uint32_t features[FEATURES];
        for (size_t w = 0; w < phrase.count; w++) {
            const struct phrase_word *word = &phrase.words[w];
            for (size_t i = word->from + (w == 0); i < word->to; i++) {
                const struct unit *unit = &units.row[i];
                printf("%zu %zu %d %d %d", number, i, graded->grades[unit->start],
                    unit->break_cost, unit->level == BREAK_FREE);
                if (i == word->from) {
                    features_read(&phrase, &units, w, features);
                    for (size_t f = 0; f < FEATURES; f++) {
                        printf(" %u", features[f]);
                    }
                }
                printf("\n");
            }
        }
    }
    bytes_finish(&missing);
    arena_finish(&arena);
}

int main(int argc, char **argv)
{
    char line[2 * GRADED_MAX];
    (void)argv;
    for (size_t number = 0; fgets(line, sizeof line, stdin); number++) {
        const struct graded graded = graded_read(line, strcspn(line, "\n"));
        if (line[0] != '#') {
            print_places(number, &graded, argc > 1);
        }
    }
    return 0;
}
