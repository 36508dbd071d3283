#include "net/fetcher_codes.h"

#include "base/clock.h"
#include "base/log.h"
#include "net/fetcher_pictures.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

void fetcher_codes_keep(struct fetcher_source *source, struct picture_ref *picture)
{
    struct bytes *codes = &source->names[picture - source->wanted].codes;
    bytes_clear(codes);
    if (bytes_append(codes, picture->codes, strlen(picture->codes) + 1)) {
        picture->codes = codes->data;
    } else {
        picture->codes = "";
        picture->hides_codes = true;
    }
    fetcher_pictures_list(source);
}

enum picture_search fetcher_codes_find(struct arena *arena, struct picture_ref *picture,
    int input, const struct bytes *body, struct road *road, const atomic_bool *stop,
    struct error *why)
{
    road_leave(road);
    enum picture_search found =
        body ? picture_codes_read_bytes(body->data, body->size, stop, arena, picture, why)
             : picture_codes_read(input, stop, arena, picture, why);
    road_come_back(road);
    return found;
}

void fetcher_codes_tell(struct fetcher_source *source, const struct store *store,
    const struct picture_ref *picture, enum picture_search found, const struct error *trouble)
{
    static bool is_told; /* of everybody's pictures; whoever has the turn looks */
    struct error why;
    if (found == PICTURE_NO_ZBAR && !is_told) {
        log_info("codes in pictures are not looked at: %s", trouble->text);
        is_told = true;
    } else if (found != PICTURE_NO_ZBAR && trouble->text[0]) {
        log_warning("%s: %s", picture->url, trouble->text);
    }
    if (edition_guard(store) &&
        !guard_allows_picture(edition_guard(store), picture, source->config->url, &why)) {
        log_warning("source %s: held back: picture %s: %s", source->config->name, picture->url,
            why.text);
    }
}

size_t fetcher_codes_find_rest(struct fetcher_source *source, struct store *store,
    struct road *road, int64_t end_ms, const atomic_bool *stop)
{
    size_t count = 0;
    for (size_t i = 0; i < source->wanted_count; i++) {
        struct picture_ref *picture = &source->wanted[i], before = *picture;
        char path[PATH_MAX];
        struct object_id id = { 0 };
        struct error trouble;
        struct arena arena;
        snprintf(id.hex, sizeof id.hex, "%s", picture->object);
        bool is_due = id.hex[0] && !picture->is_searched && !picture->was_tried && !*stop &&
                      clock_mono_ms() < end_ms;
        int input = is_due && store_object_path(store, &id, path, NULL)
                        ? open(path, O_RDONLY | O_CLOEXEC)
                        : -1;
        if (input < 0) {
            continue;
        }
        arena_init(&arena);
        enum picture_search found =
            fetcher_codes_find(&arena, picture, input, NULL, road, stop, &trouble);
        close(input);
        if (found == PICTURE_FAILED) {
            *picture = before;
        } else {
            fetcher_codes_keep(source, picture);
        }
        arena_finish(&arena);
        if (found != PICTURE_FAILED && (!picture->hides_codes || !before.hides_codes)) {
            fetcher_codes_tell(source, store, picture, found, &trouble);
            count++;
        }
    }
    return count;
}
