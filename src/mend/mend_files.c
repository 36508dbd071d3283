#include "mend/mend_files.h"

#include "base/picture_name.h"
#include "content/text/spelling.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

/* Folders have few files where people put pictures by hand; others are not worth the time. */
enum { ENTRIES_MAX = 2000, LISTED_MAX = 5 };

/* Sees each picture's path below the folder; false ends the walk. */
struct walk {
    bool (*see)(void *context, const char *path);
    void *context;
    int left;
};

bool mend_file_is_picture(const char *name)
{
    const char *dot = strrchr(name, '.');
    return picture_name(name, strlen(name)) || (dot && strcasecmp(dot, ".pdf") == 0);
}

static bool walk_folder(struct walk *walk, const char *folder, const char *below)
{
    char path[1024], whole[2048];
    bool goes_on = true;
    snprintf(whole, sizeof whole, "%s/%s", folder, below);
    DIR *open = opendir(whole);
    struct dirent *entry;
    while (open && goes_on && walk->left-- > 0 && (entry = readdir(open))) {
        const char *name = entry->d_name;
        int length = snprintf(path, sizeof path, "%s%s", below, name);
        if (name[0] == '.' || (size_t)length + 2 > sizeof path) {
            continue;
        }
        if (mend_file_is_picture(name)) {
            goes_on = walk->see(walk->context, path);
        } else if (entry->d_type == DT_DIR && !*below) {
            strcat(path, "/");
            goes_on = walk_folder(walk, folder, path);
        }
    }
    if (open) {
        closedir(open);
    }
    return goes_on;
}

static const char *name_of(const char *path)
{
    const char *slash = strrchr(path, '/'), *backslash = strrchr(path, '\\');
    const char *last = slash > backslash ? slash : backslash;
    return last ? last + 1 : path;
}

static size_t stem(const char *name)
{
    const char *dot = strrchr(name, '.');
    return dot ? (size_t)(dot - name) : strlen(name);
}

/* 3: the name; 2: in other letters; 1: with another ending, or misspelt; 0: another. */
static int likeness(const char *wanted, const char *name)
{
    size_t size = stem(wanted);
    return strcmp(wanted, name) == 0       ? 3
           : strcasecmp(wanted, name) == 0 ? 2
           : (size > 0 && size == stem(name) && strncasecmp(wanted, name, size) == 0) ||
                   spelling_is_near(wanted, name)
               ? 1
               : 0;
}

struct search {
    struct arena *arena;
    const char *wanted;
    const char *found;
    int best;
};

static bool compare(void *context, const char *path)
{
    struct search *search = context;
    int like = likeness(search->wanted, name_of(path));
    if (like > search->best) {
        search->best = like;
        search->found = arena_strdup(search->arena, path);
    }
    return search->best < 3;
}

static struct search look_for(const struct mend_job *job, const char *path)
{
    struct search search = { .arena = job->arena, .wanted = name_of(path) };
    struct walk walk = { compare, &search, ENTRIES_MAX };
    if (job->folder && *search.wanted) {
        walk_folder(&walk, job->folder, "");
    }
    return search;
}

const char *mend_file_near(const struct mend_job *job, const char *path)
{
    return look_for(job, path).found;
}

const char *mend_file_beside(const struct mend_job *job, const char *path)
{
    struct search search = look_for(job, path);
    return !job->folder || !*search.wanted ? NULL
           : search.best > 1               ? search.found
                             : arena_printf(job->arena, "media/%s", search.wanted);
}

/* The first by name. */
struct listing {
    struct arena *arena;
    const char *folder; /* with its slash, or "" */
    size_t folder_size;
    const char *names[LISTED_MAX];
    int count;
};

static bool list_one(void *context, const char *path)
{
    struct listing *listing = context;
    const char *name = path + listing->folder_size;
    if (strncmp(path, listing->folder, listing->folder_size) != 0 || strchr(name, '/')) {
        return true;
    }
    name = arena_strdup(listing->arena, path);
    for (int i = 0; name && i < listing->count; i++) {
        if (strcmp(name, listing->names[i]) < 0) {
            const char *later = listing->names[i];
            listing->names[i] = name;
            name = later;
        }
    }
    if (name && listing->count < LISTED_MAX) {
        listing->names[listing->count++] = name;
    }
    return name;
}

static const char *list_folder(const struct mend_job *job, const char *folder, size_t size)
{
    struct listing listing = { .arena = job->arena, .folder = folder, .folder_size = size };
    struct walk walk = { list_one, &listing, ENTRIES_MAX };
    const char *names = "";
    walk_folder(&walk, job->folder, "");
    for (int i = 0; i < listing.count && names; i++) {
        const char *comma = i > 0 ? ", " : "";
        names = arena_printf(job->arena, "%s%s%s", names, comma, listing.names[i]);
    }
    return names;
}

const char *mend_files_there(const struct mend_job *job, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *there =
        job->folder && slash ? list_folder(job, path, (size_t)(slash + 1 - path)) : "";
    return there && !*there && job->folder ? list_folder(job, "", 0) : there;
}
