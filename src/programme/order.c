#include "programme/order.h"

#include <string.h>

bool order_has(const struct config *config, const char *kind)
{
    const struct text_list *order = &config->programme.order;
    for (size_t i = 0; i < order->count; i++) {
        if (strcmp(order->items[i], kind) == 0) {
            return true;
        }
    }
    return false;
}

bool order_has_item(const struct config *config, enum item_kind kind)
{
    return kind == ITEM_ALERT || order_has(config, item_kind_name(kind)) ||
           (kind == ITEM_ARTICLE && order_has(config, "headlines"));
}
