#include "config/load.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

/* The folder is looked for once a process, so that each case runs in a child. */
static bool in_child(bool (*check)(void))
{
    int status = 0;
    pid_t child = fork();
    if (child == 0) {
        _exit(check() ? 0 : 1);
    }
    assert_true(child > 0);
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static bool environment_wins(void)
{
    setenv("LOBBYCARD_DATA", "/srv/lobby card/数据", 1);
    struct error error;
    struct config *config = config_load(TEST_ROOT "/config/demo.ini", &error);
    bool done = config && strcmp(config_data_dir(), "/srv/lobby card/数据") == 0 &&
                strcmp(config->sources[0].url,
                    "file:///srv/lobby%20card/%E6%95%B0%E6%8D%AE/assets/demo/feed.json") == 0;
    config_destroy(config);
    return done && config_in_clone(); /* of the data alone */
}

/* In a build folder in the source tree or anywhere else. */
static bool build_tree_is_seen(void)
{
    unsetenv("LOBBYCARD_DATA");
    return strcmp(config_data_dir(), TEST_ROOT) == 0 && config_in_clone();
}

static void test_environment_wins(void **state)
{
    (void)state;
    assert_true(in_child(environment_wins));
}

static void test_build_tree_is_seen(void **state)
{
    (void)state;
    assert_true(in_child(build_tree_is_seen));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_environment_wins),
        cmocka_unit_test(test_build_tree_is_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
