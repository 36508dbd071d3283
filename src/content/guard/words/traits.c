/* What marks an offer and is no phrase: addresses, accounts, words in quotation marks. */
#include "base/utf8.h"
#include "content/guard/words/words_private.h"
#include "content/text/plate.h"

#include <string.h>

enum {
    HOST_ROOM = 80,
    HANDLE_MIN = 6,
    HANDLE_FIGURES_MIN = 3,
    COUNTED_LETTERS_MAX = 2,
    COUNTED_FIGURES_MAX = 4,
    NUMBERED_MAX = 8,
    PIECES_MIN = 3,
    PIECES_LETTERS_MAX = 60
};

/* Ends of a host that are written with a stop that is none, or with 点. */
static const char *const hidden_ends[] = { "com", "cc", "vip", "net", "top", "xyz", "app",
    "bet", "club", "win", "me", "co", "info", "live", "site", "online", "cn", "org", "io",
    "tv" };
static const char *const own_ends[] = { "edu.cn", "gov.cn", "ac.cn", "mil.cn", "edu.tw",
    "gov.tw", "edu.hk", "gov.hk", "edu.mo", "gov.mo" };

static bool is_alnum(const struct unit *unit)
{
    return unit_is_latin(unit) || (unit_is_figure(unit->plain) && unit->written < 0x3000);
}

void meetings_add_trait(
    struct judged *judged, enum rule_trait trait, const struct unit *unit, size_t count)
{
    size_t rule = judged->words->tables->traits[trait];
    if (rule) {
        meetings_add(judged, &judged->words->tables->rules.list[rule - 1], unit, count);
    }
}

/* The run of letters and figures at `first`, without anything between them. */
static size_t run_end(const struct units *units, size_t first)
{
    size_t end = first + 1;
    while (end < units->count && is_alnum(&units->list[end]) &&
           (!units->list[end].gap || units->list[end].sign == '_')) {
        end++;
    }
    return end;
}

/* Whether a label of the same host follows the run that ends there; *hidden: behind a stop that
 * is none. */
static bool goes_on(const struct units *units, size_t end, size_t *next, bool *hidden)
{
    const struct unit *unit = &units->list[end];
    *next = end;
    if (end >= units->count) {
        return false;
    }
    if (unit->plain == 0x70B9 && !(unit->gap & GAP_SEGMENT) && end + 1 < units->count) {
        *next = end + 1;
        *hidden = true;
        return is_alnum(&units->list[end + 1]) && !(units->list[end + 1].gap & GAP_SEGMENT);
    }
    bool is_joined = is_alnum(unit) && unit->sign && !(unit->gap & GAP_SEGMENT);
    if (is_joined && !(unit->gap & GAP_SPACE) && (unit->sign == '.' || unit->sign == '-')) {
        return true;
    }
    static const uint32_t stops[] = { '.', 0x3002, 0xFF0E, 0xFF61, 0x2024, 0x2022, 0xB7, '[',
        '(', 0xFF08, 0x3010 };
    for (size_t i = 0; is_joined && i < sizeof stops / sizeof *stops; i++) {
        if (unit->sign == stops[i]) {
            *hidden = true;
            return true;
        }
    }
    return false;
}

static bool ends_with(const char *host, const char *end)
{
    size_t size = strlen(host), length = strlen(end);
    return size >= length && strcmp(host + size - length, end) == 0 &&
           (size == length || host[size - length - 1] == '.');
}

static bool is_among(const char *host, const char *const *ends, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (ends_with(host, ends[i])) {
            return true;
        }
    }
    return false;
}

/* "IMG_2041.jpg": behind the run that ends there stands what files end with, and no host does.
 */
static bool names_file(const struct units *units, size_t end)
{
    static const char *const ends[] = { "jpg", "jpeg", "png", "gif", "bmp", "webp", "heic",
        "tif", "tiff", "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "wps", "txt", "csv",
        "mp3", "mp4", "rar" };
    const struct unit *list = units->list;
    size_t size = 0, behind = end < units->count ? run_end(units, end) : end;
    char name[5];
    if (end >= units->count || list[end].sign != '.' || list[end].gap & GAP_SEGMENT ||
        behind - end >= sizeof name ||
        (behind < units->count && list[behind].sign == '.' && is_alnum(&list[behind]) &&
            !(list[behind].gap & GAP_SPACE))) {
        return false;
    }
    while (end < behind && list[end].plain < 0x80) {
        name[size++] = (char)list[end++].plain;
    }
    name[size] = '\0';
    bool is_end = false;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        is_end = is_end || strcmp(ends[i], name) == 0;
    }
    return is_end;
}

