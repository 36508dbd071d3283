#include "screen/stage/sdl/kms.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* "card0" of the devices; "card0-HDMI-A-1" is a connector. */
static bool is_card(const char *name)
{
    return strncmp(name, "card", 4) == 0 && name[4] &&
           strspn(name + 4, "0123456789") == strlen(name + 4);
}

/* How many cards there are, and how many may be opened; `path` is one that may not. */
static int count_cards(const char *devices, int *open_count, char *path, size_t size)
{
    int count = 0;
    DIR *folder = opendir(devices);
    struct dirent *entry;
    *open_count = 0;
    while (folder && (entry = readdir(folder))) {
        char card[512];
        snprintf(card, sizeof card, "%s/%s", devices, entry->d_name);
        if (!is_card(entry->d_name)) {
            continue;
        }
        count++;
        if (faccessat(AT_FDCWD, card, R_OK | W_OK, AT_EACCESS) == 0) {
            (*open_count)++;
        } else {
            snprintf(path, size, "%s", card);
        }
    }
    if (folder) {
        closedir(folder);
    }
    return count;
}

static bool is_connected(const char *connectors, const char *name)
{
    char path[512], line[32] = "";
    snprintf(path, sizeof path, "%s/%s/status", connectors, name);
    FILE *file = fopen(path, "re");
    bool found = file && fgets(line, sizeof line, file) && strcmp(line, "connected\n") == 0;
    if (file) {
        fclose(file);
    }
    return found;
}

/* True as well where nobody says. */
static bool has_connected(const char *connectors)
{
    DIR *folder = opendir(connectors);
    struct dirent *entry;
    bool found = !folder;
    while (folder && !found && (entry = readdir(folder))) {
        found = is_connected(connectors, entry->d_name);
    }
    if (folder) {
        closedir(folder);
    }
    return found;
}

void kms_blame(const char *devices, const char *connectors, struct error *why)
{
    char path[512] = "";
    int open_count, count = count_cards(devices, &open_count, path, sizeof path);
    if (count == 0) {
        error_set(why,
            "there is no %s/card0 (the kernel drives no graphics card: boot without nomodeset, "
            "and see dmesg)",
            devices);
    } else if (open_count == 0) {
        error_set(why,
            "%s may not be opened (put the user into the groups video and render, and log in "
            "anew)",
            path);
    } else if (!has_connected(connectors)) {
        error_set(why, "no display is connected (switch it on, see to its cable)");
    } else {
        error_set(why,
            "another program has it (stop the display manager and whatever else shows "
            "something, or start play in its session)");
    }
}
