#include "picture/decoder.h"

#include "base/translated.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

enum { DECODER_MAX_BYTES = 640 * 1024 * 1024 /* its own limit, in decode/main.c */ };

bool decoder_start_on(struct helper *decoder, int input, const char *const *arguments,
    int64_t max_ms, struct error *error)
{
    const struct helper_wish wish = { "lobbycard-decode", arguments, input, max_ms };
    return helper_start(decoder, &wish, error);
}

bool decoder_start(struct helper *decoder, const char *path, const char *const *arguments,
    int64_t max_ms, struct error *error)
{
    int input = open(path, O_RDONLY | O_CLOEXEC);
    if (input < 0) {
        return error_set(error, "%s: %s", path, translated_errno(errno));
    }
    bool done = decoder_start_on(decoder, input, arguments, max_ms, error);
    close(input);
    return done;
}

static bool say_why(
    const struct helper *decoder, const struct helper_end *end, struct error *error)
{
    if (decoder->is_late) {
        return error_set(
            error, "its decoder was stopped: the machine was too busy to wait for it");
    }
    if (end->signal == SIGXCPU) {
        return error_set(
            error, "its decoder was stopped: it takes too long: save the picture smaller");
    }
    if (end->signal == SIGSYS) {
        return error_set(error, "its decoder was stopped by its sandbox");
    }
    if (!end->has_begun && helper_is_limited(DECODER_MAX_BYTES)) {
        return error_set(error, "its decoder was stopped: LimitAS= or LimitDATA= (ulimit -v, "
                                "-d) leaves less than 640 MB of memory");
    }
    if (end->signal == SIGKILL) {
        return error_set(
            error, "its decoder was stopped by the system: is memory short (MemoryMax=)?");
    }
    if (!end->has_begun && end->signal == 0) {
        return error_set(error, "lobbycard-decode does not start: run it by hand to see why");
    }
    return end->signal
               ? error_set(error,
                     "its decoder was stopped by a fault (signal %d): save the picture anew as "
                     "JPEG or PNG",
                     end->signal)
               : error_set(error, "its decoder was stopped: its answer makes no sense");
}

bool decoder_give_up(struct helper *decoder, struct error *error)
{
    const struct helper_end end = helper_stop(decoder);
    say_why(decoder, &end, error);
    return decoder->is_late || end.signal == SIGKILL || (!end.has_begun && end.signal == 0);
}
