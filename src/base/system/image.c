#include "base/system/image.h"

#include <link.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* Whether the loader wrote into what is only read: those pages would come back without it. */
static bool has_text_relocations(const struct dl_phdr_info *info)
{
    for (int i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *header = &info->dlpi_phdr[i];
        const ElfW(Dyn) *entry = (const ElfW(Dyn) *)(info->dlpi_addr + header->p_vaddr);
        for (; header->p_type == PT_DYNAMIC && entry->d_tag != DT_NULL; entry++) {
            if (entry->d_tag == DT_TEXTREL ||
                (entry->d_tag == DT_FLAGS && (entry->d_un.d_val & DF_TEXTREL))) {
                return true;
            }
        }
    }
    return false;
}

static int trim(struct dl_phdr_info *info, size_t size, void *context)
{
    uintptr_t page = *(const uintptr_t *)context;
    (void)size;
    bool is_shared = !has_text_relocations(info);
    for (int i = 0; is_shared && i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *header = &info->dlpi_phdr[i];
        if (header->p_type == PT_LOAD && !(header->p_flags & PF_W)) {
            uintptr_t start = info->dlpi_addr + header->p_vaddr, first = start / page * page;
            madvise((void *)first, start + header->p_filesz - first, MADV_DONTNEED);
        }
    }
    return 0;
}

static int expect_little(struct dl_phdr_info *info, size_t size, void *context)
{
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    (void)size;
    for (int i = 0; i < info->dlpi_phnum && strstr(info->dlpi_name, context); i++) {
        const ElfW(Phdr) *header = &info->dlpi_phdr[i];
        if (header->p_type == PT_LOAD) {
            uintptr_t start = info->dlpi_addr + header->p_vaddr, first = start / page * page;
            madvise((void *)first, start + header->p_filesz - first, MADV_RANDOM);
        }
    }
    return 0;
}

void image_expect_little(const char *library)
{
    char name[64];
    snprintf(name, sizeof name, "/%s.so", library);
    dl_iterate_phdr(expect_little, name);
}

void image_trim(void)
{
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    dl_iterate_phdr(trim, &page);
}
