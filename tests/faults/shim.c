// Preloaded into the gateway (LD_PRELOAD): makes selected calls on files below RACCORDO_FAULTS_FOLDER fail, or ends the
// process during one. The driver (faulty_gateway.py) writes the fault into RACCORDO_FAULTS_CONTROL, a file of 64-bit
// numbers that both processes map, so that a fault can start and stop while the gateway runs.
#define _GNU_SOURCE
#include "shim.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/statvfs.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static struct control nothing;
static struct control* control = &nothing;
static const char* folder = "\n";
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

#define REAL(name) ((__typeof__(&name))real(#name))
static void* real(const char* name) { return dlsym(RTLD_NEXT, name); }

__attribute__((constructor)) static void begin(void) {
  const char* file = getenv("RACCORDO_FAULTS_CONTROL");
  if (!file || !getenv("RACCORDO_FAULTS_FOLDER")) return;
  folder = getenv("RACCORDO_FAULTS_FOLDER");
  const int fd = REAL(open)(file, O_RDWR | O_CLOEXEC);
  void* at = mmap(NULL, sizeof(struct control), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (fd < 0 || at == MAP_FAILED) abort();
  REAL(close)(fd);
  control = at;
}

static int remembers(void) { return control->fault == POWER_CUT || control->fault == LYING_DISK; }

static int is_ours(const char* path) { return strncmp(path, folder, strlen(folder)) == 0; }

// The path of a descriptor, if faults apply to the file. They do not apply to the shared memory of SQLite's WAL, which
// is mapped and is rebuilt after a crash.
static int path_of(int fd, char* path) {
  char link[32];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  const ssize_t length = readlink(link, path, PATH_BYTES - 1);
  if (length <= 0) return 0;
  path[length] = '\0';
  return is_ours(path) && !(length > 4 && strcmp(path + length - 4, "-shm") == 0);
}

// Counts one call of this kind; true if the injected fault applies to it.
static int is_due(enum fault fault) {
  if (control->fault != fault) return 0;
  if (__atomic_sub_fetch(&control->after, 1, __ATOMIC_SEQ_CST) >= 0) return 0;
  __atomic_add_fetch(&control->hits, 1, __ATOMIC_SEQ_CST);
  return 1;
}

// On a slow disk a sync takes `argument` milliseconds, and a write that only reaches the cache a fiftieth of that.
enum { SYNC = 1, CACHED = 50 };

// Called before every change of a file, with the lock held: counts it, delays it, or ends the process.
static void pass(int share) {
  __atomic_add_fetch(&control->calls, 1, __ATOMIC_SEQ_CST);
  if (is_due(SLOW)) usleep((useconds_t)(control->argument * 1000 / share));
  if (is_due(POWER_CUT) || is_due(LYING_DISK)) {
    undo_unsynced(control->argument);
    kill(getpid(), SIGKILL);
  }
  if (is_due(KILL)) kill(getpid(), SIGKILL);
}

static off_t size_of(int fd) {
  struct stat about;
  return fstat(fd, &about) == 0 ? about.st_size : 0;
}

// How many bytes of a write at `offset` are written: all, a part, or none (-1 with errno set).
static ssize_t allowed(int fd, size_t count, off_t offset) {
  // A full disk still accepts writes to blocks that are allocated.
  if (control->fault == NO_SPACE && offset + (off_t)count > size_of(fd) && is_due(NO_SPACE)) {
    errno = ENOSPC;
    return -1;
  }
  if (count > 1 && is_due(SHORT_WRITES)) return (ssize_t)(count / 2);
  return (ssize_t)count;
}

static ssize_t write_at(int fd, const void* bytes, size_t count, off_t offset, int is_positioned) {
  char path[PATH_BYTES];
  if (!path_of(fd, path)) {
    return is_positioned ? REAL(pwrite)(fd, bytes, count, offset) : REAL(write)(fd, bytes, count);
  }
  pthread_mutex_lock(&lock);
  const ssize_t some = allowed(fd, count, offset);
  ssize_t done = -1;
  if (some >= 0) {
    pass(CACHED);
    if (remembers()) remember_write(fd, path, (size_t)some, offset);
    done = is_positioned ? REAL(pwrite)(fd, bytes, (size_t)some, offset) : REAL(write)(fd, bytes, (size_t)some);
  }
  const int kept = errno;
  pthread_mutex_unlock(&lock);
  errno = kept;
  return done;
}

ssize_t pwrite(int fd, const void* bytes, size_t count, off_t offset) {
  return write_at(fd, bytes, count, offset, 1);
}
ssize_t pwrite64(int fd, const void* bytes, size_t count, off64_t offset) {
  return write_at(fd, bytes, count, offset, 1);
}
ssize_t write(int fd, const void* bytes, size_t count) {
  const off_t at = lseek(fd, 0, SEEK_CUR);
  return write_at(fd, bytes, count, at < 0 ? 0 : at, 0);
}

static int sync_with(int fd, int (*call)(int)) {
  char path[PATH_BYTES];
  if (!path_of(fd, path)) return call(fd);
  if (is_due(SYNC_FAILS)) {
    errno = EIO;
    return -1;
  }
  pthread_mutex_lock(&lock);
  pass(SYNC);
  const int done = call(fd);
  if (done == 0 && control->fault != LYING_DISK) forget_synced(fd, path);
  pthread_mutex_unlock(&lock);
  return done;
}
int fsync(int fd) { return sync_with(fd, REAL(fsync)); }
int fdatasync(int fd) { return sync_with(fd, REAL(fdatasync)); }

int ftruncate(int fd, off_t length) {
  char path[PATH_BYTES];
  if (!path_of(fd, path)) return REAL(ftruncate)(fd, length);
  pthread_mutex_lock(&lock);
  pass(CACHED);
  const off_t size = size_of(fd);
  if (remembers() && length < size) remember_write(fd, path, (size_t)(size - length), length);
  const int done = REAL(ftruncate)(fd, length);
  pthread_mutex_unlock(&lock);
  return done;
}
int ftruncate64(int fd, off64_t length) { return ftruncate(fd, length); }

int rename(const char* from, const char* to) {
  if (!is_ours(from)) return REAL(rename)(from, to);
  pthread_mutex_lock(&lock);
  pass(CACHED);
  if (remembers()) remember_rename(from, to);
  const int done = REAL(rename)(from, to);
  pthread_mutex_unlock(&lock);
  return done;
}

int unlink(const char* path) {
  if (!is_ours(path)) return REAL(unlink)(path);
  pthread_mutex_lock(&lock);
  pass(CACHED);
  if (remembers()) remember_unlink(path);
  const int done = REAL(unlink)(path);
  pthread_mutex_unlock(&lock);
  return done;
}
int remove(const char* path) { return is_ours(path) ? unlink(path) : REAL(remove)(path); }

static int refuses_descriptor(void) {
  if (!is_due(NO_DESCRIPTORS)) return 0;
  errno = EMFILE;
  return 1;
}

static int open_any(int at, const char* path, int flags, mode_t mode) {
  if (refuses_descriptor()) return -1;
  const int is_new = (flags & O_CREAT) && is_ours(path) && access(path, F_OK) != 0;
  const int fd = REAL(openat)(at, path, flags, mode);
  if (fd >= 0 && is_new && remembers()) {
    pthread_mutex_lock(&lock);
    remember_creation(fd, path);
    pthread_mutex_unlock(&lock);
  }
  return fd;
}

#define OPEN(at)                    \
  va_list more;                     \
  va_start(more, flags);            \
  const mode_t mode = va_arg(more, mode_t); \
  va_end(more);                     \
  return open_any(at, path, flags, mode)
int open(const char* path, int flags, ...) { OPEN(AT_FDCWD); }
int open64(const char* path, int flags, ...) { OPEN(AT_FDCWD); }
int openat(int at, const char* path, int flags, ...) { OPEN(at); }
int openat64(int at, const char* path, int flags, ...) { OPEN(at); }

int accept(int fd, struct sockaddr* address, socklen_t* length) {
  return refuses_descriptor() ? -1 : REAL(accept)(fd, address, length);
}
int accept4(int fd, struct sockaddr* address, socklen_t* length, int flags) {
  return refuses_descriptor() ? -1 : REAL(accept4)(fd, address, length, flags);
}

int statvfs(const char* path, struct statvfs* about) {
  const int done = REAL(statvfs)(path, about);
  if (done == 0 && is_due(NO_SPACE)) about->f_bavail = about->f_bfree = 0;
  return done;
}

static int64_t ahead(void) { return control->fault == CLOCK ? control->argument : 0; }
int clock_gettime(clockid_t clock, struct timespec* now) {
  const int done = REAL(clock_gettime)(clock, now);
  if (clock == CLOCK_REALTIME) now->tv_sec += ahead();
  return done;
}
int gettimeofday(struct timeval* restrict now, void* restrict zone) {
  const int done = REAL(gettimeofday)(now, zone);
  now->tv_sec += ahead();
  return done;
}
time_t time(time_t* into) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (into) *into = now.tv_sec;
  return now.tv_sec;
}
