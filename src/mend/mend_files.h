/* Files beside a feed, for names that are nearly theirs. */
#pragma once

#include "mend/mend.h"

/* By the ending of its name; one that cannot be shown as well. */
bool mend_file_is_picture(const char *name);

/* Whose name ends that path (of any system), in the feed's folder or one folder below: relative
 * to it; where there is none, the name in media/. NULL where the feed is no file, or memory is
 * out. */
const char *mend_file_beside(const struct mend_job *job, const char *path);

/* The file there is that a picture's path may mean: of the same name in other letters or with
 * another ending, or the only one that is nearly spelt so. Relative; NULL where there is none.
 */
const char *mend_file_near(const struct mend_job *job, const char *path);

/* The pictures there are in the folder that the path names, or else beside the feed itself:
 * "gate.jpg, hall.jpg", a few of them; "" for none, NULL when memory is out. */
const char *mend_files_there(const struct mend_job *job, const char *path);
