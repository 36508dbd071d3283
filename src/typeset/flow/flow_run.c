#include "typeset/flow/flow_run.h"

#include "base/utf8.h"
#include "typeset/flow/item_head.h"
#include "typeset/set.h"

#include <string.h>

/* A block's text, by its address, as it was read: headings are read otherwise. */
struct flow_reading {
    const char *text;
    bool is_heading;
    struct read_text *read;
};

void flow_readings_init(struct flow_readings *readings)
{
    *readings = (struct flow_readings) { .count = 0 };
}

void flow_readings_finish(struct flow_readings *readings)
{
    arena_finish(&readings->arena);
    flow_readings_init(readings);
}

/* NULL when memory is out. */
static struct read_text *reading_of(struct flow_readings *readings, bool is_heading,
    const struct set_source *source, const struct set_options *options)
{
    for (size_t i = 0; i < readings->count; i++) {
        const struct flow_reading *reading = &readings->list[i];
        if (reading->text == source->text && reading->is_heading == is_heading) {
            return reading->read;
        }
    }
    struct flow_reading *list = arena_grow(
        &readings->arena, readings->list, readings->count, &readings->capacity, sizeof *list);
    struct read_text *read = list ? read_whole(&readings->arena, source, options) : NULL;
    if (read) {
        readings->list = list;
        list[readings->count++] = (struct flow_reading) { source->text, is_heading, read };
    }
    return read;
}

static bool set_block(struct flow_source *source, bool is_heading, const struct set_source *one,
    const struct set_options *set, struct set_result *out)
{
    struct flow_readings *readings = source->text->readings;
    if (!readings) {
        return set_paragraphs(source->arena, one, set, &out->text, &out->flaws);
    }
    struct read_text *read = reading_of(readings, is_heading, one, set);
    return read && set_read(source->arena, one, read, set, out);
}

int flow_line_px(const struct flow_options *options, const struct flow_line *line)
{
    int px = line->kind == FLOW_HEADING ? options->heading_line_px : options->text_line_px;
    return px > 0 ? px : 1;
}

int flow_gap_px(const struct flow_options *options, const struct flow_line *lines, size_t line)
{
    const struct flow_line *at = &lines[line], *before = line > 0 ? at - 1 : NULL;
    if (before && (at->kind == FLOW_CLOSING) != (before->kind == FLOW_CLOSING)) {
        return options->text_line_px / 2;
    }
    if (at->kind == FLOW_TEXT) {
        const bool ends = before && before->kind == FLOW_TEXT && before->line.paragraph_end;
        const bool is_lone =
            at->line.paragraph_end &&
            (line < 2 || before[-1].kind != FLOW_TEXT || before[-1].line.paragraph_end);
        return ends && !is_lone ? options->paragraph_gap_px : 0;
    }
    bool begins = at->kind == FLOW_HEADING && at->heading_run == 1 &&
                  (!before || before->kind != FLOW_HEADING || before->heading_run != 1);
    return begins ? options->block_gap_px : 0;
}

/* A heading that follows a heading is indented by its slide, so it is set an em narrower. */
static struct set_options options_for(
    const struct flow_options *options, enum flow_kind kind, int heading_run, int width_px)
{
    struct set_options set = options->set;
    set.width_px = width_px;
    if (kind == FLOW_HEADING) {
        set.indent_em = 0;
        set.align = SET_LEFT;
        set.hyphenates = false;
        set.balance = true;
        if (heading_run > 1 && set.width_px > 4 * options->heading_style.px) {
            set.width_px -= options->heading_style.px;
        }
    }
    return set;
}

static bool note_missing(struct flow_source *source, const char *missing)
{
    for (size_t at = 0, size = strlen(missing); at < size;) {
        char character[8] = "";
        size_t start = at;
        utf8_next(missing, size, &at);
        memcpy(character, missing + start, at - start);
        bool is_new = source->missing.size == 0 || !strstr(source->missing.data, character);
        if (is_new && !bytes_append(&source->missing, character, at - start)) {
            return false;
        }
    }
    return true;
}

