#include "slide/page/code.h"

#include "address/address.h"
#include "base/hash.h"
#include "slide/page/phone_text.h"

#include <errno.h>
#include <qrencode.h>
#include <stdlib.h>
#include <string.h>

enum {
    QR_SIDE = 17, /* and so many a version more */
    QR_SIDE_STEP = 4,
    QUIET_MODULES = 4,        /* ISO/IEC 18004 section 9.1 */
    LEAST_MODULE_PART = 300,  /* of the short side: read from as far as the text is */
    ADDRESS_MAX_BYTES = 1024, /* denser codes fit nowhere */
};

static const struct qr_code no_code = { .text = "", .host = "" };

static const QRecLevel levels[] = { QR_ECLEVEL_L, QR_ECLEVEL_M, QR_ECLEVEL_Q };

enum { LEVELS = sizeof levels / sizeof levels[0] };

/* Of one text at each level; NULL where it was not asked for yet. */
struct made_codes {
    char *text;
    QRcode *of[LEVELS];
};

struct code_memory {
    size_t count;
    struct made_codes list[];
};

static void made_codes_finish(struct made_codes *made)
{
    for (size_t i = 0; i < LEVELS; i++) {
        QRcode_free(made->of[i]);
    }
    free(made->text);
    *made = (struct made_codes) { 0 };
}

struct code_memory *code_memory_create(size_t most)
{
    struct code_memory *memory = calloc(1, sizeof *memory + most * sizeof memory->list[0]);
    if (memory) {
        memory->count = most;
    }
    return memory;
}

void code_memory_destroy(struct code_memory *memory)
{
    for (size_t i = 0; memory && i < memory->count; i++) {
        made_codes_finish(&memory->list[i]);
    }
    free(memory);
}

/* Where the codes of that text are or will be; the ones of another give way. NULL: nowhere. */
static struct made_codes *find_made(struct code_memory *memory, const char *text)
{
    uint64_t hash = hash_text(text);
    struct made_codes *made =
        memory ? &memory->list[(hash ^ hash >> 32) % memory->count] : NULL;
    if (made && made->text && strcmp(made->text, text) != 0) {
        made_codes_finish(made);
    }
    if (made && !made->text) {
        made->text = strdup(text);
    }
    return made && made->text ? made : NULL;
}

/* How many bytes a code has for what it says, by its version, at each level (ISO/IEC 18004,
 * table 7). */
static const uint16_t data_bytes[LEVELS][QRSPEC_VERSION_MAX] = {
    { 19, 34, 55, 80, 108, 136, 156, 194, 232, 274, 324, 370, 428, 461, 523, 589, 647, 721, 795,
        861, 932, 1006, 1094, 1174, 1276, 1370, 1468, 1531, 1631, 1735, 1843, 1955, 2071, 2191,
        2306, 2434, 2566, 2702, 2812, 2956 },
    { 16, 28, 44, 64, 86, 108, 124, 154, 182, 216, 254, 290, 334, 365, 415, 453, 507, 563, 627,
        669, 714, 782, 860, 914, 1000, 1062, 1128, 1193, 1267, 1373, 1455, 1541, 1631, 1725,
        1812, 1914, 1992, 2102, 2216, 2334 },
    { 13, 22, 34, 48, 62, 76, 88, 110, 132, 154, 180, 206, 244, 261, 295, 325, 367, 397, 445,
        485, 512, 568, 614, 664, 718, 754, 808, 871, 911, 985, 1033, 1115, 1171, 1231, 1286,
        1354, 1426, 1502, 1582, 1666 },
};

/* Bytes that a text takes at least, however it is cut into modes (ISO/IEC 18004, 7.4): of three
 * digits 10 bits, of two of those signs 11, of others 8 each, and the head of one segment. */
