#include "content/phone/phone_reading.h"

static const char *with_note(struct arena *arena, const char *text, const char *note)
{
    return *note ? arena_printf(arena, "%s (%s)", text, note) : text;
}

const char *phone_entry_print(struct arena *arena, const struct phone_entry *entry)
{
    const char *between = *entry->label && *entry->note ? " " : "";
    const char *note = arena_printf(arena, "%s%s%s", entry->label, between, entry->note);
    const char *line = note ? with_note(arena, entry->number, note) : NULL;
    for (size_t i = 0; line && i < entry->extension_count; i++) {
        const struct phone_extension *extension = &entry->extensions[i];
        const char *text = with_note(arena, extension->digits, extension->name);
        line = text ? arena_printf(arena, "%s%s%s", line, i ? ", " : " 转 ", text) : NULL;
    }
    return line;
}

const char *phone_reading_print(struct arena *arena, const struct phone_reading *reading)
{
    const char *line = "";
    for (size_t i = 0; line && i < reading->entry_count; i++) {
        const struct phone_entry *entry = &reading->entries[i];
        const char *text = phone_entry_print(arena, entry);
        const char *mark = i == 0 ? "" : entry->is_range ? " ~ " : " | ";
        line = text ? arena_printf(arena, "%s%s%s", line, mark, text) : NULL;
    }
    return line;
}
