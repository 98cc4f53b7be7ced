// libgit2's object database, loaded on first use: a scan that reads no history does not pay for it.
#ifndef SHRIKE_CGIT2_H
#define SHRIKE_CGIT2_H

#include <git2.h>

// Every function of libgit2 that Shrike calls, typed by libgit2's own header.
#define SHRIKE_GIT2_FUNCTIONS(X) \
  X(git_odb_open)                \
  X(git_odb_free)                \
  X(git_odb_read)                \
  X(git_odb_read_header)         \
  X(git_odb_exists_prefix)       \
  X(git_odb_object_data)         \
  X(git_odb_object_size)         \
  X(git_odb_object_type)         \
  X(git_odb_object_free)         \
  X(git_error_last)

typedef struct shrike_git2_table {
#define SHRIKE_GIT2_FIELD(name) __typeof__(name) *_Nonnull name;
  SHRIKE_GIT2_FUNCTIONS(SHRIKE_GIT2_FIELD)
#undef SHRIKE_GIT2_FIELD
} shrike_git2_table;

/// The loaded library, set up for reading what others wrote; NULL when it cannot be loaded.
/// The first call loads it; any thread may call.
const shrike_git2_table *_Nullable shrike_git2(void);

/// Why `shrike_git2` gave NULL; an empty text when it did not.
const char *_Nonnull shrike_git2_reason(void);

/// A pipe that programs started meanwhile do not inherit; 0 on success. Swift's view of glibc lacks
/// it.
int shrike_pipe(int *_Nonnull ends);

/// A file in memory, not inherited either; negative when there can be none.
int shrike_memory_file(void);

#endif
