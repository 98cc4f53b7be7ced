#pragma once
#include <spawn.h>

/// What Swift's view of glibc lacks for starting programs.

/// The program that is started begins in this folder; 0 on success. The text is copied.
int shrike_spawn_in_folder(posix_spawn_file_actions_t *_Nonnull actions,
                           const char *_Nonnull folder);
