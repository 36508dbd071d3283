#include "base/system/file.h"
#include "config/load.h"
#include "config/slide_kinds.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define LISTED(kind) #kind ", "
#define KINDS SLIDE_KINDS(LISTED)

static char path[64];

static int make_path(void **state)
{
    (void)state;
    snprintf(path, sizeof path, "/tmp/test_config.XXXXXX");
    int fd = mkstemp(path);
    return fd < 0 ? -1 : close(fd);
}

static int remove_path(void **state)
{
    (void)state;
    return unlink(path);
}

static struct config *load_bytes(const char *text, size_t size, struct error *error)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
    return config_load(path, error);
}

static struct config *load_text(const char *text, struct error *error)
{
    return load_bytes(text, strlen(text), error);
}

static void assert_refused(const char *text, size_t size, const char *wanted)
{
    struct error error = { "" };
    struct config *config = load_bytes(text, size, &error);
    char with_path[640];
    snprintf(with_path, sizeof with_path, "%s%s", path, wanted);
    assert_null(config);
    assert_string_equal(error.text, with_path);
}

#define SOURCE "[source a]\nurl = https://a.example/f.json\n"
#define REST53 "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
#define KEY56 "RWQ" REST53

static const struct {
    const char *text, *error;
} bad_configs[] = {
    { "[colours]\n",
        ":1: [colours]: no such section; there are [screen], [source NAME], [map NAME], "
        "[store], [guard], [programme], [theme], [fetch], [desk]" },
    { "[]\n", ":1: []: no such section; there are [screen], [source NAME], [map NAME], "
              "[store], [guard], [programme], [theme], [fetch], [desk]" },
    { "[source]\nurl = https://a.example/\n",
        ":1: [source]: no such section; there are [screen], [source NAME], [map NAME], "
        "[store], [guard], [programme], [theme], [fetch], [desk]" },
    { "[screen\n", ":1: a [section] needs its closing bracket" },
    { "[screen] name = a\n", ":1: nothing but a comment may follow a [section]" },
    { "[a23456789012345678901234567890123456789012345678]\n",
        ":1: [a23456789012345678901234567890123456789012345678]: no such section; there are "
        "[screen], [source NAME], [map NAME], [store], [guard], [programme], [theme], [fetch], [desk]" },
    { "[a234567890123456789012345678901234567890123456789]\n",
        ":1: a section's name has at most 48 bytes" },
    { "[screen]\na234567890123456789012345678901234567890123456789 = 1\n",
        ":2: a key's name has at most 48 bytes" },
    { "name = a\n",
        ":1: a key belongs under a [section]: put its line, such as [screen], above it" },
    { "［screen］\nname = a\n", ":1: ［ is a full-width mark: write [ instead" },
    { "[screen]\nname ＝ a\n", ":2: ＝ is a full-width mark: write = instead" },
    { "[screen]\nname\n", ":2: neither a [section], a `key = value` nor a comment: \"name\"" },
    { "[screen]\r\n= a\r\n",
        ":2: neither a [section], a `key = value` nor a comment: \"= a\"" },
    { "[screen]\nname ; = a\n", ":2: neither a [section], a `key = value` nor a comment" },
    { "[screen]\n\n[screen]\n", ":3: [screen]: already begun at line 1: put both into one" },
    { "[screen]\nname = a\n\n  name = b\n",
        ":4: [screen] name: already given at line 2: take one of the two out" },
    { "[screen]\ncolour = red\n",
        ":2: [screen] colour = red: no such key; there are name, tags, lang, timezone, display, "
        "overscan_pct, term_start, term_weeks, grey, calendar, off, dim, dim_pct" },
    { "[programme]\nweights = notice 3, article 11\n",
        ":2: [programme] weights = notice 3, article 11: a list such as notice 3, article 2: "
        "kinds of order, each from 1 to 10" },
    { "[programme]\nweights = alert 3\n",
        ":2: [programme] weights = alert 3: a list such as notice 3, article 2: kinds of order, "
        "each from 1 to 10" },
    { "[screen]\noff = at night\n",
        ":2: [screen] off = at night: hours such as Mon-Fri 23:00-06:30, Sat-Sun 00:00-07:00; "
        "empty" },
    { "[screen]\ncalendar = ../x\n",
        ":2: [screen] calendar = ../x: a name in config/calendar or an absolute path; empty for "
        "none" },
    { "[screen]\ncalendar = /nonexistent\n",
        ":2: [screen] calendar = /nonexistent: /nonexistent: No such file or directory" },
    { "[screen]\n\ncalendar = none-2026\n",
        ":3: [screen] calendar = none-2026: no such calendar; there are china-2026, or the "
        "absolute path of a file is wanted" },
    { "[screen]\ntags = lobby, east wing\n",
        ":2: [screen] tags = lobby, east wing: tags of letters (of any script), digits, - and _" },
    { "[screen]\ntags = 宿舍（东）\n",
        ":2: [screen] tags = 宿舍（东）: tags of letters (of any script), digits, - and _" },
    { "[guard]\ntags = 宿舍, !lobby\n",
        ":2: [guard] tags = 宿舍, !lobby: tags of letters (of any script), digits, - and _" },
    { "[screen]\ntags = lobby,,east\n",
        ":2: [screen] tags = lobby,,east: tags of letters (of any script), digits, - and _" },
    { "[screen]\ntags = lobby,\n",
        ":2: [screen] tags = lobby,: tags of letters (of any script), digits, - and _" },
    { "[screen]\ntimezone = Asia/Chengjiang\n",
        ":2: [screen] timezone = Asia/Chengjiang: an IANA time zone such as Asia/Shanghai" },
    { "[screen]\ntimezone = ../../../etc/hostname\n",
        ":2: [screen] timezone = ../../../etc/hostname: an IANA time zone such as "
        "Asia/Shanghai" },
    { "[screen]\ntimezone =\n",
        ":2: [screen] timezone = : an IANA time zone such as Asia/Shanghai" },
    { "[screen]\ndisplay = -1\n", ":2: [screen] display = -1: a whole number from 0 to 15" },
    { "[screen]\ndisplay = 1.5\n", ":2: [screen] display = 1.5: a whole number from 0 to 15" },
    { "[screen]\ndisplay =\n", ":2: [screen] display = : a whole number from 0 to 15" },
    { "[screen]\noverscan_pct = 11\n",
        ":2: [screen] overscan_pct = 11: a whole number from 0 to 10" },
    { "[screen]\noverscan_pct = 18446744073709551617\n",
        ":2: [screen] overscan_pct = 18446744073709551617: a whole number from 0 to 10" },
    { "[source a]\n",
        ":1: [source a]: needs a url, such as url = https://www.example.edu.cn/lobbycard.json" },
    { "[source a]\nevery = 60s\n[store]\n",
        ":1: [source a]: needs a url, such as url = https://www.example.edu.cn/lobbycard.json" },
    { "[source ]\n", ":1: [source ]: a source's name is 1 to 40 letters, digits, - and _" },
    { "[source 校园新闻]\n",
        ":1: [source 校园新闻]: a source's name is 1 to 40 letters, digits, - and _" },
    { SOURCE SOURCE,
        ":3: [source a]: already begun at line 1: put both into one, or give this one another name" },
    { "[source a]\nurl = ftp://a.example/\n",
        ":2: [source a] url = ftp://a.example/: https://HOST/..., http://HOST/... or "
        "file:///PATH" },
    { "[source a]\nurl = https:///f.json\n",
        ":2: [source a] url = https:///f.json: https://HOST/..., http://HOST/... or "
        "file:///PATH" },
    { "[source a]\nurl = file://feed.json\n",
        ":2: [source a] url = file://feed.json: https://HOST/..., http://HOST/... or "
        "file:///PATH" },
    { "[source a]\nurl = http://a.example/f.json\n",
        ":2: [source a] url = http://a.example/f.json: write https://, or allow_http = yes in this "
        "section" },
    { "[source a]\nurl = http://127.0.0.1.example/\nallow_http = no\n",
        ":2: [source a] url = http://127.0.0.1.example/: write https://, or allow_http = yes in this "
        "section" },
    { "[source a]\nurl = http://localhost@a.example/\n",
        ":2: [source a] url: it holds a user name or password, which everybody would read: take "
        "it out, and give user and password_file" },
    { SOURCE "format = xml\n",
        ":3: [source a] format = xml: one of native, auto, wordpress, json-feed, rss, ical, cap, csv, mapped" },
    { SOURCE "format = mapped\n", ":3: [source a] format = mapped: needs map = NAME and a [map "
                                  "NAME]" },
    { SOURCE "map = b\n", ":3: [source a] map = b: there is no [map b]" },
    { SOURCE "format = rss\nmap = b\n[map b]\ntitle = /t\n",
        ":4: [source a] map = b: only with format = mapped or csv" },
    { "[source a]\nurl = https://a.example:99999/f\n",
        ":2: [source a] url = https://a.example:99999/f: https://HOST/..., http://HOST/... or "
        "file:///PATH" },
    { "[source a]\nurl = https://a.example:80a/f\n",
        ":2: [source a] url = https://a.example:80a/f: https://HOST/..., http://HOST/... or "
        "file:///PATH" },
    { "[fetch]\nproxy = http://p.example:65536\n",
        ":2: [fetch] proxy = http://p.example:65536: http, https, socks5 or socks5h "
        "://HOST[:PORT]; empty for none" },
    { SOURCE "signatures = 2\n",
        ":3: [source a] signatures: public_key has fewer keys than that: give as many there, or "
        "ask for fewer" },
    { SOURCE "public_key = " KEY56 ", " KEY56 "\nsignatures = 2\n",
        ":4: [source a] signatures: public_key has fewer keys than that: give as many there, or "
        "ask for fewer" },
    { SOURCE "map = b c\n",
        ":3: [source a] map = b c: the NAME of a [map NAME]; empty for none" },
    { SOURCE "take = 0\n", ":3: [source a] take = 0: a whole number from 1 to 2000" },
    { SOURCE "kind = alert\n", ":3: [source a] kind = alert: one of article, notice, table" },
    { SOURCE "charset = gb 18030\n",
        ":3: [source a] charset = gb 18030: a name such as gb18030 "
        "or big5; empty: it is found out" },
    { "[map ]\n", ":1: [map ]: a map's name is 1 to 40 letters, digits, - and _" },
    { "[map b]\n[map b]\n", ":2: [map b]: already begun at line 1" },
    { "[map b]\ncolour = /t\n", ":2: [map b] colour = /t: no such key of a [map]: there are "
                                "items, where and the members of an item (docs/endpoints.md)" },
    { "[map b]\ntitle = t\n", ":2: [map b] title = t: expected a pointer such as /title, or a "
                              "text, got t: a pointer begins with /, and a text stands in "
                              "\"quotes\"" },
    { "[map b]\ntitle = /t\ntitle = /u\n", ":3: [map b] title = /u: already given" },
    { SOURCE "every = 5\n",
        ":3: [source a] every = 5: a duration (ms, s, m or h) from 10s to 24h" },
    { SOURCE "every = 9999ms\n",
        ":3: [source a] every = 9999ms: a duration (ms, s, m or h) from 10s to 24h" },
    { SOURCE "every = 25h\n",
        ":3: [source a] every = 25h: a duration (ms, s, m or h) from 10s to 24h" },
    { SOURCE "every = 5 m\n",
        ":3: [source a] every = 5 m: a duration (ms, s, m or h) from 10s to 24h" },
    { "[source a]\nurl = http://127.0.0.1:80@a.example/\n",
        ":2: [source a] url: it holds a user name or password, which everybody would read: take "
        "it out, and give user and password_file" },
    { "[source a]\nurl = https:/screen:SECRET@a.example/f\n",
        ":2: [source a] url: https://HOST/..., http://HOST/... or file:///PATH" },
    { SOURCE "password = SECRET\n",
        ":3: [source a] password: no such key; there are url, format, map, take, kind, charset, every, allow_http, public_key, signatures, ca_file, headers_file, user, password_file, method, body, content_type" },
    { SOURCE "password_file = SECRET\n",
        ":3: [source a] password_file: an absolute path; empty for none" },
    { SOURCE "headers_file = X-Key: SECRET\n",
        ":3: [source a] headers_file: an absolute path; empty for no headers" },
    { SOURCE "user = a:SECRET@b\npassword_file = /p\n",
        ":3: [source a] user: at most 120 bytes, no : in it, no ; in front; empty for none" },
    { SOURCE "user = a\n", ":3: [source a] user: give password_file as well" },
    { SOURCE "password_file = /p\n", ":3: [source a] password_file: give user as well" },
    { SOURCE "body = a=b\n",
        ":3: [source a] body: nothing is sent with get: write method = post" },
    { SOURCE "method = put\n", ":3: [source a] method = put: one of get, post" },
    { SOURCE "method = post\ncontent_type = json\n",
        ":4: [source a] content_type = json: such as application/json; empty: by the body" },
    { "[source a]\nurl = http://a.example/\nallow_http = yes\nheaders_file = /h\n",
        ":2: [source a] url: headers_file, user and password_file are sent over https alone: write https://" },
    { "[source a]\nurl = http://10.0.0.1/\nallow_http = yes\nuser = a\npassword_file = /p\n",
        ":2: [source a] url: headers_file, user and password_file are sent over https alone: write https://" },
    { "[source a]\nurl = file:///f.json\nheaders_file = /h\n",
        ":2: [source a] url: a file is read without headers_file, user and method = post: take them out" },
    { "[source a]\nurl = file:///f.json\nmethod = post\n",
        ":2: [source a] url: a file is read without headers_file, user and method = post: take them out" },
    { "[source a]\nurl = http://localhost.a.example/\n",
        ":2: [source a] url = http://localhost.a.example/: write https://, or allow_http = yes in "
        "this section" },
    { "[source a2345678901234567890123456789012345678901]\n",
        ":1: [source a2345678901234567890123456789012345678901]: a source's name is 1 to 40 "
        "letters, digits, - and _" },
    { "[screen]\nname = a\x7f\n",
        ":2: [screen] name = a?: at most 120 bytes, no ; in front; empty for the host's "
        "name" },
    { SOURCE "allow_http = true\n", ":3: [source a] allow_http = true: yes or no" },
    { SOURCE "public_key = RWQA\n",
        ":3: [source a] public_key = RWQA: a list of minisign public keys (56 characters that "
        "begin with RW)" },
    { SOURCE "public_key = RWA" REST53 "\n",
        ":3: [source a] public_key = RWA" REST53 ": a list of minisign public keys (56 "
        "characters that begin with RW)" },
    { "[store]\npath = store\n",
        ":2: [store] path = store: an absolute path; empty for the usual place" },
    { "[store]\nmax = 15M\n", ":2: [store] max = 15M: a size (K, M or G) from 16M to 100G" },
    { "[store]\nmax = 512\n", ":2: [store] max = 512: a size (K, M or G) from 16M to 100G" },
    { "[store]\nmax = 512MB\n",
        ":2: [store] max = 512MB: a size (K, M or G) from 16M to 100G" },
    { "[store]\nmax = 101G\n", ":2: [store] max = 101G: a size (K, M or G) from 16M to 100G" },
    { "[guard]\nidentity = 澄江职院,;澄职\n",
        ":2: [guard] identity = 澄江职院,;澄职: a list of names, none with ; in front" },
    { "[screen]\nname =;a\n",
        ":2: [screen] name = ;a: at most 120 bytes, no ; in front; empty for the host's name" },
    { "[guard]\nhosts = https://a.example\n",
        ":2: [guard] hosts = https://a.example: a list of host names or .suffixes" },
    { "[guard]\nhotlines = 招生热线\n",
        ":2: [guard] hotlines = 招生热线: a list of phone numbers or their beginnings" },
    { "[programme]\norder = welcome, video\n",
        ":2: [programme] order = welcome, video: any of " KINDS
        "each once, with commas between" },
    { "[programme]\norder = links, links\n",
        ":2: [programme] order = links, links: any of " KINDS
        "each once, with commas between" },
    { "[programme]\norder =\n",
        ":2: [programme] order = : any of " KINDS "each once, with commas between" },
    { "[programme]\ndwell_min = 30s\ndwell_max = 20s\n",
        ":3: [programme] dwell_min: at most dwell_max" },
    { "[programme]\ndwell_min = 2m\n", ":2: [programme] dwell_min: at most dwell_max" },
    { "[programme]\nheadlines_max = 0\n",
        ":2: [programme] headlines_max = 0: a whole number from 1 to 40" },
    { "[theme]\nname = my theme\n",
        ":2: [theme] name = my theme: a theme's name, or the path of a file that ends in .ini" },
    { "[theme]\ntransition = wipe\n",
        ":2: [theme] transition = wipe: one of none, cut, fade, push" },
    { "[theme]\ntransition_time = 99ms\n",
        ":2: [theme] transition_time = 99ms: a duration (ms, s, m or h) from 100ms to 3s" },
    { "[screen]\nterm_start = 31.8.2026\n",
        ":2: [screen] term_start = 31.8.2026: a day such as 2026-08-31; empty "
        "where no weeks are counted" },
    { "[screen]\nterm_start = 2026-02-30\n",
        ":2: [screen] term_start = 2026-02-30: a day such as 2026-08-31; empty "
        "where no weeks are counted" },
    { "[screen]\nterm_weeks = 0\n",
        ":2: [screen] term_weeks = 0: a whole number from 1 to 60" },
    { "[theme]\nshow_clock = 1\n", ":2: [theme] show_clock = 1: yes or no" },
    { "[fetch]\nproxy = proxy.example:3128\n",
        ":2: [fetch] proxy = proxy.example:3128: http, https, socks5 or socks5h ://HOST[:PORT]; "
        "empty for none" },
    { "[fetch]\nmax = 9M\n", ":2: [fetch] max = 9M: a size (K, M or G) from 16K to 8M" },
    { "[fetch]\nconnect_timeout = 20s\ntotal_timeout = 10s\n",
        ":3: [fetch] connect_timeout: at most total_timeout" },
    { "[desk]\nlisten = 8480\n",
        ":2: [desk] listen = 8480: ADDRESS:PORT, such as 127.0.0.1:8480 or [::1]:8480" },
    { "[desk]\nlisten = localhost:8480\n",
        ":2: [desk] listen = localhost:8480: ADDRESS:PORT, such as 127.0.0.1:8480 or [::1]:8480" },
    { "[desk]\nlisten = 127.0.0.1\n",
        ":2: [desk] listen = 127.0.0.1: ADDRESS:PORT, such as 127.0.0.1:8480 or [::1]:8480" },
    { "[desk]\nlisten = 127.0.0.1:65536\n",
        ":2: [desk] listen = 127.0.0.1:65536: ADDRESS:PORT, such as 127.0.0.1:8480 or [::1]:8480" },
    { "[desk]\nlisten = 127.0.0.1:-1\n",
        ":2: [desk] listen = 127.0.0.1:-1: ADDRESS:PORT, such as 127.0.0.1:8480 or [::1]:8480" },
    { "[desk]\nlisten = ::1:8480\n",
        ":2: [desk] listen = ::1:8480: ADDRESS:PORT, such as 127.0.0.1:8480 or [::1]:8480" },
    { "[desk]\nlisten = [::1:8480\n",
        ":2: [desk] listen = [::1:8480: ADDRESS:PORT, such as 127.0.0.1:8480 or [::1]:8480" },
    { "[desk]\nlisten = [127.0.0.1]:80\n",
        ":2: [desk] listen = [127.0.0.1]:80: ADDRESS:PORT, such as 127.0.0.1:8480 or [::1]:8480" },
    { "[desk]\nlisten = *:80\n",
        ":2: [desk] listen = *:80: ADDRESS:PORT, such as 127.0.0.1:8480 or [::1]:8480" },
    { "[desk]\nlisten = [::1]:\n",
        ":2: [desk] listen = [::1]:: ADDRESS:PORT, such as 127.0.0.1:8480 or [::1]:8480" },
    { "[desk]\ndata = desk\n", ":2: [desk] data = desk: an absolute path" },
    { "[desk]\napprovals = 4\n", ":2: [desk] approvals = 4: a whole number from 0 to 3" },
    { "[desk]\ntrusted_proxy = proxy.example\n",
        ":2: [desk] trusted_proxy = proxy.example: a list of IP addresses" },
    { "[desk]\nremote_user = X User\n",
        ":2: [desk] remote_user = X User: the name of a header, "
        "such as X-Remote-User; empty for none" },
    { "[desk]\nremote_user = X-User\n", ":2: [desk] remote_user: give trusted_proxy as well" },
    { "[desk]\ntls_cert = /c\n", ":2: [desk] tls_cert: tls_cert and tls_key: both or neither" },
    { "[desk]\npublish = /not/there/yet/\n",
        ":2: [desk] publish: this is a folder: name the file in it, as .../feed.json" },
    { "[desk]\napprovals = 0\ntls_key = /c\n",
        ":1: [desk] tls_cert: tls_cert and tls_key: both or neither" },
    { "[desk]\nlisten = 0.0.0.0:8480\n",
        ":2: [desk] listen: other machines would send passwords in the open: give tls_cert and "
        "tls_key, or trusted_proxy" },
    { "# \xff\n[screen]\n", ":1: not UTF-8 text: save the file as UTF-8" },
    { "[screen]\nname = \xe6\xbe\n", ":2: not UTF-8 text: save the file as UTF-8" },
};

