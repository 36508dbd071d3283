#include "adapt/charset_look.h"

#include "base/utf8.h"

enum { HANGUL_MIN = 16, KANA_MIN = 4 };

/* UTF-16 without its mark: every other byte of ASCII is zero. */
const char *charset_look_wide(const struct bytes *document)
{
    const char *data = document->data;
    if (document->size < 4 || document->size % 2 != 0) {
        return NULL;
    }
    return data[0] && !data[1] && data[2] && !data[3]   ? "UTF-16LE"
           : !data[0] && data[1] && !data[2] && data[3] ? "UTF-16BE"
                                                        : NULL;
}

static bool is_within(char c, int first, int last)
{
    return (unsigned char)c >= first && (unsigned char)c <= last;
}

/* How many pairs of bytes have a lead in there, of those that EUC is made of. */
struct leads {
    size_t all, signs, kana, hangul, first, second; /* 0xB0 to 0xC8; 0xB0 to 0xCF, and behind */
};

/* False where it is no EUC. */
static bool count_leads(const struct bytes *document, struct leads *out)
{
    *out = (struct leads) { 0 };
    for (size_t at = 0; at < document->size; at++) {
        const char *c = document->data + at;
        if (is_within(c[0], 0, 0x7F)) {
            continue;
        }
        if (at + 1 == document->size || !is_within(c[0], 0xA1, 0xFE) ||
            !is_within(c[1], 0xA1, 0xFE)) {
            return false;
        }
        out->all++;
        out->signs += is_within(c[0], 0xA1, 0xA3);
        out->kana += is_within(c[0], 0xA4, 0xA5);
        out->hangul += is_within(c[0], 0xB0, 0xC8);
        out->first += is_within(c[0], 0xB0, 0xCF);
        out->second += is_within(c[0], 0xD0, 0xFE);
        at++;
    }
    return true;
}

/* Hangul has a third of the places of GB 2312's usual characters, of which Chinese has a half
 * behind them. Kana stand at the same places in both, but of EUC-JP's characters next to none
 * lie where a third of GB 2312's do. */
const char *charset_look_euc(const struct bytes *document)
{
    struct leads leads;
    if (!count_leads(document, &leads)) {
        return NULL;
    }
    size_t letters = leads.all - leads.signs;
    bool is_korean = leads.hangul >= HANGUL_MIN && leads.hangul * 50 >= letters * 49;
    bool is_japanese = leads.kana >= KANA_MIN && leads.kana * 5 >= letters &&
                       leads.second * 12 <= leads.first + leads.second;
    return is_korean ? "EUC-KR" : is_japanese ? "EUC-JP" : NULL;
}

/* GB 2312 and Big5 tell themselves apart by where their usual characters lie, in texts of a few
 * words too, which ICU takes for Latin ones. */
const char *charset_look_han(const struct bytes *document)
{
    const unsigned char *data = (const unsigned char *)document->data;
    size_t pairs = 0, in_gb = 0, in_big5 = 0;
    for (size_t i = 0; i + 1 < document->size; i++) {
        if (data[i] < 0x80) {
            continue;
        }
        unsigned char lead = data[i], trail = data[++i];
        bool is_high = trail >= 0xA1 && trail <= 0xFE;
        pairs++;
        in_gb += (lead >= 0xB0 && lead <= 0xD7 && is_high) ||
                 (lead >= 0xA1 && lead <= 0xA3 && is_high);
        in_big5 +=
            (lead >= 0xA4 && lead <= 0xC6) && (is_high || (trail >= 0x40 && trail <= 0x7E));
        in_big5 += lead >= 0xA1 && lead <= 0xA3;
    }
    return pairs > 0 && in_gb * 10 >= pairs * 8     ? "gb18030"
           : pairs > 0 && in_big5 * 10 >= pairs * 9 ? "Big5"
                                                    : NULL;
}

/* Whether all of it has the form of GB 18030, and half of what is not ASCII is of GB 2312, next
 * to nothing of that kana or Greek, as Big5 comes to. */
static bool may_be_gb18030(const struct bytes *document)
{
    size_t common = 0, rare = 0, odd = 0;
    for (size_t at = 0; at < document->size;) {
        const char *c = document->data + at;
        size_t left = document->size - at;
        if (is_within(c[0], 0, 0x7F)) {
            at++;
        } else if (left >= 2 && is_within(c[0], 0x81, 0xFE) &&
                   (is_within(c[1], 0x40, 0x7E) || is_within(c[1], 0x80, 0xFE))) {
            bool is_common = is_within(c[1], 0xA1, 0xFE) &&
                             (is_within(c[0], 0xA1, 0xA3) || is_within(c[0], 0xB0, 0xF7));
            common += is_common;
            rare += !is_common;
            odd += is_within(c[0], 0xA4, 0xA9);
            at += 2;
        } else if (left >= 4 && is_within(c[0], 0x81, 0xFE) && is_within(c[1], 0x30, 0x39) &&
                   is_within(c[2], 0x81, 0xFE) && is_within(c[3], 0x30, 0x39)) {
            at += 4;
        } else {
            return false;
        }
    }
    return common > 0 && common >= rare && odd * 8 <= common;
}

/* The same of Big5, and that half of it are its usual characters. */
static bool may_be_big5(const struct bytes *document)
{
    size_t common = 0, pairs = 0;
    for (size_t at = 0; at < document->size; at++) {
        const char *c = document->data + at;
        if (is_within(c[0], 0, 0x7F)) {
            continue;
        }
        if (at + 1 == document->size || !is_within(c[0], 0xA1, 0xF9) ||
            !(is_within(c[1], 0x40, 0x7E) || is_within(c[1], 0xA1, 0xFE))) {
            return false;
        }
        pairs++;
        common += is_within(c[0], 0xA4, 0xC6);
        at++;
    }
    return pairs > 1 && common * 2 >= pairs;
}

const char *charset_look_form(const struct bytes *document)
{
    return may_be_gb18030(document) ? "gb18030" : may_be_big5(document) ? "Big5" : NULL;
}

/* UTF-8 in which something was cut or pasted: sequences of three bytes, as Chinese has them,
 * are rare in any other charset. */
bool charset_is_mostly_utf8(const struct bytes *document)
{
    size_t good = 0, bad = 0;
    for (size_t at = 0; at < document->size;) {
        size_t begin = at;
        uint32_t character = utf8_next(document->data, document->size, &at);
        good += at - begin >= 3 && character != 0xFFFD;
        bad += character == 0xFFFD && at - begin < 3;
    }
    return good > bad;
}
