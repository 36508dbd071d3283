#include "decode/codes.h"

#include <dlfcn.h>
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Of zbar.h 0.23, whose types are opaque. It is loaded at run time: most screens do without it,
 * and it brings twenty libraries along. */
enum { SYMBOL_ALL = 0, SYMBOL_QR = 64, CONFIG_ENABLE = 0, CONFIG_BINARY = 4 };

/* ISO 8859-1 to 16, and three more. */
enum { PARTS_OF_8859 = 16, CONVERTERS = PARTS_OF_8859 + 3 };

struct codes {
    void *library, *scanner;
    iconv_t converters[CONVERTERS];
    void *(*create_scanner)(void);
    void (*destroy_scanner)(void *scanner);
    int (*configure)(void *scanner, int symbol, int config, int value);
    int (*scan)(void *scanner, void *picture);
    void *(*create_picture)(void);
    void (*destroy_picture)(void *picture);
    void (*set_format)(void *picture, unsigned long fourcc);
    void (*set_size)(void *picture, unsigned width, unsigned height);
    void (*set_data)(void *picture, const void *data, unsigned long size, void *cleanup);
    const void *(*first)(const void *picture);
    const void *(*next)(const void *symbol);
    const char *(*data)(const void *symbol);
    unsigned (*length)(const void *symbol);
};

static bool find_all(struct codes *codes)
{
    const struct {
        const char *name;
        void *function; /* a pointer to one */
    } functions[] = { { "zbar_image_scanner_create", &codes->create_scanner },
        { "zbar_image_scanner_destroy", &codes->destroy_scanner },
        { "zbar_image_scanner_set_config", &codes->configure },
        { "zbar_scan_image", &codes->scan }, { "zbar_image_create", &codes->create_picture },
        { "zbar_image_destroy", &codes->destroy_picture },
        { "zbar_image_set_format", &codes->set_format },
        { "zbar_image_set_size", &codes->set_size },
        { "zbar_image_set_data", &codes->set_data },
        { "zbar_image_first_symbol", &codes->first }, { "zbar_symbol_next", &codes->next },
        { "zbar_symbol_get_data", &codes->data },
        { "zbar_symbol_get_data_length", &codes->length } };
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
        void *found = dlsym(codes->library, functions[i].name);
        if (!found) {
            return false;
        }
        memcpy(functions[i].function, &found, sizeof found);
    }
    return true;
}

/* zbar opens converters from these, from some for every code and from others for one that names
 * its character set (ECI). Their tables are files, which stay loaded as long as one such
 * converter is open. There is no 12th part. */
static void load_character_sets(struct codes *codes)
{
    static const char *const others[] = { "SJIS", "BIG-5", "CP437" };
    for (int i = 0; i < CONVERTERS; i++) {
        char name[16];
        snprintf(name, sizeof name, "ISO8859-%d", i + 1);
        codes->converters[i] =
            iconv_open("UTF-8", i < PARTS_OF_8859 ? name : others[i - PARTS_OF_8859]);
    }
}

struct codes *codes_create(void)
{
    struct codes *codes = calloc(1, sizeof *codes);
    if (!codes) {
        return NULL;
    }
    codes->library = dlopen("libzbar.so.0", RTLD_NOW | RTLD_LOCAL);
    if (!codes->library || !find_all(codes) || !(codes->scanner = codes->create_scanner())) {
        codes_destroy(codes);
        return NULL;
    }
    load_character_sets(codes);
    codes->configure(codes->scanner, SYMBOL_ALL, CONFIG_ENABLE, 0);
    codes->configure(codes->scanner, SYMBOL_QR, CONFIG_ENABLE, 1);
    /* Bytes as they are: zbar's guess at a character set is wrong for most Chinese. */
    codes->configure(codes->scanner, SYMBOL_QR, CONFIG_BINARY, 1);
    return codes;
}

void codes_destroy(struct codes *codes)
{
    if (codes && codes->scanner) {
        codes->destroy_scanner(codes->scanner);
        for (size_t i = 0; i < CONVERTERS; i++) {
            if (codes->converters[i] != (iconv_t)-1) {
                iconv_close(codes->converters[i]);
            }
        }
    }
    if (codes && codes->library) {
        dlclose(codes->library);
    }
    free(codes);
}

/* As eyes see it on white, or as a negative: some codes are printed white on dark. */
static uint8_t *grey_of(const struct decode_picture *picture, bool is_negative)
{
    size_t count = (size_t)picture->width * (size_t)picture->height;
    uint8_t *grey = malloc(count);
    for (size_t i = 0; grey && i < count; i++) {
        const uint8_t *pixel = picture->pixels + 4 * i;
        int light = (pixel[0] * 77 + pixel[1] * 150 + pixel[2] * 29) >> 8;
        light = (light * pixel[3] + 255 * (255 - pixel[3])) / 255;
        grey[i] = (uint8_t)(is_negative ? 255 - light : light);
    }
    return grey;
}

/* A text with a NUL is UTF-16 to some telephones, and data to others. */
static bool add_texts(struct codes *codes, const void *picture, char *out, size_t *size)
{
    for (const void *symbol = codes->first(picture); symbol; symbol = codes->next(symbol)) {
        size_t length = codes->length(symbol);
        if (length >= DECODE_CODES_MAX_BYTES - *size ||
            memchr(codes->data(symbol), '\0', length)) {
            return false;
        }
        memcpy(out + *size, codes->data(symbol), length);
        out[*size + length] = '\0';
        *size += length + 1;
    }
    return true;
}

bool codes_read(
    struct codes *codes, const struct decode_picture *picture, char **out, size_t *size)
{
    bool done = true;
    *size = 0;
    *out = malloc(DECODE_CODES_MAX_BYTES);
    for (int negative = 0; *out && done && negative < 2; negative++) {
        void *seen = codes->create_picture();
        uint8_t *grey = grey_of(picture, negative);
        done = seen && grey;
        if (done) {
            codes->set_format(seen, 0x30303859); /* Y800 */
            codes->set_size(seen, (unsigned)picture->width, (unsigned)picture->height);
            codes->set_data(seen, grey,
                (unsigned long)picture->width * (unsigned long)picture->height, NULL);
            done = codes->scan(codes->scanner, seen) >= 0 && add_texts(codes, seen, *out, size);
        }
        if (seen) {
            codes->destroy_picture(seen);
        }
        free(grey);
    }
    return *out && done;
}
