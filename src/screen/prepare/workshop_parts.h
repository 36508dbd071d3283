/* What workshop.c (plans) and workshop_paint.c (pictures) share. Private to the workshop. */
#pragma once

#include "screen/prepare/bench.h"
#include "screen/prepare/plans.h"
#include "screen/prepare/raster.h"
#include "screen/prepare/supply.h"

struct workshop {
    const char *data_dir;
    struct paints paints;
    struct pictures pictures;
    struct measure measure;
    struct gauge gauge;
    struct supply supply;
    struct bench bench;
    struct plans plans;
    const char *picture_path; /* or NULL: none is kept */
    struct code_memory *codes;
};
