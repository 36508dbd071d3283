/* Any bytes as the config: refused with a line, or a config that prints itself and reads back.
 */
#include "config/load.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct config *load(const void *data, size_t size, struct error *error)
{
    char path[64];
    int fd = memfd_create("config", MFD_CLOEXEC);
    if (fd < 0 || write(fd, data, size) != (ssize_t)size) {
        abort();
    }
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    struct config *config = config_load(path, error);
    close(fd);
    return config;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct error error = { "" };
    struct bytes once, again;
    bytes_init(&once);
    bytes_init(&again);
    struct config *config = load(data, size, &error);
    if (config && config_print(config, &once)) {
        struct config *reread = load(once.data, once.size, &error);
        if (!reread || !config_print(reread, &again) || strcmp(once.data, again.data) != 0) {
            abort();
        }
        config_destroy(reread);
    } else if (!config && !*error.text) {
        abort();
    }
    bytes_finish(&once);
    bytes_finish(&again);
    config_destroy(config);
    return 0;
}
