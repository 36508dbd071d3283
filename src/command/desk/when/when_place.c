#include "command/desk/when/when_place.h"

#include "command/desk/when/when_words.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

/* Tags in English that screens often have, and what people call the place: the first is said.
 */
static const struct {
    const char *tag, *word;
} names[] = {
    { "dormitory", "宿舍" },
    { "dormitory", "宿舍楼" },
    { "dormitory", "寝室" },
    { "dormitory", "dorm" },
    { "dormitory", "dorms" },
    { "lobby", "大厅" },
    { "library", "图书馆" },
    { "canteen", "食堂" },
    { "admissions", "招生" },
    { "teaching", "教学楼" },
    { "office", "办公楼" },
    { "gym", "体育馆" },
    { "gate", "校门" },
};
enum { NAMES = sizeof names / sizeof *names };

static bool is_known(const struct when_context *context, const char *tag)
{
    for (size_t i = 0; i < context->known_count; i++) {
        if (strcmp(context->known[i], tag) == 0) {
            return true;
        }
    }
    return false;
}

/* What people here call it: no word that is another screen's tag. */
static const char *word_of(const struct when_context *context, const char *tag)
{
    for (size_t i = 0; context->is_chinese && i < NAMES; i++) {
        if (strcmp(tag, names[i].tag) == 0 && !is_known(context, names[i].word)) {
            return names[i].word;
        }
    }
    return tag;
}

static bool is_of_word(char letter)
{
    return isalnum((unsigned char)letter) || letter == '-' || letter == '_';
}

/* How much of the text that name is; 0 for nothing. */
static size_t length_of_name(const char *text, const char *name)
{
    size_t length = strlen(name);
    bool is_there = length > 0 && strncasecmp(text, name, length) == 0;
    bool goes_on = is_there && is_of_word(name[length - 1]) && is_of_word(text[length]);
    return is_there && !goes_on ? length : 0;
}

/* "“a tag”", as it stands in a rule. */
static const char *take_quoted(const struct when_context *context, const char **at)
{
    const char *end = strstr(*at, "”");
    size_t length = end ? (size_t)(end - *at) - strlen("“") : 0;
    for (size_t i = 0; end && i < context->known_count; i++) {
        const char *tag = context->known[i];
        if (strlen(tag) == length && strncmp(*at + strlen("“"), tag, length) == 0) {
            *at = end + strlen("”");
            return tag;
        }
    }
    return NULL;
}

/* The screen that stands there: the longest name, of two the one in the same case. */
static const char *take_name(const struct when_reader *reader, const char **at)
{
    const struct when_context *context = reader->context;
    const char *best = NULL;
    size_t best_length = 0;
    bool is_exact = false;
    when_skip(at);
    if (strncmp(*at, "“", strlen("“")) == 0) {
        return take_quoted(context, at);
    }
    for (size_t i = 0; i < context->known_count; i++) {
        const char *tag = context->known[i];
        size_t length = length_of_name(*at, reader->names[i]);
        bool is_same = length > 0 && strncmp(*at, reader->names[i], length) == 0;
        if (length > best_length || (length == best_length && is_same && !is_exact)) {
            best = tag;
            best_length = length;
            is_exact = is_same;
        }
    }
    for (size_t i = 0; i < NAMES; i++) {
        size_t length = length_of_name(*at, names[i].word);
        if (length > best_length && is_known(context, names[i].tag)) {
            best = names[i].tag;
            best_length = length;
        }
    }
    *at += best_length;
    return best;
}

static bool take_screen_word(const char **at)
{
    WHEN_TAKE(at, "的", "的所有", "所有");
    return WHEN_TAKE(at, "屏幕上", "屏幕", "大屏上", "大屏", "屏上", "屏", "screens", "screen");
}

struct places {
    const char *tags[WHEN_TAGS_MAX];
    size_t count;
    bool has_screen_word;
};

