#include "edition/trials.h"

#include "base/system/file.h"
#include "base/system/run_place.h"
#include "store/store_private.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char file_name[] = "play-trials", early[] = " early";

enum { FILE_MAX_BYTES = 4096, BOOT_BYTES = 64 };

/* The same for every process that may write where the others may; or the store itself. */
static bool find_place(
    const struct store *store, char path[PATH_MAX], char folder[PATH_MAX], struct error *error)
{
    const char *run = getenv("RUNTIME_DIRECTORY");
    run = run && *run == '/' ? run : getenv("XDG_RUNTIME_DIR");
    if (access(store->path, W_OK) == 0 || !run || *run != '/') {
        snprintf(folder, PATH_MAX, "%s", store->path);
        return store_join(store, path, error, "%s", file_name);
    }
    char places[RUN_PLACES_MAX][PATH_MAX]; /* the first is in `run` */
    snprintf(folder, PATH_MAX, "%s", run);
    bool done = run_places(store->path, file_name, places) > 0;
    snprintf(path, PATH_MAX, "%s", places[0]);
    return done || error_set(error, "%s: path too long", run);
}

/* Changes with every start of the machine; "-" where the kernel does not say. */
static void read_boot(char boot[BOOT_BYTES])
{
    FILE *file = fopen("/proc/sys/kernel/random/boot_id", "re");
    snprintf(boot, BOOT_BYTES, "-");
    if (file) {
        if (fscanf(file, "%63s", boot) != 1) {
            snprintf(boot, BOOT_BYTES, "-");
        }
        fclose(file);
    }
}

/* Behind the numbers of a line; NULL where there is neither that nor its end. */
static const char *parse_end(const char *text, bool *is_early)
{
    *is_early = strncmp(text, early, strlen(early)) == 0;
    text += *is_early ? strlen(early) : 0;
    return *text == '\n' ? text + 1 : NULL;
}

/* "lobbycard-trials 1 BOOT", then a line "EDITION DEATHS PID" or "EDITION DEATHS PID early"
 * each. */
static void parse(const char *text, struct trials *trials)
{
    char boot[BOOT_BYTES], now[BOOT_BYTES];
    int used = 0;
    if (sscanf(text, "lobbycard-trials 1 %63s%n", boot, &used) != 1 || text[used] != '\n') {
        return;
    }
    read_boot(now);
    text += used + 1;
    while (trials->count < TRIALS_MAX) {
        struct trial *trial = &trials->list[trials->count];
        int pid;
        if (sscanf(text, "%64[0-9a-f] %d %d%n", trial->edition.hex, &trial->deaths, &pid,
                &used) != 3 ||
            !(text = parse_end(text + used, &trial->is_early)) ||
            !object_id_is_valid(trial->edition.hex, strlen(trial->edition.hex)) ||
            trial->deaths < 0 || pid < 0) {
            return;
        }
        bool is_ours = strcmp(boot, now) == 0;
        trial->pid = is_ours ? (pid_t)pid : 0;
        trial->is_early = is_ours && trial->is_early;
        trials->count++;
    }
}

/* `status` may be another user's: it cannot write where `play` can. */
void trials_read(const struct store *store, struct trials *trials)
{
    char path[PATH_MAX], folder[PATH_MAX], places[RUN_PLACES_MAX][PATH_MAX];
    struct bytes text;
    bytes_init(&text);
    *trials = (struct trials) { .count = 0 };
    bool done =
        find_place(store, path, folder, NULL) && file_read(path, FILE_MAX_BYTES, &text, NULL);
    size_t count = done ? 0 : run_places(store->path, file_name, places);
    for (size_t i = 0; !done && i < count; i++) {
        done = file_read(places[i], FILE_MAX_BYTES, &text, NULL);
    }
    if (done || (store_join(store, path, NULL, "%s", file_name) &&
                    file_read(path, FILE_MAX_BYTES, &text, NULL))) {
        parse(text.data, trials);
    }
    bytes_finish(&text);
}

