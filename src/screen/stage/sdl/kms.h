/* What can be seen from outside of why KMS gives no display, for whoever has to mend it.
 * Private to the stage. */
#pragma once

#include "base/error.h"

/* One sentence with what to do. devices is /dev/dri, connectors /sys/class/drm. */
void kms_blame(const char *devices, const char *connectors, struct error *why);
