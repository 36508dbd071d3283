/* lobbycard-adapt itself: what comes of documents that were made to break it, and that it is in
 * the sandbox before it reads the first of them (tests/decode/probe.c tries what that stops).
 */
#include "adapt/wire.h"
#include "base/bytes.h"

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define REQUEST "{\"format\":\"auto\",\"now_ms\":1795917600000}\n"

struct child {
    pid_t pid;
    int in, out;
};

static struct child begin(int input)
{
    int in[2] = { -1, -1 }, out[2];
    struct child child;
    assert_int_equal(pipe2(out, O_CLOEXEC), 0);
    if (input < 0) {
        assert_int_equal(pipe2(in, O_CLOEXEC), 0);
    }
    child.pid = fork();
    assert_true(child.pid >= 0);
    if (child.pid == 0) {
        dup2(input < 0 ? in[0] : input, STDIN_FILENO);
        dup2(out[1], STDOUT_FILENO);
        execl(ADAPT_PROGRAM, "lobbycard-adapt", NULL);
        _exit(127);
    }
    close(out[1]);
    if (input < 0) {
        close(in[0]);
    }
    child.in = in[1];
    child.out = out[0];
    return child;
}

/* What /proc says of it under that name. */
static long status_of(pid_t pid, const char *name)
{
    char path[64], line[256];
    long value = -1;
    snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
    FILE *file = fopen(path, "r");
    while (file && fgets(line, sizeof line, file)) {
        size_t size = strlen(name);
        if (strncmp(line, name, size) == 0 && line[size] == ':') {
            value = strtol(line + size + 1, NULL, 10);
        }
    }
    if (file) {
        fclose(file);
    }
    return value;
}

static bool is_in(pid_t pid)
{
    enum { FILTER = 2 };
    return status_of(pid, "Seccomp") == FILTER;
}

static void expect_limit(pid_t pid, int resource, rlim_t most)
{
    struct rlimit limit;
    assert_int_equal(prlimit(pid, (__rlimit_resource_t)resource, NULL, &limit), 0);
    assert_true(limit.rlim_max <= most);
}

static void test_sandbox(void **state)
{
    struct child child = begin(-1);
    (void)state;
    assert_false(is_in(child.pid));
    assert_int_equal(write(child.in, REQUEST, sizeof REQUEST - 1), sizeof REQUEST - 1);
    for (int i = 0; i < 1000 && !is_in(child.pid); i++) {
        usleep(10000); /* until a state, with a deadline */
    }
    /* No byte of the document is written yet. */
    assert_true(is_in(child.pid));
    assert_int_equal(status_of(child.pid, "NoNewPrivs"), 1);
    expect_limit(child.pid, RLIMIT_AS, ADAPT_MEMORY_MAX);
    expect_limit(child.pid, RLIMIT_CPU, ADAPT_CPU_MAX_SECONDS + 1);
    expect_limit(child.pid, RLIMIT_FSIZE, 0);
    expect_limit(child.pid, RLIMIT_NOFILE, 3);
    expect_limit(child.pid, RLIMIT_CORE, 0);
    close(child.in);
    close(child.out);
    assert_int_equal(waitpid(child.pid, NULL, 0), child.pid);
}

/* Its answer; how it left is in *status. */
static void ask(const struct bytes *document, struct bytes *answer, int *status)
{
    char part[65536];
    ssize_t got;
    int input = memfd_create("document", MFD_CLOEXEC);
    assert_int_equal(write(input, REQUEST, sizeof REQUEST - 1), sizeof REQUEST - 1);
    for (size_t at = 0; at < document->size; at += (size_t)got) {
        got = write(input, document->data + at, document->size - at);
        assert_true(got > 0);
    }
    assert_int_equal(lseek(input, 0, SEEK_SET), 0);
    struct child child = begin(input);
    close(input);
    while ((got = read(child.out, part, sizeof part)) > 0) {
        assert_true(bytes_append(answer, part, (size_t)got));
    }
    close(child.out);
    assert_int_equal(waitpid(child.pid, status, 0), child.pid);
}

