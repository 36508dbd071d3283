#include "base/utf8.h"

/* What one script's words are made of; 0 for signs that stand in any. */
static int script_of(uint32_t c)
{
    static const struct {
        uint32_t end;
        int script;
    } scripts[] = { { 0xC0, 0 }, { 0x370, 1 }, { 0x400, 2 }, { 0x530, 3 }, { 0x590, 4 },
        { 0x600, 5 }, { 0x700, 6 }, { 0x750, 7 }, { 0x780, 6 }, { 0x7C0, 8 }, { 0x800, 9 } };
    int script = 0;
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts && !script; i++) {
        script = c < scripts[i].end ? scripts[i].script : 0;
        if (c < scripts[i].end) {
            break;
        }
    }
    return c == 0xD7 || c == 0xF7 ? 0 : script;
}

/* Accents, which stand on a letter. */
static bool is_mark(uint32_t c)
{
    return (c >= 0x300 && c < 0x370) || (c >= 0x483 && c < 0x48A) ||
           (c >= 0x591 && c < 0x5BE) || (c >= 0x64B && c < 0x660);
}

bool utf8_is_chance(const char *text, size_t size)
{
    size_t strange = 0, runs = 0;
    uint32_t before = 0;
    bool is_strange = false;
    int script = 0;
    for (size_t at = 0; at < size;) {
        size_t begin = at;
        uint32_t c = utf8_next(text, size, &at);
        if (at - begin > 2 || c == 0xFFFD) {
            return false;
        }
        int own = c < 0x80 ? 0 : script_of(c);
        bool is_letter = (before | 0x20) >= 'a' && (before | 0x20) <= 'z';
        if (c >= 0x80) {
            bool is_first = before < 0x80;
            bool stands_alone = is_mark(c) && is_first && !is_letter;
            bool is_mixed = !is_first && own && script && own != script;
            runs += is_first;
            is_strange = !is_first && is_strange;
            strange += !is_strange && (stands_alone || is_mixed);
            is_strange = is_strange || stands_alone || is_mixed;
            script = is_first || own ? own : script;
        }
        before = c;
    }
    return strange > 0 && strange * 2 >= runs;
}
