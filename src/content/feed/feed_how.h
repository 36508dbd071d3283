/* How a feed is read: by whom, and for whom. */
#pragma once

#include "content/phone/phone_plan.h"

struct feed_how {
    enum phone_plan plan; /* of telephone numbers; PHONE_PLAN_UNSAID: by the feed's language */
    bool tells;           /* warnings and notes are found as well, not errors alone: somebody
                             reads them. What is read and what is held is the same */
};
