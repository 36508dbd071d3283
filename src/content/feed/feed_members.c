#include "content/feed/feed_members.h"

#include "base/translated.h"
#include "content/text/syntax.h"

#include <string.h>

#define AT(type, member) .offset = offsetof(struct type, member)
#define LIST_AT(type, list, length)                                                            \
    .offset = offsetof(struct type, list), .count_offset = offsetof(struct type, length)
#define MEMBERS(table) .members = table, .count = sizeof(table) / sizeof *(table)
#define INDEXED(type) .has_index = true, .index_offset = offsetof(struct type, index)

#define DATE .forms = MOMENT_DATE, .what = N_("a date")
#define DATED .forms = MOMENT_DATE | MOMENT_INSTANT, .what = N_("a date")
#define MOMENT .forms = MOMENT_ANY, .what = N_("a date")
#define INSTANT .forms = MOMENT_INSTANT, .what = N_("a time with its offset")

#define DAYS .form = syntax_days, .what = N_("days such as Mon-Fri or Mon,Wed")
#define HOURS .form = syntax_hours, .what = N_("hours such as 07:30-22:00")

static const char *const levels[] = { "info", "important", "urgent", NULL };
static const char *const column_types[] = { "text", "number", "time", "departure", NULL };
static const char *const severities[] = { "minor", "moderate", "severe", "extreme", NULL };

static const struct feed_member window[] = {
    { "from", FEED_MOMENT, AT(show_window, from), MOMENT },
    { "until", FEED_MOMENT, AT(show_window, until), MOMENT },
    { "days", FEED_FORM, AT(show_window, days), DAYS },
    { "hours", FEED_FORM, AT(show_window, hours), HOURS },
};

static const struct feed_member show[] = {
    { "from", FEED_MOMENT, NARROWS, AT(show, from), MOMENT },
    { "until", FEED_MOMENT, NARROWS, AT(show, until), MOMENT },
    { "days", FEED_FORM, NARROWS, AT(show, days), DAYS },
    { "hours", FEED_FORM, NARROWS, AT(show, hours), HOURS },
    { .name = "windows", .flags = NARROWS, .max = FEED_WINDOWS_MAX },
    { .name = "screens", .flags = NARROWS, .max = FEED_SCREENS_MAX },
    { "priority", FEED_INTEGER, AT(show, priority), .min = -1000, .max = 1000 },
    { "weight", FEED_INTEGER, AT(show, weight), .min = 1, .max = 10, .fallback = 1 },
    { "max_age", FEED_SPAN, NARROWS, AT(show, max_age_ms) },
};

static const struct feed_member site[] = {
    { "name", FEED_LINE, JUDGED | COMPARED | WHOLE, AT(feed, site_name) },
    { "welcome", FEED_TEXT, JUDGED | COMPARED, AT(feed, welcome) },
    { "logo", FEED_PICTURE, JUDGED | COMPARED, AT(feed, logo) },
    { "footer", FEED_LINES, JUDGED | COMPARED, LIST_AT(feed, footer, footer_count),
        .max = FEED_FOOTER_MAX },
};

static const struct feed_member phone[] = {
    { "number", FEED_PHONE, JUDGED, AT(phone, number), .needed = ALWAYS },
    { "note", FEED_LINE, JUDGED, AT(phone, note) },
};

static const struct feed_member hotline[] = {
    { "label", FEED_LINE, JUDGED | COMPARED, AT(hotline, label) },
    { "numbers", FEED_LIST, ALONE, LIST_AT(hotline, phones, phone_count), .of = &feed_phone,
        .max = FEED_PHONES_MAX, .needed = ALWAYS },
    { "hours", FEED_LINE, JUDGED, AT(hotline, hours) },
    { "verified_until", FEED_MOMENT, AT(hotline, verified_until), DATE },
    { "show", FEED_SHOW, AT(hotline, show) },
};

static const struct feed_member link[] = {
    { "label", FEED_LINE, JUDGED | COMPARED, AT(link, label) },
    { "url", FEED_ADDRESS, JUDGED | COMPARED, AT(link, url), .needed = ALWAYS },
    { "show", FEED_SHOW, AT(link, show) },
};

static const struct feed_member block[] = {
    { "text", FEED_TEXT, JUDGED | COMPARED, AT(block, text) },
    { "image", FEED_PICTURE, JUDGED | COMPARED, AT(block, url) },
};

static const struct feed_member row[] = {
    { .name = "time", .needed = ALWAYS },
    { "title", FEED_LINE, JUDGED | COMPARED, AT(agenda_row, title), .needed = ALWAYS },
    { "place", FEED_LINE, JUDGED | COMPARED, AT(agenda_row, place) },
};

static const struct feed_member table_column[] = {
    { "label", FEED_LINE, JUDGED | COMPARED, AT(table_column, label) },
    { "weight", FEED_INTEGER, AT(table_column, weight), .fallback = 1, .min = 1, .max = 10 },
    { "type", FEED_WORD, AT(table_column, type), .words = column_types,
        .what = N_("text, number, time or departure") },
    { "unit", FEED_LINE, JUDGED | COMPARED, AT(table_column, unit) },
};

