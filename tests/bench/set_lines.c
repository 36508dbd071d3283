/* Sets each line of stdin as a justified paragraph at each measure and prints as JSON what
 * stands where, for tests/bench/even_lines.py:
 *
 *     set_lines ROOT EM... < PARAGRAPHS
 *
 * A list of paragraphs, each a list of measures, each a list of lines, each a list of pieces
 * [text, x, width], in em; the width is the face's own. It is compiled against an older build,
 * too, so that it asks for nothing that is new.
 */
#include "base/bytes.h"
#include "screen/font/fonts.h"
#include "typeset/typeset.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PX = 40, EM = PX * MEASURE_UNIT };

static const struct text_style style = { .px = PX };

static double in_em(int length)
{
    return (double)length / EM;
}

static void print_text(const char *text)
{
    putchar('"');
    for (; *text; text++) {
        if (*text == '"' || *text == '\\') {
            putchar('\\');
        }
        putchar(*text);
    }
    putchar('"');
}

static void print_line(const struct measure *measure, const struct set_line *line)
{
    printf("[");
    for (size_t i = 0; i < line->piece_count; i++) {
        const struct piece *piece = &line->pieces[i];
        int width =
            measure->advance(measure->context, &style, piece->text, strlen(piece->text));
        printf("%s[", i ? ", " : "");
        print_text(piece->text);
        printf(", %.4f, %.4f]", in_em(piece->x), in_em(width));
    }
    printf("]");
}

static bool print_set(const struct measure *measure, const char *text, int em)
{
    struct arena arena;
    arena_init(&arena);
    struct set_options options = { .width_px = em * PX, .indent_em = 2, .align = SET_JUSTIFY };
#ifdef SET_HYPHENATES /* an older build knows of no hyphens */
    options.hyphenates = true;
#endif
    struct set_text set;
    bool done =
        typeset_text(&arena, &(struct set_source) { measure, &style, text }, &options, &set);
    printf("[");
    for (size_t i = 0; done && i < set.line_count; i++) {
        printf("%s", i ? ",\n" : "");
        print_line(measure, &set.lines[i]);
    }
    printf("]");
    arena_finish(&arena);
    return done;
}

int main(int argc, char **argv)
{
    struct error error = { 0 };
    struct bytes folder;
    bytes_init(&folder);
    struct fonts *fonts = NULL;
    bool done = argc > 2 && bytes_print(&folder, "%s", argv[1]) &&
                (fonts = fonts_create(folder.data, &error)) != NULL;
    struct measure measure = done ? fonts_measure(fonts) : (struct measure) { 0 };
    char *text = NULL;
    size_t size = 0, count = 0;
    printf("[");
    while (done && getline(&text, &size, stdin) > 0) {
        text[strcspn(text, "\n")] = '\0';
        printf("%s[", count++ ? ",\n" : "");
        for (int i = 2; i < argc && done; i++) {
            printf("%s", i > 2 ? ",\n" : "");
            done = print_set(&measure, text, (int)strtol(argv[i], NULL, 10));
        }
        printf("]");
    }
    printf("]\n");
    if (!done) {
        fprintf(stderr, "set_lines: %s\n", error.text);
    }
    free(text);
    fonts_destroy(fonts);
    bytes_finish(&folder);
    return done ? 0 : 1;
}
