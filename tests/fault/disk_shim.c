/* Loaded before libc into a program under test: what it does in the folder $DISK_SHIM_FOLDER
 * fails with the errno whose number is in the file $DISK_SHIM_ERRNO, as long as there is one: a
 * full disk still lets be written over what is there, a failing one takes nothing.
 * For a whole program what tests/fakes/failing_seam.h is for the store alone. */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static int wanted_errno(void)
{
    char text[16] = "";
    const char *path = getenv("DISK_SHIM_ERRNO");
    int fd = path ? (int)syscall(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC) : -1;
    if (fd >= 0) {
        ssize_t got = syscall(SYS_read, fd, text, sizeof text - 1);
        text[got > 0 ? got : 0] = '\0';
        close(fd);
    }
    return (int)strtol(text, NULL, 10);
}

static int fails(const char *path, int needs_room)
{
    const char *folder = getenv("DISK_SHIM_FOLDER");
    if (!folder || strncmp(path, folder, strlen(folder)) != 0) {
        return 0;
    }
    int number = wanted_errno();
    if ((number == ENOSPC || number == EDQUOT) && !needs_room) {
        return 0;
    }
    errno = number ? number : errno;
    return number;
}

static int fd_fails(int fd)
{
    char name[32], path[PATH_MAX];
    snprintf(name, sizeof name, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(name, path, sizeof path - 1);
    path[length > 0 ? length : 0] = '\0';
    return fails(path, 0);
}

int open(const char *path, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = flags & O_CREAT ? va_arg(arguments, mode_t) : 0;
    va_end(arguments);
    int writes = (flags & O_ACCMODE) != O_RDONLY;
    return writes && fails(path, flags & O_CREAT)
               ? -1
               : (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}

ssize_t write(int fd, const void *data, size_t size)
{
    return fd > 2 && fd_fails(fd) ? -1 : syscall(SYS_write, fd, data, size);
}

int fsync(int fd)
{
    return fd_fails(fd) ? -1 : (int)syscall(SYS_fsync, fd);
}

int rename(const char *from, const char *to)
{
    return fails(to, 0) ? -1 : (int)syscall(SYS_renameat, AT_FDCWD, from, AT_FDCWD, to);
}

int mkdir(const char *path, mode_t mode)
{
    return fails(path, 1) ? -1 : (int)syscall(SYS_mkdirat, AT_FDCWD, path, mode);
}
