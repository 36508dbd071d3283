#include "content/text/normalise.h"

#include <stdint.h>
#include <string.h>
#include <unicode/uidna.h>
#include <unicode/uspoof.h>
#include <unicode/ustring.h>

enum { HOST_MAX_BYTES = 255, UNICODE_MAX_BYTES = 4 * HOST_MAX_BYTES };

/* The host between "://" (with a user before "@") and the port; an empty one when there is
 * none. */
static size_t host_of(const char *url, const char **host)
{
    const char *start = strstr(url, "://");
    if (!start) {
        return 0;
    }
    start += 3;
    size_t size = strcspn(start, "/?#\\");
    for (size_t i = 0; i < size; i++) {
        if (start[i] == '@') {
            size -= i + 1;
            start += i + 1;
            i = (size_t)-1;
        }
    }
    *host = start;
    if (*start == '[') {
        return strcspn(start, "]") + 1 <= size ? strcspn(start, "]") + 1 : 0;
    }
    const char *port = memchr(start, ':', size);
    return port ? (size_t)(port - start) : size;
}

static bool mixes_scripts(const char *unicode, int32_t size)
{
    UErrorCode status = U_ZERO_ERROR;
    USpoofChecker *spoof = uspoof_open(&status);
    uspoof_setRestrictionLevel(spoof, USPOOF_HIGHLY_RESTRICTIVE);
    uspoof_setChecks(spoof, USPOOF_RESTRICTION_LEVEL | USPOOF_INVISIBLE, &status);
    int32_t found = uspoof_checkUTF8(spoof, unicode, size, NULL, &status);
    uspoof_close(spoof);
    return U_FAILURE(status) || found != 0;
}

bool normalise_host(struct arena *arena, const char *url, struct address_host *out)
{
    static const uint32_t options = UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ |
                                    UIDNA_NONTRANSITIONAL_TO_ASCII |
                                    UIDNA_NONTRANSITIONAL_TO_UNICODE | UIDNA_USE_STD3_RULES;
    UErrorCode status = U_ZERO_ERROR;
    UIDNAInfo info = UIDNA_INFO_INITIALIZER, back = UIDNA_INFO_INITIALIZER;
    const char *host;
    *out = (struct address_host) { 0 };
    size_t size = host_of(url, &host);
    if (size == 0 || size > HOST_MAX_BYTES) {
        return false;
    }
    if (*host == '[') {
        out->ascii = out->unicode = arena_strndup(arena, host, size);
        return out->ascii;
    }
    UIDNA *idna = uidna_openUTS46(options, &status);
    char *ascii = arena_alloc(arena, HOST_MAX_BYTES + 1);
    char *unicode = arena_alloc(arena, UNICODE_MAX_BYTES + 1);
    int32_t used = 0, unicode_size = 0;
    if (ascii && unicode) {
        used = uidna_nameToASCII_UTF8(
            idna, host, (int32_t)size, ascii, HOST_MAX_BYTES, &info, &status);
        unicode_size = uidna_nameToUnicodeUTF8(
            idna, host, (int32_t)size, unicode, UNICODE_MAX_BYTES, &back, &status);
    }
    uidna_close(idna);
    if (!ascii || !unicode || U_FAILURE(status) || info.errors || used == 0 ||
        used > HOST_MAX_BYTES) {
        return false;
    }
    /* Each label for itself: Latin under a Han name is how such names are written. */
    for (int32_t at = 0; at < unicode_size;) {
        const char *dot = memchr(unicode + at, '.', (size_t)(unicode_size - at));
        int32_t end = dot ? (int32_t)(dot - unicode) : unicode_size;
        out->is_mixed = out->is_mixed || mixes_scripts(unicode + at, end - at);
        at = end + 1;
    }
    if (used > 0 && ascii[used - 1] == '.') {
        used--; /* the root's dot names the same host */
    }
    ascii[used] = '\0';
    out->ascii = ascii;
    out->unicode = unicode;
    return true;
}
