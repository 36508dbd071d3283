#include "screen/font/script.h"

#include <stddef.h>
#include <string.h>

/* By block, in order. */
static const struct script scripts[] = {
    { 0x0590, 0x05FF, "Hebr", true },
    { 0x0600, 0x065F, "Arab", true },
    { 0x066A, 0x06EF, "Arab", true }, /* between and behind: figures, left to right */
    { 0x06FA, 0x06FF, "Arab", true },
    { 0x0700, 0x074F, "Syrc", true },
    { 0x0750, 0x077F, "Arab", true },
    { 0x0780, 0x07BF, "Thaa", true },
    { 0x07C0, 0x07FF, "Nkoo", true },
    { 0x08A0, 0x08FF, "Arab", true },
    { 0x0900, 0x097F, "Deva", false },
    { 0x0980, 0x09FF, "Beng", false },
    { 0x0A00, 0x0A7F, "Guru", false },
    { 0x0A80, 0x0AFF, "Gujr", false },
    { 0x0B00, 0x0B7F, "Orya", false },
    { 0x0B80, 0x0BFF, "Taml", false },
    { 0x0C00, 0x0C7F, "Telu", false },
    { 0x0C80, 0x0CFF, "Knda", false },
    { 0x0D00, 0x0D7F, "Mlym", false },
    { 0x0D80, 0x0DFF, "Sinh", false },
    { 0x0E00, 0x0E7F, "Thai", false },
    { 0x0E80, 0x0EFF, "Laoo", false },
    { 0x0F00, 0x0FFF, "Tibt", false },
    { 0x1000, 0x109F, "Mymr", false },
    { 0x1100, 0x11FF, "Hang", false },
    { 0x1780, 0x17FF, "Khmr", false },
    { 0x1800, 0x18AF, "Mong", false },
    { 0x1A20, 0x1AAF, "Lana", false },
    { 0xFB1D, 0xFB4F, "Hebr", true },
    { 0xFB50, 0xFDFF, "Arab", true },
    { 0xFE70, 0xFEFE, "Arab", true },
};

const struct script *script_of(uint32_t character)
{
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++) {
        if (character < scripts[i].first) {
            break;
        }
        if (character <= scripts[i].last) {
            return &scripts[i];
        }
    }
    return NULL;
}

bool script_continues(const struct script *script, uint32_t character)
{
    const struct script *other = script_of(character);
    return script == other || (script && other && strcmp(script->tag, other->tag) == 0);
}
