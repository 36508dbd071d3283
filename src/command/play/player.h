/* What `play` is made of, and its loop: store and edition, the plan, the slide that is shown
 * and the one that is ready, the fetch child. Main thread only. */
#pragma once

#include "base/waiter.h"
#include "command/common/command.h"
#include "command/play/fetch_child.h"
#include "command/play/power.h"
#include "edition/trials.h"
#include "programme/programme.h"
#include "report/status.h"
#include "screen/prepare/preparer.h"
#include "screen/stage/stage.h"
#include "store/store.h"

/* A slide of one plan. job 0: none. */
struct slot {
    unsigned job;
    size_t slide;
    int64_t now_ms;            /* wall time that its header shows */
    int body_first, body_last; /* rows between header and footer, once it is made */
};

/* What the slides rest on, one thing: handed to the preparer with a plan, and in force as a
 * whole once that plan stands. */
struct ground {
    struct config *config;
    struct store *store;      /* read as that config says: its guard, its keys */
    struct object_id edition; /* "" for none */
    int64_t edition_since_ms;
};

/* Of the command line. */
struct play_options {
    struct option_window window;
    bool no_fetch;
    int64_t for_ms; /* 0: until it is ended */
    const char *clock, *stats;
};

struct player {
    /* set once */
    const struct invocation *invocation;
    const struct play_options *options;
    char config_path[4096], store_path[4096];
    struct waiter waiter;
    struct preparer *preparer;
    struct stage *stage;
    int64_t end_us;             /* of --for; INT64_MAX without */
    struct ground ground, next; /* of the plan that stands; of last_job, while is_planning */
    char config_id[CONFIG_ID_BYTES]; /* of the ground's config */
    bool wants_reload;
    /* what the store says */
    bool wants_edition;
    int64_t wanted_us;    /* since when; 0: not yet seen */
    bool edition_fails;   /* the newest did not load: tried again with the next look */
    int store_fd;         /* its watch, or -1 */
    bool is_unwatched;    /* and that was said */
    int64_t looked_us;    /* when it was looked at last, whatever the watch says */
    unsigned edition_job; /* the first plan of the newest edition */
    /* its trial, see edition/trials.h */
    struct trials trials;
    struct object_id tried;
    int64_t tried_us; /* when it came onto the glass; 0: not yet */
    bool is_on_trial;
    bool has_deaths; /* of earlier players, not forgiven yet */
    /* plans, by the number of the job that made them */
    unsigned last_job, plan_job;
    bool is_planning;       /* last_job is not answered yet; never two at a time */
    bool wants_plan;        /* one more is due: another size, or the last one failed */
    bool plan_fails;        /* as was said */
    bool is_clock_doubtful; /* as last_job was told */
    struct plan *plan;
    bool has_held;         /* it, since it was last asked for a plan */
    int64_t turn_until_ms; /* of the turn that player_turn saw last */
    /* slides */
    struct slot shown, ready, asked;
    struct glass_status glass;  /* as `status` is told */
    struct glass_status coming; /* of `shown`: told once the glass shows it whole */
    bool is_coming;
    struct slot held;        /* while is_paused */
    struct picture *picture; /* of `ready` */
    struct moving *moving;   /* on that, or NULL */
    int64_t asked_us, planned_us;
    int64_t live_minute; /* that the shown slide's clock was asked for */
    bool is_paused;
    bool is_dark; /* the slide that stands is the night's */
    uint64_t turns;
    /* the rest */
    struct fetch_child child;
    struct power power;
    int64_t watchdog_us, fed_us; /* systemd's: how often (0: none), when last */
    uint64_t fed_frames;
    bool has_watchdog_begun, is_leaving;
};

/* Loads config and newest edition, starts the preparer on the first slide, opens the stage.
 * Gives what to exit with: EXIT_DONE when all is well; finish it in any case. */
int player_init(struct player *player, const struct invocation *invocation);

/* Within a second. False when the preparer is in the middle of something longer: then all that
 * others can see was given back, and the caller has to _exit. */
bool player_finish(struct player *player);

/* Until --for ends, a signal or a key says so. EXIT_DONE, or EXIT_FAILED when no first slide
 * could be made. */
int player_run(struct player *player);

/* player_ground.c: what the slides rest on. Opens the store as `config` says; takes the config
 * when that works. */
bool ground_open(struct ground *ground, const struct invocation *invocation,
    struct config *config, struct error *error);

/* The plan of what is coming stands: it is in force, and what it took the place of is given
 * back. Or it failed: all stays as it was, and it will be tried again. */
void player_stand(struct player *player);
void player_give_up(struct player *player, const struct error *error);
void player_ground_finish(struct player *player);

/* Reads the config anew after a SIGHUP. */
void player_reload(struct player *player);

/* player_turns.c: which slide stands, comes, and must be asked for. Plans for `coming`, while
 * no other plan is made; the supply, if any, is taken in any case. False when memory is out:
 * then `coming` stays the caller's. */
bool player_plan(struct player *player, const struct ground *coming, struct supply *supply);

/* As soon as may be, for the size that the stage has now. */
void player_replan(struct player *player);
void player_take_prepared(struct player *player);
void player_turn(struct player *player, int64_t now_us);

int64_t player_turn_deadline_us(const struct player *player, int64_t now_us);

/* The keys of a window: hold the slide that stands or let the programme go on; go one slide on
 * (1) or back (-1) and hold it. */
void player_pause(struct player *player);
void player_step_by(struct player *player, int direction);

/* player_night.c: the display behind a black slide is off. Not that of a window, which is one
 * among others. */
void player_keep_power(struct player *player, int64_t now_us);

/* What goes by the config that is planned with from now on. */
void player_take_config(struct player *player);

/* player_status.c: what `status` is told. The slide that was shown just now and has its turn
 * for that long, as soon as it was presented whole; that it stands for as long as somebody
 * likes; the same once more (the store's folder may be another one). */
void player_note_coming(struct player *player, int64_t now_ms, int64_t turn_us);
void player_tell_presented(struct player *player);
void player_expect_nothing(struct player *player);
void player_write_status(struct player *player);

/* player_edition.c: what the store says. */
void player_load_first_edition(struct player *player, struct supply *supply);
void player_follow_store(struct player *player, int64_t now_us);
int64_t player_store_deadline_us(const struct player *player);

/* The newest edition as that ground's store reads it, which is put down in the ground. False
 * when there is none, or it is the one that is there already; the supply is empty then. */
bool player_load_edition(struct player *player, struct ground *ground, struct supply *supply);

/* player_trial.c: an edition that ends `play` again and again is set aside. Take up, before
 * the first edition, what happened to earlier players; begin says whether
 * this one may be loaded (`context` is the player); end is for an orderly leave, hung for one
 * because a slide is never done. */
void player_trial_take_up(struct player *player);
bool player_trial_begin(void *context, const struct object_id *edition);
void player_trial_end(struct player *player);
/* Before anything is laid out at that size. */
void player_trial_size(struct player *player, int width, int height);
void player_trial_hung(struct player *player);
void player_trial_step(struct player *player, int64_t now_us);
int64_t player_trial_deadline_us(const struct player *player);

/* player_watchdog.c: proof for systemd that the screen lives. Once the first slide stands. */
void player_feed_watchdog(struct player *player, int64_t now_us);
int64_t player_watchdog_deadline_us(const struct player *player);

/* player_stats.c: --stats FILE. */
bool player_write_stats(const struct player *player, const char *path, struct error *error);
