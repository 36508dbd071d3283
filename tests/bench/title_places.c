/* What the model of headlines learns of (script/title-weights): each place between two words of
 * the graded headlines on stdin, as: number of the headline, unit, grade, what it costs,
 * and features; of one inside a word, the grade alone. */
#include "../typeset/graded.h"
#include "../typeset/title_reader.h"
#include "typeset/title/features.h"
#include "typeset/title/model.h"

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
    struct title_reading title;
    const struct set_options how = { .balance = true, .width_px = 10 * TITLE_PX };
    uint32_t features[FEATURES];
    bool is_read = title_reading_init(&title, graded->text, NULL, 1 << 14);
    if (is_read && shows_words) {
        print_words(&title.phrase, &title.units);
    }
    if (is_read) {
        model_weigh(&title.phrase);
        units_weigh_breaks(&title.chars, &title.phrase, &how, &title.units);
    }
    for (size_t w = 0; is_read && w < title.phrase.count; w++) {
        const struct phrase_word *word = &title.phrase.words[w];
        for (size_t i = word->from + (w == 0); i < word->to; i++) {
            const struct unit *unit = &title.units.row[i];
            printf("%zu %zu %d %d %d", number, i, graded->grades[unit->start], unit->break_cost,
                unit->level == BREAK_FREE);
            if (i == word->from) {
                features_read(&title.phrase, w, features);
                for (size_t f = 0; f < FEATURES; f++) {
                    printf(" %u", features[f]);
                }
            }
            printf("\n");
        }
    }
    title_reading_finish(&title);
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
