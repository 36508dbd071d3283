#include "slide/page/figure/gallery_plate.h"

int gallery_gap_px(const struct pen *pen)
{
    return grid_u(&pen->grid, SPACE_3);
}

int gallery_caption_px(const struct pen *pen)
{
    enum { LEAST_EM = 5 };
    return LEAST_EM * pen->grid.small;
}
