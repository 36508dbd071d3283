/* A paragraph while it is being collected: white space as a page shows it, figures raised and
 * lowered. Its lines are parted by '\n', and what turns out to be another paragraph by '\f':
 * behind an empty line, or indented by ideographic spaces. Of html_*.c only. */
#pragma once

#include "base/bytes.h"
#include "content/text/markup/shifted.h"

#include <stdbool.h>

struct html_line {
    struct bytes text;
    bool wants_space, wants_break; /* before what comes; a break alone is none between Han */
    size_t bold_bytes, plain_bytes;
    bool failed;
};

void html_line_init(struct html_line *line);
void html_line_finish(struct html_line *line);
void html_line_clear(struct html_line *line);

/* Text of the page. Of `is_kept` (pre) line ends stay. */
void html_line_text(struct html_line *line, const char *text, bool is_bold, bool is_kept);

/* Begins a new line; where one has just begun, a new paragraph. */
void html_line_break(struct html_line *line);

/* The text as superscript or subscript; as it is where Unicode lacks a character of it. */
void html_line_shifted(struct html_line *line, const char *text, enum shift shift);
