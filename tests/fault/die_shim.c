/* Loaded before SDL2_ttf into a program under test: whoever draws 齾 dies, as of a bug that a
 * feed brings out. */
#include <dlfcn.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>

void *TTF_RenderUTF8_Blended(void *font, const char *text, uint32_t colour)
{
    void *(*real)(void *, const char *, uint32_t) = dlsym(RTLD_NEXT, "TTF_RenderUTF8_Blended");
    if (strstr(text, "齾")) {
        raise(SIGSEGV);
    }
    return real(font, text, colour);
}
