/* Which programs switch the display off and on, with what arguments, and for how long. They are
 * stubs on PATH that write down what they were asked; the time is told. */
#include "base/clock.h"
#include "command/play/power.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

enum { SECOND_US = 1000000, PATIENCE_US = 20 * SECOND_US };

static const char *driver;
static char folder[] = "/tmp/test-power-XXXXXX";

const char *stage_driver(const struct stage *stage)
{
    (void)stage;
    return driver;
}

bool stage_power(struct stage *stage, bool is_on)
{
    (void)stage;
    (void)is_on;
    return false;
}

/* Writes down a line for itself and each line that it reads, and then sleeps if it `hangs`. */
static void put_stub(const char *name, bool hangs)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fprintf(file,
        "#!/bin/sh\n{ echo \"%s $*\"; /usr/bin/sed 's/^/< /'; } >> %s/calls\n"
        "%s",
        name, folder, hangs ? "exec /usr/bin/sleep 600\n" : "");
    fclose(file);
    chmod(path, 0755);
}

static void remove_all(void)
{
    static const char *const names[] = { "xset", "swaymsg", "wlopm", "cec-client", "calls" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char path[128];
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        unlink(path);
    }
}

static int set_up(void **state)
{
    (void)state;
    setenv("PATH", folder, 1);
    unsetenv("SWAYSOCK");
    driver = "x11";
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    remove_all();
    return 0;
}

/* Steps at now_us until no program runs and none is left to run. */
static void run_out(struct power *power, bool is_on, int64_t now_us)
{
    int64_t end_us = clock_mono_us() + PATIENCE_US;
    power_step(power, is_on, now_us);
    while (power->pid) {
        assert_true(clock_mono_us() < end_us);
        usleep(2000);
        power_reap(power);
        power_step(power, is_on, now_us);
    }
}

static void expect_calls(const char *wanted)
{
    char path[128], text[1024] = "";
    snprintf(path, sizeof path, "%s/calls", folder);
    FILE *file = fopen(path, "r");
    if (file) {
        text[fread(text, 1, sizeof text - 1, file)] = '\0';
        fclose(file);
        unlink(path);
    }
    assert_string_equal(text, wanted);
}

static void test_programs(void **state)
{
    static const struct {
        const char *driver, *sway, *off, *on;
    } rows[] = {
        { "x11", NULL, "xset dpms 0 0 0 dpms force off\n", "xset dpms 0 0 0 dpms force on\n" },
        { "x11", "/run/sway.sock", "xset dpms 0 0 0 dpms force off\n",
            "xset dpms 0 0 0 dpms force on\n" },
        { "wayland", "/run/sway.sock", "swaymsg output * dpms off\n",
            "swaymsg output * dpms on\n" },
        { "wayland", NULL, "wlopm --off *\n", "wlopm --on *\n" },
        { "KMSDRM", NULL, "", "" },
    };
    (void)state;
    static const char *const names[] = { "xset", "swaymsg", "wlopm", "cec-client" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        put_stub(names[i], false);
    }
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char wanted[256];
        struct power power;
        driver = rows[i].driver;
        if (rows[i].sway) {
            setenv("SWAYSOCK", rows[i].sway, 1);
        } else {
            unsetenv("SWAYSOCK");
        }
        power_init(&power, NULL, false);
        run_out(&power, true, 0); /* it is on already */
        expect_calls("");
        run_out(&power, false, 0);
        snprintf(wanted, sizeof wanted, "%scec-client -s -d 1\n< standby 0\n", rows[i].off);
        expect_calls(wanted);
        run_out(&power, false, 0); /* once */
        expect_calls("");
        run_out(&power, true, 0);
        snprintf(wanted, sizeof wanted, "%scec-client -s -d 1\n< on 0\n< as\n", rows[i].on);
        expect_calls(wanted);
        power_finish(&power);
        power_init(&power, NULL, true); /* off since before, perhaps */
        run_out(&power, true, 0);
        expect_calls(wanted);
        power_finish(&power);
    }
}

static void test_none_is_installed(void **state)
{
    (void)state;
    struct power power;
    power_init(&power, NULL, false);
    run_out(&power, false, 0);
    expect_calls("");
    assert_int_equal(power.pid, 0);
    put_stub("cec-client", false);
    run_out(&power, true, 0);
    expect_calls("cec-client -s -d 1\n< on 0\n< as\n");
}

static bool is_there(pid_t pid)
{
    return kill(pid, 0) == 0;
}

static void wait_gone(struct power *power, pid_t pid)
{
    int64_t end_us = clock_mono_us() + PATIENCE_US;
    while (is_there(pid)) {
        assert_true(clock_mono_us() < end_us);
        usleep(2000);
        power_reap(power);
    }
}

/* Until the stub has written down what it was asked. */
static void wait_called(void)
{
    char path[128];
    struct stat info;
    int64_t end_us = clock_mono_us() + PATIENCE_US;
    snprintf(path, sizeof path, "%s/calls", folder);
    while (stat(path, &info) != 0 || info.st_size == 0) {
        assert_true(clock_mono_us() < end_us);
        usleep(2000);
    }
}

/* It has ten seconds, to the microsecond; then its place is the next one's. */
static void test_one_that_hangs_is_ended(void **state)
{
    (void)state;
    struct power power;
    const int64_t start_us = 5 * SECOND_US, end_us = start_us + 10 * SECOND_US;
    put_stub("xset", true);
    put_stub("cec-client", false);
    power_init(&power, NULL, false);
    assert_true(power_deadline_us(&power, 0) == INT64_MAX);
    power_step(&power, false, start_us);
    pid_t pid = power.pid;
    assert_true(pid > 0);
    wait_called();
    assert_int_equal(power_deadline_us(&power, 0), end_us);
    power_step(&power, false, end_us - 1);
    power_step(&power, true, end_us - 1); /* nor does the morning */
    power_reap(&power);
    assert_int_equal(power.pid, pid);
    assert_true(is_there(pid));
    power_step(&power, false, end_us);
    assert_true(
        power_deadline_us(&power, 0) == INT64_MAX); /* until the kernel says it is gone */
    wait_gone(&power, pid);
    assert_int_equal(power.pid, 0);
    run_out(&power, false, end_us);
    expect_calls("xset dpms 0 0 0 dpms force off\ncec-client -s -d 1\n< standby 0\n");
    power_finish(&power);
}

static void test_leaving_ends_it(void **state)
{
    (void)state;
    struct power power;
    put_stub("xset", true);
    power_init(&power, NULL, false);
    power_step(&power, false, 0);
    pid_t pid = power.pid;
    assert_true(pid > 0 && is_there(pid));
    power_finish(&power);
    assert_false(is_there(pid));
    assert_int_equal(power.pid, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_programs, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_none_is_installed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_one_that_hangs_is_ended, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_leaving_ends_it, set_up, tear_down),
    };
    if (!mkdtemp(folder)) {
        return 1;
    }
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    rmdir(folder);
    return failed;
}
