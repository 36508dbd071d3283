/* Characters as they are read: of one width, digits of one script. */
#include "base/utf8.h"
#include "content/phone/scan/phone_token.h"

uint32_t phone_fold_next(const char *text, size_t size, size_t *at)
{
    /* The zeros of digits that people write: Arabic, Persian, Devanagari, mathematical. */
    static const uint32_t zeros[] = { 0x0660, 0x06F0, 0x0966, 0x1D7CE, 0x1D7D8, 0x1D7E2,
        0x1D7EC, 0x1D7F6 };
    uint32_t c = utf8_next(text, size, at);
    if (c >= 0xFF01 && c <= 0xFF5E) {
        c -= 0xFEE0;
    }
    if (c == 0xA0 || c == '\t' || c == '\r' || c == '\v' || c == '\f' || c == 0x3000 ||
        (c >= 0x2000 && c <= 0x200F) || c == 0x202F || c == 0x2060 || c == 0xFEFF ||
        c == 0xFE0E || c == 0xFE0F) {
        return ' ';
    }
    if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xFE63 || c == 0x30FC ||
        c == 0x2500 || c == 0x2501 || c == 0x2043 || c == 0xAD || c == 0xFE58) {
        return '-';
    }
    if (c == 0x2028 || c == 0x2029 || c == 0x85) {
        return '\n';
    }
    for (size_t i = 0; i < sizeof zeros / sizeof *zeros; i++) {
        if (c >= zeros[i] && c < zeros[i] + 10) {
            return '0' + (c - zeros[i]);
        }
    }
    return c == 0x301C || c == 0x223C ? '~' : c;
}
