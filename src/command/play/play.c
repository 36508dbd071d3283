/* The main job: shows what the store holds, and keeps `fetch` at work. */
#include "base/log.h"
#include "base/translated.h"
#include "command/play/player.h"
#include "time/clock_spec.h"

#include <malloc.h>
#include <unistd.h>

static const struct option options_table[] = {
    { "--windowed", OPTION_WINDOW, offsetof(struct play_options, window), OPTION_SIZE_WANTED },
    { "--no-fetch", OPTION_FLAG, offsetof(struct play_options, no_fetch), NULL },
    { "--for", OPTION_DURATION, offsetof(struct play_options, for_ms), OPTION_DURATION_WANTED },
    { "--clock", OPTION_TEXT, offsetof(struct play_options, clock),
        N_("a time and a speed: 2026-11-23T10:00:00+08:00,x60") },
    { "--stats", OPTION_TEXT, offsetof(struct play_options, stats), N_("FILE") },
    { 0 },
};

/* Two threads that seldom meet: one heap is smaller. What one part of a slide took is there for
 * the next, up to 2 MB, and packed pixels come out of it too: each page of a mapping of their
 * own would be a fault, at each turn. */
static void keep_heap(void)
{
    enum { MB = 1024 * 1024 };
    mallopt(M_ARENA_MAX, 1);
    mallopt(M_MMAP_THRESHOLD, 32 * MB);
    mallopt(M_TRIM_THRESHOLD, 2 * MB);
}

static int run(const struct invocation *invocation)
{
    const struct play_options *options = invocation->options;
    struct error error = { 0 };
    if (options->clock && !clock_spec_set(options->clock, &error)) {
        log_fatal("%s (see lobbycard --help)", error.text);
        return EXIT_USAGE;
    }
    struct player player;
    keep_heap();
    int status = player_init(&player, invocation);
    if (status == EXIT_DONE) {
        status = player_run(&player);
    }
    if (status == EXIT_DONE && options->stats &&
        !player_write_stats(&player, options->stats, &error)) {
        log_fatal("play: %s", error.text);
        status = EXIT_FAILED;
    }
    if (!player_finish(&player)) {
        _exit(status);
    }
    return status;
}

const struct command command_play = {
    .name = "play",
    .usage = "[--windowed[=WxH]] [--no-fetch] [--for SECONDS] [--clock SPEC] [--stats FILE]",
    .does = N_("show the slides; without --config: the demo"),
    .options = options_table,
    .options_size = sizeof(struct play_options),
    .run = run,
};
