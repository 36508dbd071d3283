/* Glyphs drawn by two threads: each takes what the other has not, one from the front, one from
 * behind. The second has a foundry and faces of its own, and is gone when this is done. */
#include "screen/font/fonts_private.h"
#include "screen/font/glyphs.h"
#include "screen/font/glyphs_private.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Fewer are drawn before a thread has its faces. */
enum { WORTH_IT = 24 };

struct slot {
    const struct glyph_wish *wish;
    atomic_bool is_taken;
    bool is_drawn; /* by the second thread, as ink: read when that is gone */
    struct ink ink;
};

struct beside {
    const struct fonts *fonts;
    struct slot *slots;
    size_t count;
    struct foundry *foundry;
    struct face *twins[FACE_SHIPPED];
};

/* NULL where it is not one of those that are shipped, or memory is out. */
static struct face *twin_of(struct beside *beside, int face)
{
    if (face >= FACE_SHIPPED) {
        return NULL;
    }
    if (!beside->twins[face]) {
        beside->twins[face] = face_twin(beside->foundry, beside->fonts->faces[face]);
    }
    return beside->twins[face];
}

static void draw_slot(struct beside *beside, struct slot *slot)
{
    char text[FACE_TEXT_MAX + 1];
    const struct glyph_wish *wish = slot->wish;
    struct face *face = twin_of(beside, wish->run.face);
    if (face && !atomic_exchange(&slot->is_taken, true)) {
        memcpy(text, wish->run.text, wish->run.size);
        text[wish->run.size] = '\0';
        slot->is_drawn = face_draw(face, wish->px, text, &slot->ink);
    }
}

static void *draw_from_behind(void *context)
{
    struct beside *beside = context;
    beside->foundry = foundry_create();
    for (size_t i = beside->count; beside->foundry && i-- > 0;) {
        draw_slot(beside, &beside->slots[i]);
    }
    for (int i = 0; i < FACE_SHIPPED; i++) {
        face_close(beside->twins[i]);
    }
    foundry_destroy(beside->foundry);
    return NULL;
}

static void draw_from_front(struct glyphs *glyphs, struct beside *beside)
{
    for (size_t i = 0; i < beside->count; i++) {
        struct slot *slot = &beside->slots[i];
        if (!atomic_exchange(&slot->is_taken, true)) {
            glyphs_get(glyphs, &slot->wish->run, slot->wish->px);
        }
    }
}

static bool is_same(const struct glyph_wish *a, const struct glyph_wish *b)
{
    return a->run.face == b->run.face && a->px == b->px && a->run.size == b->run.size &&
           memcmp(a->run.text, b->run.text, a->run.size) == 0;
}

/* Each once. */
static void fill_slots(struct beside *beside, const struct glyph_wish *wishes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        bool is_known = false;
        for (size_t k = 0; !is_known && k < beside->count; k++) {
            is_known = is_same(beside->slots[k].wish, &wishes[i]);
        }
        if (!is_known) {
            beside->slots[beside->count++].wish = &wishes[i];
        }
    }
}

void glyphs_draw_all(struct glyphs *glyphs, const struct glyph_wish *wishes, size_t count)
{
    pthread_t thread;
    struct beside beside = { .fonts = glyphs_fonts(glyphs),
        .slots = calloc(count + 1, sizeof *beside.slots) };
    if (!beside.slots) {
        return;
    }
    fill_slots(&beside, wishes, count);
    bool is_worth_it = beside.count >= WORTH_IT && sysconf(_SC_NPROCESSORS_ONLN) > 1;
    if (is_worth_it && pthread_create(&thread, NULL, draw_from_behind, &beside) == 0) {
        draw_from_front(glyphs, &beside);
        pthread_join(thread, NULL);
    }
    for (size_t i = 0; i < beside.count; i++) {
        const struct glyph_wish *wish = beside.slots[i].wish;
        if (beside.slots[i].is_drawn) {
            glyphs_put(glyphs, &wish->run, wish->px, &beside.slots[i].ink);
        }
    }
    free(beside.slots);
}