static const struct feed_member table_row[] = {
    { "group", FEED_LINE, JUDGED | COMPARED, AT(table_row, group) },
    { "cells", FEED_LINES, JUDGED | COMPARED, LIST_AT(table_row, cells, cell_count),
        .max = FEED_COLUMNS_MAX },
    { "state", FEED_LINE, JUDGED | COMPARED, AT(table_row, state) },
    { "until", FEED_MOMENT, AT(table_row, until), MOMENT },
};

static const struct feed_member item[] = {
    { .name = "id" },
    { .name = "kind", .needed = ALWAYS },
    { "lang", FEED_LANGUAGE, AT(item, lang) },
    { "title", FEED_LINE, JUDGED | COMPARED | ENOUGH, AT(item, title),
        .needed = COUNTDOWN | AGENDA | TABLE },
    { "text", FEED_TEXT, JUDGED | COMPARED | ENOUGH, NOTICE | ALERT, AT(item, text) },
    { "source", FEED_LINE, JUDGED | COMPARED, ARTICLE, AT(item, source) },
    { "after", FEED_LINE, JUDGED | COMPARED, COUNTDOWN, AT(item, after) },
    { "instruction", FEED_TEXT, JUDGED, ALERT, AT(item, instruction) },
    { "contact", FEED_LINE, JUDGED, ALERT, AT(item, contact) },
    { "url", FEED_ADDRESS, JUDGED | COMPARED, AT(item, url) },
    { "image", FEED_PICTURE, JUDGED | COMPARED | ENOUGH, PICTURE, AT(item, picture),
        .needed = PICTURE },
    { "body", FEED_LIST, ENOUGH, ARTICLE, LIST_AT(item, blocks, block_count), .of = &feed_block,
        .max = FEED_BLOCKS_MAX },
    { "rows", FEED_LIST, 0, AGENDA, LIST_AT(item, rows, row_count), .of = &feed_row,
        .max = FEED_ROWS_MAX, .needed = AGENDA },
    { "columns", FEED_LIST, 0, TABLE, LIST_AT(item, columns, column_count),
        .of = &feed_table_column, .max = FEED_COLUMNS_MAX, .needed = TABLE },
    { "rows", FEED_LIST, 0, TABLE, LIST_AT(item, table_rows, table_row_count),
        .of = &feed_table_row, .max = FEED_ROWS_MAX },
    { "empty", FEED_LINE, JUDGED | COMPARED, TABLE, AT(item, empty) },
    { "as_of", FEED_MOMENT, 0, TABLE, AT(item, as_of), MOMENT },
    { "max_age", FEED_SPAN, 0, TABLE, AT(item, max_age_ms) },
    { "published", FEED_MOMENT, AT(item, published), DATED, .is_loose = true },
    { "verified_until", FEED_MOMENT, 0, ~ALERT, AT(item, verified_until), DATE },
    { "show", FEED_SHOW, AT(item, show) },
    { "level", FEED_WORD, 0, NOTICE, AT(item, level), .words = levels,
        .what = N_("info, important or urgent") },
    { .name = "fit", .kinds = PICTURE },
    { .name = "focus", .kinds = PICTURE },
    { "to", FEED_MOMENT, 0, COUNTDOWN, AT(item, to), MOMENT, .needed = COUNTDOWN },
    { "date", FEED_MOMENT, 0, AGENDA, AT(item, date), DATE },
    { "severity", FEED_WORD, 0, ALERT, AT(item, severity), .words = severities, .fallback = 2,
        .what = N_("minor, moderate, severe or extreme") },
    { "banner", FEED_SWITCH, 0, ALERT, AT(item, is_banner) },
    { "test", FEED_SWITCH, 0, ALERT, AT(item, is_test) },
    { "clear", FEED_SWITCH, 0, ALERT, AT(item, is_clear) },
};

static const struct feed_member document[] = {
    { .name = "$schema" }, /* where an editing program finds config/feed.schema.json */
    { .name = "lobbycard", .needed = ALWAYS },
    { .name = "serial" },
    { "issued", FEED_MOMENT, AT(feed, issued), INSTANT },
    { "expires", FEED_MOMENT, AT(feed, expires), INSTANT },
    { "lang", FEED_LANGUAGE, AT(feed, lang) },
    { "site", FEED_OBJECT, .of = &feed_site },
    { "hotlines", FEED_LIST, LIST_AT(feed, hotlines, hotline_count), .of = &feed_hotline,
        .max = FEED_HOTLINES_MAX },
    { "links", FEED_LIST, LIST_AT(feed, links, link_count), .of = &feed_link,
        .max = FEED_LINKS_MAX },
    { "items", FEED_LIST, LIST_AT(feed, items, item_count), .of = &feed_item,
        .max = FEED_ITEMS_MAX },
};

