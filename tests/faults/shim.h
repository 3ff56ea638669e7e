// Shared by shim.c and unsynced.c: the control block, and the record of changes that are not synced yet.
#pragma once

#include <limits.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/types.h>

enum { PATH_BYTES = PATH_MAX };

// Same order as FAULTS in faulty_gateway.py. A lying disk is a power cut after which no sync has taken effect: it
// proves that the harness detects a loss.
enum fault { NONE, NO_SPACE, SYNC_FAILS, NO_DESCRIPTORS, SHORT_WRITES, SLOW, CLOCK, KILL, POWER_CUT, LYING_DISK };

struct control {
  int64_t fault;
  int64_t after;     // calls that still succeed
  int64_t argument;  // milliseconds, seconds, or percent of the unsynced changes that are lost
  int64_t calls;     // changes of files seen
  int64_t hits;      // calls that were made to fail
};

// A power cut loses what was not synced: the inverse of each change is recorded before it, fsync of the file (of its
// folder, for names) drops the record, and the cut applies the inverses, newest first. The caller holds the lock.
void remember_write(int fd, const char* path, size_t count, off_t offset);
void remember_creation(int fd, const char* path);
void remember_rename(const char* from, const char* to);
void remember_unlink(const char* path);
void forget_synced(int fd, const char* path);
void undo_unsynced(int64_t percent);
