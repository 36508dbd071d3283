/* What the form of a text says, and what is shown does not: normalise_shown keeps the words. */
#include "content/feed/native/feed_reader.h"

#include <string.h>
#include <strings.h>

/* The lines with two of `mark` in their middle, or with a run of blanks where there is none. */
static size_t columned_lines(const char *text, char mark)
{
    size_t lines = 0;
    while (*text) {
        size_t size = strcspn(text, "\n"), at = strspn(text, " "), marks = 0;
        for (size_t run = 0; at < size; at++) {
            run = text[at] == ' ' ? run + 1 : 0;
            marks +=
                mark ? text[at] == mark : run == 2 && at + 1 < size && text[at + 1] != '\n';
        }
        lines += marks >= (mark ? 2 : 1);
        text += size + (text[size] == '\n');
    }
    return lines;
}

static bool is_table(const char *text)
{
    return strcasestr(text, "<td") || strcasestr(text, "<table") ||
           columned_lines(text, '|') > 1 || columned_lines(text, '\0') > 2;
}

/* Not the tab or break at either end, which nobody sees. */
static bool has_inside(const char *text, char mark)
{
    static const char blanks[] = " \t\r\n";
    const char *begin = text + strspn(text, blanks), *end = text + strlen(text);
    while (end > begin && strchr(blanks, end[-1])) {
        end--;
    }
    return memchr(begin, mark, (size_t)(end - begin));
}

void reader_tell_lost_form(struct feed_reader *reader, const cJSON *value, bool is_line)
{
    const char *text = cJSON_IsString(value) ? value->valuestring : "";
    if (is_line && has_inside(text, '\n')) {
        reader_warn(reader, FINDING_LOST, "a line break in it: all of it stands in one line");
    }
    if ((!is_line && has_inside(text, '\t')) || is_table(text)) {
        reader_warn(reader, FINDING_LOST, "a table in it: its columns run together");
    }
    if (strcasestr(text, "<img")) {
        reader_warn(reader, FINDING_LOST, "a picture in a text (<img>) is not shown");
    }
}
