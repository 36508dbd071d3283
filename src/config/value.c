#include "config/value.h"

#include "base/translated.h"
#include "config/config.h"
#include "config/rules.h"

#include <assert.h>
#include <ctype.h>
#include <inttypes.h>
#include <string.h>

static_assert(sizeof(enum source_format) == sizeof(int), "value_word writes an int");
static_assert(sizeof(enum transition_kind) == sizeof(int), "value_word writes an int");
static_assert(sizeof(enum corner) == sizeof(int), "value_word writes an int");

struct unit {
    const char *name;
    int64_t size;
};

/* From large to small: the printer takes the first that divides. */
static const struct unit time_units[] = { { "h", 3600000 }, { "m", 60000 }, { "s", 1000 },
    { "ms", 1 }, { NULL, 0 } };
static const struct unit size_units[] = { { "G", INT64_C(1) << 30 }, { "M", 1 << 20 },
    { "K", 1 << 10 }, { NULL, 0 } };

/* Digits and one unit, nothing else; no sign, no blank, no fraction. */
static bool read_units(const char *text, const struct unit *units, int64_t *out)
{
    int64_t value = 0;
    size_t digits = strspn(text, "0123456789");
    if (digits == 0 || digits > 9) {
        return false;
    }
    for (size_t i = 0; i < digits; i++) {
        value = value * 10 + (text[i] - '0');
    }
    for (const struct unit *unit = units; unit->name; unit++) {
        if (strcmp(text + digits, unit->name) == 0) {
            *out = value * unit->size;
            return true;
        }
    }
    return false;
}

static bool print_units(int64_t value, const struct unit *units, struct bytes *out)
{
    const struct unit *unit = units;
    while (unit[1].name && (value == 0 || value % unit->size != 0)) {
        unit++;
    }
    return bytes_print(out, "%" PRId64 "%s", value / unit->size, unit->name);
}

bool config_parse_duration(const char *text, int64_t *ms)
{
    return read_units(text, time_units, ms);
}

static enum value_result in_range(const struct config_key *key, int64_t value)
{
    return value >= key->min && value <= key->max ? VALUE_GOOD : VALUE_BAD;
}

static enum value_result read_text(
    struct arena *arena, const struct config_key *key, const char *text, void *field)
{
    if (!key->is_good(text)) {
        return VALUE_BAD;
    }
    const char *copy = arena_strdup(arena, text);
    if (!copy) {
        return VALUE_NO_MEMORY;
    }
    *(const char **)field = copy;
    return VALUE_GOOD;
}

static bool allow_what(const struct config_key *key, struct bytes *out)
{
    return bytes_print(out, "%s", translated(key->what));
}

static bool print_text(const struct config_key *key, const void *field, struct bytes *out)
{
    (void)key;
    return bytes_print(out, "%s", *(const char *const *)field);
}

struct splitting {
    struct arena *arena;
    const char **items;
    size_t count, capacity;
};

/* Adds the element to the list, blanks around it cut off. An empty one is bad. */
static enum value_result add_element(struct splitting *list, const char *text, size_t length)
{
    while (length > 0 && isspace((unsigned char)*text)) {
        text++;
        length--;
    }
    while (length > 0 && isspace((unsigned char)text[length - 1])) {
        length--;
    }
    if (length == 0) {
        return VALUE_BAD;
    }
    const char *copy = arena_strndup(list->arena, text, length);
    const char **grown =
        arena_grow(list->arena, list->items, list->count, &list->capacity, sizeof *grown);
    if (!copy || !grown) {
        return VALUE_NO_MEMORY;
    }
    list->items = grown;
    grown[list->count++] = copy;
    return VALUE_GOOD;
}

static enum value_result split(struct arena *arena, const char *text, struct text_list *list)
{
    enum value_result result = VALUE_GOOD;
    struct splitting splitting = { .arena = arena };
    while (*text && result == VALUE_GOOD) {
        size_t length = 0;
        while (text[length] && !rule_comma(text + length)) {
            length++;
        }
        result = add_element(&splitting, text, length);
        text += length;
        size_t comma = *text ? rule_comma(text) : 0;
        text += comma;
        if (comma && !*text) {
            result = VALUE_BAD;
        }
    }
    *list = (struct text_list) { splitting.items, splitting.count };
    return result;
}

static enum value_result read_list(
    struct arena *arena, const struct config_key *key, const char *text, void *field)
{
    struct text_list list;
    enum value_result result = split(arena, text, &list);
    for (size_t i = 0; i < list.count && result == VALUE_GOOD; i++) {
        result = key->is_good(list.items[i]) ? VALUE_GOOD : VALUE_BAD;
    }
    if (result == VALUE_GOOD) {
        *(struct text_list *)field = list;
    }
    return result;
}

static bool print_list(const struct config_key *key, const void *field, struct bytes *out)
{
    (void)key;
    const struct text_list *list = field;
    bool done = true;
    for (size_t i = 0; i < list->count && done; i++) {
        done = bytes_print(out, "%s%s", i ? ", " : "", list->items[i]);
    }
    return done;
}

