/* QR codes on slides: dark modules on a light ground with a quiet zone of four modules around
 * them, and the host below, so that people see where they would go. */
#pragma once

#include "slide/page/pen.h"

struct qr_code {
    const char *text; /* the address in the code, "" where there is to be none */
    const char
        *host; /* or the number: what is printed below, an extension on a line of its own */
    const uint8_t *modules; /* side * side, 1 is dark */
    int side;               /* modules a side, without the quiet zone */
    int module_px, quiet_px;
    bool is_framed; /* its ground shows: light on a dark slide */
    int hang_px;    /* how far its square reaches beyond where it is put: not when framed */
    int px;         /* of a whole side */
    /* The same in every theme, framed or not, or pages would follow from colours: */
    int clear_px;  /* white that anything beside it leaves */
    int square_px; /* a side of what is seen of it, at the most */
    int width_px;  /* from where it is put to the square's right, or of the host below */
    int height_px; /* down to the host */
};

/* The codes that were made last: planning asks for each at least once, and laying out again.
 * What is in one does not depend on where it stands. One thread at a time. */
struct code_memory;

/* Of so many addresses at the most. NULL when memory is out: then none is kept. */
struct code_memory *code_memory_create(size_t most);
void code_memory_destroy(struct code_memory *memory);

/* The code of an address in the pen's view for a room so many pixels wide and high, its quiet
 * zone included. `text` is
 * empty, and nothing is to be drawn, where there is no address, where people must not be led
 * there (address/address.h), or where a module would be smaller than 1/300 of the
 * picture's short side: the last with a warning in the scene. The strongest error correction
 * that does not make the modules smaller is used. */
struct qr_code code_make(struct pen *pen, const char *address, int room_px);

/* The same beside a text, for code_add_labelled: a frame takes its quiet zone out of the room
 * that the modules have where there is none, as far as these can be read then. */
struct qr_code code_make_labelled(struct pen *pen, const char *address, int room_px);

/* The code that dials the phone, its number in place of the host. `text` is empty where a
 * mobile phone cannot dial it. Otherwise as code_make_labelled. */
struct qr_code code_make_phone(struct pen *pen, const struct phone *phone, int room_px);

/* Draws it with its modules hanging from x, y; the quiet zone reaches beyond. A framed one
 * hangs from x, y by its frame. */
void code_add(struct pen *pen, const char *role, const struct qr_code *code, int x, int y);

/* Height of code_add_labelled's code and host together. */
int code_labelled_height(const struct pen *pen, const struct qr_code *code);

/* The code at the room's top, its modules or its frame at the left edge or the right one, and
 * its host below at the same edge, in small type, at most as wide as the room. */
void code_add_labelled(struct pen *pen, const char *role, const struct qr_code *code,
    struct pixel_rect room, enum set_align align);
