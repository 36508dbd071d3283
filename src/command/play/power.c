#include "command/play/power.h"

#include "base/log.h"
#include "base/system/child.h"
#include "base/translated.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LIMIT_US = 10 * 1000000, MAX_ARGUMENTS = 10 };

/* First off, then on. */
struct program {
    const char *driver;   /* SDL's; NULL for any */
    const char *with;     /* a variable of the environment that must be there, or NULL */
    const char *without;  /* one that must not */
    const char *input[2]; /* what it reads, or NULL */
    const char *argv[2][MAX_ARGUMENTS];
};

static const struct program programs[] = {
    /* Timeouts of 0: the X server is not to switch it off on its own as well. */
    { .driver = "x11",
        .argv = { { "xset", "dpms", "0", "0", "0", "dpms", "force", "off" },
            { "xset", "dpms", "0", "0", "0", "dpms", "force", "on" } } },
    { .driver = "wayland",
        .with = "SWAYSOCK",
        .argv = { { "swaymsg", "output", "*", "dpms", "off" },
            { "swaymsg", "output", "*", "dpms", "on" } } },
    { .driver = "wayland",
        .without = "SWAYSOCK",
        .argv = { { "wlopm", "--off", "*" }, { "wlopm", "--on", "*" } } },
    /* The television at the other end of the cable, and its input. */
    { .input = { "standby 0\n", "on 0\nas\n" },
        .argv = { { "cec-client", "-s", "-d", "1" }, { "cec-client", "-s", "-d", "1" } } },
};
static const size_t program_count = sizeof programs / sizeof programs[0];

void power_init(struct power *power, struct stage *stage, bool may_be_off)
{
    *power = (struct power) {
        .stage = stage, .is_known = !may_be_off, .is_on = true, .next = program_count
    };
}

static bool is_meant(const struct power *power, const struct program *program)
{
    return (!program->driver || strcmp(program->driver, stage_driver(power->stage)) == 0) &&
           (!program->with || getenv(program->with)) &&
           (!program->without || !getenv(program->without));
}

/* A file without a name that holds the text; -1 with errno when there can be none. */
static int open_input(const char *text)
{
    if (!text) {
        return open("/dev/null", O_RDONLY | O_CLOEXEC);
    }
    size_t length = strlen(text);
    int fd = memfd_create("input", MFD_CLOEXEC);
    if (fd >= 0 &&
        (write(fd, text, length) != (ssize_t)length || lseek(fd, 0, SEEK_SET) != 0)) {
        close(fd);
        fd = -1;
    }
    return fd;
}

static void start(struct power *power, const struct program *program, int64_t now_us)
{
    const char *const *argv = program->argv[power->is_on];
    const char **environment = child_environment();
    int input = open_input(program->input[power->is_on]);
    const struct child child = { .program = argv[0],
        .argv = argv,
        .environment = environment,
        .in = input,
        .out = -1,
        .error = -1 };
    int wrong = !environment ? ENOMEM : input < 0 ? errno : child_start(&child, &power->pid);
    free(environment);
    if (input >= 0) {
        close(input);
    }
    if (wrong == 0) {
        power->end_us = now_us + LIMIT_US;
        log_debug("display: %s started as process %d", argv[0], (int)power->pid);
        return;
    }
    power->pid = 0;
    if (wrong == ENOENT) {
        log_debug("display: %s is not installed", argv[0]);
    } else {
        log_warning("display: cannot start %s: %s", argv[0], translated_errno(wrong));
    }
}

void power_step(struct power *power, bool is_on, int64_t now_us)
{
    if (power->pid) {
        if (now_us < power->end_us) {
            return;
        }
        log_warning("display: process %d took too long", (int)power->pid);
        kill(power->pid, SIGKILL);
        power->end_us = INT64_MAX; /* power_reap has it when the kernel lets it go */
        return;
    }
    if (!power->is_known || power->is_on != is_on) {
        power->is_known = true;
        power->is_on = is_on;
        power->next = 0;
        log_info("display: %s", is_on ? "on" : "off");
        if (power->stage) {
            stage_power(power->stage, is_on);
        }
    }
    while (power->next < program_count && !power->pid) {
        const struct program *program = &programs[power->next++];
        if (is_meant(power, program)) {
            start(power, program, now_us);
        }
    }
}

bool power_is_off(const struct power *power)
{
    return power->is_known && !power->is_on;
}

int64_t power_deadline_us(const void *part, int64_t now_us)
{
    (void)now_us;
    const struct power *power = part;
    return power->pid ? power->end_us : INT64_MAX;
}

void power_reap(struct power *power)
{
    int status = 0;
    if (!power->pid || waitpid(power->pid, &status, WNOHANG) != power->pid) {
        return;
    }
    if (status != 0) {
        log_warning("display: process %d left with %s %d", (int)power->pid,
            WIFSIGNALED(status) ? "signal" : "status",
            WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
    }
    power->pid = 0;
}

void power_finish(void *part)
{
    struct power *power = part;
    if (power->pid) {
        kill(power->pid, SIGKILL);
        waitpid(power->pid, NULL, 0);
        power->pid = 0;
    }
}
