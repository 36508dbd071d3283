#include "content/guard/guard_numbers.h"

#include <string.h>

/* A number's digits without the country's code, so that spelling does not matter. */
static const char *digits_of(struct arena *arena, const char *number)
{
    char *digits = arena_alloc(arena, strlen(number) + 1);
    size_t size = 0;
    if (digits && strncmp(number, "+86", 3) == 0) {
        number += 3 + strcspn(number + 3, "0123456789");
        /* Area codes have no 0 then. Mobile numbers are 13 to 19, Beijing is 010. */
        bool is_mobile = number[0] == '1' && number[1] != '0';
        bool is_free = strncmp(number, "400", 3) == 0 || strncmp(number, "800", 3) == 0;
        if (*number && *number != '0' && !is_mobile && !is_free) {
            digits[size++] = '0';
        }
    }
    for (; digits && *number; number++) {
        if (*number >= '0' && *number <= '9') {
            digits[size++] = *number;
        }
    }
    return digits;
}

bool number_rules_init(struct number_rules *rules, struct arena *arena,
    const char *const *beginnings, size_t count, struct error *error)
{
    *rules = (struct number_rules) { .beginnings = arena_array(arena, count, sizeof(char *)) };
    for (size_t i = 0; rules->beginnings && i < count; i++) {
        const char *digits = digits_of(arena, beginnings[i]);
        if (!digits || !*digits) {
            return error_set(error, "[guard] hotlines: no number: %s", beginnings[i]);
        }
        rules->beginnings[rules->count++] = digits;
    }
    return rules->beginnings || error_set(error, "out of memory");
}

bool number_rules_allow(const struct number_rules *rules, struct arena *scratch,
    const char *number, struct error *why)
{
    const char *digits = digits_of(scratch, number);
    for (size_t i = 0; digits && i < rules->count; i++) {
        if (strncmp(digits, rules->beginnings[i], strlen(rules->beginnings[i])) == 0) {
            return true;
        }
    }
    return digits ? rules->count == 0 ||
                        error_set(why, "%s is not one of [guard] hotlines", number)
                  : error_set(why, "out of memory");
}
