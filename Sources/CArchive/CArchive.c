#define _GNU_SOURCE
#include "CArchive.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <locale.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { DESCRIPTOR_BLOCK = 256 << 10 };

struct shrike_archive {
  struct archive *reader;
  // Opening failed; the reader still knows why.
  bool is_broken;
};

// libarchive turns names into the thread's character set; outside UTF-8 it would lose them.
static locale_t utf8;
static pthread_once_t utf8_once = PTHREAD_ONCE_INIT;

static void make_utf8(void) { utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0); }

static locale_t enter_utf8(void) {
  pthread_once(&utf8_once, make_utf8);
  return utf8 ? uselocale(utf8) : (locale_t)0;
}

static void leave_utf8(locale_t before) {
  if (before) uselocale(before);
}

static struct archive *make_reader(shrike_archive_kind kind) {
  struct archive *reader = archive_read_new();
  if (!reader) return NULL;
  switch (kind) {
  case SHRIKE_ARCHIVE_ZIP:
    archive_read_support_format_zip(reader);
    break;
  case SHRIKE_ARCHIVE_7Z:
    archive_read_support_format_7zip(reader);
    break;
  case SHRIKE_ARCHIVE_COMPRESSED:
    archive_read_support_filter_gzip(reader);
    archive_read_support_filter_bzip2(reader);
    archive_read_support_filter_xz(reader);
    archive_read_support_filter_zstd(reader);
    archive_read_support_format_raw(reader);
    archive_read_support_format_empty(reader);
    archive_read_support_format_tar(reader);
    break;
  case SHRIKE_ARCHIVE_TAR:
    archive_read_support_format_tar(reader);
    break;
  }
  return reader;
}

static shrike_archive *finish_open(struct archive *reader, int result) {
  shrike_archive *archive = malloc(sizeof *archive);
  if (!archive) {
    archive_read_free(reader);
    return NULL;
  }
  archive->reader = reader;
  archive->is_broken = result < ARCHIVE_WARN;
  return archive;
}

shrike_archive *shrike_archive_open_memory(
    const void *bytes, size_t count, shrike_archive_kind kind) {
  struct archive *reader = make_reader(kind);
  if (!reader) return NULL;
  locale_t before = enter_utf8();
  shrike_archive *archive =
      finish_open(reader, archive_read_open_memory(reader, bytes, count));
  leave_utf8(before);
  return archive;
}

shrike_archive *shrike_archive_open_descriptor(int descriptor, shrike_archive_kind kind) {
  if (lseek(descriptor, 0, SEEK_SET) != 0) return NULL;
  struct archive *reader = make_reader(kind);
  if (!reader) return NULL;
  locale_t before = enter_utf8();
  shrike_archive *archive =
      finish_open(reader, archive_read_open_fd(reader, descriptor, DESCRIPTOR_BLOCK));
  leave_utf8(before);
  return archive;
}

void shrike_archive_close(shrike_archive *archive) {
  if (!archive) return;
  archive_read_free(archive->reader);
  free(archive);
}

static shrike_archive_result failure(struct archive *reader) {
  return archive_read_has_encrypted_entries(reader) > 0 ? SHRIKE_ARCHIVE_ENCRYPTED
                                                        : SHRIKE_ARCHIVE_DAMAGED;
}

shrike_archive_result shrike_archive_next(shrike_archive *archive, shrike_archive_entry *out) {
  struct archive *reader = archive->reader;
  struct archive_entry *entry = NULL;
  out->name = "";
  out->size = -1;
  out->is_raw = false;
  if (archive->is_broken) return failure(reader);
  locale_t before = enter_utf8();
  int result = ARCHIVE_RETRY;
  // A format that asks again and again is as good as damaged.
  for (int attempt = 0; attempt < 8 && result == ARCHIVE_RETRY; attempt++) {
    result = archive_read_next_header(reader, &entry);
  }
  shrike_archive_result answer;
  if (result == ARCHIVE_EOF) {
    answer = SHRIKE_ARCHIVE_END;
  } else if (result < ARCHIVE_WARN || !entry) {
    answer = failure(reader);
  } else {
    const char *name = archive_entry_pathname(entry);
    if (!name) name = archive_entry_pathname_utf8(entry);
    if (name) out->name = name;
    if (archive_entry_size_is_set(entry)) out->size = archive_entry_size(entry);
    out->is_raw = archive_format(reader) == ARCHIVE_FORMAT_RAW;
    // No filter took the bytes: they would come out as they went in, for ever.
    if (out->is_raw && archive_filter_code(reader, 0) == ARCHIVE_FILTER_NONE) {
      archive_set_error(reader, EILSEQ, "Unrecognized compression");
      archive->is_broken = true;
      leave_utf8(before);
      return SHRIKE_ARCHIVE_DAMAGED;
    }
    // A zip made elsewhere than on Unix may state no type.
    mode_t type = archive_entry_filetype(entry);
    size_t length = strlen(out->name);
    int isFile = (type == AE_IFREG || type == 0) && !archive_entry_hardlink(entry)
        && !(length > 0 && out->name[length - 1] == '/');
    if (!isFile) {
      answer = SHRIKE_ARCHIVE_OTHER;
    } else {
      answer = archive_entry_is_encrypted(entry) ? SHRIKE_ARCHIVE_ENCRYPTED : SHRIKE_ARCHIVE_FILE;
    }
  }
  leave_utf8(before);
  return answer;
}

int64_t shrike_archive_read(shrike_archive *archive, void *into, size_t count) {
  la_ssize_t filled = ARCHIVE_RETRY;
  for (int attempt = 0; attempt < 8 && filled == ARCHIVE_RETRY; attempt++) {
    filled = archive_read_data(archive->reader, into, count);
  }
  if (filled >= 0) return filled;
  return failure(archive->reader) == SHRIKE_ARCHIVE_ENCRYPTED ? -2 : -1;
}

const char *shrike_archive_error(shrike_archive *archive) {
  const char *text = archive_error_string(archive->reader);
  return text ? text : "no reason given";
}
