#define _GNU_SOURCE
#include "CGit2.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

// The calls above kept their ABI in all of these; 1.5 is what is tested.
static const char *const names[] = {
    "libgit2.so.1.5", "libgit2.so.1.6", "libgit2.so.1.7", "libgit2.so.1.8", "libgit2.so.1.9",
};

// A window of the pack file and the sum of all windows. Mapped pages count as resident memory, and
// libgit2's own defaults (1 GiB, 8 GiB) would map whole packs.
static const size_t window_size = 8 << 20;
static const size_t window_limit = 32 << 20;

static shrike_git2_table table;
static int ready;
static char reason[256];
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void *open_library(void) {
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    void *library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
    if (library) return library;
    if (i == 0) snprintf(reason, sizeof reason, "%s", dlerror());
  }
  return NULL;
}

static void load(void) {
  void *library = open_library();
  if (!library) return;

#define SHRIKE_GIT2_LOAD(name)                                         \
  table.name = (__typeof__(name) *)dlsym(library, #name);              \
  if (!table.name) {                                                   \
    snprintf(reason, sizeof reason, "libgit2 has no function " #name); \
    return;                                                            \
  }
  SHRIKE_GIT2_FUNCTIONS(SHRIKE_GIT2_LOAD)
#undef SHRIKE_GIT2_LOAD

  __typeof__(git_libgit2_init) *init = (__typeof__(init))dlsym(library, "git_libgit2_init");
  __typeof__(git_libgit2_opts) *set = (__typeof__(set))dlsym(library, "git_libgit2_opts");
  if (!init || !set || init() < 0) {
    snprintf(reason, sizeof reason, "libgit2 did not start");
    return;
  }
  set(GIT_OPT_SET_OWNER_VALIDATION, 0);
  set(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
  // Blobs are read once and trees have a cache of ours.
  set(GIT_OPT_ENABLE_CACHING, 0);
  set(GIT_OPT_SET_MWINDOW_SIZE, window_size);
  set(GIT_OPT_SET_MWINDOW_MAPPED_LIMIT, window_limit);
  set(GIT_OPT_SET_MWINDOW_FILE_LIMIT, (size_t)256);
  reason[0] = 0;
  ready = 1;
}

const shrike_git2_table *shrike_git2(void) {
  pthread_once(&once, load);
  return ready ? &table : NULL;
}

const char *shrike_git2_reason(void) {
  pthread_once(&once, load);
  return reason;
}

int shrike_pipe(int *ends) { return pipe2(ends, O_CLOEXEC); }

int shrike_memory_file(void) { return memfd_create("shrike", MFD_CLOEXEC); }
