/* Headlines with a mark at each place where a reader would part them: "//" where one breathes
 * first, "/" between phrases, "." where only need parts words. A "." between figures is text.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

enum grade { GRADE_NONE, GRADE_POOR, GRADE_GOOD, GRADE_FIRST, GRADES };

enum { GRADED_MAX = 512 };

struct graded {
    char text[GRADED_MAX];            /* without the marks */
    unsigned char grades[GRADED_MAX]; /* enum grade, by byte of text */
};

static inline bool graded_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* —— begins a line: what stands behind it counts before it. */
static inline void graded_move_dashes(struct graded *graded)
{
    static const char dashes[] = "——";
    const size_t size = sizeof dashes - 1;
    for (char *found = strstr(graded->text, dashes); found;
         found = strstr(found + size, dashes)) {
        size_t at = (size_t)(found - graded->text);
        if (graded->grades[at + size] > graded->grades[at]) {
            graded->grades[at] = graded->grades[at + size];
        }
        graded->grades[at + size] = GRADE_NONE;
    }
}

static inline struct graded graded_read(const char *line, size_t size)
{
    struct graded graded = { "", { 0 } };
    size_t at = 0;
    for (size_t i = 0; i < size && at + 1 < GRADED_MAX; i++) {
        char before = i > 0 ? line[i - 1] : '\0', next = i + 1 < size ? line[i + 1] : '\0';
        if (line[i] == '/') {
            graded.grades[at] = graded.grades[at] == GRADE_GOOD ? GRADE_FIRST : GRADE_GOOD;
        } else if (line[i] == '.' && !(graded_is_digit(before) && graded_is_digit(next))) {
            graded.grades[at] = GRADE_POOR;
        } else if (line[i] == ' ' && graded.grades[at]) { /* the mark stood before the space */
            graded.grades[at + 1] = graded.grades[at];
            graded.grades[at] = GRADE_NONE;
            graded.text[at++] = ' ';
        } else {
            graded.text[at++] = line[i];
        }
    }
    graded_move_dashes(&graded);
    return graded;
}
