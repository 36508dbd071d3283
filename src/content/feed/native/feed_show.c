/* `show` of the native feed: when and where an item, a hotline or a link may be shown. */
#include "content/feed/native/feed_reader.h"

#include <string.h>

static bool add_tag(struct feed_reader *reader, const cJSON *value, void *out)
{
    struct show *show = out;
    const char *text = "";
    reader_line(reader, value, &text);
    if (!text[0] || strcmp(text, "!") == 0) {
        reader_fault(reader, FINDING_VALUE, "expected a tag");
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

void native_show(struct feed_reader *reader, const cJSON *value, struct show *show)
{
    static const struct own_member own[] = {
        { .name = "windows", .read = read_windows },
        { .name = "screens", .read = read_screens },
    };
    static const struct shape shape = SHAPE(&feed_show, own);
    reader_members(reader, value, &shape, 0, show);
}
