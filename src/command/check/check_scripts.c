#include "command/check/check_scripts.h"

#include "base/translated.h"
#include "screen/font/script.h"

#include <stdlib.h>
#include <string.h>

static const char core[] = "fonts-noto-core";

const struct lacking_script lacking_scripts[LACKING_SCRIPTS] = {
    { "Hebr", N_("Hebrew"), core },
    { "Arab", N_("Arabic (Uyghur, Kazakh)"), core },
    { "Syrc", N_("Syriac"), core },
    { "Thaa", N_("Thaana"), core },
    { "Nkoo", N_("N'Ko"), core },
    { "Deva", N_("Devanagari"), core },
    { "Beng", N_("Bengali"), core },
    { "Guru", N_("Gurmukhi"), core },
    { "Gujr", N_("Gujarati"), core },
    { "Orya", N_("Odia"), core },
    { "Taml", N_("Tamil"), core },
    { "Telu", N_("Telugu"), core },
    { "Knda", N_("Kannada"), core },
    { "Mlym", N_("Malayalam"), core },
    { "Sinh", N_("Sinhala"), core },
    { "Thai", N_("Thai"), core },
    { "Laoo", N_("Lao"), core },
    { "Tibt", N_("Tibetan"), core },
    { "Mymr", N_("Burmese"), core },
    { "Khmr", N_("Khmer"), core },
    { "Mong", N_("Mongolian"), core },
};

int check_script_named(const char *warning)
{
    const struct script *script = NULL;
    for (const char *at = strstr(warning, " U+"); at; at = strstr(at + 1, " U+")) {
        const struct script *other = script_of((uint32_t)strtoul(at + 3, NULL, 16));
        if (!other || (script && strcmp(other->tag, script->tag) != 0)) {
            return -1;
        }
        script = other;
    }
    for (int i = 0; script && i < LACKING_SCRIPTS; i++) {
        if (strcmp(lacking_scripts[i].tag, script->tag) == 0) {
            return i;
        }
    }
    return -1;
}
