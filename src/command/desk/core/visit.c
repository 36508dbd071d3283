#include "command/desk/core/visit.h"

void desk_wake(struct desk *desk)
{
    if (desk->serve) {
        serve_wake(desk->serve);
    }
}
