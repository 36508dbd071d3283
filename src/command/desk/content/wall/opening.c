#include "command/desk/content/wall/opening.h"

#include "base/system/file.h"
#include "base/translated.h"
#include "command/desk/content/content.h"
#include "command/desk/content/look/previews.h"
#include "command/desk/content/look/tool.h"
#include "command/desk/content/me.h"
#include "command/desk/content/presence.h"
#include "command/desk/content/wall/clockwork.h"
#include "command/desk/content/wall/outlet.h"
#include "command/desk/content/wall/polls.h"
#include "command/desk/content/wall/publisher.h"
#include "command/desk/content/wall/signing.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* With the strings that its fields point to. */
struct opened {
    struct content content;
    char work[PATH_MAX], config[PATH_MAX], previews[PATH_MAX];
};

/* Feeds that were looked at when the desk ended. */
static void sweep(const char *work)
{
    DIR *folder = opendir(work);
    for (struct dirent *entry; folder && (entry = readdir(folder));) {
        char path[PATH_MAX * 2];
        const char *end = strrchr(entry->d_name, '.');
        snprintf(path, sizeof path, "%s/%s", work, entry->d_name);
        if (end && (strcmp(end, ".json") == 0 || strcmp(end, ".tmp") == 0)) {
            unlink(path);
        }
    }
    if (folder) {
        closedir(folder);
    }
}

static bool name_files(struct opened *opened, const struct desk *desk, const char *config_path,
    struct error *error)
{
    int length =
        snprintf(opened->previews, sizeof opened->previews, "%s/work/preview", desk->data);
    snprintf(opened->work, sizeof opened->work, "%s/work", desk->data);
    if (length < 0 || length > PATH_MAX - 200 || !file_make_directories(opened->work, error)) {
        return *error->text ? false : error_set(error, "%s: too long", desk->data);
    }
    if (chmod(opened->work, 0700) != 0) {
        return error_set(error, "%s: %s", opened->work, translated_errno(errno));
    }
    if (!config_path) {
        snprintf(opened->config, sizeof opened->config, "%s/none.ini", opened->work);
        return file_replace(opened->config, "", 0, error);
    }
    if (!realpath(config_path, opened->config)) {
        snprintf(opened->config, sizeof opened->config, "%s", config_path);
    }
    return true;
}

static bool make_units(
    struct content *content, struct opened *opened, struct desk *desk, struct error *error)
{
    content->config_path = opened->config;
    content->knows_tags = desk->config->guard.tags.count > 0;
    content->work = opened->work;
    content->presence = presence_create();
    content->polls = polls_create();
    content->signing = signing_create(desk->config->desk.sign_key);
    content->outlet = outlet_create(desk->publish, opened->work);
    content->publisher = content->outlet ? publisher_create(content->outlet) : NULL;
    return (content->presence && content->polls && content->signing && content->publisher) ||
           error_set(error, "out of memory");
}

bool opening_beside(struct desk *desk, const char *config_path, struct error *error)
{
    struct opened *opened = calloc(1, sizeof *opened);
    if (!opened) {
        return error_set(error, "out of memory");
    }
    desk->content = &opened->content;
    tool_limit(tool_processors());
    return name_files(opened, desk, config_path, error) &&
           make_units(&opened->content, opened, desk, error);
}

bool opening_begin(struct desk *desk, const char *config_path, struct error *error)
{
    desk->tell_me = me_tell;
    if (!opening_beside(desk, config_path, error)) {
        return false;
    }
    struct opened *opened = (struct opened *)desk->content; /* its first member */
    sweep(opened->work);
    desk->content->previews = previews_create(opened->previews, error);
    chmod(opened->previews, 0700); /* within a folder that is its owner's alone already */
    struct database *database =
        desk->content->previews ? database_open(desk->database, error) : NULL;
    bool done = database && polls_load(desk->content->polls, database, error) &&
                publisher_mend(desk, database, error);
    database_close(database);
    return done;
}

bool opening_run(struct desk *desk, struct error *error)
{
    desk->content->clockwork = clockwork_create(desk, error);
    return desk->content->clockwork != NULL;
}

void opening_end(struct desk *desk)
{
    struct content *content = desk->content;
    if (content) {
        clockwork_destroy(content->clockwork);
        previews_destroy(content->previews);
        publisher_destroy(content->publisher);
        outlet_destroy(content->outlet);
        signing_destroy(content->signing);
        polls_destroy(content->polls);
        presence_destroy(content->presence);
        free(content); /* the first member of struct opened */
        desk->content = NULL;
    }
}
