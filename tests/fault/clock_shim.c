/* Preloaded: the machine's clock is off by as many seconds as the file CLOCK_SHIM_FILE says,
 * from one call to the next. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

int clock_gettime(clockid_t id, struct timespec *now)
{
    const char *path = getenv("CLOCK_SHIM_FILE");
    long result = syscall(SYS_clock_gettime, id, now);
    FILE *file = id == CLOCK_REALTIME && path ? fopen(path, "re") : NULL;
    long offset_s = 0;
    if (file) {
        if (fscanf(file, "%ld", &offset_s) == 1) {
            now->tv_sec += offset_s;
        }
        fclose(file);
    }
    return (int)result;
}
