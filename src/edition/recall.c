#include "edition/recall.h"

#include "base/system/file_seam.h"
#include "content/feed/feed_stow.h"
#include "edition/floors.h"
#include "store/store_private.h"

#include <string.h>

enum { FILE_MAX_BYTES = 64 * 1024 * 1024 };

static const char mark[] = "lobbycard-feeds 1\n";

/* In front of the feeds stands the mark, and what they are kept as. */
enum { HEADING_BYTES = sizeof mark - 1 + sizeof(struct kept_as) };

/* The file that a source's body is, as it is now: nobody looks at the same one twice. False
 * where it is not there. */
static bool add_body(struct store *store, const struct object_id *id, struct digest *key)
{
    char path[PATH_MAX];
    struct file_mark body;
    if (!store_object_path(store, id, path, NULL) || !file_mark_read(path, &body)) {
        return false;
    }
    digest_number(key, (int64_t)body.device);
    digest_number(key, (int64_t)body.number);
    digest_number(key, body.size);
    digest_number(key, body.changed.tv_sec);
    digest_number(key, body.changed.tv_nsec);
    return true;
}

void edition_recall_begin(
    struct store *store, struct edition *edition, const struct recall *recall)
{
    struct digest key = recall->ground;
    bool may_be = edition->source_count > 0;
    digest_text(&key, edition->id.hex);
    for (size_t i = 0; may_be && i < edition->source_count; i++) {
        const struct edition_source *source = &edition->sources[i];
        digest_text(&key, source->name);
        may_be = !floors_wants_signature(store, source) && add_body(store, &source->body, &key);
    }
    edition->kept =
        (struct edition_kept) { .path = may_be ? recall->path : NULL, .as.key = key };
}

static bool stow_pictures(const struct edition_source *source, struct bytes *out)
{
    bool done = stow_number(out, source->picture_count);
    for (size_t i = 0; done && i < source->picture_count; i++) {
        done = stow_text(out, source->pictures[i].url);
    }
    return done;
}

static bool stow_all(const struct edition *edition, struct bytes *out)
{
    bool done = true;
    for (size_t i = 0; done && i < edition->source_count; i++) {
        const struct edition_source *source = &edition->sources[i];
        done = feed_stow(source->feed, out) && stow_pictures(source, out);
    }
    return done;
}

/* What one source gets. */
struct recalled {
    struct feed *feed;
    struct picture_ref *pictures;
    size_t picture_count;
};

/* Of the manifest's pictures those that may be shown, which are in its order. */
static bool unstow_pictures(struct stowed *from, struct arena *arena,
    const struct edition_source *source, struct recalled *out)
{
    size_t count, at = 0;
    if (!unstow_number(from, &count) || count > source->picture_count) {
        return false;
    }
    out->pictures = arena_array(arena, count, sizeof *out->pictures);
    for (size_t i = 0; out->pictures && i < count; i++) {
        const char *url = unstow_text(from);
        while (
            url && at < source->picture_count && strcmp(source->pictures[at].url, url) != 0) {
            at++;
        }
        if (!url || at == source->picture_count) {
            return false;
        }
        out->pictures[out->picture_count++] = source->pictures[at++];
    }
    return out->pictures;
}

static bool unstow_all(struct stowed from, struct edition *edition, struct recalled *out)
{
    bool done = true;
    for (size_t i = 0; done && i < edition->source_count; i++) {
        out[i].feed = feed_unstow(&from);
        done = out[i].feed &&
               unstow_pictures(&from, &edition->arena, &edition->sources[i], &out[i]);
    }
    return done && from.at == from.end;
}

static void sum_up(const struct bytes *file, const struct digest *key, struct digest *sum)
{
    *sum = digest_start;
    digest_add(sum, key, sizeof *key);
    digest_add(sum, file->data + HEADING_BYTES, file->size - HEADING_BYTES);
}

