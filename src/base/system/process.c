#include "base/system/process.h"

#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Changes with every start of the machine; "-" where the kernel does not say. */
static void read_boot(char boot[40])
{
    FILE *file = fopen("/proc/sys/kernel/random/boot_id", "re");
    if (!file || fscanf(file, "%36s", boot) != 1) {
        snprintf(boot, 40, "-");
    }
    if (file) {
        fclose(file);
    }
}

/* State and start time (fields 3 and 22 of proc(5)'s stat; the name before them may hold
 * anything). */
static bool read_stat(int pid, char *state, uint64_t *started)
{
    char path[64], text[1024];
    snprintf(path, sizeof path, "/proc/%d/stat", pid);
    FILE *file = fopen(path, "re");
    size_t size = file ? fread(text, 1, sizeof text - 1, file) : 0;
    text[size] = '\0';
    if (file) {
        fclose(file);
    }
    const char *at = strrchr(text, ')');
    if (!at || sscanf(at + 1, " %c", state) != 1) {
        return false;
    }
    at++;
    for (int field = 3; field <= 22 && at; field++) {
        at = strchr(at + 1, ' ');
        if (field == 21) {
            return at && sscanf(at, "%" SCNu64, started) == 1;
        }
    }
    return false;
}

static bool read_birth(int pid, char birth[PROCESS_BIRTH_BYTES], char *state)
{
    char boot[40];
    uint64_t started;
    if (!read_stat(pid, state, &started)) {
        return false;
    }
    read_boot(boot);
    snprintf(birth, PROCESS_BIRTH_BYTES, "%s/%" PRIu64, boot, started);
    return true;
}

void process_self(struct process *process)
{
    char state;
    *process = (struct process) { .pid = (int)getpid() };
    read_birth(process->pid, process->birth, &state);
}

bool process_lives(const struct process *process)
{
    char birth[PROCESS_BIRTH_BYTES], state;
    if (process->pid <= 0 || (kill(process->pid, 0) < 0 && errno != EPERM)) {
        return false;
    }
    if (!read_birth(process->pid, birth, &state)) {
        return true;
    }
    bool is_over = state == 'Z' || state == 'X';
    return !is_over && (!*process->birth || strcmp(birth, process->birth) == 0);
}
