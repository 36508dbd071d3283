#include "content/feed/feed_stowed.h"

#define SIZE_OF(type, member) sizeof(((struct type *)0)->member)
#define PLAIN(type, member)                                                                    \
    {                                                                                          \
        STOW_PLAIN, offsetof(struct type, member), SIZE_OF(type, member), NULL                 \
    }
#define TEXT(type, member)                                                                     \
    {                                                                                          \
        STOW_TEXT, offsetof(struct type, member), 0, NULL                                      \
    }
#define TEXTS(type, list, length)                                                              \
    {                                                                                          \
        STOW_TEXTS, offsetof(struct type, list), offsetof(struct type, length), NULL           \
    }
#define LIST(type, list, length, object)                                                       \
    {                                                                                          \
        STOW_LIST, offsetof(struct type, list), offsetof(struct type, length), &(object)       \
    }
#define INSIDE(type, member, object)                                                           \
    {                                                                                          \
        STOW_INSIDE, offsetof(struct type, member), 0, &(object)                               \
    }
#define OBJECT(type, table)                                                                    \
    _Static_assert(sizeof(table) / sizeof *(table) <= STOWED_MEMBERS_MAX, "one bit each");     \
    static const struct stowed_object table##_object = { sizeof(struct type), table,           \
        sizeof(table) / sizeof *(table) }

static const struct stowed_member window[] = {
    PLAIN(show_window, from),
    PLAIN(show_window, until),
    TEXT(show_window, days),
    TEXT(show_window, hours),
};
OBJECT(show_window, window);

static const struct stowed_member show[] = {
    PLAIN(show, from),
    PLAIN(show, until),
    TEXT(show, days),
    TEXT(show, hours),
    TEXTS(show, screens, screen_count),
    PLAIN(show, priority),
    PLAIN(show, weight),
    PLAIN(show, max_age_ms),
    LIST(show, windows, window_count, window_object),
};
OBJECT(show, show);

static const struct stowed_member phone[] = {
    TEXT(phone, number),
    TEXT(phone, note),
    TEXT(phone, extension),
    TEXT(phone, dial),
    PLAIN(phone, bare_size),
};
OBJECT(phone, phone);

static const struct stowed_member hotline[] = {
    TEXT(hotline, label),
    LIST(hotline, phones, phone_count, phone_object),
    TEXT(hotline, reading),
    TEXT(hotline, hours),
    PLAIN(hotline, verified_until),
    INSIDE(hotline, show, show_object),
    PLAIN(hotline, index),
};
OBJECT(hotline, hotline);

static const struct stowed_member link[] = {
    TEXT(link, label),
    TEXT(link, url),
    INSIDE(link, show, show_object),
    PLAIN(link, index),
};
OBJECT(link, link);

static const struct stowed_member block[] = {
    PLAIN(block, kind),
    TEXT(block, text),
    TEXT(block, url),
};
OBJECT(block, block);

static const struct stowed_member row[] = {
    PLAIN(agenda_row, from_minute),
    PLAIN(agenda_row, until_minute),
    PLAIN(agenda_row, is_open),
    TEXT(agenda_row, title),
    TEXT(agenda_row, place),
};
OBJECT(agenda_row, row);

static const struct stowed_member column[] = {
    TEXT(table_column, label),
    TEXT(table_column, unit),
    PLAIN(table_column, weight),
    TEXT(table_column, type),
};
OBJECT(table_column, column);

static const struct stowed_member table_row[] = {
    TEXT(table_row, group),
    TEXTS(table_row, cells, cell_count),
    TEXT(table_row, state),
    PLAIN(table_row, until),
    PLAIN(table_row, from_minute),
    PLAIN(table_row, until_minute),
};
OBJECT(table_row, table_row);

static const struct stowed_member item[] = {
    TEXT(item, id),
    PLAIN(item, kind),
    TEXT(item, lang),
    TEXT(item, title),
    TEXT(item, text),
    TEXT(item, url),
    TEXT(item, source),
    PLAIN(item, published),
    PLAIN(item, verified_until),
    TEXT(item, level),
    LIST(item, blocks, block_count, block_object),
    TEXT(item, picture),
    PLAIN(item, is_contained),
    PLAIN(item, focus_x),
    PLAIN(item, focus_y),
    PLAIN(item, to),
    TEXT(item, after),
    PLAIN(item, date),
    LIST(item, rows, row_count, row_object),
    PLAIN(item, as_of),
    PLAIN(item, max_age_ms),
    TEXT(item, empty),
    LIST(item, columns, column_count, column_object),
    LIST(item, table_rows, table_row_count, table_row_object),
    TEXT(item, severity),
    TEXT(item, instruction),
    TEXT(item, contact),
    PLAIN(item, is_banner),
    PLAIN(item, is_test),
    PLAIN(item, is_clear),
    INSIDE(item, show, show_object),
    PLAIN(item, index),
};
OBJECT(item, item);

static const struct stowed_member feed[] = {
    PLAIN(feed, serial),
    PLAIN(feed, issued),
    PLAIN(feed, expires),
    TEXT(feed, lang),
    TEXT(feed, site_name),
    TEXT(feed, welcome),
    TEXT(feed, logo),
    TEXTS(feed, footer, footer_count),
    LIST(feed, hotlines, hotline_count, hotline_object),
    LIST(feed, links, link_count, link_object),
    LIST(feed, items, item_count, item_object),
};
_Static_assert(sizeof(feed) / sizeof *(feed) <= STOWED_MEMBERS_MAX, "one bit each");
const struct stowed_object feed_stowed = { sizeof(struct feed), feed,
    sizeof(feed) / sizeof *(feed) };
