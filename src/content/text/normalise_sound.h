/* How Han characters sound in Mandarin, without tones: those of GB 2312, the commonest sound of
 * each. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SOUND_MAX = 7 };

struct sound_table;

/* NULL when memory is out. */
struct sound_table *sound_table_create(void);
void sound_table_destroy(struct sound_table *table);

/* One number for all characters that sound alike; 0 for what has no sound. */
uint32_t sound_table_number(const struct sound_table *table, uint32_t character);

/* The numbers of all sounds that begin with the letter a to z, in order; how many there are. */
size_t sound_table_beginning(
    const struct sound_table *table, char letter, const uint16_t **out);

/* "cai" of such a number: so many letters, at most SOUND_MAX, without a NUL. */
size_t sound_table_letters(uint32_t number, const char **out);
