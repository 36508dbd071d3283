/* How a member of each type is read, `show` among them, and an object by its table. */
#include "base/bytes.h"
#include "base/language/language_tag.h"
#include "base/translated.h"
#include "content/feed/native/feed_reader.h"
#include "content/text/syntax.h"
#include "time/moment_loose.h"

#include <string.h>
#include <strings.h>

/* Of one that is not among the words, or has no such form. */
static void refuse(struct feed_reader *reader, const char *what, const char *text)
{
    reader_fault(
        reader, FINDING_VALUE, "not %s: %s", translated(what), reader_quote(reader, text));
}

static void read_word(struct feed_reader *reader, const cJSON *value,
    const struct feed_member *member, const char **out)
{
    const char *text = "";
    size_t i = 0;
    reader_line(reader, value, &text);
    while (member->words[i] && strcmp(member->words[i], text) != 0) {
        i++;
    }
    if (member->words[i]) {
        *out = member->words[i];
    } else if (text[0]) {
        refuse(reader, member->what, text);
    }
}

static void read_form(struct feed_reader *reader, const cJSON *value,
    const struct feed_member *member, const char **out)
{
    const char *text = "";
    reader_line(reader, value, &text);
    const char *form = text[0] ? member->form(reader->arena, text) : "";
    if (form) {
        *out = form;
    } else {
        refuse(reader, member->what, text);
    }
}

/* [2026, 11, 20, 9, 30], as Java writes a day, in the form that is read of a text; NULL of
 * anything else, and when memory is out. */
static const char *listed_day(struct feed_reader *reader, const cJSON *value)
{
    struct bytes text;
    bytes_init(&text);
    bool good = cJSON_IsArray(value);
    for (const cJSON *part = value->child; good && part; part = part->next) {
        good = cJSON_IsNumber(part) && part->valuedouble >= 0 && part->valuedouble < 1e9 &&
               bytes_print(&text, "%s%d", part->prev && text.size > 0 ? "、" : "",
                   (int)part->valuedouble);
    }
    const char *out =
        good && text.size > 0 ? arena_strndup(reader->arena, text.data, text.size) : NULL;
    bytes_finish(&text);
    return out;
}

/* An empty one is not given. */
static void read_moment(struct feed_reader *reader, const cJSON *value,
    const struct feed_member *member, struct moment *out)
{
    bool is_text = cJSON_IsString(value) || cJSON_IsNumber(value) || !member->is_loose;
    const char *text = is_text ? reader_trimmed(reader, value) : listed_day(reader, value);
    char written[MOMENT_BYTES];
    if (!text && !is_text) {
        reader_warn(reader, FINDING_DATE, "not %s: %s; left out", translated(member->what),
            reader_type_name(value));
        return;
    }
    if (!text || !text[0] || moment_read(text, member->forms, out)) {
        return;
    }
    if (member->is_loose && moment_read_loose(text, MOMENT_NO_CLOCK, out)) {
        reader_warn(reader, FINDING_DATE, "not %s: %s; taken for %s", translated(member->what),
            reader_quote(reader, text), moment_print(out, written));
    } else if (member->is_loose) {
        reader_warn(reader, FINDING_DATE, "not %s: %s; left out", translated(member->what),
            reader_quote(reader, text));
    } else {
        reader_fault(reader, FINDING_DATE, "not %s: %s", translated(member->what),
            reader_quote(reader, text));
    }
}

static void read_span(struct feed_reader *reader, const cJSON *value, int64_t *ms)
{
    const char *text = "";
    reader_line(reader, value, &text);
    if (text[0] && !syntax_duration(text, ms)) {
        reader_fault(reader, FINDING_VALUE, "not a duration such as 30d, 12h or 45m: %s",
            reader_quote(reader, text));
    }
}

static void read_integer(
    struct feed_reader *reader, const cJSON *value, const struct feed_member *member, int *out)
{
    int64_t number = *out;
    reader_integer(reader, value, member->min, member->max, &number);
    *out = (int)number;
}

static void read_switch(struct feed_reader *reader, const cJSON *value, bool *out)
{
    if (cJSON_IsBool(value)) {
        *out = cJSON_IsTrue(value);
    } else {
        reader_fault(
            reader, FINDING_TYPE, "expected true or false, got %s", reader_type_name(value));
    }
}

struct lines {
    const char **list;
    size_t count;
};

static bool add_line(struct feed_reader *reader, const cJSON *value, void *out)
{
    struct lines *lines = out;
    const char *text = "";
    reader_line(reader, value, &text);
    if (text[0]) {
        lines->list[lines->count++] = text;
    }
    return true;
}

