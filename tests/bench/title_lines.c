/* How headlines are set: of each line of stdin, a width in em, a tab and a headline, its lines
 * with " / " between them (script/title-sheets):
 *
 *     title_lines < HEADLINES
 */
#include "../typeset/title_reader.h"

#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    enum { LONGEST = 1024 };
    char line[LONGEST], lines[4 * LONGEST];
    while (fgets(line, sizeof line, stdin)) {
        char *text = strchr(line, '\t');
        if (!text) {
            fprintf(stderr, "title_lines: no tab: %s", line);
            return 2;
        }
        text[strcspn(text, "\n")] = '\0';
        if (!title_lines(text + 1, atoi(line), " / ", lines)) {
            return 1;
        }
        printf("%s\n", lines);
    }
    return 0;
}