static void test_bad_configs(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof bad_configs / sizeof *bad_configs; i++) {
        assert_refused(bad_configs[i].text, strlen(bad_configs[i].text), bad_configs[i].error);
    }
}

static void test_files_that_are_no_config(void **state)
{
    (void)state;
    static const char with_nul[] = "[screen]\nname = a\0b\n";
    assert_refused(with_nul, sizeof with_nul - 1, ":2: not UTF-8 text: save the file as UTF-8");

    static char long_line[16 * 1024];
    memset(long_line, 'x', sizeof long_line);
    memcpy(long_line, "[guard]\nidentity = ", 19);
    assert_refused(long_line, sizeof long_line, ":2: a line has at most 8192 bytes");
    memcpy(long_line, "[guard]\n; a comment", 19);
    assert_refused(long_line, 8 + 8193, ":2: a line has at most 8192 bytes");

    struct error error;
    assert_null(config_load("/nonexistent/lobbycard.ini", &error));
    assert_string_equal(error.text, "/nonexistent/lobbycard.ini: No such file or directory");
    assert_null(config_load("/", &error));
    assert_null(config_load("", &error));
    assert_string_equal(error.text, "a config file needs a name: --config FILE");
}

static void test_a_long_value_is_cut_in_the_error(void **state)
{
    (void)state;
    char text[1024] = "[screen]\ntags = ", wanted[512] = ":2: [screen] tags = ";
    for (int i = 0; i < 100; i++) {
        strcat(text, "澄");
        strcat(wanted, i < 33 ? "澄" : "");
    }
    strcat(wanted, "…: tags of letters (of any script), digits, - and _");
    assert_refused(text, strlen(text), wanted);
}

