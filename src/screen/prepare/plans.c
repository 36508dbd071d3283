#include "screen/prepare/plans.h"

#include "base/system/child.h"
#include "base/system/file.h"
#include "base/system/file_seam.h"

#include <limits.h>
#include <stdio.h>

enum { PLANS_MAX_BYTES = 4 * 1024 * 1024 };

/* Another program, or another face by that name, sets other pages; another decoder makes other
 * pixels. */
static struct digest ground_of(const char *data_dir)
{
    static const char *const faces[] = { "NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf" };
    char decoder[PATH_MAX];
    struct digest key = { 1, 1 };
    file_digest(&key, "/proc/self/exe");
    if (child_find("lobbycard-decode", decoder)) {
        file_digest(&key, decoder);
    }
    for (size_t i = 0; i < sizeof faces / sizeof *faces; i++) {
        char path[4096];
        snprintf(path, sizeof path, "%s/fonts/%s", data_dir, faces[i]);
        file_digest(&key, path);
    }
    return key;
}

static void read_down(struct plans *plans)
{
    struct bytes text;
    struct error absent;
    bytes_init(&text);
    if (file_read(plans->path, PLANS_MAX_BYTES, &text, &absent)) {
        plan_memory_read(plans->memory, text.data, text.size);
    }
    bytes_finish(&text);
}

void plans_finish(struct plans *plans)
{
    plan_memory_destroy(plans->memory);
    *plans = (struct plans) { 0 };
}

void plans_open(struct plans *plans, const char *data_dir, const char *path)
{
    plans->path = path;
    plans->ground = ground_of(data_dir);
    plans->memory = plan_memory_create();
    if (plans->memory) {
        read_down(plans);
    }
}

void plans_begin(struct plans *plans, struct layout *layout)
{
    if (plans->memory) {
        plan_memory_begin(plans->memory, layout, &plans->ground);
    }
    layout->plans = plans->memory;
}

void plans_keep(struct plans *plans)
{
    struct bytes text;
    struct error ignored;
    if (!plans->memory || !plan_memory_is_new(plans->memory)) {
        return;
    }
    bytes_init(&text);
    if (plan_memory_print(plans->memory, &text)) {
        file_seam_note(&file_seam_real, plans->path, text.data, text.size, &ignored);
    }
    bytes_finish(&text);
}

void plans_forget(struct plans *plans)
{
    if (plans->memory) {
        plan_memory_forget(plans->memory);
    }
}
