/* Why KMS gives no display, told from folders as the kernel makes them. */
#include "screen/stage/sdl/kms.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char root[] = "/tmp/lobbycard-kms-XXXXXX";

static void put(const char *name, const char *text, int mode)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s", root, name);
    if (!text) {
        assert_int_equal(mkdir(path, (mode_t)mode), 0);
        return;
    }
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    assert_int_equal(chmod(path, (mode_t)mode), 0);
}

static void expect(const char *expected)
{
    char devices[256], connectors[256];
    struct error why = { "" };
    snprintf(devices, sizeof devices, "%s/dri", root);
    snprintf(connectors, sizeof connectors, "%s/drm", root);
    /* Root may open anything. */
    bool is_root = geteuid() == 0;
    assert_int_equal(is_root ? seteuid(65534) : 0, 0);
    kms_blame(devices, connectors, &why);
    assert_int_equal(is_root ? seteuid(0) : 0, 0);
    if (!strstr(why.text, expected)) {
        fail_msg("\"%s\" is not in \"%s\"", expected, why.text);
    }
}

static void test_blame(void **state)
{
    static const char no_card[] = "dri/card0 (the kernel drives no graphics card: ";
    (void)state;
    assert_non_null(mkdtemp(root));
    assert_int_equal(chmod(root, 0755), 0);
    expect(no_card);
    put("dri", NULL, 0755);
    put("dri/renderD128", "", 0666);
    expect(no_card);
    put("dri/card1", "", 0400); /* its owner may read it, at most */
    expect("dri/card1 may not be opened (put the user into the groups video and render");
    put("dri/card2", "", 0666);
    put("drm", NULL, 0755);
    put("drm/card2-HDMI-A-1", NULL, 0755);
    put("drm/card2-HDMI-A-1/status", "disconnected\n", 0644);
    expect("no display is connected (");
    put("drm/card2-HDMI-A-2", NULL, 0755);
    put("drm/card2-HDMI-A-2/status", "connected\n", 0644);
    expect("another program has it (stop the display manager");
}

static int remove_root(void **state)
{
    (void)state;
    char command[64];
    snprintf(command, sizeof command, "rm -r %s", root);
    return system(command);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test_teardown(test_blame, remove_root) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
