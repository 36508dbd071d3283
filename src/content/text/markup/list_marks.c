#include "content/text/markup/list_marks.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { NUMBER_MAX = 1000 };

static bool is_tag(const struct tag *tag, const char *name)
{
    return tag->name && strcmp(tag->name, name) == 0;
}

/* Behind the attribute's name, or NULL. */
static const char *find_attribute(const char *text, const struct tag *tag, const char *name)
{
    size_t length = strlen(name);
    for (const char *at = text; at + length < tag->end; at++) {
        if (isspace((unsigned char)*at) && strncasecmp(at + 1, name, length) == 0 &&
            !isalnum((unsigned char)at[1 + length])) {
            return at + 1 + length;
        }
    }
    return NULL;
}

/* As HTML has it: a whole number in quotes or not; 0 for none, and for what nobody means. */
static int number_of(const char *text, const struct tag *tag, const char *name)
{
    const char *at = find_attribute(text, tag, name);
    at = at ? at + strspn(at, " =\"'") : NULL;
    long number = at && isdigit((unsigned char)*at) ? strtol(at, NULL, 10) : 0;
    return number > 0 && number < NUMBER_MAX ? (int)number : 0;
}

/* Items of the list whose tag ends there, without those of lists in it and of comments. */
static int count_items(const char *text)
{
    int items = 0;
    for (size_t depth = 1; depth > 0 && (text = strchr(text, '<')); text++) {
        struct tag tag = tag_read(text);
        if (strncmp(text, "<!--", 4) == 0) {
            text = tag.end - 1; /* items in it are none */
        }
        bool is_list = is_tag(&tag, "ol") || is_tag(&tag, "ul");
        items += depth == 1 && !tag.closes && is_tag(&tag, "li");
        depth = is_list ? depth + (tag.closes ? -1 : 1) : depth;
    }
    return items;
}

static void open_list(struct list_marks *marks, const char *text, const struct tag *tag)
{
    size_t at = marks->depth++;
    if (at >= LISTS_MAX) {
        return;
    }
    const char *style = find_attribute(text, tag, "style");
    bool is_plain = style && memmem(style, (size_t)(tag->end - style), "none", 4);
    bool counts_down = find_attribute(text, tag, "reversed") && marks->looks_left > 0;
    int first = number_of(text, tag, "start");
    marks->looks_left -= counts_down;
    marks->open[at].is_ordered = is_tag(tag, "ol") && !is_plain;
    marks->open[at].step = counts_down ? -1 : 1;
    marks->open[at].number = first ? first : counts_down ? count_items(tag->end) : 1;
}

size_t list_marks_follow(struct list_marks *marks, const char *text, const struct tag *tag,
    char out[LIST_MARK_BYTES])
{
    if (is_tag(tag, "ol") || is_tag(tag, "ul")) {
        if (!tag->closes) {
            open_list(marks, text, tag);
        } else if (marks->depth > 0) {
            marks->depth--;
        }
        return 0;
    }
    size_t at = marks->depth - 1;
    if (!is_tag(tag, "li") || tag->closes || marks->depth == 0 || marks->depth > LISTS_MAX) {
        return 0;
    }
    int own = number_of(text, tag, "value");
    int number = own ? own : marks->open[at].number;
    marks->open[at].number = number + marks->open[at].step;
    bool is_shown = marks->open[at].is_ordered && number > 0 && number < NUMBER_MAX;
    return is_shown ? (size_t)snprintf(out, LIST_MARK_BYTES, "%d. ", number) : 0;
}
