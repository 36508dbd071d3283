#include "wording/plural.h"

enum plural plural_same(int64_t count)
{
    (void)count;
    return PLURAL_OTHER;
}

enum plural plural_english(int64_t count)
{
    return count == 1 ? PLURAL_ONE : PLURAL_OTHER;
}

enum plural plural_hebrew(int64_t count)
{
    return count == 1 ? PLURAL_ONE : count == 2 ? PLURAL_TWO : PLURAL_OTHER;
}

enum plural plural_arabic(int64_t count)
{
    int64_t rest = count % 100;
    return count == 0   ? PLURAL_ZERO
           : count == 1 ? PLURAL_ONE
           : count == 2 ? PLURAL_TWO
           : rest < 3   ? PLURAL_OTHER
           : rest <= 10 ? PLURAL_FEW
                        : PLURAL_MANY;
}