const struct feed_object feed_document = { sizeof(struct feed), MEMBERS(document) };
const struct feed_object feed_window = { sizeof(struct show_window), MEMBERS(window) };
const struct feed_object feed_show = { sizeof(struct show), MEMBERS(show) };
const struct feed_object feed_site = { sizeof(struct feed), MEMBERS(site) };
const struct feed_object feed_phone = { sizeof(struct phone), MEMBERS(phone) };
const struct feed_object feed_block = { sizeof(struct block), MEMBERS(block) };
const struct feed_object feed_row = { sizeof(struct agenda_row), MEMBERS(row) };
const struct feed_object feed_table_column = { sizeof(struct table_column),
    MEMBERS(table_column) };
const struct feed_object feed_table_row = { sizeof(struct table_row), MEMBERS(table_row) };
const struct feed_object feed_hotline = { sizeof(struct hotline), MEMBERS(hotline),
    INDEXED(hotline) };
const struct feed_object feed_link = { sizeof(struct link), MEMBERS(link), INDEXED(link) };
const struct feed_object feed_item = { sizeof(struct item), MEMBERS(item), INDEXED(item),
    .has_id = true, .id_offset = offsetof(struct item, id) };

const struct feed_member *feed_member_of(
    const struct feed_object *of, const char *name, unsigned kind)
{
    const struct feed_member *found = NULL;
    for (size_t i = 0; i < of->count; i++) {
        const struct feed_member *member = &of->members[i];
        bool is_named = *member->name == *name && strcmp(member->name, name) == 0;
        found = is_named && (!found || (member->kinds & kind)) ? member : found;
    }
    return found;
}

void feed_blank(const struct feed_object *of, void *object)
{
    for (size_t i = 0; i < of->count; i++) {
        const struct feed_member *member = &of->members[i];
        void *at = (char *)object + member->offset;
        switch (member->type) {
        case FEED_FORM:
        case FEED_LANGUAGE:
        case FEED_LINE:
        case FEED_TEXT:
        case FEED_PHONE:
        case FEED_ADDRESS:
        case FEED_PICTURE:
            *(const char **)at = "";
            break;
        case FEED_WORD:
            *(const char **)at = member->words[member->fallback];
            break;
        case FEED_INTEGER:
            *(int *)at = member->fallback;
            break;
        case FEED_OBJECT:
            feed_blank(member->of, object);
            break;
        case FEED_SHOW:
            feed_blank(&feed_show, at);
            break;
        default:
            break;
        }
    }
}

bool feed_is_blank(const struct feed_member *member, const void *object)
{
    const char *at = (const char *)object + member->offset;
    size_t count;
    switch (member->type) {
    case FEED_WORD:
    case FEED_FORM:
    case FEED_LANGUAGE:
    case FEED_LINE:
    case FEED_TEXT:
    case FEED_PHONE:
    case FEED_ADDRESS:
    case FEED_PICTURE:
        return !**(const char *const *)at;
    case FEED_MOMENT:
        return !((const struct moment *)at)->form;
    case FEED_LINES:
    case FEED_LIST:
        feed_elements(member, object, &count);
        return count == 0;
    default:
        return false;
    }
}

const void *feed_elements(const struct feed_member *list, const void *object, size_t *count)
{
    const void *elements;
    memcpy(&elements, (const char *)object + list->offset, sizeof elements);
    memcpy(count, (const char *)object + list->count_offset, sizeof *count);
    return elements;
}

void feed_set_elements(
    const struct feed_member *list, void *object, const void *elements, size_t count)
{
    memcpy((char *)object + list->offset, &elements, sizeof elements);
    memcpy((char *)object + list->count_offset, &count, sizeof count);
}

static bool visit_list(
    const struct feed_member *list, const void *object, const struct feed_visitor *visitor)
{
    size_t count;
    const void *elements = feed_elements(list, object, &count);
    bool goes_on = true;
    for (size_t i = 0; goes_on && i < count; i++) {
        goes_on =
            list->type == FEED_LINES
                ? visitor->visit(visitor->context, list, ((const char *const *)elements)[i])
                : feed_visit(list->of, (const char *)elements + i * list->of->size, visitor);
    }
    return goes_on;
}

bool feed_visit_member(
    const struct feed_member *member, const void *object, const struct feed_visitor *visitor)
{
    switch (member->type) {
    case FEED_LINE:
    case FEED_TEXT:
    case FEED_PHONE:
    case FEED_ADDRESS:
    case FEED_PICTURE:
        return visitor->visit(visitor->context, member,
            *(const char *const *)((const char *)object + member->offset));
    case FEED_LINES:
    case FEED_LIST:
        return visit_list(member, object, visitor);
    case FEED_OBJECT:
        return feed_visit(member->of, object, visitor);
    default:
        return true;
    }
}

bool feed_visit(
    const struct feed_object *of, const void *object, const struct feed_visitor *visitor)
{
    bool goes_on = true;
    for (size_t i = 0; goes_on && i < of->count; i++) {
        goes_on = feed_visit_member(&of->members[i], object, visitor);
    }
    return goes_on;
}
