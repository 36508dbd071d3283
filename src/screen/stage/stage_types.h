/* What the stage is told and tells; its parts share it with those who use it. */
#pragma once

#include "config/config.h"

#include <stdbool.h>
#include <stdint.h>

/* A display that does not tell its size. */
enum { USUAL_WIDTH = 1920, USUAL_HEIGHT = 1080 };

struct stage_options {
    bool windowed;     /* a window with a frame, in which keys act */
    int width, height; /* of that window; 0: three quarters of the display */
    int display;       /* which one, from 0; the first where there are fewer */
    /* Called from within any function of the stage when the X server went or somebody destroyed
     * the window, after a line in the log. Must not return: Xlib cannot go on. NULL: exit. */
    void (*leave)(void *context);
    void *context;
};

/* The way to the next picture. Only rows in which the two differ move; a push moves those from
 * first_row to last_row, and what differs outside (the clock) fades meanwhile. */
struct transition {
    enum transition_kind kind;
    int64_t ms;
    int first_row, last_row;
};

enum stage_event {
    STAGE_NOTHING, /* no more events: sleep */
    STAGE_RESIZED, /* prepare everything anew for stage_size */
    STAGE_LEAVE,
    STAGE_PAUSE, /* the four keys of a window */
    STAGE_NEXT,
    STAGE_PREVIOUS,
};

enum { STAGE_GAP_SLOTS = 1000, STAGE_GAP_SLOT_US = 100 };

struct stage_stats {
    uint64_t frames;          /* presented */
    int64_t first_present_us; /* monotonic; 0 before */
    /* Time from frame to frame inside transitions. */
    uint32_t gaps[STAGE_GAP_SLOTS]; /* the last slot holds all that are longer */
    uint64_t gap_count;
    int64_t longest_gap_us;
};

/* What the display's libraries are to leave alone. Call it before there is a second thread:
 * nothing may read the environment meanwhile. */
void stage_prepare_environment(void);

/* What the display's size probably is, from the kernel, before anything was asked of the
 * display server: so that the first slide can be begun at once. */
void stage_guess_size(const struct stage_options *options, int *width, int *height);