static void test_defaults(void **state)
{
    (void)state;
    struct error error;
    struct config *config = config_default(&error);
    assert_non_null(config);
    assert_string_equal(config->path, "");
    assert_true(*config->screen.name);
    assert_string_equal(zone_name(config->screen.timezone), "Asia/Shanghai");
    assert_int_equal(config->source_count, 0);
    assert_string_equal(config->store.path, "");
    assert_int_equal(config->store.max_bytes, 512 * 1024 * 1024);
    assert_string_equal(config->programme.order.items[0], "welcome");
    assert_int_equal(config->programme.dwell_min_ms, 6000);
    assert_int_equal(config->theme.transition, TRANSITION_FADE);
    assert_int_equal(config->theme.transition_ms, 600);
    assert_true(config->theme.show_clock);
    assert_int_equal(config->fetch.max_bytes, 8 * 1024 * 1024);
    config_destroy(config);
    config_destroy(NULL);
}

static char *printed(const struct config *config)
{
    struct bytes out;
    bytes_init(&out);
    assert_non_null(config);
    assert_true(config_print(config, &out));
    return out.data;
}

static void test_shipped_config_is_the_defaults(void **state)
{
    (void)state;
    struct error error = { "" };
    struct config *shipped = config_load(TEST_ROOT "/config/lobbycard.ini", &error);
    struct config *defaults = config_default(&error);
    assert_string_equal(error.text, "");
    char *from_file = printed(shipped), *built_in = printed(defaults);
    char *got_rest = NULL, *wanted_rest = NULL, *got = strtok_r(from_file, "\n", &got_rest);
    for (char *wanted = strtok_r(built_in, "\n", &wanted_rest); wanted;
         wanted = strtok_r(NULL, "\n", &wanted_rest)) {
        if (!got || strcmp(got, wanted) != 0) {
            fail_msg("config/lobbycard.ini has \"%s\" where the default is \"%s\"",
                got ? got : "its end", wanted);
        }
        got = strtok_r(NULL, "\n", &got_rest);
    }
    assert_null(got);
    free(from_file);
    free(built_in);
    config_destroy(shipped);
    config_destroy(defaults);
}