/* Sets a text of the block, or all of it, which is kept. */
static bool set_text(struct flow_source *source, size_t block, const char *text,
    const struct set_options *set, struct set_text *out)
{
    const struct flow_options *options = source->options;
    bool is_heading = source->text->blocks[block].kind == FLOW_HEADING;
    bool is_whole = text == source->text->blocks[block].text;
    struct flow_kept *kept = &source->kept[block];
    if (is_whole && kept->width_px == set->width_px) {
        *out = kept->text;
        return true;
    }
    const struct set_source one = { source->text->measure,
        is_heading ? &options->heading_style : &options->text_style, text };
    struct set_result result;
    if (is_whole ? !set_block(source, is_heading, &one, set, &result)
                 : !set_paragraphs(source->arena, &one, set, &result.text, &result.flaws)) {
        return false;
    }
    *out = result.text;
    source->forced |= result.flaws.forced;
    if (is_whole) {
        *kept = (struct flow_kept) { set->width_px, *out };
    }
    return note_missing(source, out->missing);
}

/* One text of a block, which begins at its byte `offset`. */
struct part {
    size_t block;
    const char *text;
    size_t offset;
    int heading_run;
};

static bool is_closing(const struct flow_block *block, const struct set_line *line)
{
    return line->start >= block->closing_from && line->end <= block->closing_to;
}

static bool add_text(struct flow_source *source, struct flow_run *run, const struct part *part,
    const struct set_options *set)
{
    enum flow_kind kind = source->text->blocks[part->block].kind;
    struct set_text lines;
    if (!set_text(source, part->block, part->text, set, &lines)) {
        return false;
    }
    for (size_t i = 0; i < lines.line_count; i++) {
        struct flow_line *grown = arena_grow(
            source->arena, run->lines, run->count, &run->capacity, sizeof *run->lines);
        if (!grown) {
            return false;
        }
        run->lines = grown;
        grown[run->count] = (struct flow_line) {
            .line = lines.lines[i],
            .kind = kind,
            .block = part->block,
            .heading_run = kind == FLOW_HEADING ? part->heading_run : 0,
        };
        struct flow_line *line = &grown[run->count++];
        line->line.start += part->offset;
        line->line.end += part->offset;
        line->kind =
            is_closing(&source->text->blocks[part->block], &line->line) ? FLOW_CLOSING : kind;
    }
    return true;
}

static bool add_figure(struct flow_source *source, struct flow_run *run, size_t block)
{
    struct flow_figure *grown = arena_grow(source->arena, run->figures, run->figure_count,
        &run->figure_capacity, sizeof *run->figures);
    if (!grown) {
        return false;
    }
    run->figures = grown;
    grown[run->figure_count++] = (struct flow_figure) { block, run->count };
    return true;
}

/* The rest of a block: what is left of the paragraph that was begun has no indent. */
static bool add_rest(struct flow_source *source, struct flow_run *run,
    const struct flow_start *start, int heading_run, int width_px)
{
    const struct flow_block *block = &source->text->blocks[start->block];
    struct set_options set = options_for(source->options, block->kind, heading_run, width_px);
    const char *text = block->text + start->byte;
    size_t begun = start->is_inside ? strcspn(text, "\n") : 0;
    if (begun > 0) {
        struct set_options inside = set;
        inside.indent_em = 0;
        const struct part paragraph = { start->block, arena_strndup(source->arena, text, begun),
            start->byte, heading_run };
        if (!paragraph.text || !add_text(source, run, &paragraph, &inside)) {
            return false;
        }
        begun += text[begun] == '\n' ? 1 : 0;
    }
    const struct part rest = { start->block, text + begun, start->byte + begun, heading_run };
    return text[begun] == '\0' || add_text(source, run, &rest, &set);
}

