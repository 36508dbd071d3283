/* Hotlines and links of the native feed; items are in feed_item.c. */
#include "content/feed/native/feed_reader.h"
#include "content/phone/hotline.h"
#include "time/week.h"

/* Adds the numbers of one raw string; a note given beside it beats one found in it. */
static void add_phones(
    struct feed_reader *reader, const char *raw, const char *note, struct hotline *hotline)
{
    const struct phone *found = NULL;
    size_t count = 0;
    if (!hotline_parse_numbers(reader->arena, raw, &found, &count)) {
        reader->no_memory = true;
        return;
    }
    if (count == 0) {
        reader_fault(
            reader, FINDING_NUMBER, "no telephone number in %s", reader_quote(reader, raw));
        return;
    }
    size_t all = hotline->phone_count + count;
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
    for (size_t i = 0; i < all; i++) {
        bool is_old = i < hotline->phone_count;
        phones[i] = is_old ? hotline->phones[i] : found[i - hotline->phone_count];
        if (!is_old && note[0]) {
            phones[i].note = note;
        }
    }
    hotline->phones = phones;
    hotline->phone_count = all;
}

static bool add_phone(struct feed_reader *reader, const cJSON *value, void *out)
{
    struct hotline *hotline = out;
    struct phone draft = { .number = "", .note = "" };
    const char *fault_outside = reader->fault;
    if (cJSON_IsString(value)) {
        reader_line(reader, value, &draft.number);
    } else {
        reader_members(reader, value, &(struct shape) { .of = &feed_phone }, 0, &draft);
    }
    if (reader->fault == fault_outside && !reader->no_memory) {
        add_phones(reader, draft.number, draft.note, hotline);
    }
    return hotline->phone_count < FEED_PHONES_MAX;
}

static void read_numbers(struct feed_reader *reader, const cJSON *value, void *out)
{
    struct hotline *hotline = out;
    if (cJSON_IsString(value)) {
        const char *raw = "";
        reader_text(reader, value, &raw);
        add_phones(reader, raw, "", hotline);
        return;
    }
    if (!cJSON_IsArray(value)) {
        reader_fault(reader, FINDING_TYPE, "expected a text or a list [ ] (array), got %s",
            reader_type_name(value));
        return;
    }
    struct elements elements = { .max = FEED_PHONES_MAX, .read = add_phone };
    if (reader_each(reader, value, &elements, hotline)) {
        reader_cut(
            reader, FINDING_COUNT, "more than %d numbers; the first are used", FEED_PHONES_MAX);
    }
}

static void read_hotline_hours(struct feed_reader *reader, const cJSON *value, void *out)
{
    const char **hours = &((struct hotline *)out)->hours;
    struct week_hours week;
    reader_line(reader, value, hours);
    if (**hours && !week_hours_parse(*hours, &week)) {
        reader_note(reader, FINDING_HOURS,
            "shown as written, without now or next: not hours such as Mon-Fri 08:30-17:30");
    }
}

void native_hotline(struct feed_reader *reader, const cJSON *value, void *out)
{
    static const struct own_member own[] = {
        { .name = "numbers", .read = read_numbers },
        { .name = "hours", .read = read_hotline_hours },
    };
    static const struct shape shape = SHAPE(&feed_hotline, own);
    reader_members(reader, value, &shape, 0, out);
}

void native_link(struct feed_reader *reader, const cJSON *value, void *out)
{
    reader_members(reader, value, &(struct shape) { .of = &feed_link }, 0, out);
}