/* begin, middle again and again, end. */
static const struct {
    const char *name, *begin, *middle;
    size_t count;
    const char *end;
} documents[] = {
    { "nothing", "", "", 0, "" },
    { "nested lists", "", "[", 4000000, "" },
    { "nested objects", "", "{\"a\":", 100000, "1" },
    { "values", "[", "[],", 2600000, "1]" },
    { "long text", "[{\"slug\":1,\"title\":{\"rendered\":\"", "A", 8000000, "\"}}]" },
    { "posts", "[", "{\"slug\":1,\"id\":1,\"title\":{\"rendered\":\"a\"},\"link\":\"b\"},",
        100000, "1]" },
    { "nested markup",
        "[{\"slug\":1,\"title\":{\"rendered\":\"a\"},\"content\":{\"rendered\":\"", "<div>",
        1000000, "\"}}]" },
    { "attributes",
        "[{\"slug\":1,\"title\":{\"rendered\":\"a\"},\"content\":{\"rendered\":\"<p ", "a=b ",
        1500000, ">\"}}]" },
    { "entities", "[{\"slug\":1,\"title\":{\"rendered\":\"a\"},\"content\":{\"rendered\":\"",
        "&amp;", 1500000, "\"}}]" },
    { "laughs",
        "<!DOCTYPE rss [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c "
        "\"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;\"><!ENTITY e "
        "\"&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;\"><!ENTITY f \"&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;\">]><rss "
        "version='2.0'><channel><item><title>",
        "&f;", 1000, "</title></item></channel></rss>" },
    { "a file",
        "<!DOCTYPE rss [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><rss version='2.0'><channel>"
        "<item><title>&a;</title></item></channel></rss>",
        "", 0, "" },
    { "nested elements", "<rss version='2.0'><channel>", "<item>", 100000, "" },
    { "another encoding", "<?xml version='1.0' encoding='gb2312'?><rss>", "\xD4\xC6", 3000000,
        "" },
    { "more than there may be", "", "a", 9000000, "" },
};

static void test_hostile(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof documents / sizeof *documents; i++) {
        struct bytes document, answer;
        int status;
        bytes_init(&document);
        bytes_init(&answer);
        assert_true(bytes_append(&document, documents[i].begin, strlen(documents[i].begin)));
        for (size_t k = 0; k < documents[i].count; k++) {
            assert_true(
                bytes_append(&document, documents[i].middle, strlen(documents[i].middle)));
        }
        assert_true(bytes_append(&document, documents[i].end, strlen(documents[i].end)));
        ask(&document, &answer, &status);
        bool is_told = answer.size > 0 && strchr("!#{", answer.data[0]);
        if (!WIFEXITED(status) || !is_told || strstr(answer.data, "root:")) {
            fail_msg("%s: signal %d, \"%.200s\"", documents[i].name,
                WIFSIGNALED(status) ? WTERMSIG(status) : 0, answer.size ? answer.data : "");
        }
        bytes_finish(&document);
        bytes_finish(&answer);
    }
}

/* Somebody who runs it by hand is told. */
static void test_no_request(void **state)
{
    struct bytes answer;
    char part[1000];
    struct child child = begin(-1);
    (void)state;
    bytes_init(&answer);
    close(child.in);
    ssize_t got = read(child.out, part, sizeof part);
    assert_true(got > 0 && part[0] == '!');
    close(child.out);
    assert_int_equal(waitpid(child.pid, NULL, 0), child.pid);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sandbox),
        cmocka_unit_test(test_hostile),
        cmocka_unit_test(test_no_request),
    };
#ifdef __has_feature
#if __has_feature(address_sanitizer)
#define IS_SANITIZED
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || defined(IS_SANITIZED)
    puts("the sanitizer needs what the sandbox takes away");
    (void)tests;
    return 77;
#else
    return cmocka_run_group_tests(tests, NULL, NULL);
#endif
}
