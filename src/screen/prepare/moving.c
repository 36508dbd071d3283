#include "screen/prepare/moving.h"

void moving_begin(struct moving *moving, int64_t from_us, int64_t until_us)
{
    if (moving) {
        moving->kind->begin(moving, from_us, until_us);
    }
}

int64_t moving_due_us(const struct moving *moving)
{
    return moving ? moving->due_us : INT64_MAX;
}

bool moving_step(struct moving *moving, int64_t now_us, struct picture *onto)
{
    if (now_us < moving_due_us(moving)) {
        return false;
    }
    moving->kind->step(moving, now_us, onto);
    return true;
}

void moving_resume(struct moving *moving, const struct moving *before, struct picture *picture)
{
    if (moving && before && moving->kind == before->kind) {
        moving->kind->resume(moving, before, picture);
    }
}

void moving_destroy(struct moving *moving)
{
    if (moving) {
        moving->kind->destroy(moving);
    }
}
