/* What of a kind comes with the program. */
#include "config/config.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

bool config_list_shipped(const char *folder, const char *ending, struct bytes *out)
{
    struct dirent **entries = NULL;
    int count = scandir(folder, &entries, NULL, alphasort);
    bool done = true;
    for (int i = 0; i < count; i++) {
        const char *name = entries[i]->d_name;
        size_t length = strlen(name), behind = strlen(ending);
        if (done && length > behind && strcmp(name + length - behind, ending) == 0) {
            done = bytes_print(
                out, "%s%.*s", out->size > 0 ? ", " : "", (int)(length - behind), name);
        }
        free(entries[i]);
    }
    free(entries);
    return done && out->size > 0;
}
