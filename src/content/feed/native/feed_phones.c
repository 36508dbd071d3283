/* The numbers of a hotline: raw strings, numbers, and objects with a note. */
#include "content/feed/native/feed_reader.h"
#include "content/phone/phone_read.h"

#include <math.h>
#include <string.h>

static const double exact_max = 9007199254740991; /* 2^53 - 1 (RFC 8259 section 6) */

static const char *own(struct feed_reader *reader, const char *text)
{
    reader->no_memory = reader->no_memory || !text;
    return text ? text : "";
}

/* Not a fault: something that is not read, or not all that it seems. */
static void tell(struct feed_reader *reader, const struct phone_doubt *doubt)
{
    const char *text = reader_quote(reader, doubt->text);
    switch (doubt->kind) {
    case PHONE_DOUBT_OTHER:
        reader_note(reader, FINDING_DIGITS, "not read as a telephone number: %s", text);
        break;
    case PHONE_DOUBT_TEXT:
        reader_note(reader, FINDING_DIGITS, "not shown: %s", text);
        break;
    case PHONE_DOUBT_RANGE:
        reader_note(reader, FINDING_DIGITS, "of a range both ends are shown: %s", text);
        break;
    case PHONE_DOUBT_LENGTH:
        reader_warn(reader, FINDING_DIGITS, "%s is no telephone number: %d digits, not %d",
            text, doubt->found, doubt->due);
        break;
    case PHONE_DOUBT_UNSURE:
        reader_warn(reader, FINDING_DIGITS, "no telephone number for sure: %s", text);
        break;
    case PHONE_DOUBT_LEFT:
        reader_warn(reader, FINDING_DIGITS, "digits that belong to no number: %s", text);
        break;
    case PHONE_DOUBT_CUT:
        reader_cut(reader, FINDING_COUNT, "more text than is read; the first numbers are used");
        break;
    }
}

/* The first thing that was nearly a number, for the fault of a string without one. */
static const struct phone_doubt *nearest(const struct phone_reading *reading)
{
    for (size_t i = 0; i < reading->doubt_count; i++) {
        enum phone_doubt_kind kind = reading->doubts[i].kind;
        if (kind == PHONE_DOUBT_LENGTH || kind == PHONE_DOUBT_UNSURE) {
            return &reading->doubts[i];
        }
    }
    return NULL;
}

/* "023-65763111 转 8001", with its note; one phone for each extension. */
static void add_phone(struct feed_reader *reader, const struct phone_entry *entry, size_t at,
    const char *note, struct phone *out)
{
    static const struct phone_extension none = { "", "" };
    const struct phone_extension *extension =
        entry->extension_count > 0 ? &entry->extensions[at] : &none;
    const char *parts[] = { entry->label, entry->note, extension->name };
    bool is_board = *extension->name && strstr(entry->label, "总机");
    const char *said = "";
    for (size_t i = is_board; i < sizeof parts / sizeof *parts && !*note; i++) {
        const char *space = *said && *parts[i] ? " " : "";
        said = own(reader, arena_printf(reader->arena, "%s%s%s", said, space, parts[i]));
    }
    bool has_extension = *extension->digits != '\0';
    *out = (struct phone) {
        .number = own(reader, arena_printf(reader->arena, "%s%s%s", entry->number,
                                  has_extension ? " 转 " : "", extension->digits)),
        .note = *note ? note : said,
        .extension = extension->digits,
        .dial = own(reader, arena_printf(reader->arena, "%s%s%s", entry->dial,
                                *entry->dial && has_extension ? ";ext=" : "",
                                *entry->dial ? extension->digits : "")),
        .bare_size = strlen(entry->number),
    };
}

static size_t phones_of(const struct phone_reading *reading)
{
    size_t count = 0;
    for (size_t i = 0; i < reading->entry_count; i++) {
        size_t extensions = reading->entries[i].extension_count;
        count += extensions > 0 ? extensions : 1;
    }
    return count;
}

static void add_reading(struct feed_reader *reader, const struct phone_reading *reading,
    const char *note, struct hotline *hotline)
{
    size_t all = hotline->phone_count + phones_of(reading), count = hotline->phone_count;
    if (all > FEED_PHONES_MAX) {
        reader_cut(
            reader, FINDING_COUNT, "more than %d numbers; the first are used", FEED_PHONES_MAX);
        all = FEED_PHONES_MAX;
    }
    struct phone *phones = arena_array(reader->arena, all, sizeof *phones);
    if (!phones) {
        reader->no_memory = true;
        return;
    }
    for (size_t i = 0; i < count; i++) {
        phones[i] = hotline->phones[i];
    }
    for (size_t i = 0; i < reading->entry_count; i++) {
        const struct phone_entry *entry = &reading->entries[i];
        size_t extensions = entry->extension_count > 0 ? entry->extension_count : 1;
        for (size_t k = 0; k < extensions && count < all; k++) {
            add_phone(reader, entry, k, note, &phones[count++]);
        }
    }
    hotline->phones = phones;
    hotline->phone_count = count;
    const char *line = own(reader, phone_reading_print(reader->arena, reading));
    bool is_first = !*hotline->reading;
    hotline->reading = own(reader,
        arena_printf(reader->arena, "%s%s%s", hotline->reading, is_first ? "" : " | ", line));
}

