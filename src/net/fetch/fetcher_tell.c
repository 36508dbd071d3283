#include "net/fetch/fetcher_tell.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/system/image.h"

#include <malloc.h>
#include <string.h>

static void add_missing(struct fetch_status_picture *list, struct fetch_status_source *status,
    struct fetch_status_picture picture)
{
    if (status->missing_count < FETCH_STATUS_PICTURES_MAX) {
        list[status->missing_count++] = picture;
    }
    status->missing_total++;
}

/* The pictures that did not come, or not again, in the arena; as many as are named. */
static void list_missing(const struct fetcher_source *source, struct arena *arena,
    struct fetch_status_source *status)
{
    bool is_file = strncmp(source->config->url, "file:", 5) == 0;
    const char *refusal =
        is_file ? "it is not in the feed's folder" : "its host is not one of [guard] hosts";
    struct fetch_status_picture *list =
        arena_array(arena, FETCH_STATUS_PICTURES_MAX, sizeof *list);
    for (size_t i = 0; list && i < source->wanted_count; i++) {
        const struct picture_names *names = &source->names[i];
        if (names->missing_since_ms != 0) {
            add_missing(list, status,
                (struct fetch_status_picture) {
                    source->wanted[i].url, names->why.text, names->missing_since_ms });
        }
    }
    for (size_t i = 0; list && i < source->refused_count; i++) {
        add_missing(list, status,
            (struct fetch_status_picture) {
                source->refused[i], refusal, source->kept.fetched_ms });
    }
    status->missing = list;
}

void fetcher_follow_clock(struct fetcher *fetcher, const struct fetch_now *now)
{
    enum { JUMP_MS = 1000 };
    struct fetch_status *told = &fetcher->told;
    int64_t delta_ms = now->wall_ms - now->mono_ms - (told->written_ms - told->written_mono_ms);
    if (told->written_mono_ms == 0) {
        told->started_ms = now->wall_ms;
        process_self(&told->fetcher);
    } else if (delta_ms > JUMP_MS || delta_ms < -JUMP_MS) {
        for (size_t i = 0; i < fetcher->source_count; i++) {
            fetch_status_shift(&fetcher->sources[i].status, 1, told->started_ms, delta_ms);
        }
        told->started_ms += delta_ms;
    }
    told->written_ms = now->wall_ms;
    told->written_mono_ms = now->mono_ms;
}

static bool tell_status(struct fetcher *fetcher, struct error *error)
{
    struct arena arena;
    bool done = false;
    arena_init(&arena);
    struct fetch_status_source *list = arena_array(&arena, fetcher->source_count, sizeof *list);
    if (list) {
        for (size_t i = 0; i < fetcher->source_count; i++) {
            list[i] = fetcher->sources[i].status;
            list_missing(&fetcher->sources[i], &arena, &list[i]);
        }
        fetcher->told.is_once = fetcher->is_once;
        fetcher->told.store_error = fetcher->trouble.text;
        fetcher->told.sources = list;
        fetcher->told.source_count = fetcher->source_count;
        done = fetch_status_write(fetcher->store, &fetcher->told, error);
        fetcher->told.sources = NULL;
    } else {
        error_set(error, "out of memory");
    }
    arena_finish(&arena);
    return done;
}

/* With a line in the log for every change, not for every try. */
static void write_status(struct fetcher *fetcher, const struct fetch_now *now)
{
    struct error error;
    const char *trouble = fetcher->trouble.text;
    fetcher_follow_clock(fetcher, now);
    bool done = tell_status(fetcher, &error);
    bool is_in_trouble = *trouble || !done;
    if (is_in_trouble && !fetcher->is_in_trouble) {
        log_warning(
            "store: %s; what it holds stays on the screen", *trouble ? trouble : error.text);
    } else if (!is_in_trouble && fetcher->is_in_trouble) {
        log_info("store: takes what comes again");
    }
    fetcher->is_in_trouble = is_in_trouble;
}

void fetcher_trim(struct fetcher *fetcher)
{
    if (fetcher->is_untrimmed) {
        fetcher->is_untrimmed = false;
        malloc_trim(0);
        image_trim();
    }
}

void fetcher_tell(struct fetcher *fetcher, const struct workers *workers,
    const struct fetch_now *now, enum fetch_news news)
{
    static const int64_t after_ms[] = { [FETCH_NEWS] = 0, [FETCH_NO_NEWS] = 1000 };
    int64_t tell_ms = clock_mono_ms() + after_ms[news]; /* an answer may be older */
    if (!workers) {
        write_status(fetcher, now);
    } else if (tell_ms < fetcher->tell_ms) {
        fetcher->tell_ms = tell_ms;
    }
}

void fetcher_tell_all(struct fetcher *fetcher)
{
    if (fetcher->tell_ms != INT64_MAX && store_is_there(fetcher->store)) {
        write_status(fetcher, &(struct fetch_now) { clock_mono_ms(), clock_wall_ms() });
    }
    fetcher->tell_ms = INT64_MAX;
    fetcher_trim(fetcher);
}