/* Whether the lines of the text, which may be cut up, begin with sections and keys in the order
 * in which config_print has them. */
static void must_have_every_key(const char *name, char *text)
{
    struct error error;
    struct config *config = load_text(text, &error);
    if (!config) {
        fail_msg("%s: %s", name, error.text);
    }
    assert_int_equal(config->source_count, 1);
    char *all = printed(config), *rest = NULL;
    char *wanted = strtok_r(all, "\n", &rest), *got_rest = NULL;
    char *got = strtok_r(text, "\n", &got_rest);
    for (; wanted; wanted = strtok_r(NULL, "\n", &rest)) {
        if (!got || strncmp(got, wanted, strcspn(wanted, "=")) != 0) {
            fail_msg(
                "%s has \"%s\" where keys.c has \"%s\"", name, got ? got : "its end", wanted);
        }
        got = strtok_r(NULL, "\n", &got_rest);
    }
    assert_null(got);
    free(all);
    config_destroy(config);
}

/* The keys of lobbycard.ini, commented ones too. */
static void test_shipped_config_shows_every_key(void **state)
{
    (void)state;
    struct error error;
    struct bytes file, plain;
    bytes_init(&file);
    bytes_init(&plain);
    assert_true(file_read(TEST_ROOT "/config/lobbycard.ini", 65536, &file, &error));
    for (char *line = strtok(file.data, "\n"); line; line = strtok(NULL, "\n")) {
        bool is_off = line[0] == '#' && line[1] && line[1] != ' ';
        assert_true(
            line[0] == '#' && !is_off ? true : bytes_print(&plain, "%s\n", line + is_off));
    }
    must_have_every_key("config/lobbycard.ini", plain.data);
    bytes_finish(&file);
    bytes_finish(&plain);
}