/* "宿舍屏、图书馆屏", "lobby and library screens". */
static bool take_list(struct when_reader *reader, const char **at, struct places *places)
{
    const char *behind = NULL, *text = *at;
    *places = (struct places) { 0 };
    while (places->count < WHEN_TAGS_MAX) {
        WHEN_TAKE(&text, "the", "所有的", "所有", "all");
        const char *tag = take_name(reader, &text);
        if (!tag) {
            break;
        }
        places->tags[places->count++] = tag;
        places->has_screen_word = take_screen_word(&text);
        if (!places->has_screen_word) {
            WHEN_TAKE(&text, "里", "内");
        }
        behind = text;
        if (!WHEN_TAKE(&text, "、", "/", "&", "和", "与", "及", "以及", "或", "and", "or")) {
            break;
        }
        WHEN_TAKE(&text, "在", "in", "on");
    }
    *at = behind ? behind : *at;
    return places->count > 0;
}

static bool add(struct when_reader *reader, const struct places *places, bool is_not)
{
    struct when *when = reader->when;
    for (size_t i = 0; i < places->count; i++) {
        if (when->tag_count == WHEN_TAGS_MAX) {
            return error_set(&reader->error, "too many screens: %d is the most", WHEN_TAGS_MAX);
        }
        when->tags[when->tag_count] =
            is_not ? arena_printf(reader->context->arena, "!%s", places->tags[i])
                   : places->tags[i];
        if (!when->tags[when->tag_count++]) {
            return false;
        }
    }
    reader->ends_with_not = is_not;
    return true;
}

/* "所有屏幕", "all screens", "everywhere". */
static bool take_everywhere(struct when_reader *reader)
{
    const char *text = reader->at;
    WHEN_TAKE(&text, "的", "在", "on", "in");
    bool is_school = WHEN_TAKE(&text, "全校", "全校的");
    bool is_all = WHEN_TAKE(&text, "所有的", "所有", "全部的", "全部", "其他", "其余", "各个",
        "各", "all the", "all other", "all", "every", "each");
    const char *but = text;
    bool is_all_but = is_all && WHEN_TAKE(&but, "but", "except");
    if (!is_school && !is_all_but &&
        !(is_all && (take_screen_word(&text) || WHEN_TAKE(&text, "地方", "places"))) &&
        !WHEN_TAKE(&text, "everywhere else", "everywhere", "到处")) {
        return false;
    }
    take_screen_word(&text);
    reader->at = text;
    reader->when->is_everywhere = true;
    return true;
}

static bool take_where_not(struct when_reader *reader)
{
    const char *text = reader->at;
    struct places places;
    bool is_all_but = WHEN_TAKE(&text, "除了", "除", "except for the", "except for",
        "except on the", "except on", "except in the", "except in", "except", "but not", "but");
    bool is_not =
        is_all_but || WHEN_TAKE(&text, "不要放在", "不要在", "不要", "不放在", "不放", "不在",
                          "别放在", "别在", "not in", "not on", "not at", "not");
    if (!is_not || (WHEN_TAKE(&text, "在", "in", "on"), !take_list(reader, &text, &places))) {
        return false;
    }
    if (is_all_but) {
        WHEN_TAKE(&text, "以外", "之外", "外");
    } else {
        WHEN_TAKE(&text, "播放", "显示", "展示", "播", "放");
    }
    reader->at = text;
    return add(reader, &places, true);
}

bool when_take_screens(struct when_reader *reader)
{
    const char *text = reader->at;
    struct places places;
    if (take_everywhere(reader) || take_where_not(reader)) {
        return true;
    }
    if (*reader->error.text) {
        return false;
    }
    bool is_only = WHEN_TAKE(&text, "仅限", "只限", "仅", "只", "only");
    bool is_in = WHEN_TAKE(&text, "放在", "挂在", "在", "on", "in", "at") || is_only;
    if (!take_list(reader, &text, &places)) {
        return false;
    }
    if (WHEN_TAKE(
            &text, "除外", "以外", "之外", "不放", "不播", "不显示", "不要放", "excepted")) {
        reader->at = text;
        return add(reader, &places, true);
    }
    is_in |= WHEN_TAKE(&text, "only");
    if (!is_in && !places.has_screen_word) {
        return false;
    }
    reader->at = text;
    reader->name = places.has_screen_word ? NULL : text;
    return add(reader, &places, false);
}

