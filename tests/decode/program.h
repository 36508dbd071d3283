/* The decoder as screens run it: a program of its own in its sandbox, which the tests' own
 * calls into the same code do not have. What it answers must be what they get. */
#pragma once

#include "decode/decoded.h"
#include "long_form.h"

#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

struct program_answer {
    int signal, code; /* how it ended */
    struct decode_reply reply;
    uint8_t *body; /* what came behind the reply; the caller frees it */
    size_t body_bytes;
};

static inline size_t program_read(int fd, void *data, size_t size)
{
    size_t done = 0;
    for (ssize_t got = 1; got != 0 && done < size;) {
        got = read(fd, (char *)data + done, size - done);
        assert_true(got >= 0 || errno == EINTR);
        done += got > 0 ? (size_t)got : 0;
    }
    return done;
}

static inline void program_collect(int fd, struct program_answer *answer)
{
    size_t capacity = 1 << 20, got;
    if (program_read(fd, &answer->reply, sizeof answer->reply) < sizeof answer->reply) {
        return;
    }
    do {
        answer->body = realloc(answer->body, capacity *= 2);
        assert_non_null(answer->body);
        got =
            program_read(fd, answer->body + answer->body_bytes, capacity - answer->body_bytes);
        answer->body_bytes += got;
    } while (answer->body_bytes == capacity);
}

static inline void program_run(const struct decode_input *input, const char *const *arguments,
    struct program_answer *answer)
{
    posix_spawn_file_actions_t actions;
    char *environment[] = { NULL };
    pid_t pid = 0;
    int pipes[2], status = 0, in = memfd_create("input", MFD_CLOEXEC);
    *answer = (struct program_answer) { 0 };
    assert_true(in >= 0 && pipe(pipes) == 0);
    assert_int_equal(write(in, input->data, input->size), input->size);
    assert_int_equal(lseek(in, 0, SEEK_SET), 0);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, pipes[1], STDOUT_FILENO);
    posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
    assert_int_equal(posix_spawn(&pid, DECODE_PROGRAM, &actions, NULL,
                         (char *const *)(uintptr_t)arguments, environment),
        0);
    posix_spawn_file_actions_destroy(&actions);
    close(pipes[1]);
    program_collect(pipes[0], answer);
    close(pipes[0]);
    close(in);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    answer->signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    answer->code = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
}

static inline bool program_pixels_are(
    const struct program_answer *answer, const struct decode_picture *picture)
{
    size_t count = (size_t)picture->width * (size_t)picture->height;
    bool same = answer->body_bytes == 4 * count;
    for (size_t i = 0; same && i < count; i++) {
        const uint8_t *p = picture->pixels + 4 * i;
        uint32_t word = 0, wanted = (uint32_t)p[3] << 24 | (uint32_t)p[0] << 16 |
                                    (uint32_t)p[1] << 8 | p[2];
        memcpy(&word, answer->body + 4 * i, 4);
        same = word == wanted;
    }
    return same;
}

/* Behind the pixels, all that were promised, there is what counts. */
static inline void program_take_end(struct program_answer *answer)
{
    size_t promised =
        answer->reply.done ? (size_t)answer->reply.width * answer->reply.height * 4 : 0;
    size_t end = answer->reply.done ? sizeof answer->reply : 0;
    if (answer->body_bytes != promised + end) {
        fail_msg(
            "%zu bytes stand behind a reply that promises %zu", answer->body_bytes, promised);
    }
    if (end > 0) {
        memcpy(&answer->reply, answer->body + promised, end);
        answer->body_bytes = promised;
    }
}

/* Fails unless the program answers the same, to the pixel. Under a sanitizer there is no
 * sandbox to be in, so nothing is run. */
static inline void program_must_agree(const struct decode_input *input,
    const struct decode_wish *wish, bool done, const struct decode_picture *picture,
    const struct decode_reply *reply)
{
    char numbers[4][16];
    const int values[] = { wish->width, wish->height, wish->focus_x, wish->focus_y };
    struct program_answer answer;
    if (IS_SANITIZED) {
        return;
    }
    for (int i = 0; i < 4; i++) {
        snprintf(numbers[i], sizeof numbers[i], "%d", values[i]);
    }
    const char *const arguments[] = { "lobbycard-decode", wish->is_cover ? "cover" : "contain",
        numbers[0], numbers[1], numbers[2], numbers[3], NULL };
    program_run(input, arguments, &answer);
    if (answer.signal || answer.code != !done) {
        fail_msg("in its sandbox it ended by signal %d (%s), status %d, where here is %s",
            answer.signal, answer.signal ? strsignal(answer.signal) : "none", answer.code,
            done ? "a picture" : reply->message);
    }
    program_take_end(&answer);
    if (memcmp(&answer.reply, reply, offsetof(struct decode_reply, message)) != 0 ||
        strcmp(answer.reply.message, reply->message) != 0) {
        fail_msg("in its sandbox it says done %u, %ux%u \"%s\" for done %u, %ux%u \"%s\"",
            answer.reply.done, answer.reply.width, answer.reply.height, answer.reply.message,
            reply->done, reply->width, reply->height, reply->message);
    }
    if (done && !program_pixels_are(&answer, picture)) {
        fail_msg("in its sandbox it makes other pixels");
    }
    free(answer.body);
}

static inline bool decode_here(struct decode_input input, const struct decode_wish *wish,
    struct decode_picture *picture, struct decode_reply *reply)
{
    *picture = (struct decode_picture) { 0 };
    assert_non_null(input.data);
    return picture_decode(&input, wish, picture, reply);
}

/* Here, and by the program in its sandbox, which must say the same. */
static inline bool decode(struct decode_input input, const struct decode_wish *wish,
    struct decode_picture *picture, struct decode_reply *reply)
{
    bool done = decode_here(input, wish, picture, reply);
    program_must_agree(&input, wish, done, picture, reply);
    return done;
}