static void read_lines(
    struct feed_reader *reader, const cJSON *value, const struct feed_member *member, void *out)
{
    struct elements elements = { .max = (size_t)member->max, .read = add_line };
    struct lines lines = { .list =
                               arena_array(reader->arena, elements.max, sizeof *lines.list) };
    reader->no_memory = reader->no_memory || !lines.list;
    if (reader_each(reader, value, &elements, &lines)) {
        reader_cut(
            reader, FINDING_COUNT, "more than %d lines; the first are used", member->max);
    }
    feed_set_elements(member, out, lines.list, lines.count);
}

static bool add_tag(struct feed_reader *reader, const cJSON *value, void *out)
{
    struct show *show = out;
    const char *text = "";
    reader_line(reader, value, &text);
    if (!text[0] || strcmp(text, "!") == 0) {
        reader_fault(reader, FINDING_VALUE,
            "no tag in it: write one, or leave \"screens\" out to mean every screen");
    } else {
        ((const char **)show->screens)[show->screen_count++] = text;
    }
    return true;
}

/* Leaving a tag out would show the item where it was not meant to be: any fault is the item's.
 */
static void read_screens(struct feed_reader *reader, const cJSON *value, void *out)
{
    struct show *show = out;
    struct elements elements = { .max = FEED_SCREENS_MAX, .read = add_tag };
    if (cJSON_IsArray(value) && cJSON_GetArraySize(value) > FEED_SCREENS_MAX) {
        reader_fault(reader, FINDING_COUNT, "more than %d tags", FEED_SCREENS_MAX);
        return;
    }
    show->screens = arena_array(reader->arena, FEED_SCREENS_MAX, sizeof *show->screens);
    reader->no_memory = reader->no_memory || !show->screens;
    if (cJSON_IsString(value) && !reader->no_memory) {
        add_tag(reader, value, show); /* a list of one */
    } else {
        reader_each(reader, value, &elements, show);
    }
}

static bool add_window(struct feed_reader *reader, const cJSON *value, void *out)
{
    struct show *show = out;
    struct show_window *window = (struct show_window *)&show->windows[show->window_count++];
    feed_blank(&feed_window, window);
    reader_members(reader, value, &(struct shape) { .of = &feed_window }, 0, window);
    return true;
}

/* The same of a window: it would change when the item is shown. */
static void read_windows(struct feed_reader *reader, const cJSON *value, void *out)
{
    struct show *show = out;
    struct elements elements = { .max = FEED_WINDOWS_MAX, .read = add_window };
    if (cJSON_IsArray(value) && cJSON_GetArraySize(value) > FEED_WINDOWS_MAX) {
        reader_fault(reader, FINDING_COUNT, "more than %d windows", FEED_WINDOWS_MAX);
        return;
    }
    show->windows = arena_array(reader->arena, FEED_WINDOWS_MAX, sizeof *show->windows);
    reader->no_memory = reader->no_memory || !show->windows;
    reader_each(reader, value, &elements, show);
}

static void read_show(struct feed_reader *reader, const cJSON *value, struct show *show)
{
    static const struct own_member own[] = {
        { .name = "windows", .read = read_windows },
        { .name = "screens", .read = read_screens },
    };
    static const struct shape shape = SHAPE(&feed_show, own);
    reader_members(reader, value, &shape, 0, show);
}

/* What was meant is taken for what was written. */
static void read_language(struct feed_reader *reader, const cJSON *value, const char **out)
{
    static const char *const countries[][2] = { { "cn", "zh-Hans" }, { "tw", "zh-Hant" },
        { "hk", "zh-HK" }, { "jp", "ja" }, { "kr", "ko" } };
    static const struct line_syntax tag = { language_tag_is_good, FINDING_VALUE,
        N_("a language tag") };
    const char *lang = "";
    reader_checked(reader, value, &tag, &lang);
    for (size_t i = 0; i < sizeof countries / sizeof *countries; i++) {
        if (strcasecmp(lang, countries[i][0]) == 0) {
            reader_warn(reader, FINDING_VALUE,
                "%s is a country's code, not a language's: did you mean \"%s\"?",
                reader_quote(reader, lang), countries[i][1]);
            lang = countries[i][1];
            break;
        }
    }
    *out = lang;
}