/* Whether those are the bytes that were written, of this edition. */
static bool is_whole(struct edition_kept *kept)
{
    struct kept_as heading;
    const struct bytes *file = &kept->bytes;
    if (file->size < HEADING_BYTES || memcmp(file->data, mark, sizeof mark - 1) != 0) {
        return false;
    }
    memcpy(&heading, file->data + sizeof mark - 1, sizeof heading);
    sum_up(file, &kept->as.key, &kept->as.sum);
    return digest_same(heading.key, kept->as.key) && digest_same(heading.sum, kept->as.sum);
}

/* All of them, or none. */
static bool take_all(struct edition *edition, const struct bytes *file)
{
    struct stowed from = { file->data + HEADING_BYTES, file->data + file->size };
    struct recalled *recalled =
        arena_array(&edition->arena, edition->source_count, sizeof *recalled);
    bool done = recalled && unstow_all(from, edition, recalled);
    for (size_t i = 0; recalled && i < edition->source_count; i++) {
        if (!done) {
            feed_destroy(recalled[i].feed);
            continue;
        }
        edition->sources[i].feed = recalled[i].feed;
        edition->sources[i].pictures = recalled[i].pictures;
        edition->sources[i].picture_count = recalled[i].picture_count;
    }
    return done;
}

/* The file as it is there, if it is of this edition. */
static bool read_kept(struct store *store, struct edition_kept *kept)
{
    struct error absent;
    return kept->path &&
           file_seam_read(store->seam, kept->path, FILE_MAX_BYTES, &kept->bytes, &absent) &&
           is_whole(kept);
}

bool edition_is_kept(struct store *store, const struct edition *edition)
{
    struct edition_kept kept = { .path = edition->kept.path, .as.key = edition->kept.as.key };
    bytes_init(&kept.bytes);
    bool is_kept = read_kept(store, &kept);
    bytes_finish(&kept.bytes);
    return is_kept;
}

bool edition_recall(struct store *store, struct edition *edition)
{
    struct edition_kept *kept = &edition->kept;
    if (read_kept(store, kept) && take_all(edition, &kept->bytes)) {
        kept->is_taken = kept->is_written = true;
        return true;
    }
    bytes_finish(&kept->bytes);
    return false;
}

static bool is_large(const struct edition *edition)
{
    size_t items = 0;
    for (size_t i = 0; i < edition->source_count; i++) {
        items += edition->sources[i].feed->item_count;
    }
    return items >= RECALL_ITEMS_LEAST;
}

/* The whole file, under as->key; fills the sum. */
static bool print(const struct edition *edition, struct kept_as *as, struct bytes *out)
{
    if (!bytes_append(out, mark, sizeof mark - 1) || !bytes_append(out, as, sizeof *as) ||
        !stow_all(edition, out)) {
        return false;
    }
    sum_up(out, &as->key, &as->sum);
    memcpy(out->data + sizeof mark - 1, as, sizeof *as);
    return true;
}

/* The other process may have written the same. */
static bool is_there(const char *path, const struct bytes *file)
{
    struct bytes found;
    struct error absent;
    bytes_init(&found);
    bool same = file_seam_read(&file_seam_real, path, FILE_MAX_BYTES, &found, &absent) &&
                found.size == file->size && memcmp(found.data, file->data, file->size) == 0;
    bytes_finish(&found);
    return same;
}

/* Where `fetch` and `play` are at it at once, of two editions, the sum may be wrong: then it is
 * as good as none. */
void edition_keep(struct edition *edition)
{
    struct edition_kept *kept = &edition->kept;
    struct bytes file;
    struct error ignored;
    if (!kept->path || kept->is_written || !is_large(edition)) {
        return;
    }
    bytes_init(&file);
    kept->is_written = true;
    if (print(edition, &kept->as, &file) && !is_there(kept->path, &file)) {
        file_seam_note(&file_seam_real, kept->path, file.data, file.size, &ignored);
    }
    bytes_finish(&file);
}

/* Under the same key: a body that was written anew is another file, and may say the same. */
bool edition_is_as_recalled(const struct edition *edition, const struct kept_as *recalled)
{
    struct bytes file;
    struct kept_as own = { .key = recalled->key };
    bytes_init(&file);
    bool same = edition->kept.path && print(edition, &own, &file) &&
                digest_same(own.sum, recalled->sum);
    bytes_finish(&file);
    return same;
}
