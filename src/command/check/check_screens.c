#include "command/check/check_thing.h"
#include "command/common/command.h"
#include "config/rules.h"

#include <string.h>

/* "Show on those that are a and are not a". */
static bool contradicts_itself(const struct show *show)
{
    bool is_named = false;
    for (size_t i = 0; i < show->screen_count; i++) {
        const char *tag = show->screens[i];
        bool is_denied = false;
        if (tag[0] == '!') {
            continue;
        }
        is_named = true;
        for (size_t k = 0; k < show->screen_count && !is_denied; k++) {
            is_denied = show->screens[k][0] == '!' && strcmp(show->screens[k] + 1, tag) == 0;
        }
        if (!is_denied) {
            return false;
        }
    }
    return is_named;
}

static bool has_screen(const struct check_feed_job *job, const struct show *show)
{
    struct show_rule rule;
    bool found = job->screen_count == 0;
    for (size_t i = 0; i < job->screen_count && !found; i++) {
        found = !show_rule_parse(
                    show, &job->screens[i], job->config->screen.timezone, &rule, NULL) ||
                rule.on_this_screen;
    }
    return found;
}

/* Whether some screen has it, as far as the config and --screen say; of nothing said, all do.
 */
static bool is_known_tag(const struct check_feed_job *job, const char *tag)
{
    const struct text_list *own = &job->config->screen.tags, *all = &job->config->guard.tags;
    bool found = command_has_tag(own, tag) || command_has_tag(all, tag);
    for (size_t i = 0; i < job->screen_count && !found; i++) {
        found = command_has_tag(&job->screens[i], tag);
    }
    return found || !job->knows_tags || (own->count == 0 && all->count == 0);
}

/* True where one was told. */
static bool check_tags(struct check_report *report, const struct check_thing *thing)
{
    const struct config *config = thing->job->config;
    bool is_told = false;
    for (size_t i = 0; i < thing->show->screen_count; i++) {
        const char *tag = thing->show->screens[i];
        tag += tag[0] == '!';
        if (!rule_tag(tag)) {
            check_fault(report, thing, FINDING_TAG, "/show/screens",
                "no screen can have the tag \"%.120s\": one is of letters, digits, - and _",
                tag);
            is_told = true;
        } else if (!is_known_tag(thing->job, tag)) {
            check_warn(report, thing, FINDING_TAG, "/show/screens",
                "no screen is known to have the tag \"%.120s\"; [screen] tags: %.200s; [guard] "
                "tags: %.300s",
                tag, command_join_tags(&report->arena, &config->screen.tags),
                command_join_tags(&report->arena, &config->guard.tags));
            is_told = true;
        }
    }
    return is_told;
}

void check_screens(struct check_report *report, const struct check_thing *thing)
{
    if (check_tags(report, thing)) {
        return;
    }
    if (contradicts_itself(thing->show)) {
        check_warn(report, thing, FINDING_NEVER, "/show/screens",
            "no screen will ever show it: each tag is wanted and excluded at once");
    } else if (!has_screen(thing->job, thing->show)) {
        check_warn(report, thing, FINDING_SCREEN, "/show/screens",
            "no screen will ever show it: none has the tags");
    }
}
