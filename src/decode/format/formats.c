/* The formats are told apart by their bytes; a name says nothing. */
#include "base/translated.h"
#include "decode/format/format.h"

#include <string.h>
#include <strings.h>

/* Of a file: it begins with `begin`, or has it `at` bytes further on, and then `is` says yes.
 * The first row that fits counts. */
struct row {
    const char *begin;
    size_t size, at;
    bool (*is)(const struct decode_input *input);
    struct decode_kind kind;
};

static bool starts_with(
    const struct decode_input *input, size_t at, const char *bytes, size_t size)
{
    return input->size >= at + size && memcmp(input->data + at, bytes, size) == 0;
}

/* ISO/IEC 14496-12 section 4.3: a file's brands, the first of which is the main one. */
static bool has_picture_brand(const struct decode_input *input)
{
    static const char brands[][5] = { "heic", "heix", "heim", "heis", "hevc", "hevx", "mif1",
        "msf1", "avif", "avis", "miaf" };
    size_t end = (size_t)input->data[2] << 8 | input->data[3];
    end = end < input->size ? end : input->size;
    for (size_t at = 8; at + 4 <= end; at += at == 8 ? 8 : 4) {
        for (size_t i = 0; i < sizeof brands / sizeof *brands; i++) {
            if (memcmp(input->data + at, brands[i], 4) == 0) {
                return true;
            }
        }
    }
    return false;
}

/* "BM" begins many a text. */
static bool has_bitmap_header(const struct decode_input *input)
{
    return input->size >= 18 && format_number(input->data + 14, 4) >= 12 &&
           format_number(input->data + 14, 4) <= 124;
}

static const char *first_letter(const struct decode_input *input, size_t *left)
{
    size_t at = starts_with(input, 0, "\xEF\xBB\xBF", 3) ? 3 : 0;
    while (at < input->size && strchr(" \t\r\n", input->data[at]) && input->data[at]) {
        at++;
    }
    *left = input->size - at;
    return (const char *)input->data + at;
}

static bool begins_any(const struct decode_input *input, const char *const *words, size_t count)
{
    size_t left;
    const char *text = first_letter(input, &left);
    for (size_t i = 0; i < count; i++) {
        if (left >= strlen(words[i]) && strncasecmp(text, words[i], strlen(words[i])) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_page(const struct decode_input *input)
{
    static const char *const words[] = { "<!doctype html", "<html", "<head", "<body", "<div",
        "<script", "<meta" };
    return begins_any(input, words, sizeof words / sizeof *words);
}

static bool is_xml(const struct decode_input *input)
{
    static const char *const words[] = { "<?xml", "<!doctype" };
    return begins_any(input, words, sizeof words / sizeof *words);
}

static bool is_json(const struct decode_input *input)
{
    static const char *const words[] = { "{\"", "[{", "{\n", "{\r\n", "{ " };
    return begins_any(input, words, sizeof words / sizeof *words);
}

static bool is_empty(const struct decode_input *input)
{
    return input->size == 0;
}

#define AT(place, text) .begin = text, .size = sizeof(text) - 1, .at = place
#define SHOWN(name) .kind = { .format = &format_##name }
#define NAMED(text) .kind = { .what = text }

static const struct row rows[] = {
    { AT(0, "\xFF\xD8\xFF"), SHOWN(jpeg) },
    { AT(0, "\x89PNG\r\n\x1A\n"), SHOWN(png) },
    { AT(8, "WEBP"), SHOWN(webp) },
    { AT(0, "GIF87a"), SHOWN(gif) },
    { AT(0, "GIF89a"), SHOWN(gif) },
    { AT(0, "BM"), .is = has_bitmap_header, SHOWN(bmp) },
    { AT(4, "ftyp"), .is = has_picture_brand, SHOWN(heif) },
    { .is = format_is_svg, SHOWN(svg) },
    /* What people have, and what is not shown. */
    { AT(0, "II*\0"), NAMED(N_("this is a TIFF")) },
    { AT(0, "MM\0*"), NAMED(N_("this is a TIFF")) },
    { AT(0, "II+\0"), NAMED(N_("this is a TIFF")) },
    { AT(0, "MM\0+"), NAMED(N_("this is a TIFF")) },
    { AT(0, "8BPS"), NAMED(N_("this is a Photoshop file (PSD)")) },
    { AT(0, "gimp xcf"), NAMED(N_("this is a GIMP file (XCF)")) },
    { AT(0, "%PDF"), NAMED(N_("this is a PDF")) },
    { AT(0, "%!PS"), NAMED(N_("this is a PostScript file (EPS)")) },
    { AT(0, "\xC5\xD0\xD3\xC6"), NAMED(N_("this is a PostScript file (EPS)")) },
    { AT(8, "CDR"), NAMED(N_("this is a CorelDRAW file (CDR)")) },
    { AT(0, "\x01\0\0\0"), NAMED(N_("this is a Windows metafile (WMF, EMF)")) },
    { AT(0, "\xD7\xCD\xC6\x9A"), NAMED(N_("this is a Windows metafile (WMF, EMF)")) },
    { AT(0, "\0\0\x01\0"), NAMED(N_("this is an icon (ICO)")) },
    { AT(0, "\xFF\x0A"), NAMED(N_("this is a JPEG XL")) },
    { AT(0, "\0\0\0\x0CJXL "), NAMED(N_("this is a JPEG XL")) },
    { AT(0, "\0\0\0\x0CjP  "), NAMED(N_("this is a JPEG 2000")) },
    { AT(4, "ftypcrx "), NAMED(N_("this is a camera's raw file (CR3)")) },
    { AT(4, "ftyp"), NAMED(N_("this is a video")) },
    { AT(8, "AVI "), NAMED(N_("this is a video")) },
    { AT(0, "\x1A\x45\xDF\xA3"), NAMED(N_("this is a video")) },
    { AT(0, "\x1F\x8B"), NAMED(N_("this is a compressed file (gzip, SVGZ)")) },
    { AT(0, "PK\3\4"),
        NAMED(N_("this is a ZIP file, or one of Office (.docx, .xlsx, .pptx)")) },
    { AT(0, "Rar!"), NAMED(N_("this is a RAR archive")) },
    { AT(0, "7z\xBC\xAF"), NAMED(N_("this is a 7z archive")) },
    { AT(0, "\xD0\xCF\x11\xE0"),
        NAMED(N_("this is a file of an old Office (.doc, .xls, .ppt)")) },
    { .is = is_page, NAMED(N_("this is a web page (HTML)")) },
    { .is = is_xml, NAMED(N_("this is an XML document")) },
    { .is = is_json, NAMED(N_("this is JSON")) },
    { .is = is_empty, NAMED(N_("this is an empty file")) },
    { NAMED(N_("no JPEG, PNG, WebP, GIF, BMP, HEIC, AVIF or SVG")) },
};

struct decode_kind format_find(const struct decode_input *input)
{
    size_t i = 0;
    while (!starts_with(input, rows[i].at, rows[i].begin ? rows[i].begin : "", rows[i].size) ||
           (rows[i].is && !rows[i].is(input))) {
        i++;
    }
    return rows[i].kind;
}
