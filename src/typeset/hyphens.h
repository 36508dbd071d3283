/* Where an English word may be parted by a hyphen: by the patterns that Debian's hyphen-en-us
 * and hyphen-en-gb bring (TeX's, for libhyphen). The only place that knows libhyphen. Where no
 * patterns are installed no word is parted, and nothing is said. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct hyphens;

/* Where Debian has them. */
extern const char hyphens_folder[];

/* Reads the patterns for a language (BCP 47) from a folder; NULL where there are none. */
struct hyphens *hyphens_load(const char *folder, const char *lang);
void hyphens_destroy(struct hyphens *hyphens);

/* Those of hyphens_folder, read once and kept until the program ends. A text without a
 * language, or in one of East Asia, has its Latin words in English; other languages have none.
 * Any thread. */
const struct hyphens *hyphens_of(const char *lang);

enum {
    HYPHENS_BEFORE = 2, /* letters of a word that stay on the line */
    HYPHENS_BEHIND = 3, /* and go to the next one */
    HYPHENS_LONGEST = 64
};

/* Sets parts[i] to whether the word may be parted before its i-th letter. `word` is of a to z;
 * a shorter one than it takes, or one of more than HYPHENS_LONGEST letters, is parted nowhere.
 * hyphens may be NULL. */
void hyphens_find(const struct hyphens *hyphens, const char *word, size_t size, bool *parts);
