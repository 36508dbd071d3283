/* Values that are not among those that may stand there. */
#include "content/text/spelling.h"
#include "mend/mend_node.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char *near_word(const struct feed_member *member, const char *text)
{
    for (size_t i = 0; member->words && member->words[i]; i++) {
        if (strcasecmp(member->words[i], text) == 0 ||
            spelling_is_near(text, member->words[i])) {
            return member->words[i];
        }
    }
    return NULL;
}

/* "3天", "2 小时": "3d", "2h". */
static const char *guess_span(const struct mend_job *job, const char *text)
{
    static const char *const units[][2] = { { "天", "d" }, { "日", "d" }, { "day", "d" },
        { "小时", "h" }, { "hour", "h" }, { "分", "m" }, { "min", "m" }, { "周", "w" },
        { "week", "w" } };
    char *unit;
    long number = strtol(text, &unit, 10);
    unit += strspn(unit, " 个");
    for (size_t i = 0; number > 0 && number < 1000 && i < COUNT(units); i++) {
        if (strncmp(unit, units[i][0], strlen(units[i][0])) == 0) {
            bool is_week = units[i][1][0] == 'w';
            return arena_printf(job->arena, "%ld%s", is_week ? 7 * number : number,
                is_week ? "d" : units[i][1]);
        }
    }
    return NULL;
}

void mend_value_code(const struct mend_place *place, struct mend *mend)
{
    const struct mend_job *job = place->job;
    const struct json_node *node = place->node;
    const struct feed_member *member = mend_member(job, node);
    const char *name = json_tree_name(job->tree, node);
    if (!member || !name) {
        mend_tag(place, mend);
        return;
    }
    const char *value = mend_known_value(name, place->text);
    value = value ? value : near_word(member, place->text);
    if (member->type == FEED_SPAN && !value) {
        value = guess_span(job, place->text);
    } else if (!value && (strcmp(name, "hours") == 0 || strcmp(name, "time") == 0)) {
        mend_hours(place, mend);
        return;
    }
    if (value) {
        mend_text_value(job, mend, node, value);
    } else if (member->type == FEED_INTEGER && node->kind == JSON_NUMBER) {
        double number = strtod(job->text + node->at, NULL);
        int nearest = number < member->min   ? member->min
                      : number > member->max ? member->max
                                             : (int)number;
        mend_value(job, mend, node, arena_printf(job->arena, "%d", nearest));
    } else if (strcmp(name, "focus") == 0) {
        mend_value(job, mend, node, "[0.5, 0.5]");
    } else if (strcmp(name, "screens") == 0 || strcmp(name, "serial") == 0) {
        mend_remove(job, mend, node);
    } else if (member->words) {
        mend_text_value(job, mend, node, member->words[member->fallback]);
        mend->is_example = true;
    }
}