/* What the fuzzer begins with. */
static void test_the_corpus_has_every_key(void **state)
{
    (void)state;
    static const char name[] = "tests/fuzz/corpus/config_load/every-key.ini";
    struct error error;
    struct bytes file;
    bytes_init(&file);
    assert_true(file_read(name, 65536, &file, &error));
    must_have_every_key(name, file.data);
    bytes_finish(&file);
}

static void test_demo_config(void **state)
{
    (void)state;
    struct error error = { "" };
    struct config *config = config_load(TEST_ROOT "/config/demo.ini", &error);
    assert_string_equal(error.text, "");
    assert_int_equal(config->source_count, 1);
    assert_string_equal(config->sources[0].name, "demo");
    assert_memory_equal(config->sources[0].url, "file:///", 8);
    assert_null(strchr(config->sources[0].url, '$'));
    assert_non_null(strstr(config->sources[0].url, "/assets/demo/feed.json"));
    config_destroy(config);
}

static void test_sources_and_types(void **state)
{
    (void)state;
    static const char text[] =
        "\xef\xbb\xbf; with a byte order mark\r\n"
        "[screen]\r\n  name = 一号楼大厅 ; the east one\r\n\ttags = lobby,宿舍 , hall-2\r\n"
        "[source news]\r\nurl: https://www.example.edu.cn/a;b?c=1\r\nevery = 90s\r\n"
        "[source  dorm_2]\r\nurl = http://10.0.0.2/f\r\nallow_http = yes\r\n"
        "public_key = " KEY56 ", " KEY56 "\r\n"
        "[source here]\r\nurl = http://localhost:8080/f\r\n"
        "[source six]\r\nurl = http://[::1]:80/f\r\n"
        "[source four]\r\nurl = HTTP://127.0.0.9/f\r\n"
        "[guard]\r\nidentity = 澄江职院，澄江学院、Chengjiang College\r\n"
        "hosts = www.example.edu.cn, .example.edu.cn\r\nhotlines = 023-6576, +8623, 110\r\ntags = lobby、宿舍\r\n"
        "[programme]\r\norder = hotlines, welcome\r\n"
        "[theme]\r\nname = /etc/lobbycard/blue.ini\r\ntransition = cut\r\n"
        "[fetch]\r\nproxy = socks5h://127.0.0.1:1080\r\nmax = 64K\r\n";
    struct error error = { "" };
    struct config *config = load_text(text, &error);
    assert_string_equal(error.text, "");
    assert_string_equal(config->path, path);
    assert_string_equal(config->screen.name, "一号楼大厅");
    assert_int_equal(config->screen.tags.count, 3);
    assert_string_equal(config->screen.tags.items[1], "宿舍");
    assert_int_equal(config->source_count, 5);
    assert_string_equal(config->sources[0].url, "https://www.example.edu.cn/a;b?c=1");
    assert_int_equal(config->sources[0].every_ms, 90000);
    assert_int_equal(config->sources[0].public_keys.count, 0);
    assert_string_equal(config->sources[1].name, "dorm_2");
    assert_true(config->sources[1].allow_http);
    assert_int_equal(config->sources[1].every_ms, 300000);
    assert_int_equal(config->sources[1].public_keys.count, 2);
    assert_int_equal(config->guard.tags.count, 2);
    assert_int_equal(config->guard.identity.count, 3);
    assert_string_equal(config->guard.identity.items[2], "Chengjiang College");
    assert_int_equal(config->programme.order.count, 2);
    assert_string_equal(config->programme.order.items[0], "hotlines");
    assert_int_equal(config->theme.transition, TRANSITION_CUT);
    assert_int_equal(config->fetch.max_bytes, 65536);

    char *once = printed(config), *again;
    struct config *reread = load_text(once, &error);
    again = printed(reread);
    assert_string_equal(once, again);
    free(once);
    free(again);
    config_destroy(reread);
    config_destroy(config);
}