static int least_bytes(const char *text)
{
    static const char digits[] = "0123456789", signs[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
    enum { BIT = 6, DIGIT = 20, SIGN = 33, OTHER = 8 * BIT, HEAD = 12 * BIT };
    int parts = HEAD;
    for (; *text; text++) {
        parts += strchr(digits, *text) ? DIGIT : strchr(signs, *text) ? SIGN : OTHER;
    }
    return (parts + 8 * BIT - 1) / (8 * BIT);
}

/* Modules that a side has at least of so many bytes. */
static int least_side(size_t level, int bytes)
{
    size_t version = 0;
    while (version < QRSPEC_VERSION_MAX && data_bytes[level][version] < bytes) {
        version++;
    }
    return QR_SIDE + QR_SIDE_STEP * (int)(version + 1);
}

static int module_px_of(int side, int room_px)
{
    return room_px / (side + 2 * QUIET_MODULES);
}

/* The caller's where there is no `made`. */
static QRcode *encode_at(struct made_codes *made, const char *text, size_t level)
{
    if (made && made->of[level]) {
        return made->of[level];
    }
    QRcode *qr = QRcode_encodeString(text, 0, levels[level], QR_MODE_8, 1);
    if (made) {
        made->of[level] = qr;
    }
    return qr;
}

static void let_go(const struct made_codes *made, QRcode *qr)
{
    if (!made) {
        QRcode_free(qr);
    }
}

/* The strongest with modules of that size, to be let go of; making one takes its time. NULL:
 * there is none, as errno says. */
static QRcode *encode_at_px(
    struct made_codes *made, const char *text, int bytes, int room_px, int module_px)
{
    for (size_t i = LEVELS; i-- > 0;) {
        if (module_px_of(least_side(i, bytes), room_px) < module_px) {
            continue;
        }
        QRcode *qr = encode_at(made, text, i);
        if (qr ? module_px_of(qr->width, room_px) == module_px : errno == ENOMEM) {
            return qr; /* NULL rather than a weaker one */
        }
        let_go(made, qr);
    }
    return NULL;
}

/* Of the codes that give the largest modules the strongest: mostly as large as the text's
 * length allows, else as the weakest's are. */
static QRcode *encode(struct made_codes *made, const char *text, int room_px)
{
    const int bytes = least_bytes(text), most_px = module_px_of(least_side(0, bytes), room_px);
    QRcode *best = encode_at_px(made, text, bytes, room_px, most_px);
    QRcode *weakest = best || errno == ENOMEM ? NULL : encode_at(made, text, 0);
    if (weakest) {
        const int px = module_px_of(weakest->width, room_px);
        let_go(made, weakest);
        best = encode_at_px(made, text, bytes, room_px, px);
    }
    return best;
}

static bool take_modules(struct pen *pen, const QRcode *qr, struct qr_code *code)
{
    size_t count = (size_t)qr->width * (size_t)qr->width;
    uint8_t *modules = arena_array(pen->arena, count, 1);
    for (size_t i = 0; modules && i < count; i++) {
        modules[i] = qr->data[i] & 1;
    }
    code->modules = modules;
    code->side = qr->width;
    pen->failed = pen->failed || !modules;
    return modules;
}

static int brightness(struct colour colour)
{
    return colour.r * 3 + colour.g * 6 + colour.b;
}

/* Light modules on a dark ground are not read by every camera. */
static bool is_light_ground(const struct pen *pen)
{
    return brightness(pen->on) > brightness(pen->theme->ink) &&
           colour_contrast(pen->on, pen->theme->ink) >= 7;
}

static void warn_long(struct pen *pen, const char *text)
{
    bool is_said = !pen->scene || scene_warn(pen->scene, FINDING_QR,
                                      "code: too long to be read from afar: %.60s", text);
    pen->failed = pen->failed || !is_said;
}

/* Of the widest of its lines. */
static int host_width(struct pen *pen, const struct qr_code *code)
{
    const char *end = strchr(code->host, '\n');
    const char *first =
        end ? arena_strndup(pen->arena, code->host, (size_t)(end - code->host)) : code->host;
    if (!first) {
        pen->failed = true;
        return 0;
    }
    int width = pen_width(pen, pen->grid.small, false, first);
    int below = end ? pen_width(pen, pen->grid.small, false, end + 1) : 0;
    return width > below ? width : below;
}

static int larger(int a, int b)
{
    return a > b ? a : b;
}

/* Of a module, in px. */
static int least_module(const struct pen *pen)
{
    const struct layout *layout = pen->layout;
    int short_side = layout->width < layout->height ? layout->width : layout->height;
    return (short_side + LEAST_MODULE_PART - 1) / LEAST_MODULE_PART;
}

/* Bare, the host stands below its quiet zone; below a frame 1u. A frame of smaller modules has
 * as much room as that; one whose modules cannot be smaller what it needs. */
static void measure_column(const struct pen *pen, struct qr_code *code)
{
    const int gap = grid_u(&pen->grid, SPACE_1), all = code->side + 2 * QUIET_MODULES;
    const int bare = code->side * code->module_px, clear = QUIET_MODULES * code->module_px;
    const int below = larger(gap, clear);
    const int framed_module = larger((bare + below - gap) / all, least_module(pen));
    const int frame = all * framed_module;
    code->clear_px = clear;
    code->height_px = larger(bare + below, frame);
    code->width_px = code->square_px = larger(bare, frame);
    code->module_px = code->is_framed ? framed_module : code->module_px;
}

static void measure(struct pen *pen, bool is_labelled, struct qr_code *code)
{
    const int most = pen->grid.body.w / 2;
    code->is_framed = !is_light_ground(pen);
    if (is_labelled) {
        measure_column(pen, code);
        const int host = host_width(pen, code);
        code->width_px = larger(code->width_px, host < most ? host : most);
    }
    code->quiet_px = QUIET_MODULES * code->module_px;
    code->hang_px = code->is_framed ? 0 : code->quiet_px;
    code->px = (code->side + 2 * QUIET_MODULES) * code->module_px;
}

/* What is said in a code, and below it: NULL where nothing is. */
struct said {
    const char *text, *label;
};

static struct qr_code make(struct pen *pen, struct said said, int room_px)
{
    struct qr_code code = no_code;
    struct made_codes *made = find_made(pen->layout->codes, said.text);
    errno = 0;
    QRcode *qr = encode(made, said.text, room_px);
    code.module_px = qr ? module_px_of(qr->width, room_px) : 0;
    if (!qr && errno == ENOMEM) {
        pen->failed = true;
    } else if (!qr || code.module_px < least_module(pen)) {
        warn_long(pen, said.text);
    } else if (take_modules(pen, qr, &code)) {
        code.text = said.text;
        code.host = said.label ? said.label : "";
        measure(pen, said.label, &code);
    }
    let_go(made, qr);
    return code;
}

static struct qr_code make_address(
    struct pen *pen, const char *address, bool is_labelled, int room_px)
{
    const struct text_list *hosts = &pen->layout->config->guard.hosts;
    const char *base = pen->view->url;
    const char *whole = *address ? address_resolve(pen->arena, base, address) : NULL;
    if (whole && strlen(whole) > ADDRESS_MAX_BYTES) {
        warn_long(pen, whole);
        return no_code;
    }
    if (!whole || !address_is_trusted(pen->arena, whole, base, hosts->items, hosts->count)) {
        return no_code;
    }
    struct address to;
    address_parse(whole, &to);
    const char *host = arena_strndup(pen->arena, to.host.text, to.host.size);
    const char *text =
        address_encode(pen->arena, (struct address_part) { whole, strlen(whole) }, NULL);
    pen->failed = pen->failed || !host || !text;
    const struct said said = { text, is_labelled ? host : NULL };
    return pen->failed ? no_code : make(pen, said, room_px);
}

struct qr_code code_make(struct pen *pen, const char *address, int room_px)
{
    return make_address(pen, address, false, room_px);
}

struct qr_code code_make_labelled(struct pen *pen, const char *address, int room_px)
{
    return make_address(pen, address, true, room_px);
}

struct qr_code code_make_phone(struct pen *pen, const struct phone *phone, int room_px)
{
    const char *label = phone->number;
    if (*phone->dial) {
        label = phone_text(pen->arena, pen, phone, "\n");
        pen->failed = pen->failed || !label;
    }
    const struct said said = { phone->dial, label };
    return label && *phone->dial ? make(pen, said, room_px) : no_code;
}

/* On dark themes no brighter than their text: white would be all that one sees of a slide at
 * night. */
static struct colour plate_of(const struct theme *theme)
{
    static const double least_light = 0.6;
    const struct colour white = { 255, 255, 255 };
    return colour_luminance(theme->ink) >= least_light ? theme->ink : white;
}

void code_add(struct pen *pen, const char *role, const struct qr_code *code, int x, int y)
{
    const struct pixel_rect rect = { x - code->hang_px, y - code->hang_px, code->px, code->px };
    struct box *box = *code->text ? pen_box(pen, BOX_QR, role, rect) : NULL;
    if (!box) {
        return;
    }
    box->colour = code->is_framed ? (struct colour) { 0, 0, 0 } : pen->theme->ink;
    box->on = code->is_framed ? plate_of(pen->theme) : pen->on;
    box->text = code->text;
    box->modules = code->modules;
    box->module_count = code->side;
}

static struct text_spec host_spec(const struct pen *pen)
{
    return (struct text_spec) { .role = "host",
        .px = pen->grid.small,
        .colour = pen->theme->quiet,
        .line_pct = 120,
        .max_lines = 2 };
}

static int host_lines(const struct qr_code *code)
{
    return strchr(code->host, '\n') ? 2 : 1;
}

int code_labelled_height(const struct pen *pen, const struct qr_code *code)
{
    const struct text_spec host = host_spec(pen);
    return !*code->text ? 0
                        : code->height_px + host_lines(code) * pen_line_px(pen, &host, host.px);
}

void code_add_labelled(struct pen *pen, const char *role, const struct qr_code *code,
    struct pixel_rect room, enum set_align align)
{
    if (!*code->text) {
        return;
    }
    struct text_spec host = host_spec(pen);
    host.max_lines = host_lines(code);
    host.align = align;
    const int seen_w = code->px - 2 * code->hang_px;
    code_add(pen, role, code, align == SET_RIGHT ? room.x + room.w - seen_w : room.x, room.y);
    /* Below the quiet zone, which the host must not reach into. */
    const int below = code->px + grid_u(&pen->grid, SPACE_1);
    room.y += code->is_framed && below < code->height_px ? below : code->height_px;
    room.h = host.max_lines * pen_line_px(pen, &host, host.px);
    pen_text(pen, &host, room, code->host);
}
