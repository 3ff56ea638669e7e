#define _GNU_SOURCE
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "shim.h"

enum kind { WRITTEN, CREATED, RENAMED, UNLINKED };

struct change {
  enum kind kind;
  struct stat file;
  char *path, *other;  // other: the new name, or the link that keeps a deleted (or overwritten) file
  off_t offset, size;  // size: of the file before the change
  size_t count;
  char* bytes;
  struct change* before;
};

static struct change* newest;
static unsigned long number;

static struct change* add(enum kind kind, const char* path) {
  struct change* change = calloc(1, sizeof *change);
  change->kind = kind;
  change->path = strdup(path);
  change->before = newest;
  newest = change;
  return change;
}

void remember_write(int fd, const char* path, size_t count, off_t offset) {
  struct change* change = add(WRITTEN, path);
  fstat(fd, &change->file);
  change->size = change->file.st_size;
  change->offset = offset;
  change->bytes = malloc(count);
  // The descriptor may be open for writing only.
  const int reader = (int)syscall(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC);
  const ssize_t got = reader < 0 ? 0 : pread(reader, change->bytes, count, offset);
  change->count = got > 0 ? (size_t)got : 0;
  if (reader >= 0) close(reader);
}

void remember_creation(int fd, const char* path) { fstat(fd, &add(CREATED, path)->file); }

// Keeps a file that is deleted or overwritten, under a second name beside it.
static char* keep(const char* path) {
  char* name = NULL;
  if (asprintf(&name, "%s.undo%lu", path, ++number) < 0) abort();
  if (syscall(SYS_linkat, AT_FDCWD, path, AT_FDCWD, name, 0) == 0) return name;
  free(name);
  return NULL;
}

void remember_rename(const char* from, const char* to) {
  char* overwritten = keep(to);
  if (overwritten) add(UNLINKED, to)->other = overwritten;
  add(RENAMED, from)->other = strdup(to);
}

void remember_unlink(const char* path) {
  char* kept = keep(path);
  if (kept) add(UNLINKED, path)->other = kept;
}

static void release(struct change* change) {
  if (change->kind == UNLINKED) syscall(SYS_unlinkat, AT_FDCWD, change->other, 0);
  free(change->path);
  free(change->other);
  free(change->bytes);
  free(change);
}

// fsync of a folder makes names durable; fsync of a file its contents and, if the file is new, its name.
static int is_synced(const struct change* change, const struct stat* file, const char* path) {
  if (S_ISDIR(file->st_mode)) {
    const char* name = strrchr(change->path, '/');
    return change->kind != WRITTEN && (size_t)(name - change->path) == strlen(path) &&
           strncmp(change->path, path, strlen(path)) == 0;
  }
  return (change->kind == WRITTEN || change->kind == CREATED) && change->file.st_ino == file->st_ino &&
         change->file.st_dev == file->st_dev;
}

void forget_synced(int fd, const char* path) {
  struct stat file;
  fstat(fd, &file);
  for (struct change** at = &newest; *at;) {
    struct change* change = *at;
    if (is_synced(change, &file, path)) {
      *at = change->before;
      release(change);
    } else {
      at = &change->before;
    }
  }
}

static void undo(const struct change* change) {
  if (change->kind == CREATED) syscall(SYS_unlinkat, AT_FDCWD, change->path, 0);
  if (change->kind == RENAMED) syscall(SYS_renameat, AT_FDCWD, change->other, AT_FDCWD, change->path);
  if (change->kind == UNLINKED) syscall(SYS_renameat, AT_FDCWD, change->other, AT_FDCWD, change->path);
  if (change->kind != WRITTEN) return;
  const int fd = (int)syscall(SYS_openat, AT_FDCWD, change->path, O_WRONLY | O_CLOEXEC);
  if (fd < 0) return;
  if (change->count > 0 && syscall(SYS_pwrite64, fd, change->bytes, change->count, change->offset) < 0) abort();
  if (syscall(SYS_ftruncate, fd, change->size) < 0) abort();
}

void undo_unsynced(int64_t percent) {
  int64_t all = 0;
  for (const struct change* at = newest; at; at = at->before) ++all;
  int64_t lost = (all * percent + 99) / 100;
  for (const struct change* at = newest; at; at = at->before) {
    if (lost-- > 0) {
      undo(at);
    } else if (at->kind == UNLINKED) {
      syscall(SYS_unlinkat, AT_FDCWD, at->other, 0);
    }
  }
}
