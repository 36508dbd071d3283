/* A decoder that has been taken over, or is broken: it does what the picture says, one word and
 * perhaps a number. Stands beside the tests that need one as lobbycard-decode. */
#include "decode/wire.h"

#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static uint64_t chance_state;

static uint32_t chance(uint32_t below)
{
    chance_state ^= chance_state >> 12;
    chance_state ^= chance_state << 25;
    chance_state ^= chance_state >> 27;
    return (uint32_t)((chance_state * 0x2545F4914F6CDD1DULL) >> 33) % below;
}

/* Numbers at which sums and products of sizes go wrong, and such as an honest one says. */
static uint32_t odd_number(void)
{
    static const uint32_t numbers[] = { 0, 1, 2, 16, 63, 64, 65, 100, 4096, 4097, 16384, 16385,
        46341, 65536, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF };
    return chance(2) ? numbers[chance(sizeof numbers / sizeof *numbers)] : 1 + chance(64);
}

static void answer_anything(unsigned long seed, uint32_t width, uint32_t height)
{
    static uint32_t words[64 * 1024];
    chance_state = seed * 2654435761U + 1;
    struct decode_reply reply = { .magic = chance(12) ? DECODE_MAGIC : odd_number(),
        .done = chance(4) ? 1 : odd_number(),
        .width = chance(2) ? width : odd_number(),
        .height = chance(2) ? height : odd_number(),
        .full_width = odd_number(),
        .full_height = odd_number(),
        .has_alpha = chance(2),
        .is_too_large = odd_number(),
        .is_hopeless = odd_number() };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        words[i] = chance(0x7FFFFFFF) * 2 + 1;
    }
    if (chance(2)) {
        memcpy(reply.message, words, sizeof reply.message);
    }
    size_t head = chance(8) ? sizeof reply : chance(sizeof reply);
    size_t pixels = chance(2) ? sizeof words : chance(sizeof words);
    if (chance(2)) {
        pixels = (size_t)reply.width * reply.height * 4;
        pixels = pixels < sizeof words ? pixels : sizeof words;
    }
    struct decode_reply end = reply;
    end.magic = chance(12) ? DECODE_MAGIC : odd_number();
    end.done = chance(4) ? 1 : odd_number();
    size_t tail = chance(8) ? sizeof end : chance(sizeof end);
    if (write(STDOUT_FILENO, &reply, head) == (ssize_t)head && head == sizeof reply &&
        (write(STDOUT_FILENO, words, pixels) < 0 || write(STDOUT_FILENO, &end, tail) < 0)) {
        exit(2);
    }
    if (chance(40) == 0) {
        raise(SIGKILL);
    }
}

/* Control characters in its reason, up to its end. */
static void answer_controls(void)
{
    struct decode_reply reply = { .magic = DECODE_MAGIC };
    memset(reply.message, '\x1B', sizeof reply.message);
    memcpy(reply.message, "damaged\n<0>play: all is well\r\x9B", 30);
    exit(write(STDOUT_FILENO, &reply, sizeof reply) < 0);
}

/* A sound picture, of which the first half comes. */
static void answer_half(const char *width, const char *height, bool is_late)
{
    struct decode_reply reply = { .magic = DECODE_MAGIC,
        .done = 1,
        .width = (uint32_t)atoi(width),
        .height = (uint32_t)atoi(height),
        .full_width = 300,
        .full_height = 200 };
    static const uint32_t row[DECODE_SIDE_MAX];
    bool done = write(STDOUT_FILENO, &reply, sizeof reply) > 0;
    for (uint32_t y = 0; done && y < reply.height / 2; y++) {
        done = write(STDOUT_FILENO, row, reply.width * sizeof *row) > 0;
    }
    raise(is_late ? SIGSTOP : SIGKILL);
}

/* All of a picture, and that it is none after all; no more than that where codes are looked
 * for.
 */
static void answer_damaged(uint32_t width, uint32_t height)
{
    static const uint32_t row[DECODE_SIDE_MAX];
    struct decode_reply reply = { .magic = DECODE_MAGIC,
        .done = 1,
        .width = width,
        .height = height,
        .full_width = 300,
        .full_height = 200 };
    bool done = height == 0 || write(STDOUT_FILENO, &reply, sizeof reply) > 0;
    for (uint32_t y = 0; done && y < height; y++) {
        done = write(STDOUT_FILENO, row, width * sizeof *row) > 0;
    }
    reply.done = 0;
    snprintf(reply.message, sizeof reply.message, "damaged further down");
    exit(!done || write(STDOUT_FILENO, &reply, sizeof reply) < 0);
}

/* An honest answer about a picture with one code of that many bytes. */
static void answer_text(unsigned long size)
{
    static char text[DECODE_CODES_MAX_BYTES];
    struct decode_reply reply = { .magic = DECODE_MAGIC,
        .done = 1,
        .width = (uint32_t)size + 1,
        .full_width = 300,
        .full_height = 200 };
    memset(text, 'x', size);
    exit(write(STDOUT_FILENO, &reply, sizeof reply) < 0 ||
         write(STDOUT_FILENO, text, size + 1) < 0);
}

int main(int argc, char **argv)
{
    static const struct {
        const char *word;
        int number;
    } signals[] = { { "crash", SIGSEGV }, { "kill", SIGKILL }, { "sandbox", SIGSYS },
        { "cpu", SIGXCPU } };
    char word[64] = "";
    unsigned long seed = 0;
    if (scanf("%63s %lu", word, &seed) < 1) {
        return 3;
    }
    fputs("<0>a decoder writes into the journal\n", stderr);
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        if (strcmp(word, signals[i].word) == 0) {
            signal(signals[i].number, SIG_DFL);
            raise(signals[i].number);
        }
    }
    if (argc == 6 && (strcmp(word, "half") == 0 || strcmp(word, "late") == 0)) {
        answer_half(argv[2], argv[3], strcmp(word, "late") == 0);
    } else if (strcmp(word, "late") == 0) {
        raise(SIGSTOP);
    } else if (strcmp(word, "random") == 0) {
        bool is_for_codes = argc < 4;
        answer_anything(seed, is_for_codes ? 100 : (uint32_t)atoi(argv[2]),
            is_for_codes ? 100 : (uint32_t)atoi(argv[3]));
    } else if (strcmp(word, "text") == 0 && seed < DECODE_CODES_MAX_BYTES) {
        answer_text(seed);
    } else if (strcmp(word, "damaged") == 0) {
        answer_damaged(
            argc == 6 ? (uint32_t)atoi(argv[2]) : 0, argc == 6 ? (uint32_t)atoi(argv[3]) : 0);
    } else if (strcmp(word, "controls") == 0) {
        answer_controls();
    } else if (strcmp(word, "missing") == 0) {
        return 127;
    } else if (strcmp(word, "nonsense") == 0) {
        puts("an answer that is none, as long as one must be at the very least: 128 bytes of "
             "text that nobody wanted and of which nobody makes anything, whatever it says");
        fflush(stdout);
        pause();
    }
    return 0;
}
