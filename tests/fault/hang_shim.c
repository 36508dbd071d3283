/* Loaded before SDL2_ttf and libc into a program under test: whoever draws 齾 never comes back,
 * as of a bug that a feed brings out; and from then on the monotonic clock is two minutes on,
 * so that nobody has to wait them. */
#include <dlfcn.h>
#include <stdatomic.h>
#include <stdint.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static atomic_bool hangs;

void *TTF_RenderUTF8_Blended(void *font, const char *text, uint32_t colour)
{
    void *(*real)(void *, const char *, uint32_t) = dlsym(RTLD_NEXT, "TTF_RenderUTF8_Blended");
    while (strstr(text, "齾")) {
        atomic_store(&hangs, 1);
        pause();
    }
    return real(font, text, colour);
}

int clock_gettime(clockid_t clock, struct timespec *now)
{
    int status = (int)syscall(SYS_clock_gettime, clock, now);
    if (clock == CLOCK_MONOTONIC && atomic_load(&hangs)) {
        now->tv_sec += 125;
    }
    return status;
}
