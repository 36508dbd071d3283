/* Which form of a word a number wants: CLDR's plural categories, of whole numbers. */
#pragma once

#include <stdint.h>

enum plural {
    PLURAL_ZERO,
    PLURAL_ONE,
    PLURAL_TWO,
    PLURAL_FEW,
    PLURAL_MANY,
    PLURAL_OTHER,
    PLURAL_COUNT
};

/* Of a language that has one form for all numbers. */
enum plural plural_same(int64_t count);

enum plural plural_english(int64_t count);
enum plural plural_hebrew(int64_t count);
enum plural plural_arabic(int64_t count);
