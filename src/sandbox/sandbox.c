#include "sandbox/sandbox.h"

#include "base/translated.h"

#include <errno.h>
#include <seccomp.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define IS_SANITIZED 1
#endif
#endif
#if !defined(IS_SANITIZED) && defined(__SANITIZE_ADDRESS__)
#define IS_SANITIZED 1
#endif

/* Never more than there is: a limit that is lower stays. */
static bool limit(int resource, rlim_t soft, rlim_t hard)
{
    struct rlimit is;
    if (getrlimit(resource, &is) != 0) {
        return false;
    }
    is.rlim_max = is.rlim_max < hard ? is.rlim_max : hard;
    is.rlim_cur = is.rlim_max < soft ? is.rlim_max : soft;
    return setrlimit(resource, &is) == 0;
}

static const char not_let[] =
    N_("no sandbox: the kernel does not let it limit itself (prctl, prlimit)");

static bool is_tight(int resource, size_t memory_bytes)
{
    struct rlimit is;
    return getrlimit(resource, &is) == 0 && is.rlim_cur < memory_bytes;
}

/* Asked before the filter is there: after it there is no system call to ask by. */
static bool is_one_tight;

bool sandbox_is_tight(void)
{
    return is_one_tight;
}

#ifndef IS_SANITIZED
/* What it works with, besides its two descriptors. */
static const int allowed[] = { SCMP_SYS(brk), SCMP_SYS(munmap), SCMP_SYS(mremap),
    SCMP_SYS(madvise), SCMP_SYS(exit), SCMP_SYS(exit_group), SCMP_SYS(rt_sigreturn),
    SCMP_SYS(futex), SCMP_SYS(futex_time64) };

/* What libraries ask for at a moment of their own choosing and do without: lcms2 the time zone,
 * libjpeg-turbo on ARM the kind of processor, the C library before it sorts
 * how much memory there is, stdio what a descriptor is, and librsvg's JPEG which signals wait.
 * Which picture comes out must not depend on an answer: what it does depend on is loaded
 * before. */
static const int denied[] = { SCMP_SYS(open), SCMP_SYS(openat), SCMP_SYS(openat2),
    SCMP_SYS(close), SCMP_SYS(lseek), SCMP_SYS(fcntl), SCMP_SYS(ioctl), SCMP_SYS(access),
    SCMP_SYS(faccessat), SCMP_SYS(faccessat2), SCMP_SYS(stat), SCMP_SYS(stat64),
    SCMP_SYS(lstat), SCMP_SYS(fstat), SCMP_SYS(fstat64), SCMP_SYS(_llseek),
    SCMP_SYS(newfstatat), SCMP_SYS(fstatat64), SCMP_SYS(statx), SCMP_SYS(statfs),
    SCMP_SYS(fstatfs), SCMP_SYS(getdents64), SCMP_SYS(pread64), SCMP_SYS(readlink),
    SCMP_SYS(readlinkat), SCMP_SYS(getcwd), SCMP_SYS(sysinfo), SCMP_SYS(uname),
    SCMP_SYS(sched_getaffinity), SCMP_SYS(sched_yield), SCMP_SYS(getcpu), SCMP_SYS(getrandom),
    SCMP_SYS(getrlimit), SCMP_SYS(prlimit64), SCMP_SYS(getrusage), SCMP_SYS(getpid),
    SCMP_SYS(gettid), SCMP_SYS(getuid), SCMP_SYS(geteuid), SCMP_SYS(getgid), SCMP_SYS(getegid),
    SCMP_SYS(clock_getres), SCMP_SYS(clock_gettime), SCMP_SYS(clock_gettime64),
    SCMP_SYS(gettimeofday), SCMP_SYS(time), SCMP_SYS(writev), SCMP_SYS(rt_sigprocmask) };

static int add_all(scmp_filter_ctx filter, uint32_t action, const int *calls, size_t count)
{
    int wrong = 0;
    for (size_t i = 0; wrong == 0 && i < count; i++) {
        wrong = seccomp_rule_add(filter, action, calls[i], 0);
    }
    return wrong;
}

/* A call on that descriptor alone; on others it is denied. */
static int add_descriptor(scmp_filter_ctx filter, int call, unsigned fd)
{
    int wrong = seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 1, SCMP_A0(SCMP_CMP_EQ, fd, 0));
    return wrong ? wrong
                 : seccomp_rule_add(
                       filter, SCMP_ACT_ERRNO(EACCES), call, 1, SCMP_A0(SCMP_CMP_NE, fd, 0));
}

/* Memory, but neither files in it nor code. 32-bit processors know the call as mmap2. */
static int add_memory(scmp_filter_ctx filter)
{
    static const int calls[] = { SCMP_SYS(mmap), SCMP_SYS(mmap2) };
    int wrong = 0;
    for (size_t i = 0; wrong == 0 && i < sizeof calls / sizeof *calls; i++) {
        wrong = seccomp_rule_add(filter, SCMP_ACT_ALLOW, calls[i], 2,
            SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0),
            SCMP_A3(SCMP_CMP_MASKED_EQ, MAP_ANONYMOUS, MAP_ANONYMOUS));
    }
    return wrong ? wrong
                 : seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1,
                       SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
}

static const char *enter_filter(void)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
    int wrong = filter ? 0 : -ENOSYS; /* the kernel knows no such action */
#define STEP(call) wrong = wrong ? wrong : call
    STEP(add_all(filter, SCMP_ACT_ALLOW, allowed, sizeof allowed / sizeof *allowed));
    STEP(add_all(filter, SCMP_ACT_ERRNO(EACCES), denied, sizeof denied / sizeof *denied));
    STEP(add_descriptor(filter, SCMP_SYS(read), STDIN_FILENO));
    STEP(add_descriptor(filter, SCMP_SYS(write), STDOUT_FILENO));
    STEP(add_memory(filter));
    /* Of a library's threads that are there already, each is in it as well. */
    STEP(seccomp_attr_set(filter, SCMP_FLTATR_CTL_TSYNC, 1));
    STEP(seccomp_load(filter));
#undef STEP
    if (filter) {
        seccomp_release(filter);
    }
    return wrong == 0         ? NULL
           : wrong == -ENOMEM ? N_("no sandbox: memory is short")
                              : N_("no sandbox: the kernel gives no seccomp filter "
                                   "(CONFIG_SECCOMP_FILTER, SystemCallFilter=)");
}

static const char *enter_limits(size_t memory_bytes)
{
    bool done = limit(RLIMIT_AS, memory_bytes, memory_bytes) && limit(RLIMIT_NOFILE, 3, 3) &&
                limit(RLIMIT_FSIZE, 0, 0);
    return done ? NULL : not_let;
}
#endif

const char *sandbox_enter(const struct sandbox_limits *limits)
{
    const char *why = NULL;
    unsigned cpu_seconds = limits->cpu_seconds;
    is_one_tight = is_tight(RLIMIT_AS, limits->memory_bytes) ||
                   is_tight(RLIMIT_DATA, limits->memory_bytes);
    /* The soft limit says that it was the time; a second later nobody is asked. */
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
        prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0 || !limit(RLIMIT_CORE, 0, 0) ||
        !limit(RLIMIT_CPU, cpu_seconds, cpu_seconds + 1)) {
        why = not_let;
    }
#ifndef IS_SANITIZED
    why = why ? why : enter_limits(limits->memory_bytes);
    why = why ? why : enter_filter();
#endif
    return why;
}
