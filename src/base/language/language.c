#include "base/language/language.h"

#include "base/catalogue.h"
#include "base/translated.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_MAX_BYTES = 32 };

static char loaded_name[NAME_MAX_BYTES], loaded_folder[4096];

static bool is_english(const char *name)
{
    return strcmp(name, "C") == 0 || strcmp(name, "POSIX") == 0 || strcmp(name, "en") == 0 ||
           strncmp(name, "en_", 3) == 0;
}

/* "zh_CN.UTF-8@pinyin" without what follows the territory. Chinese of any territory finds the
 * one catalogue that there is. */
static void take_name(const char *text, size_t size, char name[NAME_MAX_BYTES])
{
    snprintf(name, NAME_MAX_BYTES, "%.*s", (int)(size < NAME_MAX_BYTES ? size : 0), text);
    name[strcspn(name, ".@")] = '\0';
    if (strcmp(name, "zh") == 0 || strncmp(name, "zh_", 3) == 0 ||
        strncmp(name, "zh-", 3) == 0) {
        snprintf(name, NAME_MAX_BYTES, "zh_CN");
    }
}

static void speak(const struct catalogue *catalogue, const char *name, const char *folder)
{
    setlocale(LC_CTYPE, "C.UTF-8");
    translated_turn(catalogue);
    snprintf(loaded_name, sizeof loaded_name, "%s", name);
    snprintf(loaded_folder, sizeof loaded_folder, "%s", folder);
}

/* Whether the question is settled: a catalogue is loaded, or English it is. */
static bool try_name(const char *name, const char *const *folders)
{
    char path[4200];
    bool is_plain =
        *name && strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
                              "-0123456789") == strlen(name);
    for (size_t i = 0; is_plain && folders[i]; i++) {
        snprintf(path, sizeof path, "%s/%s/LC_MESSAGES/lobbycard.mo", folders[i], name);
        const struct catalogue *catalogue = catalogue_load(path);
        if (catalogue) {
            speak(catalogue, name, folders[i]);
            return true;
        }
    }
    return is_english(name);
}

static const char *first_given(const char *const *variables)
{
    for (size_t i = 0; variables[i]; i++) {
        const char *value = getenv(variables[i]);
        if (value && *value) {
            return value;
        }
    }
    return "C";
}

static void load_by_environment(const char *const *folders)
{
    static const char *const variables[] = { "LC_ALL", "LC_MESSAGES", "LANG", NULL };
    const char *locale = first_given(variables), *list = getenv("LANGUAGE");
    char name[NAME_MAX_BYTES];
    bool found = false;
    take_name(locale, strlen(locale), name);
    if (strcmp(name, "C") == 0 || strcmp(name, "POSIX") == 0 || !list || !*list) {
        list = locale;
    }
    while (!found && *list) {
        size_t size = strcspn(list, ":");
        take_name(list, size, name);
        found = try_name(name, folders);
        list += size + (list[size] == ':');
    }
}

bool language_load(const char *wanted, const char *const *folders, struct error *error)
{
    char name[NAME_MAX_BYTES];
    if (!wanted) {
        load_by_environment(folders);
        return true;
    }
    take_name(wanted, strlen(wanted), name);
    return try_name(name, folders) ||
           error_set(error, "there are no texts in the language %s: zh or en", wanted);
}

void language_loaded(const char **name, const char **folder)
{
    *name = loaded_name;
    *folder = loaded_folder;
}

void language_finish(void)
{
    translated_turn(NULL);
    *loaded_name = *loaded_folder = '\0';
}
