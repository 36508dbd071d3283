#include "decode/resample.h"

#include "decode/beside.h"
#include "decode/decoded.h"
#include "decode/light.h"

#include <math.h>
#include <stdlib.h>

/* Red, green, blue, alpha in linear light, 0 to 1; the colours times alpha. */
typedef float quad __attribute__((vector_size(16)));
typedef int32_t quad_int __attribute__((vector_size(16)));

/* Which pixels of a row or column one of the result is made of. All have as many, so that loops
 * are plain. */
struct taps {
    int count;      /* of each */
    int *first;     /* of them: its first pixel */
    float *weights; /* count of each, which sum to 1 */
};

/* What both halves of the result are made by. */
struct filter {
    const struct region *region;
    struct taps across, down;
    int width;
    bool is_opaque;
    const struct light *light;
};

/* Rows of the result that follow each other. */
struct resampling {
    const struct filter *filter;
    int next, end;
    uint8_t *out; /* of half a result: its first row */
    /* borrowed: rows of the region, from which on and to where they are there */
    const uint8_t *pixels;
    int from, there;
    quad *line; /* one of them */
    quad *rows; /* down.count rows that are resized across; row y is at y modulo down.count */
    const quad **near; /* of those, in order */
    int made;          /* so many rows were */
    quad *mixed;       /* one row of the result */
};

static double catmull_rom(double x)
{
    return x < 1 ? 1 - x * x * (2.5 - 1.5 * x) : x < 2 ? 2 - x * (4 + x * (0.5 * x - 2.5)) : 0;
}

/* With B = C = 1/3 (Mitchell and Netravali 1988). */
static double mitchell(double x)
{
    return x < 1   ? (16 + x * x * (21 * x - 36)) / 18
           : x < 2 ? (32 + x * (-60 + x * (36 - 7 * x))) / 18
                   : 0;
}

static void taps_finish(struct taps *taps)
{
    free(taps->first);
    free(taps->weights);
    *taps = (struct taps) { 0 };
}

/* How far from the middle the filter is not 0 yet, and how many pixels are that near. */
static double reach_of(double scale)
{
    return scale < 1 ? 2 / scale : 2;
}

static int count_of(double scale)
{
    return (int)ceil(2 * reach_of(scale));
}

/* Where a filter hangs over the edge, the last pixel stands for what is not there. */
static void weigh(struct taps *taps, int i, int from, double scale)
{
    double reach = reach_of(scale), centre = (i + 0.5) / scale - 0.5, sum = 0;
    float *weights = taps->weights + (size_t)i * (size_t)taps->count;
    int left = (int)floor(centre - reach) + 1, right = (int)ceil(centre + reach) - 1;
    int last = from > taps->count ? from - taps->count : 0;
    int first = left < 0 ? 0 : left > last ? last : left;
    int most = left + count_of(scale) - 1; /* but for rounding */
    taps->first[i] = first;
    for (int at = left; at <= right && at <= most; at++) {
        double distance = fabs(at - centre);
        double weight = scale < 1 ? mitchell(distance * scale) : catmull_rom(distance);
        int inside = at < 0 ? 0 : at >= from ? from - 1 : at;
        weights[inside - first] += (float)weight;
        sum += weight;
    }
    for (int k = 0; k < taps->count; k++) {
        weights[k] /= (float)sum;
    }
}

static bool taps_init(struct taps *taps, int from, int to)
{
    double scale = (double)to / from;
    int count = count_of(scale);
    taps->count = count < from ? count : from;
    taps->first = calloc((size_t)to, sizeof *taps->first);
    taps->weights = calloc((size_t)to * (size_t)taps->count, sizeof *taps->weights);
    for (int i = 0; taps->first && taps->weights && i < to; i++) {
        weigh(taps, i, from, scale);
    }
    return taps->first && taps->weights;
}

static bool all_opaque(const struct region *region)
{
    bool is = true;
    for (int y = 0; is && y < region->height; y++) {
        is = pixels_are_opaque(
            region->pixels + (size_t)y * (size_t)region->stride * 4, (size_t)region->width);
    }
    return is;
}

static void read_line(struct resampling *job, int y)
{
    const struct region *region = job->filter->region;
    const uint8_t *at = job->pixels + (size_t)(y - job->from) * (size_t)region->stride * 4;
    const float *linear = job->filter->light->linear;
    for (int x = 0; x < region->width; x++, at += 4) {
        job->line[x] = (quad) { linear[at[0]], linear[at[1]], linear[at[2]], 1 };
    }
    at -= (size_t)region->width * 4;
    for (int x = 0; !job->filter->is_opaque && x < region->width; x++, at += 4) {
        float alpha = (float)at[3] / 255;
        job->line[x] *= (quad) { alpha, alpha, alpha, alpha };
    }
}

static void make_row(struct resampling *job, int y)
{
    const struct taps *taps = &job->filter->across;
    int width = job->filter->width;
    quad *out = job->rows + (size_t)(y % job->filter->down.count) * (size_t)width;
    read_line(job, y);
    for (int x = 0; x < width; x++) {
        const quad *in = job->line + taps->first[x];
        const float *weights = taps->weights + (size_t)x * (size_t)taps->count;
        quad sum = { 0 };
        for (int k = 0; k < taps->count; k++) {
            sum += in[k] * weights[k];
        }
        out[x] = sum;
    }
}