static void test_too_many_sources(void **state)
{
    (void)state;
    char text[4096] = "";
    for (int i = 0; i < 33; i++) {
        size_t length = strlen(text);
        snprintf(text + length, sizeof text - length, "[source s%d]\nurl = https://a.b/\n", i);
    }
    assert_refused(text, strlen(text),
        ":65: [source s32]: at most 32 sources: put several feeds into one, or show them on another screen");
}

static void test_durations(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t ms; /* -1: no duration */
    } table[] = {
        { "0s", 0 },
        { "60s", 60000 },
        { "10m", 600000 },
        { "24h", 86400000 },
        { "1500ms", 1500 },
        { "999999999h", INT64_C(3599999996400000) },
        { "1000000000s", -1 },
        { "", -1 },
        { "s", -1 },
        { "60", -1 },
        { "-1s", -1 },
        { "+1s", -1 },
        { "1.5s", -1 },
        { "1 s", -1 },
        { " 1s", -1 },
        { "1s ", -1 },
        { "1S", -1 },
        { "1m30s", -1 },
        { "1d", -1 },
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        int64_t ms = -1;
        assert_int_equal(config_parse_duration(table[i].text, &ms), table[i].ms >= 0);
        assert_int_equal(ms, table[i].ms);
    }
}

static struct config *read_what_can_be_read(const char *text, struct error *fault)
{
    struct error ignored = { "" };
    assert_null(load_text(text, &ignored));
    struct config *config = config_load_readable(path, fault);
    assert_non_null(config);
    assert_string_equal(fault->text, ignored.text); /* the same fault is told */
    return config;
}

