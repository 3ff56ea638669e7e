// What the two halves of the shim share: the control block, and the memory of what was not synced yet.
#pragma once

#include <limits.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/types.h>

enum { PATH_BYTES = PATH_MAX };

// The order is that of FAULTS in faulty_gateway.py. A lying disk is a power cut after which nothing was synced at all:
// it proves that the harness sees a loss.
enum fault { NONE, NO_SPACE, SYNC_FAILS, NO_DESCRIPTORS, SHORT_WRITES, SLOW, CLOCK, KILL, POWER_CUT, LYING_DISK };

struct control {
  int64_t fault;
  int64_t after;     // calls that still go well
  int64_t argument;  // milliseconds, seconds, or percent of the unsynced changes that are lost
  int64_t calls;     // changes of files seen
  int64_t hits;      // calls that were made to fail
};

// A power cut loses what was not synced: before each change its opposite is remembered, fsync of the file (or of
// its folder, for names) forgets it, and the cut carries the opposites out, newest first. The caller holds the lock.
void remember_write(int fd, const char* path, size_t count, off_t offset);
void remember_creation(int fd, const char* path);
void remember_rename(const char* from, const char* to);
void remember_unlink(const char* path);
void forget_synced(int fd, const char* path);
void undo_unsynced(int64_t percent);