static void read_typed(
    struct feed_reader *reader, const cJSON *value, const struct feed_member *member, void *out)
{
    void *at = (char *)out + member->offset;
    switch (member->type) {
    case FEED_SWITCH:
        read_switch(reader, value, at);
        break;
    case FEED_INTEGER:
        read_integer(reader, value, member, at);
        break;
    case FEED_MOMENT:
        read_moment(reader, value, member, at);
        break;
    case FEED_SPAN:
        read_span(reader, value, at);
        break;
    case FEED_WORD:
        read_word(reader, value, member, at);
        break;
    case FEED_FORM:
        read_form(reader, value, member, at);
        break;
    case FEED_LANGUAGE:
        read_language(reader, value, at);
        break;
    case FEED_SHOW:
        read_show(reader, value, at);
        break;
    case FEED_LINE:
        reader_tell_lost_form(reader, value, true);
        reader_line(reader, value, at);
        break;
    case FEED_PHONE:
        reader_line(reader, value, at);
        break;
    case FEED_TEXT:
        reader_tell_lost_form(reader, value, false);
        reader_text(reader, value, at);
        break;
    case FEED_ADDRESS:
        reader_address(reader, value, at);
        break;
    case FEED_PICTURE:
        reader_picture(reader, value, at);
        break;
    case FEED_LINES:
        read_lines(reader, value, member, out);
        break;
    case FEED_OBJECT:
        reader_members(reader, value, &(struct shape) { .of = member->of }, 0, out);
        break;
    default:
        break;
    }
}

static bool is_empty(const cJSON *value)
{
    const char *text = cJSON_GetStringValue(value);
    return text ? !text[strspn(text, " \t\r\n")] : cJSON_IsArray(value) && !value->child;
}

/* Of a rule: somebody meant to say something. An empty text that is a list of one is a fault
 * in any case. */
static void tell_empty(
    struct feed_reader *reader, const cJSON *value, const struct feed_object *of)
{
    static const struct {
        const char *name, *what;
    } empty[] = {
        { "from", N_("empty: it is shown at once") },
        { "until", N_("empty: nothing takes it off the screens") },
        { "days", N_("empty: it is shown every day") },
        { "hours", N_("empty: it is shown at any hour") },
        { "windows", N_("empty: it is shown at any time") },
        { "max_age", N_("empty: it is shown however old it is") },
    };
    bool is_screens = strcmp(value->string, "screens") == 0 && cJSON_IsArray(value);
    if ((of != &feed_show && of != &feed_window) || !is_empty(value)) {
        return;
    }
    for (size_t i = 0; i < sizeof empty / sizeof *empty; i++) {
        if (strcmp(value->string, empty[i].name) == 0) {
            reader_warn(reader, FINDING_BLANK, "%s", translated(empty[i].what));
        }
    }
    if (is_screens) {
        reader_warn(reader, FINDING_BLANK, "empty: it is shown on every screen");
    }
}

static void read_member(struct feed_reader *reader, const cJSON *value,
    const struct shape *shape, const struct feed_member *member, void *out)
{
    tell_empty(reader, value, shape->of);
    for (size_t i = 0; i < shape->own_count; i++) {
        const struct own_member *own = &shape->own[i];
        if (strcmp(own->name, member->name) != 0) {
            continue;
        }
        if (member->type == FEED_LIST && member->of->has_index) {
            reader_list(reader, value, member, own, out);
        } else {
            own->read(reader, value, out);
        }
        return;
    }
    read_typed(reader, value, member, out);
}

/* What it cannot do without is not said; or is empty, where nothing worse is wrong. */
static void check_needed(struct feed_reader *reader, const cJSON *object,
    const struct feed_object *of, unsigned kind, const void *out)
{
    bool is_sound = !reader->fault;
    for (size_t i = 0; i < of->count && !reader->no_memory; i++) {
        const struct feed_member *member = &of->members[i];
        const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, member->name);
        bool is_given = value && !cJSON_IsNull(value);
        if ((member->needed & (kind ? kind : ALWAYS)) &&
            (!is_given || (is_sound && feed_is_blank(member, out)))) {
            reader_fault(reader, FINDING_MISSING, "no \"%s\"", member->name);
        }
    }
}

void reader_members(struct feed_reader *reader, const cJSON *object, const struct shape *shape,
    unsigned kind, void *out)
{
    if (!cJSON_IsObject(object)) {
        reader_fault(reader, FINDING_TYPE, "expected an entry { } (object), got %s",
            reader_type_name(object));
        return;
    }
    const char *fault_outside = reader->fault;
    reader->fault = NULL;
    for (const cJSON *value = object->child; value && !reader->no_memory; value = value->next) {
        size_t outside = reader_enter_name(reader, value->string);
        const struct feed_member *member = feed_member_of(shape->of, value->string, kind);
        bool is_foreign = member && member->kinds && !(member->kinds & kind);
        if (!member || (is_foreign && feed_member_of(&feed_show, value->string, 0))) {
            reader_unknown(reader, object, value, shape->of, kind);
        } else if (is_foreign) {
            reader_warn(reader, FINDING_FOREIGN, "this kind of item has no such member");
        } else if (!cJSON_IsNull(value)) {
            read_member(reader, value, shape, member, out);
        }
        reader_leave(reader, outside);
    }
    check_needed(reader, object, shape->of, kind, out);
    reader->fault = fault_outside ? fault_outside : reader->fault;
}
