#include "content/text/markup/markdown.h"

#include "content/text/syntax.h"

#include <stdbool.h>
#include <string.h>

enum { ADDRESS_MAX = 2048, LABEL_MAX = 400, BOLD_MAX = 300 };

enum mark { MARK_BOLD, MARK_HEADING, MARK_LINK, MARK_LIST, MARK_FENCE, MARK_BREAK, MARK_COUNT };

static const char *const names[MARK_COUNT] = { [MARK_BOLD] = "** **",
    [MARK_HEADING] = "#",
    [MARK_LINK] = "[ ]( )",
    [MARK_LIST] = "-",
    [MARK_FENCE] = "```",
    [MARK_BREAK] = "\\n" };

/* A text that is gone through, and what comes of it. */
struct reading {
    const char *at;
    char *out; /* as long as the text at most, but for bullets and brackets */
    size_t used;
    size_t seen[MARK_COUNT];
    const char *label, *address; /* of the last link */
    size_t label_size, address_size;
    bool keeps_links; /* each with its address behind it */
};

static void put(struct reading *reading, const char *text, size_t size)
{
    memcpy(reading->out + reading->used, text, size);
    reading->used += size;
}

/* How long the run of stars is. */
static size_t stars(const char *at)
{
    return strspn(at, "*");
}

/* "**x**" or "***x***" in one line: what is between them, or 0. */
static size_t bold_size(const char *at)
{
    size_t run = stars(at);
    const char *text = at + run;
    if (run < 2 || run > 3 || strchr(" \t\n", *text)) {
        return 0;
    }
    for (size_t i = 1; i < BOLD_MAX && text[i] && text[i] != '\n'; i++) {
        if (text[i] == '*') {
            return stars(text + i) == run && text[i - 1] != ' ' ? i : 0;
        }
    }
    return 0;
}

/* Whether people would take it for an address: no blank, and what addresses have. */
static bool looks_like_address(const char *text, size_t size)
{
    bool has_mark = false;
    for (size_t i = 0; i < size; i++) {
        if (text[i] == ' ' || text[i] == '\n') {
            return false;
        }
        has_mark = has_mark || strchr("./:", text[i]);
    }
    return size > 0 && size < ADDRESS_MAX && has_mark;
}

/* Up to one of the ends, no further than max: of a hostile text each sign is looked at. */
static size_t size_before(const char *text, const char *ends, size_t max)
{
    size_t size = 0;
    while (size < max && text[size] && !strchr(ends, text[size])) {
        size++;
    }
    return size;
}

/* "[label](address)" at the bracket: how long all of it is, or 0. */
static size_t find_link(struct reading *reading)
{
    const char *label = reading->at + 1;
    size_t size = size_before(label, "[]\n", LABEL_MAX);
    if (*reading->at != '[' || size == 0 || strncmp(label + size, "](", 2) != 0) {
        return 0;
    }
    const char *address = label + size + 2;
    size_t address_size = size_before(address, ")\n", ADDRESS_MAX);
    if (address[address_size] != ')' || !looks_like_address(address, address_size)) {
        return 0;
    }
    reading->label = label;
    reading->label_size = size;
    reading->address = address;
    reading->address_size = address_size;
    return (size_t)(address + address_size + 1 - reading->at);
}

static size_t item_size(const char *line)
{
    size_t blank = strspn(line, " ");
    return strchr("-*+", line[blank]) && line[blank] && line[blank + 1] == ' ' ? blank + 2 : 0;
}

static size_t heading_size(const char *line)
{
    size_t blank = strspn(line, " "), signs = strspn(line + blank, "#");
    size_t behind = strspn(line + blank + signs, " ");
    bool is_heading = signs > 0 && signs < 7 && (behind > 0 || signs > 1) &&
                      !strchr("\n", line[blank + signs + behind]);
    return is_heading ? blank + signs + behind : 0;
}

static bool is_fence(const char *line)
{
    return strncmp(line + strspn(line, " "), "```", 3) == 0;
}

static size_t count_items(const char *text)
{
    size_t items = 0;
    while (*text) {
        items += item_size(text) > 0;
        text += strcspn(text, "\n");
        text += *text == '\n';
    }
    return items;
}

