/* Any string, by any plan, keeps the law of telephone numbers (tests/content/phone_law.h). */
#include "../content/phone_law.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;
    struct phone_reading reading;
    struct error error = { "" };
    arena_init(&arena);
    enum phone_plan plan = size > 0 ? (enum phone_plan)(data[size - 1] % PHONE_PLAN_COUNT) : 0;
    char *raw = arena_strndup(&arena, (const char *)data, size);
    if (!raw || !phone_read(&arena, raw, plan, &reading)) {
        abort();
    }
    for (size_t i = 0; i < reading.entry_count; i++) {
        const struct phone_entry *entry = &reading.entries[i];
        if (strlen(entry->number) < 3 || !entry->label || !entry->note || !entry->dial) {
            abort();
        }
    }
    if (!phone_law_holds(raw, &reading, &error)) {
        fprintf(stderr, "%s\n", error.text);
        abort();
    }
    arena_finish(&arena);
    return 0;
}
