#include "adapt/cases.h"

#include "base/system/file.h"

#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char folder_path[PATH_MAX];

static int is_document(const struct dirent *entry)
{
    size_t length = strlen(entry->d_name);
    return entry->d_name[0] != '.' &&
           (length < 4 || strcmp(entry->d_name + length - 4, ".txt") != 0);
}

static void expected_path(const char *name, char out[PATH_MAX])
{
    const char *dot = strrchr(name, '.');
    int length = dot ? (int)(dot - name) : (int)strlen(name);
    snprintf(out, PATH_MAX, "%.3000s/%.*s.txt", folder_path, length, name);
}

static bool case_holds(const char *name, case_fn *read)
{
    struct bytes document, got, expected;
    char path[PATH_MAX];
    struct error error;
    bytes_init(&document);
    bytes_init(&got);
    bytes_init(&expected);
    snprintf(path, sizeof path, "%.3000s/%.255s", folder_path, name);
    bool done = file_read(path, 16 << 20, &document, &error) && bytes_append(&got, "", 0);
    expected_path(name, path);
    if (done) {
        read(name, &document, &got);
    }
    if (done && getenv("LOBBYCARD_GOLDEN_UPDATE")) {
        done = file_replace(path, got.data, got.size, &error);
    }
    done = done && file_read(path, 1 << 20, &expected, &error) && got.size == expected.size &&
           memcmp(got.data, expected.data, got.size) == 0;
    if (!done) {
        printf("%s: expected\n%s\n%s: got\n%s\n", path, expected.size ? expected.data : "",
            name, got.size ? got.data : "");
    }
    bytes_finish(&document);
    bytes_finish(&got);
    bytes_finish(&expected);
    return done;
}

int cases_run(const char *folder, size_t least, case_fn *read)
{
    struct dirent **names;
    snprintf(folder_path, sizeof folder_path, "%s/tests/data/adapt/%s", TEST_ROOT, folder);
    int count = scandir(folder_path, &names, is_document, alphasort);
    int wrong = count < (int)least;
    for (int i = 0; i < count; i++) {
        wrong += !case_holds(names[i]->d_name, read);
        free(names[i]);
    }
    if (count >= 0) {
        free(names);
    }
    return wrong;
}
