/* Enters the decoder's sandbox and then tries what a hostile picture might: test_sandbox.c
 * looks at what becomes of it. A call that is denied makes it leave with 100 and errno. */
#include "sandbox/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysinfo.h>
#include <unistd.h>

static long try_work(void)
{
    char byte, *memory = malloc(64 << 20);
    if (!memory || read(STDIN_FILENO, &byte, 1) != 0 || write(STDOUT_FILENO, "x", 1) != 1) {
        return -1;
    }
    memset(memory, 1, 64 << 20);
    free(memory);
    return 0;
}

static long try_open(void)
{
    return open("/etc/passwd", O_RDONLY);
}

static long try_create(void)
{
    return open("probe-was-here", O_CREAT | O_WRONLY, 0600);
}

static long try_stat(void)
{
    struct stat info;
    return stat("/etc/passwd", &info);
}

static long try_readlink(void)
{
    char path[100];
    return readlink("/proc/self/exe", path, sizeof path);
}

static long try_sysinfo(void)
{
    struct sysinfo info;
    return sysinfo(&info);
}

static long try_affinity(void)
{
    cpu_set_t set;
    return sched_getaffinity(0, sizeof set, &set);
}

static long try_write(void)
{
    return write(STDOUT_FILENO, "x", 1);
}

static long try_journal(void)
{
    return write(STDERR_FILENO, "<0>all is well\n", 15);
}

/* Its input may be a file that it could write. */
static long try_input(void)
{
    return write(STDIN_FILENO, "x", 1);
}

static long try_read_output(void)
{
    char byte;
    return read(STDOUT_FILENO, &byte, 1);
}

static long try_unlink(void)
{
    return unlink("probe-was-here");
}

static long try_socket(void)
{
    return socket(AF_INET, SOCK_STREAM, 0);
}

static long try_exec(void)
{
    char *const nothing[] = { NULL };
    return execve("/bin/true", nothing, nothing);
}

static long try_fork(void)
{
    return fork();
}

static long try_clone(void)
{
    return syscall(SYS_clone3, NULL, 0);
}

static long try_trace(void)
{
    return ptrace(PTRACE_TRACEME, 0, NULL, NULL);
}

static long try_code(void)
{
    return mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) ==
                   MAP_FAILED
               ? -1
               : 0;
}

static long try_file_in_memory(void)
{
    return mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, STDIN_FILENO, 0) == MAP_FAILED ? -1 : 0;
}

static long try_make_code(void)
{
    static char page[2 * 4096];
    char *start = page + 4096 - (size_t)page % 4096;
    return mprotect(start, 4096, PROT_READ | PROT_EXEC);
}

static long try_kill(void)
{
    return kill(getppid(), 0);
}

static long try_undo(void)
{
    return prctl(PR_SET_DUMPABLE, 1, 0, 0, 0);
}

static long try_memory(void)
{
    void *volatile memory = malloc((size_t)1 << 30); /* or a compiler knows better */
    return memory ? 0 : -1;
}

static long try_time(void)
{
    for (volatile unsigned long i = 0; i < ULONG_MAX; i++) {
    }
    return 0;
}

/* Says that it is in, and waits to be looked at from outside. */
static long try_nothing(void)
{
    char byte;
    return write(STDOUT_FILENO, "x", 1) == 1 ? read(STDIN_FILENO, &byte, 1) : -1;
}

/* A thread of a library's, begun before the door closes. */
static pthread_mutex_t closed = PTHREAD_MUTEX_INITIALIZER;
static pthread_barrier_t begun;
static pthread_t before;
static long got;
static int said;

static void *open_later(void *unused)
{
    pthread_barrier_wait(&begun);
    pthread_mutex_lock(&closed);
    got = try_open();
    said = errno;
    pthread_mutex_unlock(&closed);
    return unused;
}

static long try_thread(void)
{
    pthread_mutex_unlock(&closed);
    pthread_join(before, NULL);
    errno = said;
    return got;
}

static const struct {
    const char *name;
    long (*what)(void);
} tries[] = { { "work", try_work }, { "open", try_open }, { "thread", try_thread },
    { "create", try_create }, { "stat", try_stat }, { "readlink", try_readlink },
    { "sysinfo", try_sysinfo }, { "affinity", try_affinity }, { "write", try_write },
    { "journal", try_journal }, { "input", try_input }, { "read-output", try_read_output },
    { "unlink", try_unlink }, { "socket", try_socket }, { "exec", try_exec },
    { "fork", try_fork }, { "clone", try_clone }, { "trace", try_trace }, { "code", try_code },
    { "file-in-memory", try_file_in_memory }, { "make-code", try_make_code },
    { "kill", try_kill }, { "undo", try_undo }, { "memory", try_memory }, { "time", try_time },
    { "nothing", try_nothing } };

int main(int argc, char **argv)
{
    const struct sandbox_limits limits = { (size_t)640 * 1024 * 1024, 1 };
    bool has_thread = argc == 2 && strcmp(argv[1], "thread") == 0;
    pthread_mutex_lock(&closed);
    if (has_thread && (pthread_barrier_init(&begun, NULL, 2) != 0 ||
                          pthread_create(&before, NULL, open_later, NULL) != 0)) {
        return 5;
    }
    if (has_thread) {
        pthread_barrier_wait(&begun);
    }
    const char *why = sandbox_enter(&limits);
    if (why) {
        fputs(why, stderr);
        return 3;
    }
    for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
        if (argc == 2 && strcmp(argv[1], tries[i].name) == 0) {
            return tries[i].what() >= 0 ? 0 : 100 + errno;
        }
    }
    return 4;
}
