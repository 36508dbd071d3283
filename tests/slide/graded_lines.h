/* How the lines of a box part a headline that readers have graded (tests/typeset/graded.h). */
#pragma once

#include "../typeset/graded.h"
#include "slide/fixture.h"

enum { GRADED_TITLES_MAX = 2048, GRADED_TEXT_MAX = 1024 };

struct graded_titles {
    struct graded list[GRADED_TITLES_MAX];
    size_t count;
};

static inline void graded_load(struct graded_titles *titles, const char *path)
{
    char *text = fixture_read(path);
    for (char *rest = text, *line; (line = strsep(&rest, "\n"));) {
        if (*line && *line != '#' && titles->count < GRADED_TITLES_MAX) {
            titles->list[titles->count++] = graded_read(line, strlen(line));
        }
    }
    free(text);
}

static inline void graded_put_essence(char *out, const char *text)
{
    size_t length = strlen(out);
    for (; *text && length + 1 < GRADED_TEXT_MAX; text++) {
        if (*text != ' ') {
            out[length++] = *text;
        }
    }
    out[length] = '\0';
}

/* A title in a box: of its own, or with words of the program around it. */
struct graded_placed {
    const struct graded *title; /* NULL: none of them */
    size_t at;                  /* where it begins in the box's text */
};

static inline struct graded_placed graded_find(
    const struct box *box, const struct graded *titles, size_t count)
{
    char lines[GRADED_TEXT_MAX] = "";
    for (size_t i = 0; i < box->line_count; i++) {
        graded_put_essence(lines, box->lines[i].line.text);
    }
    for (size_t i = 0; box->line_count > 0 && i < count; i++) {
        char text[GRADED_TEXT_MAX] = "";
        graded_put_essence(text, titles[i].text);
        const char *at = strstr(lines, text);
        if (at) {
            return (struct graded_placed) { &titles[i], (size_t)(at - lines) };
        }
    }
    return (struct graded_placed) { NULL, 0 };
}

/* The worst place at which a line begins; GRADES of one line. */
static inline int graded_weakest(const struct box *box, const struct graded_placed *placed)
{
    int weakest = GRADES;
    const size_t size = strlen(placed->title->text);
    for (size_t i = 1; i < box->line_count; i++) {
        const size_t start = box->lines[i].line.start;
        const bool is_inside = start > placed->at && start < placed->at + size;
        const int grade = is_inside ? placed->title->grades[start - placed->at] : GRADE_GOOD;
        weakest = grade < weakest ? grade : weakest;
    }
    return weakest;
}

static inline void graded_print_lines(const struct scene *scene, const struct box *box)
{
    fprintf(
        stderr, "%dx%d, %s of %d px:", scene->width, scene->height, box->role, box->style.px);
    for (size_t i = 0; i < box->line_count; i++) {
        fprintf(stderr, "%s%s", i ? " / " : " ", box->lines[i].line.text);
    }
    fprintf(stderr, "\n");
}
