#include "decode/sandbox.h"

#include <errno.h>
#include <seccomp.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define IS_SANITIZED 1
#endif
#endif
#if !defined(IS_SANITIZED) && defined(__SANITIZE_ADDRESS__)
#define IS_SANITIZED 1
#endif

/* 50 megapixels of four bytes, turned upright, with room for the bytes and the libraries. */
enum { MEMORY_MAX_BYTES = 640 * 1024 * 1024 };

static bool limit(int resource, rlim_t value)
{
    const struct rlimit both = { value, value };
    return setrlimit(resource, &both) == 0;
}

#ifndef IS_SANITIZED
static bool enter_filter(void)
{
    static const int calls[] = { SCMP_SYS(read), SCMP_SYS(write), SCMP_SYS(brk),
        SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise), SCMP_SYS(exit),
        SCMP_SYS(exit_group), SCMP_SYS(rt_sigreturn), SCMP_SYS(futex),
        /* of zbar, where the kernel's clock source has no way around a call */
        SCMP_SYS(clock_gettime), SCMP_SYS(gettimeofday) };
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
    bool done = filter != NULL;
    for (size_t i = 0; done && i < sizeof calls / sizeof *calls; i++) {
        done = seccomp_rule_add(filter, SCMP_ACT_ALLOW, calls[i], 0) == 0;
    }
    /* How much memory there is the C library asks before it sorts; it sorts without an answer.
     */
    done = done && seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), SCMP_SYS(sysinfo), 0) == 0;
    /* Memory, but neither files in it nor code. */
    done = done &&
           seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 2,
               SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0),
               SCMP_A3(SCMP_CMP_MASKED_EQ, MAP_ANONYMOUS, MAP_ANONYMOUS)) == 0 &&
           seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1,
               SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)) == 0 &&
           seccomp_load(filter) == 0;
    if (filter) {
        seccomp_release(filter);
    }
    return done;
}
#endif

bool sandbox_enter(unsigned cpu_seconds)
{
    bool done = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
                prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 && limit(RLIMIT_CORE, 0) &&
                limit(RLIMIT_CPU, cpu_seconds);
#ifndef IS_SANITIZED
    done = done && limit(RLIMIT_AS, MEMORY_MAX_BYTES) && limit(RLIMIT_NOFILE, 3) &&
           limit(RLIMIT_FSIZE, 0) && enter_filter();
#endif
    return done;
}
