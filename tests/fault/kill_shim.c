/* Loaded before libc into a program under test: once the file $KILL_SHIM_AT is there, the calls
 * that change something below $KILL_SHIM_FOLDER are counted, and at the one whose number is in
 * that file the program kills itself, half of what it wanted to write written: as a crash at
 * each write, in a program with many threads. */
#define _GNU_SOURCE
#define _LARGEFILE64_SOURCE
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static atomic_long count, armed;

static long wanted(void)
{
    char text[24] = "";
    const char *path = getenv("KILL_SHIM_AT");
    int fd = path ? (int)syscall(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC) : -1;
    if (fd < 0) {
        return 0;
    }
    ssize_t got = syscall(SYS_read, fd, text, sizeof text - 1);
    text[got > 0 ? got : 0] = '\0';
    syscall(SYS_close, fd);
    return strtol(text, NULL, 10);
}

static int is_inside(const char *path)
{
    const char *folder = getenv("KILL_SHIM_FOLDER");
    return folder && strncmp(path, folder, strlen(folder)) == 0;
}

/* Whether this is the call to die at. */
static int dies(const char *path)
{
    if (!is_inside(path)) {
        return 0;
    }
    long number = wanted();
    if (atomic_exchange(&armed, number) != number) {
        atomic_store(&count, 0);
    }
    return number > 0 && atomic_fetch_add(&count, 1) + 1 == number;
}

static int fd_dies(int fd)
{
    char name[32], path[PATH_MAX];
    snprintf(name, sizeof name, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(name, path, sizeof path - 1);
    path[length > 0 ? length : 0] = '\0';
    return dies(path);
}

static void die(void)
{
    syscall(SYS_kill, getpid(), SIGKILL);
    for (;;) {
        pause();
    }
}

ssize_t write(int fd, const void *data, size_t size)
{
    if (fd > 2 && fd_dies(fd)) {
        syscall(SYS_write, fd, data, size / 2);
        die();
    }
    return syscall(SYS_write, fd, data, size);
}

ssize_t pwrite64(int fd, const void *data, size_t size, off64_t at)
{
    if (fd_dies(fd)) {
        syscall(SYS_pwrite64, fd, data, size / 2, at);
        die();
    }
    return syscall(SYS_pwrite64, fd, data, size, at);
}

ssize_t pwrite(int fd, const void *data, size_t size, off_t at)
{
    return pwrite64(fd, data, size, (off64_t)at);
}

int fsync(int fd)
{
    if (fd_dies(fd)) {
        die();
    }
    return (int)syscall(SYS_fsync, fd);
}

int fdatasync(int fd)
{
    if (fd_dies(fd)) {
        die();
    }
    return (int)syscall(SYS_fdatasync, fd);
}

int ftruncate64(int fd, off64_t size)
{
    if (fd_dies(fd)) {
        die();
    }
    return (int)syscall(SYS_ftruncate, fd, size);
}

int rename(const char *from, const char *to)
{
    if (dies(to)) {
        die();
    }
    return (int)syscall(SYS_renameat, AT_FDCWD, from, AT_FDCWD, to);
}

int unlink(const char *path)
{
    if (dies(path)) {
        die();
    }
    return (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0);
}

int mkdir(const char *path, mode_t mode)
{
    if (dies(path)) {
        die();
    }
    return (int)syscall(SYS_mkdirat, AT_FDCWD, path, mode);
}
