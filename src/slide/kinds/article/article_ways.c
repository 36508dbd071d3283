#include "slide/kinds/article/article.h"
#include "slide/kinds/kind.h"

/* Of so many pages the last is saved, or filled by larger type. */
enum { SAVED_PAGES = 4 };

/* How high the opening picture is then, in percent; and what that and smaller type save of a
 * page at the most, smaller type of each. */
enum { LOWER_PCT = 45 };
enum {
    SMALLER_SAVES_PCT = 18,
    LOWER_SAVES_PCT = 25,
    ABOVE_SAVES_PCT = 50,
    TITLE_SAVES_PCT = 25
};

/* How much wider such a picture is for a smaller title, at the least, in percent. */
enum { WIDER_PCT = 115 };

/* How full its page may be for larger type, in percent. */
enum { LARGE_MOST_PCT = 70 };

/* How much larger than such text its title has to be, and how loose a line may
 * be that was not before, in percent. */
enum { TITLE_LEAST_PCT = 125, LOOSE_PCT = 40 };

/* What is as full as that looks full. */
enum { FULL_PART = 2, FULL_PARTS = 3 };

static size_t pages_of(const struct article *article)
{
    return flow_of(article->flow)->page_count;
}

static int loose_pct(const struct article *article)
{
    return flow_of(article->flow)->loose_pct;
}

/* Takes the other way where it is better; otherwise lets go of it. */
static bool try_way(struct pen *pen, struct article *article, const struct article_way *way,
    bool (*is_better)(const struct article *other, const struct article *article))
{
    struct article other = *article;
    other.flow = NULL;
    article_set(pen, way, &other);
    const bool takes = !pen->failed && is_better(&other, article);
    if (takes) {
        const struct article before = *article;
        *article = other;
        other = before;
    }
    article_finish(&other);
    return takes;
}

/* The same arrangement, and nothing gives way that did not before. */
static bool is_alike(const struct article *other, const struct article *article)
{
    return !other->is_low &&
           (other->way.keeps_above || other->is_beside == article->is_beside) &&
           (!flow_of(other->flow)->forced || flow_of(article->flow)->forced);
}

/* No line is looser than what is seen, or than those that there were. */
static bool is_even(const struct article *other, const struct article *article)
{
    const int most = loose_pct(article) > LOOSE_PCT ? loose_pct(article) : LOOSE_PCT;
    return loose_pct(other) <= most;
}

static bool saves_page(const struct article *other, const struct article *article)
{
    return pages_of(other) < pages_of(article) && is_alike(other, article);
}

/* Of as many pages; a title above may come to stand beside. */
static bool costs_nothing(const struct article *other, const struct article *article)
{
    return pages_of(other) == pages_of(article) && (other->is_beside || !article->is_beside) &&
           is_even(other, article) && !other->is_low &&
           (!flow_of(other->flow)->forced || flow_of(article->flow)->forced);
}

static bool is_evener(const struct article *other, const struct article *article)
{
    return pages_of(other) <= pages_of(article) && is_alike(other, article) &&
           2 * loose_pct(other) <= loose_pct(article);
}

/* From the first one on, as of a body of that size; takes one at the most. */
static bool try_sizes(struct pen *pen, struct article *article, int px, const int *steps_pct,
    bool (*is_better)(const struct article *other, const struct article *article))
{
    for (size_t i = 0; steps_pct[i] > 0 && !pen->failed; i++) {
        struct article_way way = article->way;
        way.body_px = grid_scaled(px, steps_pct[i]);
        if (try_way(pen, article, &way, is_better)) {
            return true;
        }
    }
    return false;
}

/* A picture leaves a column beside the title little: where the title above two columns saves a
 * page, it stands there. */
static void try_above(struct pen *pen, struct article *article)
{
    struct article_way way = article->way;
    way.keeps_above = true;
    if (article->opens && article->is_beside && pages_of(article) > 1) {
        try_way(pen, article, &way, saves_page);
    }
}

static bool is_whole(const struct article *other, const struct article *article)
{
    return !flow_is_cut(pages_of(other)) && (!other->is_low || article->is_low);
}

/* Type that is a little smaller before a word is cut; where that is not enough, it keeps its
 * size. */
static void try_whole(struct pen *pen, struct article *article)
{
    struct article_way way = article->way;
    way.body_px = grid_scaled(way.body_px, FLOW_SMALLER_PCT);
    if (flow_is_cut(pages_of(article)) && flow_may_be_whole(pages_of(article))) {
        try_way(pen, article, &way, is_whole);
    }
}