static void mix_rows(struct resampling *job, int y)
{
    const struct taps *taps = &job->filter->down;
    int width = job->filter->width;
    const float *weights = taps->weights + (size_t)y * (size_t)taps->count;
    for (int k = 0; k < taps->count; k++) {
        job->near[k] = job->rows + (size_t)((taps->first[y] + k) % taps->count) * (size_t)width;
    }
    for (int x = 0; x < width; x++) {
        quad sum = { 0 };
        for (int k = 0; k < taps->count; k++) {
            sum += job->near[k][x] * weights[k];
        }
        job->mixed[x] = sum;
    }
}

static quad clamp(quad value)
{
    const quad none = { 0 }, all = { 1, 1, 1, 1 };
    quad_int keep = (quad_int)value & (value > none), over = value > all;
    return (quad)((keep & ~over) | ((quad_int)all & over));
}

static void write_row(const struct resampling *job, uint8_t *out)
{
    const uint8_t *srgb = job->filter->light->srgb;
    const bool is_opaque = job->filter->is_opaque;
    const float most = LIGHT_STEPS - 1;
    for (int x = 0; x < job->filter->width; x++, out += 4) {
        quad value = job->mixed[x];
        float alpha = value[3];
        if (!is_opaque && alpha > 0) {
            value /= (quad) { alpha, alpha, alpha, 1 };
        }
        quad_int step = __builtin_convertvector(clamp(value) * most + 0.5f, quad_int);
        out[0] = srgb[step[0]];
        out[1] = srgb[step[1]];
        out[2] = srgb[step[2]];
        out[3] = is_opaque ? 255 : (uint8_t)(clamp(value)[3] * 255 + 0.5f);
    }
}

static void *quads(size_t count)
{
    return aligned_alloc(sizeof(quad), count * sizeof(quad));
}

static bool resampling_init(
    struct resampling *job, const struct filter *filter, int first, int end)
{
    size_t width = (size_t)filter->width, count = (size_t)filter->down.count;
    *job = (struct resampling) { .filter = filter,
        .next = first,
        .end = end,
        .made = filter->down.first[first],
        .line = quads((size_t)filter->region->width),
        .rows = quads(count * width),
        .near = calloc(count, sizeof *job->near),
        .mixed = quads(width) };
    return job->line && job->rows && job->near && job->mixed;
}

static void resampling_finish(struct resampling *job)
{
    free(job->line);
    free(job->rows);
    free(job->near);
    free(job->mixed);
}

/* False where there is no further row of the result, or of the region for it. */
static bool resample_row(struct resampling *job, uint8_t *out)
{
    const struct taps *down = &job->filter->down;
    if (job->next == job->end) {
        return false;
    }
    for (; job->made < down->first[job->next] + down->count; job->made++) {
        if (job->made == job->there) {
            return false;
        }
        make_row(job, job->made);
    }
    mix_rows(job, job->next++);
    write_row(job, out);
    return true;
}

static void resample(void *half)
{
    struct resampling *job = half;
    uint8_t *out = job->out;
    while (resample_row(job, out)) {
        out += (size_t)job->filter->width * 4;
    }
}

static void be_half(struct resampling *job, const struct filter *filter, uint8_t *out)
{
    job->filter = filter; /* none of its rows, where there is one alone */
    job->pixels = filter->region->pixels;
    job->there = filter->region->height;
    job->out = out + (size_t)job->next * (size_t)filter->width * 4;
}

static bool resample_halves(const struct filter *filter, uint8_t *out, int height)
{
    struct resampling upper, lower = { .line = NULL };
    int middle = height / 2;
    bool done = resampling_init(&upper, filter, 0, middle > 0 ? middle : height) &&
                (middle == 0 || resampling_init(&lower, filter, middle, height));
    if (done) {
        be_half(&upper, filter, out);
        be_half(&lower, filter, out);
        beside_do(resample, &upper, &lower);
    }
    resampling_finish(&upper);
    resampling_finish(&lower);
    return done;
}

static bool filter_init(
    struct filter *filter, const struct region *region, int width, int height)
{
    *filter = (struct filter) { .region = region, .width = width, .light = light_tables() };
    return taps_init(&filter->across, region->width, width) &&
           taps_init(&filter->down, region->height, height);
}

static void filter_finish(struct filter *filter)
{
    taps_finish(&filter->across);
    taps_finish(&filter->down);
}

bool region_resample(const struct region *region, uint8_t *out, int width, int height)
{
    struct filter filter;
    bool done = filter_init(&filter, region, width, height);
    filter.is_opaque = all_opaque(region);
    done = done && resample_halves(&filter, out, height);
    filter_finish(&filter);
    return done;
}

struct resampler {
    struct region region;
    struct filter filter;
    struct resampling job;
};

struct resampler *resampler_create(const struct region *region, int width, int height)
{
    struct resampler *resampler = calloc(1, sizeof *resampler);
    if (!resampler) {
        return NULL;
    }
    resampler->region = *region;
    bool done = filter_init(&resampler->filter, &resampler->region, width, height) &&
                resampling_init(&resampler->job, &resampler->filter, 0, height);
    resampler->filter.is_opaque = true;
    if (!done) {
        resampler_destroy(resampler);
        resampler = NULL;
    }
    return resampler;
}

void resampler_destroy(struct resampler *resampler)
{
    if (resampler) {
        resampling_finish(&resampler->job);
        filter_finish(&resampler->filter);
        free(resampler);
    }
}

void resampler_give(struct resampler *resampler, const uint8_t *rows, int count)
{
    resampler->job.pixels = rows;
    resampler->job.from = resampler->job.there;
    resampler->job.there += count;
}

bool resampler_next(struct resampler *resampler, uint8_t *row)
{
    return resample_row(&resampler->job, row);
}
