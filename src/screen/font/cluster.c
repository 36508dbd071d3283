#include "screen/font/cluster.h"

#include "base/utf8.h"

enum { JOINER = 0x200D, TEXT_STYLE = 0xFE0E, EMOJI_STYLE = 0xFE0F };

struct range {
    uint32_t first, last;
};

static bool is_in(const struct range *ranges, size_t count, uint32_t character)
{
    for (size_t i = 0; i < count; i++) {
        if (character >= ranges[i].first && character <= ranges[i].last) {
            return true;
        }
    }
    return false;
}

/* Drawn by how they change their neighbours, if at all. */
static bool is_invisible(uint32_t character)
{
    static const struct range ranges[] = {
        { 0x200B, 0x200F },   /* zero-width space, joiners, direction marks */
        { 0x202A, 0x202E },   /* directional embedding */
        { 0x2060, 0x2069 },   /* word joiner, isolates */
        { 0xFE00, 0xFE0F },   /* variation selectors */
        { 0xFEFF, 0xFEFF },   /* zero-width no-break space */
        { 0xE0020, 0xE007F }, /* tags */
        { 0xE0100, 0xE01EF }, /* ideographic variation selectors */
    };
    return is_in(ranges, sizeof ranges / sizeof *ranges, character);
}

/* Marks that stand on the character before them, in the scripts of China's signs. */
static bool is_mark(uint32_t character)
{
    static const struct range ranges[] = {
        { 0x0300, 0x036F },   /* combining diacritics: pinyin tones */
        { 0x064B, 0x065F },   /* Arabic script: Uyghur, Kazakh */
        { 0x0670, 0x0670 },   /* Arabic script */
        { 0x0E31, 0x0E3A },   /* Thai */
        { 0x0E47, 0x0E4E },   /* Thai */
        { 0x0F71, 0x0F84 },   /* Tibetan vowel signs */
        { 0x0F8D, 0x0FBC },   /* Tibetan subjoined letters */
        { 0x1AB0, 0x1AFF },   /* combining diacritics extended */
        { 0x1DC0, 0x1DFF },   /* combining diacritics supplement */
        { 0x20D0, 0x20FF },   /* enclosing keycap and the like */
        { 0x302A, 0x302D },   /* ideographic tone marks */
        { 0x3099, 0x309A },   /* kana voicing */
        { 0xFE20, 0xFE2F },   /* combining half marks */
        { 0x1F3FB, 0x1F3FF }, /* skin tones */
    };
    return character >= 0x0300 && is_in(ranges, sizeof ranges / sizeof *ranges, character);
}

static bool is_flag_letter(uint32_t character)
{
    return character >= 0x1F1E6 && character <= 0x1F1FF;
}

/* Pictures unless the text says otherwise; older ones, such as U+2764, are the other way. */
static bool is_picture(uint32_t character)
{
    return character >= 0x1F000 && character <= 0x1FAFF;
}

void cluster_next(const char *text, size_t size, size_t *at, struct cluster *cluster)
{
    uint32_t first = utf8_next(text, size, at), previous = first;
    cluster->characters[0] = is_invisible(first) ? ' ' : first;
    cluster->count = 1;
    cluster->emoji = is_picture(first);
    bool is_half_flag = is_flag_letter(first);
    while (*at < size) {
        size_t end = *at;
        uint32_t next = utf8_next(text, size, &end);
        bool completes_flag = is_half_flag && is_flag_letter(next);
        if (!is_invisible(next) && !is_mark(next) && previous != JOINER && !completes_flag) {
            break;
        }
        if (!is_invisible(next) && cluster->count < CLUSTER_MAX) {
            cluster->characters[cluster->count++] = next;
        }
        cluster->emoji = next == EMOJI_STYLE || (cluster->emoji && next != TEXT_STYLE);
        is_half_flag = is_half_flag && !completes_flag;
        previous = next;
        *at = end;
    }
}