/* A last page of a few lines is saved by what the eye does not miss; what it saves of a page at
 * the most tells which ways are worth trying. */
struct closer {
    bool is_lower, is_smaller, is_above, has_small_title;
};

static bool may_save(const struct article *article, const struct closer *closer)
{
    const int saves_pct =
        (closer->is_lower ? LOWER_SAVES_PCT : 0) +
        (closer->is_smaller ? SMALLER_SAVES_PCT * (int)pages_of(article) : 0) +
        (closer->is_above ? ABOVE_SAVES_PCT : 0) +
        (closer->has_small_title ? TITLE_SAVES_PCT : 0);
    return flow_of(article->flow)->over_pct <= saves_pct &&
           (article->opens || (!closer->is_lower && !closer->is_above)) &&
           (article->is_beside ? !closer->has_small_title : !closer->is_above);
}

/* Whether the first page has the picture alone. */
static bool opens_alone(const struct article *article)
{
    return article->opens && flow_of(article->flow)->pages[0].line_count == 1;
}

static bool is_no_lower(const struct article *other, const struct article *article)
{
    return pages_of(other) == pages_of(article) && is_alike(other, article) &&
           is_even(other, article) && !opens_alone(other);
}

/* A picture that was made lower to save a page is as high again as that page allows. */
static void raise_picture(struct pen *pen, struct article *article)
{
    for (int step_pct = FIGURE_MOST_PCT - LOWER_PCT; step_pct > 1 && !pen->failed;
         step_pct /= 2) {
        struct article_way way = article->way;
        way.opening_pct += step_pct;
        if (way.opening_pct <= FIGURE_MOST_PCT) {
            try_way(pen, article, &way, is_no_lower);
        }
    }
}

/* Whether it is narrower than its column and than itself. */
static bool is_narrow(const struct article *article)
{
    const struct figure *figure = &article->figures[0];
    const int width = article->opening_w;
    return width < article->first.column_w && (!figure->is_measured || width < figure->width);
}

/* Where it stays narrow, a title that is smaller may give it room to be plainly wider. */
static void mend_lower(struct pen *pen, struct article *article)
{
    raise_picture(pen, article);
    const struct article_way before = article->way;
    const int width = article->opening_w;
    struct article_way way = before;
    way.has_small_title = true;
    if (!is_narrow(article) || article->is_beside || before.has_small_title ||
        !try_way(pen, article, &way, is_no_lower)) {
        return;
    }
    raise_picture(pen, article);
    if (article->opening_w * 100 < width * WIDER_PCT && !pen->failed) {
        article_set(pen, &before, article);
    }
}

static bool try_closer(struct pen *pen, struct article *article)
{
    static const struct closer ways[] = { { .is_lower = true }, { .is_smaller = true },
        { .has_small_title = true }, { .is_lower = true, .is_smaller = true },
        { .is_smaller = true, .is_above = true },
        { .is_smaller = true, .has_small_title = true } };
    const size_t pages = pages_of(article);
    bool saves = pages < 2 || pages > SAVED_PAGES;
    for (size_t i = 0; i < sizeof ways / sizeof *ways && !saves && !pen->failed; i++) {
        struct article_way way = article->way;
        way.opening_pct = ways[i].is_lower ? LOWER_PCT : way.opening_pct;
        way.is_low = ways[i].is_lower;
        way.body_px =
            ways[i].is_smaller ? grid_scaled(way.body_px, FLOW_SMALLER_PCT) : way.body_px;
        way.has_small_title = way.has_small_title || ways[i].has_small_title;
        way.keeps_above = !article->is_beside || ways[i].is_above;
        saves = may_save(article, &ways[i]) && try_way(pen, article, &way, saves_page);
    }
    const bool has_saved = saves && pages_of(article) < pages;
    if (has_saved && article->way.is_low) {
        mend_lower(pen, article);
    }
    return has_saved;
}

static bool still_opens_alone(const struct article *other, const struct article *article)
{
    return opens_alone(other) && pages_of(other) <= pages_of(article);
}

static bool fills_page(struct pen *pen, const struct article *article)
{
    const struct pixel_rect body = pen->grid.body, room = article->first.room;
    const int height = article_figure_px(pen, &article->figures[0], &article->first);
    return (room.y + height - body.y) * FULL_PARTS >= body.h * FULL_PART;
}

