#include "base/language.h"

#include "base/bytes.h"
#include "base/file.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { CATALOGUE_MAX_BYTES = 4 * 1024 * 1024, NAME_MAX_BYTES = 32 };

static const uint32_t magic = 0x950412de;

/* An MO file (GNU gettext manual, "The Format of GNU MO Files"): after a header of seven words,
 * two tables of (length, offset), the originals sorted. Set once, before threads are there. */
static struct {
    struct bytes file;
    uint32_t count, originals, translations; /* offsets of the tables */
} catalogue;

static uint32_t word_at(size_t offset)
{
    uint32_t word;
    memcpy(&word, catalogue.file.data + offset, sizeof word);
    return word;
}

static const char *text_at(uint32_t table, uint32_t index)
{
    return catalogue.file.data + word_at(table + 8 * (size_t)index + 4);
}

static bool texts_are_whole(uint32_t table, uint32_t count)
{
    size_t size = catalogue.file.size;
    if (table > size || (size - table) / 8 < count) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        size_t length = word_at(table + 8 * i), offset = word_at(table + 8 * i + 4);
        if (offset >= size || length >= size - offset ||
            catalogue.file.data[offset + length] != '\0') {
            return false;
        }
    }
    return true;
}

static bool read_catalogue(const char *path, struct error *error)
{
    bytes_init(&catalogue.file);
    if (!file_read(path, CATALOGUE_MAX_BYTES, &catalogue.file, error)) {
        return false;
    }
    if (catalogue.file.size < 28 || word_at(0) != magic) {
        return error_set(error, "%s: not a catalogue of texts", path);
    }
    uint32_t count = word_at(8), originals = word_at(12), translations = word_at(16);
    if (!texts_are_whole(originals, count) || !texts_are_whole(translations, count)) {
        return error_set(error, "%s: a damaged catalogue of texts", path);
    }
    catalogue.originals = originals;
    catalogue.translations = translations;
    catalogue.count = count;
    return true;
}

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

/* *found tells whether the question is settled: a catalogue is loaded, or English it is. */
static bool try_name(
    const char *name, const char *const *folders, bool *found, struct error *error)
{
    char path[4200];
    *found = is_english(name);
    bool is_plain =
        *name && strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
                              "-0123456789") == strlen(name);
    for (size_t i = 0; is_plain && folders[i] && !*found; i++) {
        snprintf(path, sizeof path, "%s/%s/LC_MESSAGES/lobbycard.mo", folders[i], name);
        if (access(path, R_OK) == 0) {
            *found = true;
            return read_catalogue(path, error);
        }
    }
    return true;
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

static bool load_by_environment(const char *const *folders, struct error *error)
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
        if (!try_name(name, folders, &found, error)) {
            return false;
        }
        list += size + (list[size] == ':');
    }
    return true;
}

enum language_outcome language_load(
    const char *wanted, const char *const *folders, struct error *error)
{
    char name[NAME_MAX_BYTES];
    bool found = true, done;
    if (wanted) {
        take_name(wanted, strlen(wanted), name);
        done = try_name(name, folders, &found, error);
    } else {
        done = load_by_environment(folders, error);
    }
    if (!done) {
        language_finish();
        return LANGUAGE_DAMAGED;
    }
    if (!found) {
        error_set(error, "there are no texts in the language %s", wanted);
        return LANGUAGE_UNKNOWN;
    }
    return LANGUAGE_READY;
}

void language_finish(void)
{
    bytes_finish(&catalogue.file);
    catalogue.count = 0;
}

const char *translated(const char *english)
{
    uint32_t low = 0, high = catalogue.count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = strcmp(english, text_at(catalogue.originals, middle));
        if (order == 0) {
            return text_at(catalogue.translations, middle);
        }
        if (order < 0) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return english;
}
