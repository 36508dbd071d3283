/* By the code of a finding, what mends it. */
#include "mend/mend_node.h"

#include <string.h>

static mend_of_code *const by_code[FINDING_CODE_COUNT] = {
    [FINDING_NOT_FEED] = mend_not_feed,
    [FINDING_TYPE] = mend_type,
    [FINDING_MISSING] = mend_missing,
    [FINDING_TWICE] = mend_twice,
    [FINDING_BLOCK] = mend_block,
    [FINDING_ROWS] = mend_rows,
    [FINDING_UNKNOWN] = mend_unknown,
    [FINDING_FOREIGN] = mend_foreign,
    [FINDING_KIND] = mend_kind,
    [FINDING_VALUE] = mend_value_code,
    [FINDING_BESIDE] = mend_beside,
    [FINDING_TAG] = mend_tag,
    [FINDING_RULE] = mend_rule,
    [FINDING_DATE] = mend_date,
    [FINDING_HOURS] = mend_hours,
    [FINDING_URL] = mend_address,
    [FINDING_LINK] = mend_address,
    [FINDING_PICTURE] = mend_picture,
    [FINDING_LOST] = mend_lost,
    [FINDING_OVER] = mend_over,
    [FINDING_ALERT] = mend_alert,
    [FINDING_EMPTY] = mend_empty,
    [FINDING_GLYPH] = mend_glyph,
    [FINDING_BLANK] = mend_blank,
    [FINDING_GARBLED] = mend_garbled,
    [FINDING_MARKDOWN] = mend_markdown,
    [FINDING_SWAPPED] = mend_swapped,
    [FINDING_PICTURE_SHAPE] = mend_shape,
    [FINDING_AHEAD] = mend_over,
};

void mend_find(const struct mend_job *job, const struct finding *finding, struct mend *mend)
{
    bool whole;
    struct mend_place place = { .job = job, .finding = finding };
    place.node = json_tree_find(job->tree, finding->pointer, &whole);
    place.text = json_tree_string(job->tree, place.node);
    const char *slash = strrchr(finding->pointer, '/');
    place.missing = whole || !slash ? NULL : slash + 1;
    if (by_code[finding->code] && place.text) {
        by_code[finding->code](&place, mend);
    }
}
