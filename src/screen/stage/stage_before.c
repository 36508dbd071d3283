/* What is done before anything is asked of the display. */
#include "screen/stage/stage_types.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

void stage_prepare_environment(void)
{
    /* SDL asks D-Bus about input methods and the screensaver; without a session bus libdbus
     * would start one (20 ms, and a daemon that outlives us). */
    setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:", 0);
    /* It has Xlib read how the locale's characters are composed (16 ms): nobody types here. */
    setenv("XCOMPOSEFILE", "/dev/null", 0);
}

/* The first mode of a connected connector is the one that its display prefers. */
static bool read_connector(const char *name, int *width, int *height)
{
    char path[512], line[64] = "";
    snprintf(path, sizeof path, "/sys/class/drm/%s/modes", name);
    FILE *file = fopen(path, "re");
    bool found = file && fgets(line, sizeof line, file) &&
                 sscanf(line, "%dx%d", width, height) == 2 && *width > 0 && *height > 0;
    if (file) {
        fclose(file);
    }
    return found;
}

void stage_guess_size(const struct stage_options *options, int *width, int *height)
{
    bool found = options->windowed && options->width > 0;
    if (found) {
        *width = options->width;
        *height = options->height;
    }
    DIR *folder = found ? NULL : opendir("/sys/class/drm");
    struct dirent *entry;
    while (folder && !found && (entry = readdir(folder))) {
        found = read_connector(entry->d_name, width, height);
    }
    if (folder) {
        closedir(folder);
    }
    if (!found) {
        *width = USUAL_WIDTH;
        *height = USUAL_HEIGHT;
    }
}