bool when_take_names(struct when_reader *reader)
{
    const char *text = reader->at;
    struct places places;
    if (!take_list(reader, &text, &places)) {
        return false;
    }
    if (reader->ends_with_not) {
        return error_set(&reader->error,
            "\"%.*s\": there as well, or not there? Write \"not on lobby screens, on library "
            "screens\"",
            (int)(text - reader->at), reader->at);
    }
    reader->name = reader->at;
    reader->at = text;
    return add(reader, &places, false);
}

bool when_is_of_screens(const struct when_reader *reader, const char *text, size_t length)
{
    static const char *const front[] = { "在", "不在", "除", "on ", "in ", "not ", "except " };
    static const char *const anywhere[] = { "屏", "screen" };
    bool is_one = reader->name != NULL;
    for (size_t i = 0; i < sizeof front / sizeof *front; i++) {
        is_one |= strncasecmp(text, front[i], strlen(front[i])) == 0;
    }
    for (size_t i = 0; i < 2; i++) {
        const char *found = strcasestr(text, anywhere[i]);
        is_one |= found && found < text + length;
    }
    return is_one;
}

void when_list_names(const struct when_context *context, char *out, size_t size)
{
    size_t used = 0;
    out[0] = '\0';
    for (size_t i = 0; i < context->known_count; i++) {
        const char *word = word_of(context, context->known[i]);
        const char *join = i == 0 ? "" : context->is_chinese ? "、" : ", ";
        if (used + strlen(join) + strlen(word) + strlen("…") + 2 > size) {
            snprintf(out + used, size - used, "…");
            return;
        }
        used += (size_t)snprintf(out + used, size - used, "%s%s", join, word);
    }
}

void when_sort_tags(struct when *when)
{
    const char *sorted[WHEN_TAGS_MAX];
    size_t count = 0;
    for (int is_not = 0; is_not < 2; is_not++) {
        for (size_t i = 0; i < when->tag_count; i++) {
            if ((*when->tags[i] == '!') == is_not) {
                sorted[count++] = when->tags[i];
            }
        }
    }
    memcpy(when->tags, sorted, count * sizeof *sorted);
}

static bool say_tags(const struct when_context *context, const struct when *when, bool is_not,
    bool is_plain, struct bytes *out)
{
    bool done = true, has_any = false;
    const char *join = context->is_chinese || is_plain ? "、" : " and ";
    for (size_t i = 0; done && i < when->tag_count; i++) {
        const char *tag = when->tags[i];
        if ((*tag == '!') == is_not) {
            tag += is_not;
            done = bytes_print(out, "%s%s%s%s", has_any ? join : "", is_plain ? "“" : "",
                is_plain ? tag : word_of(context, tag), is_plain ? "”" : "");
            has_any = true;
        }
    }
    return done && bytes_print(out, context->is_chinese ? "屏" : " screens");
}

bool when_say_place(const struct when_context *context, const struct when *when, bool is_plain,
    struct bytes *out)
{
    size_t nots = 0;
    for (size_t i = 0; i < when->tag_count; i++) {
        nots += *when->tags[i] == '!';
    }
    bool done = true;
    if (when->tag_count > nots) {
        done = say_tags(context, when, false, is_plain, out);
    }
    if (done && nots > 0) {
        done = bytes_print(out, "%s%s",
                   when->tag_count == nots ? "" : (context->is_chinese ? "，" : ", "),
                   context->is_chinese ? "不在" : "not on ") &&
               say_tags(context, when, true, is_plain, out);
    }
    return done;
}