/* Whether the letters read as one of the ends: c0m. */
static bool is_hidden_end(const struct judged *judged, const struct unit *units, size_t count)
{
    const struct alike *alike = &judged->words->tables->rules.alike;
    for (size_t i = 0; i < sizeof hidden_ends / sizeof *hidden_ends; i++) {
        const char *end = hidden_ends[i];
        size_t at = 0;
        while (at < count && end[at] &&
               units[at].shape == alike_shape(alike, (unsigned char)end[at])) {
            at++;
        }
        if (at == count && !end[at]) {
            return true;
        }
    }
    return false;
}

/* Of "www.example.com.jpg" what stands in front of the file's end is an address still. */
static bool is_name_of_file(const struct judged *judged, size_t last, size_t end)
{
    const struct units *units = &judged->units[READ_PLAIN];
    return names_file(units, end) && !is_hidden_end(judged, units->list + last, end - last);
}

static void judge_host(
    struct judged *judged, size_t first, size_t last, size_t end, bool hidden)
{
    const struct unit *units = judged->units[READ_PLAIN].list;
    char host[HOST_ROOM];
    size_t size = 0;
    bool has_letters = false, is_plain_end = true;
    for (size_t i = first; i < end && size + 3 < HOST_ROOM; i++) {
        if (i > first && units[i].gap) {
            host[size++] = units[i].sign == '-' ? '-' : '.';
        }
        if (units[i].plain < 0x80) {
            host[size++] = (char)units[i].plain;
        }
    }
    host[size] = '\0';
    for (size_t i = last; i < end; i++) {
        has_letters = has_letters || unit_is_latin(&units[i]);
        is_plain_end = is_plain_end && unit_is_latin(&units[i]);
    }
    bool is_end = is_hidden_end(judged, units + last, end - last);
    if (is_among(host, own_ends, sizeof own_ends / sizeof *own_ends) || !has_letters) {
        return;
    }
    if (is_end && (hidden || !is_plain_end)) {
        meetings_add_trait(judged, TRAIT_HIDDEN_ADDRESS, &units[first], end - first);
    } else if (!hidden && is_plain_end && end - last >= 2 && end - last <= 6) {
        meetings_add_trait(judged, TRAIT_ADDRESS, &units[first], end - first);
    }
}

/* 新葡京.com: a label that is no Latin one, and an end. */
static bool is_end_of_han(const struct judged *judged, size_t first, size_t end)
{
    const struct unit *units = judged->units[READ_PLAIN].list;
    return first > 0 && units[first].sign == '.' && !(units[first].gap & GAP_SPACE) &&
           !is_alnum(&units[first - 1]) && is_hidden_end(judged, units + first, end - first);
}

/* 浙A12345, 粤B·D12345: the run is a plate, or what stands behind its sign. */
static bool is_plate(const struct units *units, size_t first, size_t end)
{
    const struct unit *unit = &units->list[first];
    bool is_whole = unit_is_latin(unit) && first > 0 && plate_begins_with(unit[-1].written);
    bool is_rest = !is_whole && first > 1 && unit_is_latin(&unit[-1]) &&
                   (plate_is_sign(unit->sign) || (unit->gap & ~GAP_LINE) == GAP_SPACE) &&
                   plate_begins_with(unit[-2].written);
    bool is_marked = end < units->count && !units->list[end].gap &&
                     plate_ends_with(units->list[end].written);
    size_t count = end - first - is_whole + is_marked;
    return (is_whole || is_rest) && !unit[is_whole ? 0 : -1].gap && count >= PLATE_MIN &&
           count <= PLATE_MAX;
}

size_t plate_letters(const struct units *units, size_t first)
{
    const struct unit *unit = &units->list[first];
    if (first + 2 >= units->count || !plate_begins_with(unit[0].written) ||
        !unit_is_latin(&unit[1]) || unit[1].gap) {
        return 0;
    }
    size_t rest = first + (unit[2].gap ? 2 : 1), end = run_end(units, rest);
    bool is_marked = end < units->count && !units->list[end].gap &&
                     plate_ends_with(units->list[end].written);
    return is_alnum(&units->list[rest]) && is_plate(units, rest, end) ? end + is_marked - first
                                                                      : 0;
}

/* 编号A00123至A00150: things that are counted, both ends of them. */
static bool is_numbered(const struct units *units, size_t first, size_t end)
{
    const struct unit *list = units->list;
    size_t from = first, letters = 0;
    while (first + letters < end && unit_is_latin(&list[first + letters])) {
        letters++;
    }
    from -= from > 0 && (list[from - 1].plain == u'至' || list[from - 1].plain == u'到');
    while (from > 0 && is_alnum(&list[from - 1])) {
        from--;
    }
    return letters <= COUNTED_LETTERS_MAX && end - first <= NUMBERED_MAX && from > 1 &&
           list[from - 2].plain == u'编' && list[from - 1].plain == u'号';
}

