// libarchive, reduced to what Shrike reads: regular files of an archive in memory or behind a
// descriptor. Nothing is ever written to disk, no external program is ever started.
#ifndef SHRIKE_CARCHIVE_H
#define SHRIKE_CARCHIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct shrike_archive shrike_archive;

typedef enum {
  SHRIKE_ARCHIVE_ZIP = 0,
  SHRIKE_ARCHIVE_7Z = 1,
  SHRIKE_ARCHIVE_TAR = 2,
  // gzip, bzip2, xz or zstd around a tar or around one file.
  SHRIKE_ARCHIVE_COMPRESSED = 3,
} shrike_archive_kind;

typedef enum {
  SHRIKE_ARCHIVE_END = 0,
  SHRIKE_ARCHIVE_FILE = 1,
  // A folder, link or device: an entry without content.
  SHRIKE_ARCHIVE_OTHER = 2,
  SHRIKE_ARCHIVE_ENCRYPTED = 3,
  // Nothing more can be read.
  SHRIKE_ARCHIVE_DAMAGED = 4,
} shrike_archive_result;

typedef struct {
  // Raw bytes of the name, mostly UTF-8; valid until the next call. Never NULL.
  const char *name;
  // Bytes of the content as the archive states them; -1 when it does not.
  int64_t size;
  // The one content of a compressed file that is no tar; the name means nothing.
  bool is_raw;
} shrike_archive_entry;

// `bytes` must stay until the archive is closed. NULL when memory is short; what cannot be read is
// DAMAGED at the first entry.
shrike_archive *shrike_archive_open_memory(
    const void *bytes, size_t count, shrike_archive_kind kind);
// Reads a regular file from its beginning; the descriptor stays the caller's.
shrike_archive *shrike_archive_open_descriptor(int descriptor, shrike_archive_kind kind);
void shrike_archive_close(shrike_archive *archive);

shrike_archive_result shrike_archive_next(shrike_archive *archive, shrike_archive_entry *entry);
// Content of the entry: bytes read, 0 at its end, -1 damaged, -2 encrypted.
int64_t shrike_archive_read(shrike_archive *archive, void *into, size_t count);
// libarchive's own words for the last failure; never NULL, valid until the next call.
const char *shrike_archive_error(shrike_archive *archive);

#endif