/* What an earlier trouble left elsewhere. */
static void forget_elsewhere(const struct store *store)
{
    char places[RUN_PLACES_MAX][PATH_MAX];
    size_t count = run_places(store->path, file_name, places);
    for (size_t i = 0; i < count; i++) {
        unlink(places[i]);
    }
}

bool trials_write(const struct store *store, const struct trials *trials, struct error *error)
{
    char path[PATH_MAX], folder[PATH_MAX], temporary[PATH_MAX + 8], boot[BOOT_BYTES];
    struct bytes text;
    bytes_init(&text);
    read_boot(boot);
    bool done = bytes_print(&text, "lobbycard-trials 1 %s\n", boot);
    for (size_t i = 0; done && i < trials->count; i++) {
        const struct trial *trial = &trials->list[i];
        done = bytes_print(&text, "%s %d %d%s\n", trial->edition.hex, trial->deaths,
            (int)trial->pid, trial->is_early ? early : "");
    }
    if (!done) {
        error_set(error, "out of memory");
    } else if ((done = find_place(store, path, folder, error))) {
        snprintf(temporary, sizeof temporary, "%s.tmp", path);
        done = file_seam_write(store->seam, temporary, text.data, text.size, error) &&
               file_seam_move(store->seam, temporary, path, NULL, error);
    }
    if (done && strcmp(folder, store->path) == 0) {
        forget_elsewhere(store);
    }
    bytes_finish(&text);
    return done;
}

/* Another player on the same store is no death. A process of our own number is long gone. */
static bool is_dead(pid_t pid)
{
    return pid == getpid() || (kill(pid, 0) < 0 && errno == ESRCH);
}

bool trials_take_up(struct trials *trials)
{
    bool changed = false;
    for (size_t i = 0; i < trials->count; i++) {
        struct trial *trial = &trials->list[i];
        if (trial->pid != 0 && is_dead(trial->pid)) {
            trial->deaths += !trial->is_early && trial->deaths < TRIAL_DEATHS_MAX;
            trial->pid = 0;
            changed = true;
        }
    }
    return changed;
}

static bool is_same(const struct object_id *left, const struct object_id *right)
{
    return strcmp(left->hex, right->hex) == 0;
}

void trials_keep(struct trials *trials, const struct head *head)
{
    size_t kept = 0;
    for (size_t i = 0; i < trials->count; i++) {
        const struct object_id *edition = &trials->list[i].edition;
        if (is_same(edition, &head->current) || is_same(edition, &head->previous)) {
            trials->list[kept++] = trials->list[i];
        }
    }
    trials->count = kept;
}

/* trials->count where it is none of them. */
static size_t index_of(const struct trials *trials, const struct object_id *edition)
{
    size_t i = 0;
    while (i < trials->count && !is_same(&trials->list[i].edition, edition)) {
        i++;
    }
    return i;
}

struct trial *trials_find(struct trials *trials, const struct object_id *edition, bool may_add)
{
    size_t i = index_of(trials, edition);
    if (i == trials->count) {
        if (!may_add || i == TRIALS_MAX) {
            return NULL;
        }
        trials->list[trials->count++] = (struct trial) { .edition = *edition };
    }
    return &trials->list[i];
}

bool trials_has_set_aside(const struct trials *trials, const struct object_id *edition)
{
    size_t i = index_of(trials, edition);
    return i < trials->count && trials->list[i].deaths >= TRIAL_DEATHS_MAX;
}

bool trials_doubt(const struct trials *trials, const struct object_id *edition)
{
    size_t i = index_of(trials, edition);
    const struct trial *trial = i < trials->count ? &trials->list[i] : NULL;
    return trial && trial->pid == 0 && (trial->is_early || trial->deaths > 0) &&
           trial->deaths < TRIAL_DEATHS_MAX;
}

bool trials_allow(void *trials, const struct object_id *edition)
{
    return !trials_has_set_aside(trials, edition);
}