static int word_index(const struct config_key *key, const char *text)
{
    for (int i = 0; key->words[i]; i++) {
        if (strcmp(key->words[i], text) == 0) {
            return i;
        }
    }
    return -1;
}

static enum value_result read_words(
    struct arena *arena, const struct config_key *key, const char *text, void *field)
{
    struct text_list list;
    enum value_result result = split(arena, text, &list);
    unsigned seen = 0;
    for (size_t i = 0; i < list.count && result == VALUE_GOOD; i++) {
        int index = word_index(key, list.items[i]);
        unsigned bit = index < 0 ? 0 : 1U << index;
        result = bit && !(seen & bit) ? VALUE_GOOD : VALUE_BAD;
        seen |= bit;
    }
    if (result == VALUE_GOOD && list.count == 0) {
        result = VALUE_BAD;
    }
    if (result == VALUE_GOOD) {
        *(struct text_list *)field = list;
    }
    return result;
}

static bool list_words(const struct config_key *key, struct bytes *out)
{
    bool done = true;
    for (int i = 0; key->words[i] && done; i++) {
        done = bytes_print(out, "%s%s", i ? ", " : "", key->words[i]);
    }
    return done;
}

static bool allow_words(const struct config_key *key, struct bytes *out)
{
    return bytes_print(out, "%s", translated("any of ")) && list_words(key, out) &&
           bytes_print(out, "%s", translated(", each once, with commas between"));
}

static bool allow_word(const struct config_key *key, struct bytes *out)
{
    return bytes_print(out, "%s", key->words[1] ? translated("one of ") : "") &&
           list_words(key, out);
}

static enum value_result read_word(
    struct arena *arena, const struct config_key *key, const char *text, void *field)
{
    (void)arena;
    int index = word_index(key, text);
    if (index < 0) {
        return VALUE_BAD;
    }
    memcpy(field, &index, sizeof index);
    return VALUE_GOOD;
}

static bool print_word(const struct config_key *key, const void *field, struct bytes *out)
{
    int index;
    memcpy(&index, field, sizeof index);
    return bytes_print(out, "%s", key->words[index]);
}

static enum value_result read_switch(
    struct arena *arena, const struct config_key *key, const char *text, void *field)
{
    (void)arena;
    (void)key;
    bool yes = strcmp(text, "yes") == 0;
    if (!yes && strcmp(text, "no") != 0) {
        return VALUE_BAD;
    }
    *(bool *)field = yes;
    return VALUE_GOOD;
}

static bool allow_switch(const struct config_key *key, struct bytes *out)
{
    (void)key;
    return bytes_print(out, "%s", translated("yes or no"));
}

static bool print_switch(const struct config_key *key, const void *field, struct bytes *out)
{
    (void)key;
    return bytes_print(out, "%s", *(const bool *)field ? "yes" : "no");
}

static enum value_result read_number(
    struct arena *arena, const struct config_key *key, const char *text, void *field)
{
    static const struct unit no_unit[] = { { "", 1 }, { NULL, 0 } };
    (void)arena;
    int64_t value;
    if (!read_units(text, no_unit, &value) || in_range(key, value) != VALUE_GOOD) {
        return VALUE_BAD;
    }
    *(int *)field = (int)value;
    return VALUE_GOOD;
}

static bool allow_number(const struct config_key *key, struct bytes *out)
{
    return bytes_print(
        out, translated("a whole number from %d to %d"), (int)key->min, (int)key->max);
}

static bool print_number(const struct config_key *key, const void *field, struct bytes *out)
{
    (void)key;
    return bytes_print(out, "%d", *(const int *)field);
}

static const struct unit *units_of(const struct config_key *key)
{
    return key->type == &value_size ? size_units : time_units;
}

static enum value_result read_quantity(
    struct arena *arena, const struct config_key *key, const char *text, void *field)
{
    (void)arena;
    int64_t value;
    if (!read_units(text, units_of(key), &value) || in_range(key, value) != VALUE_GOOD) {
        return VALUE_BAD;
    }
    *(int64_t *)field = value;
    return VALUE_GOOD;
}

static bool allow_quantity(const struct config_key *key, struct bytes *out)
{
    const char *what = key->type == &value_size
                           ? translated("a size (K, M or G) from ")
                           : translated("a duration (ms, s, m or h) from ");
    return bytes_print(out, "%s", what) && print_units(key->min, units_of(key), out) &&
           bytes_print(out, "%s", translated(" to ")) &&
           print_units(key->max, units_of(key), out);
}

static bool print_quantity(const struct config_key *key, const void *field, struct bytes *out)
{
    return print_units(*(const int64_t *)field, units_of(key), out);
}

const struct value_type value_text = { read_text, allow_what, print_text };
const struct value_type value_list = { read_list, allow_what, print_list };
const struct value_type value_words = { read_words, allow_words, print_list };
const struct value_type value_word = { read_word, allow_word, print_word };
const struct value_type value_switch = { read_switch, allow_switch, print_switch };
const struct value_type value_number = { read_number, allow_number, print_number };
const struct value_type value_duration = { read_quantity, allow_quantity, print_quantity };
const struct value_type value_size = { read_quantity, allow_quantity, print_quantity };
