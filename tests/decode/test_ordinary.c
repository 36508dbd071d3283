/* In no ordinary picture a code is found, read or not: what is held for one is not shown. */
#include "decode/ordinary.h"

#include "decode/codes/codes.h"
#include "long_form.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { SEEDS = 115, SEEDS_LONG = 2300 };

static unsigned number_of(const char *name, unsigned otherwise)
{
    const char *value = getenv(name);
    return value ? (unsigned)strtoul(value, NULL, 10) : otherwise;
}

static void must_have_none(unsigned seed)
{
    struct canvas canvas;
    struct codes_found found;
    const char *name = ordinary_make(&canvas, seed);
    assert_non_null(name);
    if (!codes_read(&canvas.picture, &found) || found.size > 0) {
        fail_msg("seed %u, %s: %s \"%s\"", seed, name, found.fault ? found.fault : "",
            found.size > 0 ? found.texts : "");
    }
    free(found.texts);
    canvas_finish(&canvas);
}

/* LOBBYCARD_SEED is one picture again. */
static void test_ordinary(void **state)
{
    unsigned count = (unsigned)how_many(IS_SANITIZED ? SEEDS / 2 : SEEDS, SEEDS_LONG);
    unsigned seed = number_of("LOBBYCARD_SEED", 0);
    (void)state;
    count = getenv("LOBBYCARD_SEED") ? 1 : count;
    for (unsigned i = 0; i < count; i++) {
        must_have_none(seed + i);
    }
    printf("%u ordinary pictures from seed %u on, no code in any\n", count, seed);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_ordinary) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
