/* Loaded before FreeType and libc into a program under test: whoever draws 齾 never comes back,
 * as of a bug that a feed brings out. A while later, when everybody has seen what was done
 * before, the monotonic clock is two minutes on, so that nobody has to wait them. */
#include <dlfcn.h>
#include <stdatomic.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static atomic_long hangs_since_ms; /* 0: does not */

static long real_ms(void)
{
    struct timespec now;
    syscall(SYS_clock_gettime, CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int FT_Load_Glyph(void *face, unsigned glyph, int32_t flags)
{
    enum { RENDER = 1 << 2, HANGS = 0x9F7E /* 齾 */ };
    unsigned (*find)(void *, unsigned long) = dlsym(RTLD_NEXT, "FT_Get_Char_Index");
    int (*real)(void *, unsigned, int32_t) = dlsym(RTLD_NEXT, "FT_Load_Glyph");
    while (flags & RENDER && glyph != 0 && glyph == find(face, HANGS)) {
        atomic_store(&hangs_since_ms, real_ms());
        pause();
    }
    return real(face, glyph, flags);
}

int clock_gettime(clockid_t clock, struct timespec *now)
{
    int status = (int)syscall(SYS_clock_gettime, clock, now);
    long since_ms = atomic_load(&hangs_since_ms);
    if (clock == CLOCK_MONOTONIC && since_ms && real_ms() > since_ms + 1500) {
        now->tv_sec += 125;
    }
    return status;
}
