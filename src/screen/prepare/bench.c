#include "screen/prepare/bench.h"

#include "base/log.h"

bool bench_load_themes(struct bench *bench, const struct bench *standing, const char *data_dir,
    struct error *error)
{
    if (standing->config == bench->config) {
        bench->themes = standing->themes;
        return true;
    }
    return themes_load(&bench->themes, data_dir, bench->config, error);
}

static bool is_same_look(const struct bench *a, const struct bench *b)
{
    return a->config == b->config && a->theme == b->theme && a->width == b->width &&
           a->height == b->height;
}

bool bench_take_faces(
    struct bench *bench, const struct bench *standing, struct fonts *fonts, struct error *error)
{
    const struct theme *theme = &bench->themes.list[bench->theme];
    struct error why = { 0 };
    error_set(&bench->no_faces, "%s", "");
    if (fonts_set_title(fonts, theme->title.regular, theme->title.bold, &why)) {
        return true;
    }
    if (theme->is_title_asked) {
        config_blame(bench->config, "theme", "title_face", &why);
        if (!bench->may_lack) {
            *error = why;
            return false;
        }
        bench->no_faces = why;
    } else if (!is_same_look(bench, standing)) {
        log_warning(
            "theme %s: titles are in the face of all other text: %s", theme->name, why.text);
    }
    return fonts_set_title(fonts, NULL, NULL, error);
}

bool bench_dress(struct bench *bench, const struct bench *standing, struct error *error)
{
    if (is_same_look(bench, standing) && !*standing->no_dressing.text) {
        bench->dressing = standing->dressing;
        return true;
    }
    const struct dressing_job job = { bench->config, &bench->themes, bench->theme,
        layout_side(bench->width), layout_side(bench->height),
        bench->may_lack ? &bench->no_dressing : NULL, bench->picture_ms };
    return dressing_create(&job, &bench->dressing, error);
}