/* G1234次, CA1234航班, B2101室, 航班CA1234: what stands beside it says what it is. */
static bool is_counted(const struct units *units, size_t first, size_t end)
{
    static const uint_least16_t *const before[] = { u"车次", u"航班", u"教室", u"房间" };
    static const uint_least16_t behind[] = u"次列航室教班课楼";
    const struct unit *list = units->list;
    size_t letters = 0;
    while (first + letters < end && unit_is_latin(&list[first + letters])) {
        letters++;
    }
    if (letters > COUNTED_LETTERS_MAX || end - first - letters > COUNTED_FIGURES_MAX) {
        return false;
    }
    for (size_t i = 0; first > 1 && i < sizeof before / sizeof *before; i++) {
        if (list[first - 2].plain == before[i][0] && list[first - 1].plain == before[i][1]) {
            return true;
        }
    }
    for (size_t i = 0; end < units->count && behind[i]; i++) {
        if (list[end].written == behind[i] && !(list[end].gap & ~(GAP_SPACE | GAP_LINE))) {
            return true;
        }
    }
    return false;
}

static void judge_run(struct judged *judged, size_t first, size_t end)
{
    const struct unit *units = judged->units[READ_PLAIN].list;
    size_t letters = 0, figures = 0;
    for (size_t i = first; i < end; i++) {
        letters += unit_is_latin(&units[i]);
        figures += unit_is_figure(units[i].plain);
    }
    bool may_be =
        letters > 0 && figures >= HANDLE_FIGURES_MIN && letters + figures >= HANDLE_MIN;
    if (may_be && !is_plate(&judged->units[READ_PLAIN], first, end) &&
        !is_counted(&judged->units[READ_PLAIN], first, end) &&
        !is_numbered(&judged->units[READ_PLAIN], first, end)) {
        meetings_add_trait(judged, TRAIT_HANDLE, &units[first], end - first);
    }
}

static void judge_quoted(struct judged *judged)
{
    const struct meetings *meetings = &judged->meetings;
    const struct units *units = &judged->units[READ_PLAIN];
    for (size_t i = 0, count = meetings->count; i < count; i++) {
        const struct meeting meeting = meetings->list[i];
        if (meeting.rule->kind <= RULE_CLAIM && meeting.at < units->count &&
            (units->list[meeting.at].flags & UNIT_QUOTED)) {
            meetings_add_trait(judged, TRAIT_QUOTED, &units->list[meeting.at], meeting.count);
        }
    }
}

/* Sentences have stops, and titles few spaces between their Han. */
static bool is_in_pieces(const struct units *units, const struct unit_segment *segment)
{
    size_t pieces = 1, end = segment->first + segment->count;
    for (size_t i = segment->first + 1; i < end; i++) {
        const struct unit *unit = &units->list[i];
        bool is_han = utf8_is_han(unit->written) && utf8_is_han(unit[-1].written);
        if (unit->gap & GAP_STOP) {
            return false;
        }
        pieces += (unit->gap & ~GAP_LINE) == GAP_SPACE && is_han;
    }
    return pieces >= PIECES_MIN && pieces * 2 <= segment->count;
}

static void judge_pieces(struct judged *judged)
{
    const struct units *units = &judged->units[READ_PLAIN];
    for (size_t i = 0; i < judged->segment_count; i++) {
        const struct unit_segment *segment = &judged->segments[i];
        if (segment->count <= PIECES_LETTERS_MAX && is_in_pieces(units, segment)) {
            meetings_add_trait(judged, TRAIT_PIECES, &units->list[segment->first], 1);
        }
    }
}

void meet_traits(struct judged *judged)
{
    const struct units *units = &judged->units[READ_PLAIN];
    for (size_t first = 0; first < units->count;) {
        if (!is_alnum(&units->list[first])) {
            first++;
            continue;
        }
        size_t end = run_end(units, first), last = first, next;
        bool hidden = false, is_host = false;
        bool is_file = names_file(units, end), is_name = is_name_of_file(judged, first, end);
        if (!is_name) {
            judge_run(judged, first, end);
        }
        while (!is_file && goes_on(units, end, &next, &hidden)) {
            is_host = true;
            last = next;
            end = run_end(units, next);
            is_file = names_file(units, end);
            is_name = is_name_of_file(judged, last, end);
            if (!is_name) {
                judge_run(judged, last, end);
            }
        }
        if (!is_host && is_end_of_han(judged, first, end)) {
            meetings_add_trait(judged, TRAIT_ADDRESS, &units->list[first], end - first);
        }
        if (is_host && !is_name && (hidden || units->list[last].sign == '.')) {
            judge_host(judged, first, last, end, hidden);
        }
        first = is_file ? run_end(units, end) : end;
    }
    judge_quoted(judged);
    judge_pieces(judged);
}
