/* Hotlines and links of the native feed; items are in feed_item.c, numbers in feed_phones.c. */
#include "content/feed/native/feed_reader.h"
#include "time/week.h"

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
        { .name = "numbers", .read = native_phones },
        { .name = "hours", .read = read_hotline_hours },
    };
    static const struct shape shape = SHAPE(&feed_hotline, own);
    reader_members(reader, value, &shape, 0, out);
}

void native_link(struct feed_reader *reader, const cJSON *value, void *out)
{
    reader_members(reader, value, &(struct shape) { .of = &feed_link }, 0, out);
}
