#include "base/bytes.h"
#include "base/system/file.h"
#include "command/play/player.h"
#include "screen/stage/stage.h"

#include <sys/resource.h>

static double seconds(struct timeval time)
{
    return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

static double ms(int64_t us)
{
    return (double)us / 1000;
}

bool player_write_stats(const struct player *player, const char *path, struct error *error)
{
    const struct stage_stats *stats = stage_stats(player->common.stage);
    struct rusage usage = { 0 };
    int width, height;
    bool done = false;
    struct bytes json;
    bytes_init(&json);
    getrusage(RUSAGE_SELF, &usage);
    stage_size(player->common.stage, &width, &height);
    /* Without a first present there is no such time. */
    double first_ms = stats->first_present_us
                          ? ms(stats->first_present_us - player->common.invocation->started_us)
                          : -1;
    if (!bytes_print(&json,
            "{\"first_present_ms\": %.1f, \"way\": \"%s\", \"size\": [%d, %d],\n", first_ms,
            stage_way(player->common.stage), width, height) ||
        !bytes_print(&json, " \"frames\": %llu, \"turns\": %llu,\n",
            (unsigned long long)stats->frames,
            (unsigned long long)turns_count(&player->turns)) ||
        !bytes_print(&json,
            " \"transition_ms\": {\"frames\": %llu, \"p50\": %.1f, \"p99\": %.1f, "
            "\"max\": %.1f},\n",
            (unsigned long long)stats->gap_count, ms(stage_gap_us(stats, 500)),
            ms(stage_gap_us(stats, 990)), ms(stats->longest_gap_us)) ||
        !bytes_print(&json, " \"cpu_s\": %.3f, \"peak_rss_kb\": %ld}\n",
            seconds(usage.ru_utime) + seconds(usage.ru_stime), usage.ru_maxrss)) {
        error_set(error, "%s: out of memory", path);
        goto out;
    }
    done = file_replace(path, json.data, json.size, error);
out:
    bytes_finish(&json);
    return done;
}