/* What is wrong in one place takes nothing else with it. */
static void test_readable(void **state)
{
    static const char *const faults[] = { "[screen]\nname = east\nnmae = x\n",
        "[screen]\nname = east\ntimezone = Nowhere/Nowhere\n", "[screne]\nname = west\n",
        "[programme]\ndwell_min = 60s\ndwell_max = 5s\n", "[source a b]\nurl = x\n",
        "[source empty]\n", "[screen]\ncalendar = none-2026\n",
        "[theme]\nname = paper\n[theme]\nname = night\n", "[screen]\noff = whenever\n" };
    (void)state;
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        char text[512];
        struct error fault = { "" };
        snprintf(text, sizeof text,
            "[store]\npath = /s\n[source news]\nurl = https://n.example/\n%s[fetch]\nproxy = "
            "socks5h://p.example:1080\n",
            faults[i]);
        struct config *config = read_what_can_be_read(text, &fault);
        assert_string_equal(config->store.path, "/s");
        assert_true(config->source_count >= 1);
        assert_string_equal(config->sources[0].name, "news");
        assert_string_equal(config->sources[0].url, "https://n.example/");
        assert_string_equal(config->fetch.proxy, "socks5h://p.example:1080");
        assert_string_equal(zone_name(config->screen.timezone), "Asia/Shanghai");
        assert_string_equal(config->theme.name, "paper");
        assert_string_equal(config->screen.off.text, "");
        config_destroy(config);
    }
    struct error fault = { "" };
    struct config *config = read_what_can_be_read("[store]\npath = /s\nnonsense\n", &fault);
    assert_string_equal(config->store.path, "/s");
    config_destroy(config);
    config = config_load_readable("/nonexistent/file.ini", &fault);
    assert_non_null(config);
    assert_non_null(strstr(fault.text, "/nonexistent/file.ini"));
    config_destroy(config);
    assert_non_null(config = load_text("[screen]\nname = x\n", &fault));
    config_destroy(config);
    assert_non_null(config = config_load_readable(path, &fault));
    assert_string_equal(fault.text, "");
    config_destroy(config);
}