bool flow_run_set(struct flow_source *source, const struct flow_start *start, int width_px,
    int height_px, struct flow_run *run)
{
    *run = (struct flow_run) { 0 };
    int heading_run = 0;
    int64_t height = 0;
    size_t figures = 0;
    for (size_t i = 0; i < source->text->block_count; i++) {
        enum flow_kind kind = source->text->blocks[i].kind;
        heading_run = kind == FLOW_HEADING  ? heading_run + 1
                      : kind == FLOW_FIGURE ? heading_run
                                            : 0;
        size_t before = run->count;
        bool good = true;
        if (kind == FLOW_FIGURE) {
            good = figures++ < start->figures || add_figure(source, run, i);
        } else if (i >= start->block && height_px > 0 && height > height_px) {
            run->is_cut = true;
        } else if (i >= start->block) {
            const struct flow_start whole = { .block = i };
            good = add_rest(
                source, run, i == start->block ? start : &whole, heading_run, width_px);
        }
        if (!good) {
            return false;
        }
        for (size_t k = before; k < run->count; k++) {
            height += flow_line_px(source->options, &run->lines[k]);
        }
        if (run->is_cut) {
            break;
        }
    }
    return true;
}

enum turn { TURN_GOOD, TURN_LONELY, TURN_UNSIGNED, TURN_BAD };

/* Two lines of the text stay with its closing, and that with itself. */
static bool is_before_closing(const struct flow_run *run, size_t i)
{
    const struct flow_line *lines = run->lines;
    return lines[i].kind == FLOW_CLOSING ||
           (i + 1 < run->count && lines[i + 1].kind == FLOW_CLOSING);
}

/* The number that a paragraph of text begins with, if the line begins one. */
static enum item_level level_at(const struct flow_column *column, const struct flow_line *line)
{
    const char *text = column->blocks[line->block].text;
    const size_t start = line->line.start;
    const bool begins = line->kind == FLOW_TEXT && (start == 0 || text[start - 1] == '\n');
    return begins ? item_level_of(text + start, strcspn(text + start, "\n")) : ITEM_NONE;
}

/* A heading, or a short paragraph that is one: 一、时间安排, but for an entry of a list, behind
 * which the next of its level stands. */
static bool is_head(const struct flow_run *run, const struct flow_column *column, size_t i)
{
    const struct flow_line *line = &run->lines[i];
    if (line->kind != FLOW_TEXT || !line->line.paragraph_end || i + 1 >= run->count) {
        return line->kind == FLOW_HEADING;
    }
    const enum item_level level = level_at(column, line);
    return level != ITEM_NONE && level != level_at(column, line + 1);
}

/* What a turn between line i - 1 and line i would be. `from` is the column's first line. */
static enum turn turn_at(const struct flow_run *run, const struct flow_column *column, size_t i)
{
    const struct flow_line *lines = run->lines;
    if (i >= run->count) {
        return TURN_GOOD;
    }
    if (is_head(run, column, i - 1)) {
        return TURN_BAD;
    }
    /* A heading needs two lines below it, if the text has as many before the next heading. */
    if (i >= 2 && i - 1 > column->from && lines[i].kind == FLOW_TEXT &&
        column->rules != FLOW_RULES_FEW && is_head(run, column, i - 2)) {
        return TURN_BAD;
    }
    if (is_before_closing(run, i)) {
        return TURN_UNSIGNED;
    }
    if (lines[i].kind == FLOW_HEADING || lines[i - 1].line.paragraph_end ||
        column->rules != FLOW_RULES_ALL) {
        return TURN_GOOD;
    }
    bool first_alone =
        i < 2 || lines[i - 2].line.paragraph_end || lines[i - 2].kind == FLOW_HEADING;
    bool last_alone = lines[i].line.paragraph_end;
    return first_alone || last_alone || lines[i - 1].line.hyphenated ? TURN_LONELY : TURN_GOOD;
}

size_t flow_column_end(const struct flow_options *options, const struct flow_run *run,
    const struct flow_column *column)
{
    const size_t from = column->from;
    int y = 0;
    size_t most = from;
    while (most < run->count && most < column->until) {
        y += (most > from ? flow_gap_px(options, run->lines, most) : 0) +
             flow_line_px(options, &run->lines[most]);
        if (y > column->height && most > from) {
            break;
        }
        most++;
    }
    for (enum turn worst = TURN_GOOD; worst < TURN_BAD; worst++) {
        for (size_t end = most; end > from; end--) {
            if (turn_at(run, column, end) <= worst) {
                return end;
            }
        }
    }
    return most;
}