/* A picture that has the first page to itself fills it; and so it does where of two pages none
 * can be saved, and the text has the other. */
static bool try_alone(struct pen *pen, struct article *article)
{
    const struct article_way before = article->way;
    struct article_way way = before;
    const bool is_alone = opens_alone(article);
    way.opening_pct = 100;
    if (!article->opens || (pages_of(article) != 2 && !is_alone) ||
        !try_way(pen, article, &way, still_opens_alone)) {
        return false;
    }
    if (!is_alone && !fills_page(pen, article)) {
        article_set(pen, &before, article);
        return false;
    }
    return true;
}

/* Few pages, of which the last is not full, are filled by type that is somewhat larger. */
static void try_fuller(struct pen *pen, struct article *article)
{
    static const int steps_pct[] = { 118, 112, 109, 106 };
    const int pages = (int)pages_of(article);
    const int full_pct = 100 * (pages - 1) + flow_of(article->flow)->over_pct;
    bool is_full = pages < 2 || pages > SAVED_PAGES;
    for (size_t i = 0; i < sizeof steps_pct / sizeof *steps_pct && !is_full; i++) {
        struct article_way way = article->way;
        way.body_px = grid_scaled(way.body_px, steps_pct[i]);
        is_full = full_pct * steps_pct[i] / 100 * steps_pct[i] / 100 <= 100 * pages &&
                  try_way(pen, article, &way, costs_nothing);
    }
}

/* Torn lines are gone in another size that nobody tells from it. */
static void try_evener(struct pen *pen, struct article *article)
{
    static const int steps_pct[] = { 105, 95, 0 };
    if (loose_pct(article) > LOOSE_PCT && pages_of(article) <= SAVED_PAGES) {
        try_sizes(pen, article, article->way.body_px, steps_pct, is_evener);
    }
}

/* Whether the first page has a line of text and no more. */
static bool has_one_line(const struct article *article)
{
    return flow_of(article->flow)->pages[0].line_count == (article->opens ? 2 : 1);
}

/* And what opens it stands where it did, or at the right over all of the height, hardly
 * narrower; a text of one line stays one. */
static bool keeps_picture(const struct article *other, const struct article *article)
{
    enum { PLATE_LEAST_PCT = 80, COLUMN_LEAST_PCT = 95 }; /* columns are whole em wide */
    const bool is_plate = other->plate.w * 100 >= article->opening_w * PLATE_LEAST_PCT;
    const bool is_same = other->opens && other->first.columns == article->first.columns &&
                         other->opening_w * 100 >= article->opening_w * COLUMN_LEAST_PCT;
    return costs_nothing(other, article) && (has_one_line(other) || !has_one_line(article)) &&
           (article->opens ? is_same || is_plate : !other->opens);
}

/* One that needs little more than half of its room in the body's size is set in up to the
 * heading's, as far as the title stays plainly larger still: of one page, or behind a picture
 * that has the first one to itself. */
static void try_large(struct pen *pen, struct article *article)
{
    static const int steps_pct[] = { 100, 94, 88, 83 };
    const struct text_spec title = article_title_spec(pen, article);
    const bool is_behind = pages_of(article) == 2 && opens_alone(article);
    if (pages_of(article) != 1 && !is_behind) {
        return;
    }
    const int pct = is_behind ? flow_of(article->flow)->over_pct : article_text_pct(article);
    const int title_px = pen_fit(pen, &title, article->title_room, article->item->title).px;
    bool is_large = pct > LARGE_MOST_PCT;
    for (size_t i = 0; i < sizeof steps_pct / sizeof *steps_pct && !is_large; i++) {
        struct article_way way = article->way;
        way.body_px = grid_scaled(pen->grid.heading, steps_pct[i]);
        is_large = title_px * 100 >= way.body_px * TITLE_LEAST_PCT &&
                   try_way(pen, article, &way, keeps_picture);
    }
}

void article_improve(struct pen *pen, struct article *article)
{
    try_above(pen, article);
    if (pages_of(article) == 1) {
        try_large(pen, article);
    }
    try_whole(pen, article);
    if (!try_closer(pen, article)) {
        if (try_alone(pen, article)) {
            try_large(pen, article);
        } else {
            try_fuller(pen, article);
        }
    }
    try_evener(pen, article);
}