/* How what is posted goes over the wire: said by the key, or by the body. */
static void test_posts(void **state)
{
    static const struct {
        const char *keys, *body, *type;
    } rows[] = {
        { "", "", "" },
        { "body = {\"page\": 1, \"部门\": \"图书馆\"}\n", "{\"page\": 1, \"部门\": \"图书馆\"}",
            "application/json" },
        { "body = [1]\n", "[1]", "application/json" },
        { "body = <a/>\n", "<a/>", "text/xml; charset=utf-8" },
        { "body = 栏目=通知&a[]=b c&d=%E4+&e=100%\n",
            "%E6%A0%8F%E7%9B%AE=%E9%80%9A%E7%9F%A5&a%5B%5D=b%20c&d=%E4+&e=100%25",
            "application/x-www-form-urlencoded" },
        { "body = 通知\ncontent_type = text/plain;charset=utf-8\n", "通知",
            "text/plain;charset=utf-8" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[400];
        struct error error = { "" };
        snprintf(text, sizeof text, SOURCE "method = post\n%s", rows[i].keys);
        struct config *config = load_text(text, &error);
        if (!config) {
            fail_msg("%s", error.text);
        }
        assert_int_equal(config->sources[0].method, SOURCE_POST);
        assert_string_equal(config->sources[0].body, rows[i].body);
        assert_string_equal(config->sources[0].content_type, rows[i].type);
        config_destroy(config);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_readable),
        cmocka_unit_test(test_bad_configs),
        cmocka_unit_test(test_posts),
        cmocka_unit_test(test_files_that_are_no_config),
        cmocka_unit_test(test_a_long_value_is_cut_in_the_error),
        cmocka_unit_test(test_defaults),
        cmocka_unit_test(test_shipped_config_is_the_defaults),
        cmocka_unit_test(test_shipped_config_shows_every_key),
        cmocka_unit_test(test_the_corpus_has_every_key),
        cmocka_unit_test(test_demo_config),
        cmocka_unit_test(test_sources_and_types),
        cmocka_unit_test(test_too_many_sources),
        cmocka_unit_test(test_durations),
    };
    return cmocka_run_group_tests(tests, make_path, remove_path);
}