static void take_link(struct reading *reading)
{
    put(reading, reading->label, reading->label_size);
    if (reading->keeps_links) {
        put(reading, "（", strlen("（"));
        put(reading, reading->address, reading->address_size);
        put(reading, "）", strlen("）"));
    }
}

/* "\n" that was escaped twice; not what a path of Windows has. */
static bool is_break(const struct reading *reading)
{
    const char *at = reading->at;
    return at[0] == '\\' && at[1] == 'n' && !(at[2] >= 'a' && at[2] <= 'z');
}

/* Between the ends of a line. */
static void take_words(struct reading *reading, const char *end)
{
    while (reading->at < end) {
        size_t bold = *reading->at == '*' ? bold_size(reading->at) : 0;
        size_t link = *reading->at == '[' ? find_link(reading) : 0;
        /* "![" begins a picture, which is told of elsewhere */
        size_t run = *reading->at == '*'                  ? stars(reading->at)
                     : strncmp(reading->at, "![", 2) == 0 ? 2
                                                          : 1;
        if (is_break(reading)) {
            reading->seen[MARK_BREAK]++;
            put(reading, "\n", 1);
            reading->at += 2;
        } else if (bold) {
            reading->seen[MARK_BOLD]++;
            reading->at += run;
            take_words(reading, reading->at + bold);
            reading->at += run;
        } else if (link) {
            reading->seen[MARK_LINK]++;
            take_link(reading);
            reading->at += link;
        } else {
            put(reading, reading->at, run);
            reading->at += run;
        }
    }
}

/* What a line begins with, and what ends it. Returns where its words end. */
static const char *take_ends(struct reading *reading, const char *end, bool has_list)
{
    size_t heading = heading_size(reading->at);
    size_t item = has_list && !heading ? item_size(reading->at) : 0;
    if (item) {
        put(reading, reading->at, item - 2);
        put(reading, "• ", strlen("• "));
    }
    reading->seen[MARK_LIST] += item > 0;
    reading->seen[MARK_HEADING] += heading > 0;
    reading->at += heading + item;
    while (heading && end > reading->at && strchr("# ", end[-1])) {
        end--;
    }
    return end;
}

static bool read_all(struct arena *arena, const char *text, struct reading *reading)
{
    bool has_list = count_items(text) > 1;
    reading->at = text;
    reading->used = 0;
    memset(reading->seen, 0, sizeof reading->seen);
    reading->out = arena_alloc(arena, 3 * strlen(text) + 1);
    while (reading->out && *reading->at) {
        const char *end = reading->at + strcspn(reading->at, "\n");
        const char *next = end + (*end == '\n');
        if (is_fence(reading->at)) {
            reading->seen[MARK_FENCE]++;
            reading->used -=
                !*next && reading->used > 0 && reading->out[reading->used - 1] == '\n';
        } else {
            take_words(reading, take_ends(reading, end, has_list));
            put(reading, end, (size_t)(next - end));
        }
        reading->at = next;
    }
    return reading->out;
}

const char *markdown_marks(struct arena *arena, const char *text)
{
    struct reading reading = { .keeps_links = false };
    const char *marks = "";
    if (!strpbrk(text, "*#[`-+\\") || !read_all(arena, text, &reading)) {
        return "";
    }
    for (int i = 0; i < MARK_COUNT && marks; i++) {
        if (reading.seen[i] > 0) {
            marks = arena_printf(arena, "%s%s%s", marks, *marks ? "  " : "", names[i]);
        }
    }
    return marks ? marks : "";
}

const char *markdown_plain(struct arena *arena, const char *text, const char **address)
{
    struct reading reading = { .keeps_links = false };
    bool done = read_all(arena, text, &reading), is_alone = false;
    if (done && reading.seen[MARK_LINK] == 1) {
        const char *only = arena_strndup(arena, reading.address, reading.address_size);
        is_alone = address && only && syntax_is_absolute_address(only);
        if (is_alone) {
            *address = only;
        }
    }
    reading.keeps_links = done && reading.seen[MARK_LINK] > 0 && !is_alone;
    done = done && (!reading.keeps_links || read_all(arena, text, &reading));
    if (done) {
        reading.out[reading.used] = '\0';
    }
    return done ? reading.out : NULL;
}
