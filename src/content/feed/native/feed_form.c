/* What the form of a text says, and what is shown does not: normalise_shown keeps the words. */
#include "base/translated.h"
#include "base/utf8.h"
#include "content/feed/native/feed_reader.h"
#include "content/text/markup/markdown.h"
#include "content/text/markup/text_picture.h"
#include "content/text/normalise.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* Of a message. */
enum { ADDRESSES_MAX_BYTES = 300 };

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

/* Behind what stands before an item of a list: "1.", "（二）", a bullet of Word's. */
static const char *behind_bullet(const char *line)
{
    static const char *const ends[] = { ".", "．", "、", ")", "）" };
    size_t size = strcspn(line, "\t\n"), signs = 0;
    bool has_words = false, is_numbered = false;
    for (size_t at = 0; at < size; signs++) {
        uint32_t c = utf8_next(line, size, &at);
        has_words = has_words || (c < 0x80 ? isalnum((int)c) != 0 : utf8_is_letter(c));
    }
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t length = strlen(ends[i]);
        is_numbered = is_numbered ||
                      (size > length && strncmp(line + size - length, ends[i], length) == 0);
    }
    bool is_bullet = signs < 5 && (!has_words || is_numbered || strncmp(line, "o\t", 2) == 0);
    return is_bullet ? line + size : line;
}

/* Not that behind a bullet, and not the ones at either end, which nobody sees. */
static bool has_tab(const char *text)
{
    static const char blanks[] = " \t\r\n";
    for (text += strspn(text, blanks); *text; text += strspn(text, blanks)) {
        const char *end = text + strcspn(text, "\n"), *words = behind_bullet(text);
        const char *tab = memchr(words, '\t', (size_t)(end - words));
        bool is_behind_bullet = tab == words && words > text;
        tab = is_behind_bullet ? memchr(tab + 1, '\t', (size_t)(end - tab - 1)) : tab;
        if (tab && tab + strspn(tab, blanks) < end) {
            return true;
        }
        text = end;
    }
    return false;
}

/* Not the break at either end, which nobody sees. */
static bool has_break(const char *text)
{
    static const char blanks[] = " \t\r\n";
    const char *begin = text + strspn(text, blanks), *end = text + strlen(text);
    while (end > begin && strchr(blanks, end[-1])) {
        end--;
    }
    return memchr(begin, '\n', (size_t)(end - begin));
}

/* Their addresses are told: they are needed where the pictures are to be shown. */
static void tell_pictures(struct feed_reader *reader, const char *text)
{
    struct text_picture found = { .end = 0 };
    const char *all = "";
    bool has_one = false;
    while (all && text_picture_find(reader->arena, text, found.end, &found)) {
        has_one = true;
        if (*found.address && strlen(all) + strlen(found.address) < ADDRESSES_MAX_BYTES) {
            all = arena_printf(reader->arena, "%s%s%s", all, *all ? ", " : "", found.address);
        }
    }
    if (has_one && all && *all) {
        reader_warn(reader, FINDING_LOST, "a picture in a text (<img>) is not shown: %s", all);
    } else if (has_one) {
        reader_warn(reader, FINDING_LOST, "a picture in a text (<img>) is not shown");
    }
}

/* "until: 2026-11-30" among the words that people read. */
static const char *rule_within(const char *text)
{
    static const char *const names[] = { "until", "screens" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *at = strstr(text, names[i]);
        const char *behind = at ? at + strlen(names[i]) : "";
        behind += strspn(behind, "\"' ");
        if (*behind == ':' || *behind == '=' || strncmp(behind, "：", strlen("：")) == 0) {
            return names[i];
        }
    }
    return NULL;
}

void reader_tell_lost_form(struct feed_reader *reader, const cJSON *value, bool is_line)
{
    const char *text = cJSON_IsString(value) ? value->valuestring : "", *meant = NULL;
    if (!reader->tells) {
        return;
    }
    tell_pictures(reader, text);
    if (is_line && has_break(text)) {
        reader_warn(reader, FINDING_LOST, "a line break in it: all of it stands in one line");
    }
    if ((!is_line && has_tab(text)) || is_table(text)) {
        reader_warn(reader, FINDING_LOST, "a table in it: its columns run together");
    }
    if (normalise_is_garbled(reader->arena, text, &meant)) {
        reader_warn(reader, FINDING_GARBLED,
            meant ? N_("garbled: saved in one encoding and opened in another: %s")
                  : N_("garbled, and some characters are lost: %s"),
            reader_quote(reader, text));
    }
    const char *rule = rule_within(text);
    if (rule) {
        reader_warn(
            reader, FINDING_BESIDE, "%s stands within the text: nothing heeds it there", rule);
    }
    const char *marks = markdown_marks(reader->arena, text);
    if (*marks) {
        reader_warn(
            reader, FINDING_MARKDOWN, "marks of Markdown, shown as they are typed: %s", marks);
    }
}
