/* Power cuts: every prefix of what the store asks of the disk, with what was not synced
 * dropped, torn at sectors or kept, in thousands of combinations. After each the store holds
 * the old edition or the new one, whole. */
#include "edition/edition.h"
#include "fakes/crash_disk.h"
#include "fakes/store_scratch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { COMMITS = 10, DRAWS = 140, HEAL_EVERY = 101, BODY_MAX = 6000, DISTINCT_MAX = 1 << 16 };
#define NOW 1795413600000

static uint32_t random_state = 20261123;

static uint32_t draw(void)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 17;
    random_state ^= random_state << 5;
    return random_state;
}

/* A feed of several sectors, a different number for each serial. */
static size_t make_body(char out[BODY_MAX], int serial)
{
    int length = snprintf(out, BODY_MAX,
        "{\"lobbycard\": 1, \"serial\": %d, \"items\": [{\"id\": \"a\", \"kind\": \"notice\", "
        "\"title\": \"t\", \"text\": \"",
        serial);
    for (int i = 0; i < 900 + 700 * (serial % 6); i++) {
        out[length++] = (char)('a' + (i * 7 + serial) % 26);
    }
    memcpy(out + length, "\"}]}", 5);
    return (size_t)length + 4;
}

static bool commit(struct store *store, int serial, struct error *error)
{
    char body[BODY_MAX];
    bool committed = false;
    struct edition_source source = { .name = "news",
        .url = "https://campus.example/feed.json",
        .etag = "",
        .last_modified = "",
        .fetched_ms = NOW };
    struct edition_plan plan = { .shown = &source, .shown_count = 1 };
    return store_put(store, body, make_body(body, serial), &source.body, error) &&
           edition_commit(store, &plan, NOW + serial, &committed, error) && committed;
}

static void record(struct crash_disk *disk)
{
    struct error error;
    struct store *store =
        store_open_through(&disk->seam, disk->root, STORE_WRITE, 1 << 20, &error);
    assert_non_null(store);
    for (int serial = 1; serial <= COMMITS; serial++) {
        if (!commit(store, serial, &error) ||
            !store_write_note(store, "fetch-status.json", "{}", 2, &error)) {
            fail_msg("%s", error.text);
        }
        crash_note(disk, OP_MARK, disk->root);
    }
    store_close(store);
}

static uint64_t hash(uint64_t seed, const void *data, size_t size)
{
    const unsigned char *bytes = data;
    for (size_t i = 0; i < size; i++) {
        seed = (seed ^ bytes[i]) * UINT64_C(1099511628211);
    }
    return seed;
}

/* Some of the sectors that were being written, and zeros for the others. */
static size_t tear(const struct crash_state *state, int file, uint32_t how, char *out)
{
    const char *now = state->files[file].now;
    size_t size = state->files[file].now_size, sectors = (size + SECTOR - 1) / SECTOR;
    switch (how % 4) {
    case 0: /* nothing of it */
        memcpy(out, state->files[file].kept, state->files[file].kept_size);
        return state->files[file].kept_size;
    case 1: /* all of it */
        memcpy(out, now, size);
        return size;
    case 2: { /* cut behind a sector */
        size_t cut = sectors ? how / 4 % sectors * SECTOR : 0;
        memcpy(out, now, cut);
        return cut;
    }
    default: /* its length, and any of its sectors */
        memset(out, 0, size);
        for (size_t i = 0; i < sectors; i++) {
            if (draw() & 4) {
                size_t length = size - i * SECTOR < SECTOR ? size - i * SECTOR : SECTOR;
                memcpy(out + i * SECTOR, now + i * SECTOR, length);
            }
        }
        return size;
    }
}

static bool parents_exist(const struct crash_tree *tree, const char *path)
{
    char parent[160];
    snprintf(parent, sizeof parent, "%s", path);
    char *slash = strrchr(parent, '/');
    if (!slash) {
        return true;
    }
    *slash = '\0';
    for (size_t i = 0; i < tree->entry_count; i++) {
        if (tree->entries[i].file == -2 && strcmp(tree->entries[i].path, parent) == 0) {
            return parents_exist(tree, parent);
        }
    }
    return false;
}

/* Returns a number of the state's own and, with a root (an empty folder), makes it there. `how`
 * says what is torn. */
static uint64_t materialise(const struct crash_tree *tree, const struct crash_state *state,
    uint32_t how, const char *root)
{
    uint64_t sum = UINT64_C(14695981039346656037);
    random_state = how * 2654435761U + 1;
    for (size_t i = 0; i < tree->entry_count; i++) {
        char path[PATH_MAX + 200], torn[CRASH_BYTES];
        const char *name = tree->entries[i].path, *data = torn;
        int file = tree->entries[i].file;
        if (file == -1 || !parents_exist(tree, name)) {
            continue;
        }
        snprintf(path, sizeof path, "%s/%s", root ? root : "", name);
        sum = hash(sum, name, strlen(name));
        if (file == -2) {
            assert_true(!root || mkdir(path, 0755) == 0);
            continue;
        }
        size_t size = state->files[file].kept_size;
        if (state->files[file].dirty) {
            size = tear(state, file, how, torn);
        } else {
            data = state->files[file].kept;
        }
        sum = hash(sum, data, size);
        if (root) {
            int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
            assert_true(fd >= 0 && write(fd, data, size) == (ssize_t)size);
            close(fd);
        }
    }
    return sum;
}

