#include "content/text/spelling.h"

#include <ctype.h>
#include <string.h>

enum { LONGEST = 40, LONG_NAME = 7 };

static int folded(char c)
{
    return c == '-' ? '_' : tolower((unsigned char)c);
}

static int least(int a, int b)
{
    return a < b ? a : b;
}

/* Optimal string alignment: as Levenshtein's, and neighbours that change places count once. */
static int distance(const char *left, size_t left_size, const char *right, size_t right_size)
{
    int rows[3][LONGEST + 1];
    int *before = rows[0], *above = rows[1], *row = rows[2];
    for (size_t r = 0; r <= right_size; r++) {
        above[r] = (int)r;
    }
    for (size_t l = 1; l <= left_size; l++) {
        row[0] = (int)l;
        for (size_t r = 1; r <= right_size; r++) {
            int a = folded(left[l - 1]), b = folded(right[r - 1]);
            row[r] = least(above[r - 1] + (a != b), least(above[r], row[r - 1]) + 1);
            if (l > 1 && r > 1 && a == folded(right[r - 2]) && folded(left[l - 2]) == b) {
                row[r] = least(row[r], before[r - 2] + 1);
            }
        }
        int *free_row = before;
        before = above;
        above = row;
        row = free_row;
    }
    return above[right_size];
}

bool spelling_is_near(const char *name, const char *known)
{
    size_t size = strlen(name), known_size = strlen(known);
    size_t shorter = size < known_size ? size : known_size;
    size_t longer = size < known_size ? known_size : size;
    size_t slips = shorter >= LONG_NAME ? 2 : shorter > 2 ? 1 : 0;
    return longer <= LONGEST && longer - shorter <= slips &&
           distance(name, size, known, known_size) <= (int)slips;
}
