#include "command/desk/content/look/preview_render.h"

#include "command/desk/content/look/tool.h"

#include <ftw.h>
#include <stdio.h>

enum { RENDER_MAX_MS = 60 * 1000, ARGUMENTS_MAX = 20 };

static void add(
    const char *arguments[ARGUMENTS_MAX], size_t *count, const char *option, const char *value)
{
    if (value) {
        arguments[(*count)++] = option;
        arguments[(*count)++] = value;
    }
}

enum preview_outcome preview_render(
    const struct preview_rendering *rendering, struct error *error)
{
    const char *arguments[ARGUMENTS_MAX] = { "--config", rendering->config, "render" };
    char slides[40];
    size_t count = 3;
    snprintf(
        slides, sizeof slides, "%d-%d", rendering->first + 1, rendering->first + PREVIEW_BATCH);
    add(arguments, &count, "--feed", rendering->feed);
    add(arguments, &count, "--size", rendering->size);
    add(arguments, &count, "--at", rendering->at);
    add(arguments, &count, "--out", rendering->out);
    add(arguments, &count, "--screen", rendering->screen);
    add(arguments, &count, "--theme", rendering->theme);
    add(arguments, &count, "--slides", rendering->first < 0 ? NULL : slides);
    struct tool_wish tool = { "lobbycard", arguments, RENDER_MAX_MS, false, rendering->is_stale,
        rendering->context };
    struct bytes said;
    int status = 0;
    bytes_init(&said);
    enum tool_outcome outcome = tool_run(&tool, &said, &status, error);
    bool done = outcome == TOOL_DONE && status == 0;
    if (outcome == TOOL_DONE && status != 0) {
        error_set(error, "render: %.300s", said.size > 0 ? said.data : "failed");
    }
    bytes_finish(&said);
    return done ? PREVIEW_MADE : outcome == TOOL_STALE ? PREVIEW_REPLACED : PREVIEW_FAILED;
}

static int remove_one(const char *path, const struct stat *stat_, int type, struct FTW *place)
{
    (void)stat_, (void)type, (void)place;
    return remove(path);
}

void preview_remove_folder(const char *path)
{
    nftw(path, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}
