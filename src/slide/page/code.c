#include "slide/page/code.h"

#include "content/phone/phone_uri.h"
#include "content/text/address.h"

#include <errno.h>
#include <qrencode.h>
#include <stdio.h>
#include <string.h>

enum {
    QUIET_MODULES = 4,        /* ISO/IEC 18004 section 9.1 */
    LEAST_MODULE_PART = 300,  /* of the short side: read from as far as the text is */
    ADDRESS_MAX_BYTES = 1024, /* denser codes fit nowhere */
};

/* Of the codes that give the largest modules the strongest. NULL: none, as errno says. */
static QRcode *encode(const char *text, int room_px, int *module_px)
{
    static const QRecLevel levels[] = { QR_ECLEVEL_L, QR_ECLEVEL_M, QR_ECLEVEL_Q };
    QRcode *best = NULL;
    for (size_t i = 0; i < sizeof levels / sizeof levels[0]; i++) {
        QRcode *qr = QRcode_encodeString(text, 0, levels[i], QR_MODE_8, 1);
        int px = qr ? room_px / (qr->width + 2 * QUIET_MODULES) : 0;
        if (!qr && errno == ENOMEM) {
            QRcode_free(best);
            return NULL; /* rather than a weaker one */
        }
        if (!qr || (best && px < *module_px)) {
            QRcode_free(qr);
            break;
        }
        QRcode_free(best);
        best = qr;
        *module_px = px;
    }
    return best;
}

static bool take_modules(struct arena *arena, const QRcode *qr, struct qr_code *code)
{
    size_t count = (size_t)qr->width * (size_t)qr->width;
    uint8_t *modules = arena_array(arena, count, 1);
    for (size_t i = 0; modules && i < count; i++) {
        modules[i] = qr->data[i] & 1;
    }
    code->modules = modules;
    code->side = qr->width;
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

/* `text` in a code, with `label` below it. */
static bool warn_long(const struct pen *pen, const char *text)
{
    return !pen->scene || scene_warn(pen->scene, FINDING_QR,
                              "code: too long to be read from afar: %.60s", text);
}

static bool make(struct pen *pen, struct arena *arena, const char *text, const char *label,
    int room_px, struct qr_code *code)
{
    int short_side =
        pen->layout->width < pen->layout->height ? pen->layout->width : pen->layout->height;
    int least = (short_side + LEAST_MODULE_PART - 1) / LEAST_MODULE_PART;
    int module_px = 0;
    bool good = false;
    errno = 0;
    QRcode *qr = encode(text, room_px, &module_px);
    if (!qr && errno == ENOMEM) {
        goto out;
    }
    good = true;
    if (!qr || module_px < least) {
        good = warn_long(pen, text);
        goto out;
    }
    good = take_modules(arena, qr, code);
    code->text = text;
    code->host = label;
    code->module_px = module_px;
    code->quiet_px = QUIET_MODULES * module_px;
    code->is_framed = !is_light_ground(pen);
    code->hang_px = code->is_framed ? 0 : code->quiet_px;
    code->px = (code->side + 2 * QUIET_MODULES) * module_px;
    code->width_px = pen_width(pen, pen->grid.small, false, label);
    if (code->width_px > pen->grid.body.w / 2) {
        code->width_px = pen->grid.body.w / 2;
    }
    if (code->width_px < code->px - code->hang_px) {
        code->width_px = code->px - code->hang_px;
    }
out:
    QRcode_free(qr);
    pen->failed = pen->failed || !good;
    return good;
}

bool code_make(struct pen *pen, struct arena *arena, const struct view *view,
    const char *address, int room_px, struct qr_code *code)
{
    const struct text_list *hosts = &pen->layout->config->guard.hosts;
    *code = (struct qr_code) { .text = "", .host = "" };
    const char *whole = *address ? address_resolve(arena, view->url, address) : NULL;
    if (whole && strlen(whole) > ADDRESS_MAX_BYTES) {
        return warn_long(pen, whole);
    }
    if (!whole || !address_is_trusted(arena, whole, view->url, hosts->items, hosts->count)) {
        return true;
    }
    struct address to;
    address_parse(whole, &to);
    const char *host = arena_strndup(arena, to.host.text, to.host.size);
    const char *text =
        address_encode(arena, (struct address_part) { whole, strlen(whole) }, NULL);
    if (!host || !text) {
        pen->failed = true;
        return false;
    }
    return make(pen, arena, text, host, room_px, code);
}

bool code_make_phone(
    struct pen *pen, struct arena *arena, const char *number, int room_px, struct qr_code *code)
{
    *code = (struct qr_code) { .text = "", .host = "" };
    const char *text = phone_uri(arena, number);
    if (!text || !*text) {
        pen->failed = pen->failed || !text;
        return text;
    }
    return make(pen, arena, text, number, room_px, code);
}

void code_add(struct pen *pen, const char *role, const struct qr_code *code, int x, int y)
{
    if (!*code->text || pen->failed) {
        return;
    }
    struct box *box = scene_add(pen->scene, BOX_QR, role,
        (struct pixel_rect) { x - code->hang_px, y - code->hang_px, code->px, code->px });
    if (!box) {
        pen->failed = true;
        return;
    }
    box->colour = code->is_framed ? (struct colour) { 0, 0, 0 } : pen->theme->ink;
    box->on = code->is_framed ? (struct colour) { 255, 255, 255 } : pen->on;
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

/* Below the quiet zone, which the host must not reach into. */
static int host_top(const struct pen *pen, const struct qr_code *code)
{
    int gap = grid_u(&pen->grid, SPACE_1);
    if (code->is_framed) {
        return code->px + gap;
    }
    int modules = code->px - 2 * code->quiet_px;
    return modules + (gap > code->quiet_px ? gap : code->quiet_px);
}

int code_labelled_height(const struct pen *pen, const struct qr_code *code)
{
    const struct text_spec host = host_spec(pen);
    return !*code->text ? 0 : host_top(pen, code) + pen_line_px(pen, &host, host.px);
}

void code_add_labelled(
    struct pen *pen, const char *role, const struct qr_code *code, int x, int y, int width)
{
    if (!*code->text) {
        return;
    }
    struct text_spec host = host_spec(pen);
    host.max_lines = 1;
    code_add(pen, role, code, x, y);
    pen_text(pen, &host,
        (struct pixel_rect) {
            x, y + host_top(pen, code), width, pen_line_px(pen, &host, host.px) },
        code->host);
}
