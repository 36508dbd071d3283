#include "command/desk/when/when_place.h"

#include "command/desk/when/when_point.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

/* Tags in English that screens often have, and what people call the place. */
static const struct {
    const char *tag, *chinese;
} names[] = {
    { "dormitory", "宿舍" },
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

/* The tag that a word means: as it is, unless no screen has that and one has its English name.
 */
static const char *tag_of(const struct when_context *context, const char *word)
{
    for (size_t i = 0; !is_known(context, word) && i < NAMES; i++) {
        if (strcmp(word, names[i].chinese) == 0 && is_known(context, names[i].tag)) {
            return names[i].tag;
        }
    }
    return word;
}

static const char *word_of(const struct when_context *context, const char *tag)
{
    for (size_t i = 0; context->is_chinese && i < NAMES; i++) {
        if (strcmp(tag, names[i].tag) == 0 &&
            strcmp(tag_of(context, names[i].chinese), tag) == 0) {
            return names[i].chinese;
        }
    }
    return tag;
}

struct cut {
    const char *start, *end;
    bool is_quoted; /* to be taken as it is */
};

static void trim(struct cut *cut)
{
    while (cut->start < cut->end && *cut->start == ' ') {
        cut->start++;
    }
    while (cut->end > cut->start && cut->end[-1] == ' ') {
        cut->end--;
    }
}

static bool drop_front(struct cut *cut, const char *word)
{
    size_t length = strlen(word);
    if ((size_t)(cut->end - cut->start) < length ||
        strncasecmp(cut->start, word, length) != 0) {
        return false;
    }
    cut->start += length;
    trim(cut);
    return true;
}

static bool drop_back(struct cut *cut, const char *word)
{
    size_t length = strlen(word);
    if ((size_t)(cut->end - cut->start) < length ||
        strncasecmp(cut->end - length, word, length) != 0) {
        return false;
    }
    cut->end -= length;
    trim(cut);
    return true;
}

static bool drop_any(struct cut *cut, bool (*drop)(struct cut *, const char *),
    const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (drop(cut, words[i])) {
            return true;
        }
    }
    return false;
}

#define DROP(cut, drop, ...)                                                                   \
    drop_any(cut, drop, (const char *const[]) { __VA_ARGS__ },                                 \
        sizeof((const char *const[]) { __VA_ARGS__ }) / sizeof(const char *))

/* The next of the words between 、 and its like, or in quotes. */
static bool next_word(struct cut *cut, struct cut *word)
{
    static const char *const marks[] = { "、", "/", "&", " and ", " or " };
    static const char open[] = "“", close[] = "”";
    trim(cut);
    if (cut->start == cut->end) {
        return false;
    }
    word->is_quoted = drop_front(cut, open);
    if (word->is_quoted) {
        word->start = cut->start;
        const char *end = strstr(cut->start, close);
        word->end = end && end < cut->end ? end : cut->end;
        cut->start = end && end < cut->end ? end + sizeof close - 1 : cut->end;
        DROP(cut, drop_front, "、", "/", "&", "and ");
        return true;
    }
    word->start = cut->start;
    for (; cut->start < cut->end; cut->start++) {
        for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
            size_t length = strlen(marks[i]);
            if ((size_t)(cut->end - cut->start) > length &&
                strncasecmp(cut->start, marks[i], length) == 0) {
                word->end = cut->start;
                cut->start += length;
                trim(word);
                return word->end > word->start;
            }
        }
    }
    word->end = cut->end;
    trim(word);
    return word->end > word->start;
}

/* Letters of any script, figures, - and _: docs/feed.md, "show". */
static bool is_tag(const char *text)
{
    static const char *const marks[] = { "“", "”", "‘", "’", "、", "，", "。", "；", "：", "（",
        "）", "？", "！", "《", "》", "…" };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (strstr(text, marks[i])) {
            return false;
        }
    }
    for (const char *at = text; *at; at++) {
        if (strchr(" !\"#$%&'()*+,./:;<=>?@[\\]^`{|}~", *at) || (unsigned char)*at < ' ') {
            return false;
        }
    }
    return *text && strlen(text) <= 200;
}

/* `tag` in the arena. */
static bool add_tag(
    const struct when_context *context, struct when *when, const char *tag, bool is_not)
{
    if (when->tag_count == WHEN_TAGS_MAX || !is_tag(tag)) {
        return false;
    }
    const char *full = is_not ? arena_printf(context->arena, "!%s", tag) : tag;
    if (full) {
        when->tags[when->tag_count++] = full;
    }
    return full != NULL;
}

/* 和 joins words, unless it is in the name of a place: 和平楼. */
static bool add_word(
    const struct when_context *context, struct when *when, struct cut word, bool is_not)
{
    static const char *const joins[] = { "和", "与", "及" };
    char *text = arena_strndup(context->arena, word.start, (size_t)(word.end - word.start));
    if (!text) {
        return false;
    }
    if (word.is_quoted) {
        return add_tag(context, when, text, is_not);
    }
    for (size_t i = 0; i < 3 && !is_known(context, text); i++) {
        char *join = strstr(text + 1, joins[i]);
        if (join && join[strlen(joins[i])]) {
            const char *rest = join + strlen(joins[i]);
            *join = '\0';
            struct cut behind = { rest, rest + strlen(rest), false };
            DROP(&behind, drop_front, "在");
            return add_tag(context, when, tag_of(context, text), is_not) &&
                   add_word(context, when, behind, is_not);
        }
    }
    return add_tag(context, when, tag_of(context, text), is_not);
}

static bool drop_screens(struct cut *cut)
{
    return DROP(cut, drop_back, "的屏幕上", "的屏幕", "屏幕上", "屏幕", "屏上", "屏",
        " screens", " screen");
}

enum when_took when_take_place(
    const struct when_context *context, const char *clause, struct when *when)
{
    struct cut cut = { clause, clause + strlen(clause), false }, word;
    trim(&cut);
    DROP(&cut, drop_back, "播放", "显示", "展示");
    bool is_not = DROP(&cut, drop_front, "除了", "除", "不在", "not on the ", "not on ", "not ",
        "except on the ", "except on ", "except ");
    is_not |= DROP(&cut, drop_back, "除外", "以外", "之外", "外", "不", "excepted");
    DROP(&cut, drop_front, "在", "on the ", "on ", "the ");
    bool names_screens = drop_screens(&cut);
    if (!names_screens && !is_not) {
        if (DROP(&cut, drop_front, "everywhere", "到处") && cut.start == cut.end) {
            return WHEN_TOOK;
        }
        return WHEN_NOTHING;
    }
    struct cut all = cut;
    if (DROP(&all, drop_front, "所有的", "所有", "全部", "各", "all") && all.start == all.end) {
        return is_not ? WHEN_WRONG : WHEN_TOOK;
    }
    if (cut.start == cut.end) {
        return WHEN_WRONG;
    }
    while (next_word(&cut, &word)) {
        if (!word.is_quoted) {
            drop_screens(&word);
        }
        if (!add_word(context, when, word, is_not)) {
            return WHEN_WRONG;
        }
    }
    return cut.start == cut.end ? WHEN_TOOK : WHEN_WRONG;
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
