#include "command/desk/content/look/previews_fill.h"

#include "base/system/file.h"
#include "base/translated.h"
#include "command/desk/content/content.h"
#include "command/desk/content/look/preview_render.h"
#include "command/desk/content/look/previews_private.h"
#include "command/desk/content/look/scenes.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { WISH_MAX = 4096 };

/* No line end can be in any of them. */
bool previews_fill_later(
    const char *folder, const struct preview_wish *wish, struct error *error)
{
    char path[PATH_MAX * 2], lines[WISH_MAX];
    int size = snprintf(lines, sizeof lines, "%s\n%s\n%s\n", wish->sizes[0], wish->at,
        wish->screen ? wish->screen : "");
    snprintf(path, sizeof path, "%s/feed.json", folder);
    bool done = size > 0 && size < WISH_MAX &&
                file_replace(path, wish->feed, strlen(wish->feed), error);
    snprintf(path, sizeof path, "%s/wish", folder);
    return done && file_replace(path, lines, (size_t)size, error);
}

static char *take_line(char **at)
{
    char *line = *at, *end = strchr(line, '\n');
    if (end) {
        *end = '\0';
        *at = end + 1;
    }
    return line;
}

/* Those pictures get their place among the others. */
static bool move_all(const char *from, const char *to, struct error *error)
{
    DIR *folder = opendir(from);
    bool done = folder || error_set(error, "%s: %s", from, translated_errno(errno));
    for (struct dirent *entry; done && folder && (entry = readdir(folder));) {
        char old[PATH_MAX * 2], new[PATH_MAX * 2];
        const char *end = strrchr(entry->d_name, '.');
        snprintf(old, sizeof old, "%s/%s", from, entry->d_name);
        snprintf(new, sizeof new, "%s/%s", to, entry->d_name);
        done = !end || strcmp(end, ".png") != 0 || rename(old, new) == 0 ||
               error_set(error, "%s: %s", new, translated_errno(errno));
    }
    if (folder) {
        closedir(folder);
    }
    return done;
}

/* The feed lies where pictures are found that it names (content.h). */
static enum preview_outcome fill(struct previews *previews, const struct content *content,
    const struct preview_place *place, struct error *error)
{
    char kept[PATH_MAX + 60], out[PATH_MAX + 60], feed[PATH_MAX + 60], path[PATH_MAX + 100];
    struct bytes wish, text;
    bytes_init(&wish);
    bytes_init(&text);
    snprintf(kept, sizeof kept, "%s/%s", previews->folder, place->key);
    snprintf(out, sizeof out, "%s/filling", previews->folder);
    snprintf(feed, sizeof feed, "%s/preview-filling.json", content->work);
    snprintf(path, sizeof path, "%s/wish", kept);
    enum preview_outcome outcome = PREVIEW_FAILED;
    bool done = file_read(path, WISH_MAX, &wish, error);
    snprintf(path, sizeof path, "%s/feed.json", kept);
    done = done && file_read(path, 64 << 20, &text, error) &&
           file_replace(feed, text.data, text.size, error);
    if (done) {
        char *at = wish.data;
        const char *size = take_line(&at), *when = take_line(&at), *screen = take_line(&at);
        const struct preview_rendering rendering = { .config = content->config_path,
            .feed = feed,
            .size = size,
            .at = when,
            .screen = *screen ? screen : NULL,
            .out = out,
            .first = place->index / PREVIEW_BATCH * PREVIEW_BATCH };
        outcome = preview_render(&rendering, error);
    }
    snprintf(path, sizeof path, "%s/0", kept);
    if (outcome == PREVIEW_MADE && !move_all(out, path, error)) {
        outcome = PREVIEW_FAILED;
    }
    unlink(feed);
    preview_remove_folder(out);
    bytes_finish(&wish);
    bytes_finish(&text);
    return outcome;
}

enum preview_outcome previews_fill(struct previews *previews, const struct content *content,
    const struct preview_place *place, struct error *error)
{
    pthread_mutex_lock(&previews->lock);
    bool is_busy = previews->is_filling;
    previews->is_filling = true;
    pthread_mutex_unlock(&previews->lock);
    if (is_busy) {
        return PREVIEW_BUSY;
    }
    enum preview_outcome outcome =
        access(place->path, F_OK) == 0 ? PREVIEW_MADE : fill(previews, content, place, error);
    pthread_mutex_lock(&previews->lock);
    previews->is_filling = false;
    pthread_mutex_unlock(&previews->lock);
    return outcome;
}
