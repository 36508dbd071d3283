#include "base/language/language.h"
#include "command/common/command.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* The catalogues of a build folder lie beside the program, those of an installed one in its
 * data. */
bool command_speak(const char *language, bool is_for_scripts, struct error *error)
{
    char beside[PATH_MAX + sizeof "/locale"], installed[PATH_MAX + sizeof "/locale"];
    if (!language && is_for_scripts) {
        return true;
    }
    ssize_t length = readlink("/proc/self/exe", beside, PATH_MAX - 1);
    beside[length > 0 ? length : 0] = '\0';
    char *slash = strrchr(beside, '/');
    strcpy(slash ? slash : beside, "/locale");
    snprintf(installed, sizeof installed, "%s/locale", config_data_dir());
    return language_load(language, (const char *[]) { beside, installed, NULL }, error);
}
