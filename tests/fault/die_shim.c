/* Loaded before FreeType into a program under test: whoever draws 齾 dies, as of a bug that a
 * feed brings out. */
#include <dlfcn.h>
#include <signal.h>
#include <stdint.h>

int FT_Load_Glyph(void *face, unsigned glyph, int32_t flags)
{
    enum { RENDER = 1 << 2, DIES = 0x9F7E /* 齾 */ };
    unsigned (*find)(void *, unsigned long) = dlsym(RTLD_NEXT, "FT_Get_Char_Index");
    int (*real)(void *, unsigned, int32_t) = dlsym(RTLD_NEXT, "FT_Load_Glyph");
    if (flags & RENDER && glyph != 0 && glyph == find(face, DIES)) {
        raise(SIGSEGV);
    }
    return real(face, glyph, flags);
}
