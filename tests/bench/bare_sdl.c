/* What the least possible program takes: SDL2 and SDL2_ttf, a window, the text, one present.
 *
 *   bare_sdl text FONTS LINES    opens 1920x1080, draws LINES, presents, waits for a signal
 *   bare_sdl blend SECONDS       fades between two opaque textures at 60 Hz for so long
 *
 * A line of LINES is: size in px, r or b, colour as rrggbb, x, y, text; tabs between. */
#include <SDL2/SDL.h>
#include <SDL2/SDL_ttf.h>

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

enum { WIDTH = 1920, HEIGHT = 1080, FONTS_MAX = 16, FRAMES_MAX = 60 * 600 };

struct face {
    int size_px;
    char weight;
    TTF_Font *font;
};

struct window {
    SDL_Window *window;
    SDL_Renderer *renderer;
};

static int64_t now_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * INT64_C(1000000) + t.tv_nsec / 1000;
}

static double cpu_s(void)
{
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
           (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

static bool window_open(struct window *out)
{
    SDL_SetHint(SDL_HINT_RENDER_DRIVER, "software");
    /* Otherwise SDL shows the software renderer's picture through a GL texture: llvmpipe. */
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    if (SDL_Init(SDL_INIT_VIDEO) != 0) {
        return false;
    }
    out->window = SDL_CreateWindow("bare", 0, 0, WIDTH, HEIGHT, SDL_WINDOW_BORDERLESS);
    out->renderer =
        out->window ? SDL_CreateRenderer(out->window, -1, SDL_RENDERER_SOFTWARE) : NULL;
    return out->renderer != NULL;
}

static SDL_Surface *paper_create(void)
{
    SDL_Surface *paper =
        SDL_CreateRGBSurfaceWithFormat(0, WIDTH, HEIGHT, 32, SDL_PIXELFORMAT_XRGB8888);
    if (paper) {
        SDL_FillRect(paper, NULL, SDL_MapRGB(paper->format, 0xf6, 0xf2, 0xe9));
    }
    return paper;
}

static TTF_Font *face_of(struct face faces[FONTS_MAX], const char *folder, int px, char weight)
{
    char path[4096];
    for (int i = 0; i < FONTS_MAX; i++) {
        if (!faces[i].font) {
            snprintf(path, sizeof path, "%s/NotoSansSC-%s.ttf", folder,
                weight == 'b' ? "Bold" : "Regular");
            faces[i] = (struct face) { px, weight, TTF_OpenFont(path, px) };
        }
        if (faces[i].size_px == px && faces[i].weight == weight) {
            return faces[i].font;
        }
    }
    return NULL;
}

static bool draw_lines(SDL_Surface *paper, const char *folder, const char *path)
{
    struct face faces[FONTS_MAX] = { 0 };
    char line[4096], weight, text[4000];
    int px, x, y;
    unsigned rgb;
    bool good = false;
    FILE *file = fopen(path, "r");
    if (!file || TTF_Init() != 0) {
        goto out;
    }
    while (fgets(line, sizeof line, file)) {
        if (sscanf(line, "%d\t%c\t%x\t%d\t%d\t%3999[^\n]", &px, &weight, &rgb, &x, &y, text) !=
            6) {
            goto out;
        }
        TTF_Font *font = face_of(faces, folder, px, weight);
        SDL_Color colour = { (Uint8)(rgb >> 16), (Uint8)(rgb >> 8), (Uint8)rgb, 255 };
        SDL_Surface *run = font ? TTF_RenderUTF8_Blended(font, text, colour) : NULL;
        if (!run) {
            goto out;
        }
        SDL_BlitSurface(run, NULL, paper, &(SDL_Rect) { x, y, 0, 0 });
        SDL_FreeSurface(run);
    }
    good = true;
out:
    if (file) {
        fclose(file);
    }
    return good;
}

static int text_main(const char *folder, const char *path)
{
    struct window window = { 0 };
    SDL_Surface *paper = NULL;
    SDL_Texture *texture = NULL;
    SDL_Event event;
    if (!window_open(&window) || !(paper = paper_create()) ||
        !draw_lines(paper, folder, path) ||
        !(texture = SDL_CreateTextureFromSurface(window.renderer, paper))) {
        fprintf(stderr, "bare_sdl: %s\n", SDL_GetError());
        return 1;
    }
    SDL_RenderCopy(window.renderer, texture, NULL, NULL);
    SDL_RenderPresent(window.renderer);
    while (SDL_WaitEvent(&event) && event.type != SDL_QUIT) {
    }
    return 0;
}

static int compare(const void *a, const void *b)
{
    double one = *(const double *)a, other = *(const double *)b;
    return (one > other) - (one < other);
}

/* As much work as a fade has at least: the old picture, the new one over it, present. */
static int blend_main(double seconds)
{
    static double gaps_ms[FRAMES_MAX];
    struct window window = { 0 };
    SDL_Texture *pictures[2] = { 0 };
    SDL_Surface *paper = NULL;
    if (!window_open(&window) || !(paper = paper_create())) {
        goto failed;
    }
    for (int i = 0; i < 2; i++) {
        SDL_FillRect(paper, &(SDL_Rect) { 100 + 400 * i, 200, 900, 600 }, 0x1d1b18);
        pictures[i] = SDL_CreateTextureFromSurface(window.renderer, paper);
        if (!pictures[i]) {
            goto failed;
        }
    }
    SDL_SetTextureBlendMode(pictures[0], SDL_BLENDMODE_NONE);
    SDL_SetTextureBlendMode(pictures[1], SDL_BLENDMODE_BLEND);
    double cpu = cpu_s();
    int64_t start = now_us(), last = 0;
    int frames = 0, gaps = 0;
    while (now_us() - start < (int64_t)(seconds * 1e6) && frames < FRAMES_MAX) {
        SDL_SetTextureAlphaMod(pictures[1], (Uint8)(1 + frames % 254));
        SDL_RenderCopy(window.renderer, pictures[0], NULL, NULL);
        SDL_RenderCopy(window.renderer, pictures[1], NULL, NULL);
        SDL_RenderPresent(window.renderer);
        int64_t now = now_us();
        if (last) {
            gaps_ms[gaps++] = (double)(now - last) / 1e3;
        }
        last = now;
        frames++;
        int64_t due = start + (int64_t)frames * 1000000 / 60;
        struct timespec until = { .tv_sec = due / 1000000, .tv_nsec = due % 1000000 * 1000 };
        clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL);
    }
    qsort(gaps_ms, (size_t)gaps, sizeof *gaps_ms, compare);
    if (gaps > 0) {
        printf(
            "{\"frames\": %d, \"cpu_s\": %.4f, \"p50\": %.2f, \"p99\": %.2f, \"max\": %.2f}\n",
            frames, cpu_s() - cpu, gaps_ms[gaps / 2], gaps_ms[gaps * 99 / 100],
            gaps_ms[gaps - 1]);
    }
    return 0;
failed:
    fprintf(stderr, "bare_sdl: %s\n", SDL_GetError());
    return 1;
}

int main(int argc, char **argv)
{
    if (argc == 4 && strcmp(argv[1], "text") == 0) {
        return text_main(argv[2], argv[3]);
    }
    if (argc == 3 && strcmp(argv[1], "blend") == 0) {
        return blend_main(strtod(argv[2], NULL));
    }
    fprintf(stderr, "usage: bare_sdl text FONTS LINES | bare_sdl blend SECONDS\n");
    return 2;
}