struct replay {
    struct scratch scratch;
    uint64_t seen[DISTINCT_MAX];
    size_t distinct;
    struct crash_state now;
};

static bool is_new(struct replay *replay, uint64_t sum)
{
    size_t at = sum % DISTINCT_MAX;
    while (replay->seen[at] && replay->seen[at] != sum) {
        at = (at + 1) % DISTINCT_MAX;
    }
    bool fresh = !replay->seen[at];
    replay->seen[at] = sum;
    return fresh;
}

/* One state: the whole old edition or the whole new one, and now and then the next commit. */
static void check_state(
    struct replay *replay, size_t op, int last, uint32_t which, uint32_t how)
{
    struct error error;
    struct crash_tree cut = replay->now.tree;
    for (size_t i = 0; i < replay->now.pending_count; i++) {
        if (which >> (i % 32) & 1) {
            crash_apply(&cut, replay->now.pending[i]);
        }
    }
    if (!is_new(replay, materialise(&cut, &replay->now, how, NULL))) {
        return;
    }
    replay->distinct++;
    assert_int_equal(mkdir(replay->scratch.path, 0755), 0);
    materialise(&cut, &replay->now, how, replay->scratch.path);
    struct store *store = store_open(replay->scratch.path, STORE_READ, 1 << 20, &error);
    int serial = scratch_serial_shown(store);
    store_close(store);
    if (serial != last && serial != last + 1) {
        fail_msg(
            "cut at %zu, changes %x, torn %x: %d instead of %d", op, which, how, serial, last);
    }
    if (replay->distinct % HEAL_EVERY == 0) {
        store = store_open(replay->scratch.path, STORE_WRITE, 1 << 20, &error);
        if (!store || !commit(store, 100, &error)) {
            fail_msg("cut at %zu: not healed: %s", op, error.text);
        }
        assert_int_equal(scratch_serial_shown(store), 100);
        store_close(store);
    }
    scratch_finish(&replay->scratch);
}

static void test_power_cuts(void **state)
{
    (void)state;
    struct scratch scratch;
    struct crash_disk disk;
    scratch_in_memory();
    struct replay *replay = calloc(1, sizeof *replay);
    int last = 0;
    scratch_init(&scratch);
    scratch_init(&replay->scratch);
    scratch_finish(&replay->scratch);
    crash_disk_init(&disk, scratch.path);
    record(&disk);
    for (size_t i = 0; i < disk.op_count; i++) {
        crash_step(&replay->now, &disk.ops[i]);
        last += disk.ops[i].kind == OP_MARK;
        check_state(replay, i, last, 0, 0);
        check_state(replay, i, last, UINT32_MAX, 1);
        bool open = replay->now.pending_count > 0;
        for (int file = 0; file < disk.file_count; file++) {
            open = open || replay->now.files[file].dirty;
        }
        for (uint32_t j = 0; open && j < DRAWS; j++) {
            uint32_t which = j * 2654435761U >> 7;
            check_state(replay, i, last, which, j + 4 * (uint32_t)i);
        }
    }
    assert_int_equal(last, COMMITS);
    print_message("%zu operations, %zu different states\n", disk.op_count, replay->distinct);
    assert_true(replay->distinct >= 10000);
    crash_disk_finish(&disk);
    scratch_finish(&scratch);
    free(replay);
}

/* The test can fail: a head that is not synced before its rename is caught. */
static int forget(void *context, int fd)
{
    (void)context, (void)fd;
    return 0;
}

static void test_a_forgotten_fsync_is_seen(void **state)
{
    (void)state;
    struct scratch scratch;
    struct crash_disk disk;
    struct replay *replay = calloc(1, sizeof *replay);
    int last = 0, wrong = 0;
    scratch_init(&scratch);
    scratch_init(&replay->scratch);
    scratch_finish(&replay->scratch);
    crash_disk_init(&disk, scratch.path);
    disk.seam.fsync = forget;
    record(&disk);
    for (size_t i = 0; i < disk.op_count; i++) {
        struct error error;
        crash_step(&replay->now, &disk.ops[i]);
        last += disk.ops[i].kind == OP_MARK;
        assert_int_equal(mkdir(replay->scratch.path, 0755), 0);
        materialise(&replay->now.tree, &replay->now, 0, replay->scratch.path);
        struct store *store = store_open(replay->scratch.path, STORE_READ, 1 << 20, &error);
        int serial = scratch_serial_shown(store);
        wrong += serial != last && serial != last + 1;
        store_close(store);
        scratch_finish(&replay->scratch);
    }
    assert_true(wrong > 0);
    crash_disk_finish(&disk);
    scratch_finish(&scratch);
    free(replay);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_power_cuts),
        cmocka_unit_test(test_a_forgotten_fsync_is_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
