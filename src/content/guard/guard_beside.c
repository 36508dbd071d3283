#include "content/guard/guard_beside.h"

#include <pthread.h>
#include <stdlib.h>

/* Fewer are done before a thread would have begun. */
enum { COUNT_LEAST = 100 };

struct beside {
    /* set once */
    const struct feed_object *of;
    const char *elements;
    struct guard guard; /* as this thread's, with what is one thread's for the other */
    struct looking looking;
    pthread_t thread;
    bool has_thread;
    /* under the lock */
    pthread_mutex_t lock;
    size_t front, back; /* elements before and from there on are somebody's */
    bool fine[];        /* the other's, until it has ended */
};

static bool has_list_of_its_own(const struct feed_object *of)
{
    for (size_t i = 0; i < of->count; i++) {
        if (of->members[i].flags & ALONE) {
            return true;
        }
    }
    return false;
}

static bool is_fine(struct looking *looking, const struct feed_object *of, const char *element)
{
    looking->is_joined = true;
    const struct feed_member *fault = looking_fault_of(looking, of, element);
    looking->is_joined = false;
    fault = fault ? fault : looking_fault_of_all(looking, of, element);
    bool fine = !fault && !looking->no_memory;
    looking->no_memory = false;
    arena_clear(&looking->scratch);
    return fine;
}

/* The last element that is nobody's yet. */
static bool take_last(struct beside *beside, size_t *index)
{
    pthread_mutex_lock(&beside->lock);
    bool is_left = beside->front < beside->back;
    beside->back -= is_left;
    *index = beside->back;
    pthread_mutex_unlock(&beside->lock);
    return is_left;
}

static bool dress_twin(struct beside *beside)
{
    struct guard *guard = &beside->guard;
    struct error ignored;
    struct text_folder *folder = text_folder_create(&ignored);
    struct words *words = folder ? words_twin(guard->words, folder) : NULL;
    guard->folder = folder;
    guard->words = words;
    guard->links.folder = folder;
    return words;
}

static void *judge(void *context)
{
    struct beside *beside = context;
    size_t index;
    bool is_dressed = dress_twin(beside);
    while (is_dressed && take_last(beside, &index)) {
        beside->fine[index] =
            is_fine(&beside->looking, beside->of, beside->elements + index * beside->of->size);
    }
    words_destroy(beside->guard.words);
    text_folder_destroy(beside->guard.folder);
    arena_finish(&beside->looking.scratch);
    return NULL;
}

struct beside *beside_begin(const struct looking *looking, const struct feed_object *of,
    const char *elements, size_t count)
{
    bool is_long = count >= COUNT_LEAST && of->has_index && !has_list_of_its_own(of);
    struct beside *beside = is_long ? calloc(1, sizeof *beside + count * sizeof(bool)) : NULL;
    if (!beside) {
        return NULL;
    }
    beside->of = of;
    beside->elements = elements;
    beside->back = count;
    beside->guard = *looking->guard;
    beside->looking = (struct looking) {
        .guard = &beside->guard, .feed = looking->feed, .url = looking->url
    };
    arena_init(&beside->looking.scratch);
    pthread_mutex_init(&beside->lock, NULL);
    beside->has_thread = pthread_create(&beside->thread, NULL, judge, beside) == 0;
    if (!beside->has_thread) {
        beside_end(beside);
        beside = NULL;
    }
    return beside;
}

static void wait_for_the_other(struct beside *beside)
{
    if (beside->has_thread) {
        pthread_join(beside->thread, NULL);
        beside->has_thread = false;
    }
}

bool beside_is_left(struct beside *beside, size_t index)
{
    pthread_mutex_lock(&beside->lock);
    bool is_ours = index < beside->back;
    beside->front = is_ours ? index + 1 : beside->front;
    pthread_mutex_unlock(&beside->lock);
    if (!is_ours) {
        wait_for_the_other(beside);
    }
    return is_ours || !beside->fine[index];
}

/* Also where this thread went no further than somewhere. */
void beside_end(struct beside *beside)
{
    if (beside) {
        pthread_mutex_lock(&beside->lock);
        beside->front = beside->back;
        pthread_mutex_unlock(&beside->lock);
        wait_for_the_other(beside);
        pthread_mutex_destroy(&beside->lock);
        free(beside);
    }
}
