/* The main job: shows what the store holds, and keeps `fetch` at work. */
#include "base/log.h"
#include "command/play/player.h"

#include <malloc.h>
#include <unistd.h>

int command_play(const struct invocation *invocation)
{
    struct error error = { 0 };
    struct player player;
    mallopt(M_ARENA_MAX, 1); /* two threads that seldom meet: one heap is smaller */
    int status = player_init(&player, invocation);
    if (status == EXIT_DONE) {
        status = player_run(&player);
    }
    if (status == EXIT_DONE && invocation->stats_path &&
        !player_write_stats(&player, invocation->stats_path, &error)) {
        log_fatal("play: %s", error.text);
        status = EXIT_FAILED;
    }
    if (!player_finish(&player)) {
        _exit(status);
    }
    return status;
}
