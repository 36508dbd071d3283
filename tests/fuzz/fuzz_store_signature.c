/* A signature file of whatever bytes: read within its bounds, and never good. */
#include "edition/signature.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *keys[] = { "RWSGdVYYuGhIzLWZ5Ab9TY7Iw66+40ua78iSxeIoZTlRowtKO5zD94Bn" };
    struct signers signers;
    struct error error;
    if (signature_verify(&(struct text_list) { keys, 1 }, 1, "{}", 2, (const char *)data, size,
            &signers, &error)) {
        abort();
    }
    return 0;
}