/* Adds the numbers of one raw string; a note given beside it beats one found in it. */
static void add_phones(struct feed_reader *reader, const char *raw, const char *note,
    struct phone_reading *reading, struct hotline *hotline)
{
    if (!phone_read(reader->arena, raw, reader->plan, reading)) {
        reader->no_memory = true;
        return;
    }
    const struct phone_doubt *near = nearest(reading);
    if (reading->entry_count == 0 && near && near->kind == PHONE_DOUBT_LENGTH) {
        reader_fault(reader, FINDING_NUMBER, "no telephone number in %s: %d digits, not %d",
            reader_quote(reader, near->text), near->found, near->due);
        return;
    }
    if (reading->entry_count == 0) {
        reader_fault(reader, FINDING_NUMBER, "no telephone number in %s",
            reader_quote(reader, near ? near->text : raw));
        return;
    }
    for (size_t i = 0; i < reading->doubt_count; i++) {
        tell(reader, &reading->doubts[i]);
    }
    if (reading->other) {
        const char *taken = own(reader, phone_reading_print(reader->arena, reading));
        reader_warn(reader, FINDING_READING, "may be read in two ways: %s; or %s", taken,
            reading->other);
    }
    add_reading(reader, reading, note, hotline);
}

/* A number is digits; one that begins with 0 has lost that. */
static const char *digits_of(struct feed_reader *reader, const cJSON *value)
{
    double number = value->valuedouble;
    if (!(number >= 0) || number > exact_max || number != floor(number)) {
        reader_fault(reader, FINDING_NUMBER, "no telephone number: write it in quotes");
        return "";
    }
    return own(reader, arena_printf(reader->arena, "%.0f", number));
}

static void read_number(struct feed_reader *reader, const cJSON *value, void *out)
{
    const char **number = &((struct phone *)out)->number;
    if (cJSON_IsNumber(value)) {
        *number = digits_of(reader, value);
    } else {
        reader_line(reader, value, number);
    }
}

/* One that was given as one: more than one is told. */
static void add_typed(
    struct feed_reader *reader, const char *raw, const char *note, struct hotline *hotline)
{
    struct phone_reading reading = { .entry_count = 0 };
    const char *fault_before = reader->fault;
    add_phones(reader, raw, note, &reading, hotline);
    if (reader->fault == fault_before && !reader->no_memory && reading.entry_count > 1) {
        reader_warn(reader, FINDING_READING, "not one number, but %zu: %s", reading.entry_count,
            reader_quote(reader, raw));
    }
}

static bool add_element(struct feed_reader *reader, const cJSON *value, void *out)
{
    struct hotline *hotline = out;
    const char *fault_before = reader->fault;
    struct phone draft = { .number = "", .note = "" };
    struct phone_reading reading;
    static const struct own_member own_members[] = { { .name = "number",
        .read = read_number } };
    static const struct shape shape = SHAPE(&feed_phone, own_members);
    if (cJSON_IsNumber(value)) {
        draft.number = digits_of(reader, value);
    } else if (cJSON_IsString(value)) {
        reader_line(reader, value, &draft.number);
    } else {
        reader_members(reader, value, &shape, 0, &draft);
    }
    if (reader->fault != fault_before || reader->no_memory) {
        return true;
    }
    if (cJSON_IsString(value)) {
        add_phones(reader, draft.number, "", &reading, hotline);
    } else {
        add_typed(reader, draft.number, draft.note, hotline);
    }
    return hotline->phone_count < FEED_PHONES_MAX;
}

void native_phones(struct feed_reader *reader, const cJSON *value, void *out)
{
    struct hotline *hotline = out;
    struct phone_reading reading;
    hotline->reading = "";
    if (cJSON_IsString(value)) {
        const char *raw = "";
        reader_text(reader, value, &raw);
        add_phones(reader, raw, "", &reading, hotline);
    } else if (cJSON_IsNumber(value)) {
        add_element(reader, value, out);
    } else if (cJSON_IsArray(value)) {
        struct elements elements = { .max = FEED_PHONES_MAX, .read = add_element };
        if (reader_each(reader, value, &elements, hotline)) {
            reader_cut(reader, FINDING_COUNT, "more than %d numbers; the first are used",
                FEED_PHONES_MAX);
        }
    } else {
        reader_fault(reader, FINDING_TYPE, "expected a text or a list [ ] (array), got %s",
            reader_type_name(value));
    }
}
