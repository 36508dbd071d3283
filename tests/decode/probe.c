/* Enters the decoder's sandbox and then tries what a hostile picture might: test_sandbox.c
 * looks at what becomes of it. */
#include "decode/sandbox.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    const char *what = argc == 2 ? argv[1] : "";
    char *const nothing[] = { NULL };
    char byte;
    if (!sandbox_enter(1)) {
        return 3;
    }
    if (strcmp(what, "work") == 0) {
        char *memory = malloc(64 << 20);
        if (!memory || read(STDIN_FILENO, &byte, 1) != 0 || write(STDOUT_FILENO, "x", 1) != 1) {
            return 4;
        }
        memset(memory, 1, 64 << 20);
        free(memory);
        return 0;
    }
    if (strcmp(what, "open") == 0) {
        open("/etc/passwd", O_RDONLY);
    } else if (strcmp(what, "create") == 0) {
        open("probe-was-here", O_CREAT | O_WRONLY, 0600);
    } else if (strcmp(what, "socket") == 0) {
        socket(AF_INET, SOCK_STREAM, 0);
    } else if (strcmp(what, "exec") == 0) {
        execve("/bin/true", nothing, nothing);
    } else if (strcmp(what, "fork") == 0) {
        fork();
    } else if (strcmp(what, "code") == 0) {
        mmap(
            NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    } else if (strcmp(what, "kill") == 0) {
        kill(getppid(), 0);
    } else if (strcmp(what, "memory") == 0) {
        return malloc((size_t)1 << 30) ? 0 : 5;
    } else if (strcmp(what, "time") == 0) {
        for (volatile unsigned long i = 0;; i++) {
        }
    }
    return 0;
}
