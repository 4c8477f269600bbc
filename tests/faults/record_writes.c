/* Stands between a program and the C library, with LD_PRELOAD: logs, in their order, everything that changes a
 * file, and makes the disk fail where a test asks for it.
 *
 *   RECORD_WRITES_LOG    the log; it is only added to
 *   RECORD_WRITES_UNDER  only what lies below this folder is logged and can fail
 *
 * Each line of the log is a head of fixed size (struct head), then the data, the path and the second path.
 * recorder.py reads it. A file named "said" is where a test says what was acknowledged; it never fails.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum { CREATE = 1, WRITE, CUT, SYNC, UNLINK, RMDIR, RENAME, LINK, MKDIR, UNNAMED };
enum { ON_WRITE = 1, ON_SYNC = 2, ON_CUT = 4, ON_CREATE = 8 };

struct __attribute__((packed)) head {
  uint8_t op;
  uint64_t inode, offset;
  uint32_t mode, length, path_length, other_length;
};

static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;
static int log_handle = -1;
static const char *under;
static size_t under_length;

/* The fault that is wanted: after `skip` operations of these kinds, `times` of them fail; or every write once
 * `room` bytes were written, as on a full disk. */
static int fault_kinds, fault_error;
static long fault_skip, fault_times, fault_room = -1, fault_hits;

void set_fault(int kinds, long skip, long times, int error) {
  pthread_mutex_lock(&guard);
  fault_kinds = kinds, fault_skip = skip, fault_times = times, fault_error = error;
  fault_room = -1, fault_hits = 0;
  pthread_mutex_unlock(&guard);
}

void set_room(long bytes) {
  pthread_mutex_lock(&guard);
  fault_kinds = 0, fault_room = bytes, fault_hits = 0;
  pthread_mutex_unlock(&guard);
}

long faults_hit(void) { return fault_hits; }

#define REAL(result, name, ...)                                                                                \
  static result (*real)(__VA_ARGS__);                                                                          \
  if (!real) real = (result(*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name)

static int real_open(const char *path, int flags, mode_t mode) {
  REAL(int, open, const char *, int, ...);
  return real(path, flags, mode);
}

static ssize_t real_write(int handle, const void *data, size_t count) {
  REAL(ssize_t, write, int, const void *, size_t);
  return real(handle, data, count);
}

static ssize_t real_pwrite(int handle, const void *data, size_t count, off_t offset) {
  REAL(ssize_t, pwrite, int, const void *, size_t, off_t);
  return real(handle, data, count, offset);
}

static int ready(void) {
  if (log_handle >= 0) return 1;
  const char *path = getenv("RECORD_WRITES_LOG");
  under = getenv("RECORD_WRITES_UNDER");
  if (!path || !under) return 0;
  under_length = strlen(under);
  int low = real_open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (low < 0) abort();
  log_handle = fcntl(low, F_DUPFD_CLOEXEC, 400);
  close(low);
  return 1;
}

static int is_under(const char *path) { return strncmp(path, under, under_length) == 0; }

/* The path of an open file, if it is a file or folder that is recorded. */
static int known(int handle, char *path, struct stat *found) {
  char link[64];
  if (!ready() || handle == log_handle) return 0;
  if (fstat(handle, found) || !(S_ISREG(found->st_mode) || S_ISDIR(found->st_mode))) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", handle);
  ssize_t length = readlink(link, path, PATH_MAX - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return is_under(path);
}

/* A path made whole; relative ones begin at an open folder or at the current one. */
static int whole(int folder, const char *path, char *made) {
  char base[PATH_MAX], link[64];
  if (!ready()) return 0;
  if (path[0] == '/') {
    snprintf(made, PATH_MAX, "%s", path);
  } else {
    snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
    if (folder == AT_FDCWD) snprintf(link, sizeof link, "/proc/self/cwd");
    ssize_t length = readlink(link, base, sizeof base - 1);
    if (length < 0) return 0;
    base[length] = 0;
    if (snprintf(made, PATH_MAX, "%s/%s", base, path) >= PATH_MAX) return 0;
  }
  return is_under(made);
}

static void put(const void *data, size_t count) {
  const char *at = data;
  while (count) {
    ssize_t done = real_write(log_handle, at, count);
    if (done <= 0) abort();
    at += done, count -= (size_t)done;
  }
}

static void note(int op, uint64_t inode, uint64_t offset, uint32_t mode, const void *data, size_t length,
                 const char *path, const char *other) {
  struct head head = {op, inode, offset, mode, (uint32_t)length, (uint32_t)strlen(path), (uint32_t)strlen(other)};
  put(&head, sizeof head);
  put(data, length);
  put(path, head.path_length);
  put(other, head.other_length);
}

static int never_fails(const char *path) {
  size_t length = strlen(path);
  return length >= 5 && strcmp(path + length - 5, "/said") == 0;
}

/* Whether this operation is to fail; errno is set then. */
static int fails(int kind, const char *path) {
  if (!(fault_kinds & kind) || never_fails(path)) return 0;
  if (fault_skip > 0) {
    fault_skip--;
    return 0;
  }
  if (fault_times <= 0) return 0;
  fault_times--, fault_hits++;
  errno = fault_error;
  return 1;
}

/* How much of a write a full disk still takes; -1 = nothing, and errno is set. */
static ssize_t room_for(size_t count, const char *path) {
  if (fault_room < 0 || never_fails(path)) return (ssize_t)count;
  if (fault_room == 0) {
    fault_hits++;
    errno = ENOSPC;
    return -1;
  }
  if ((long)count > fault_room) count = (size_t)fault_room;
  fault_room -= (long)count;
  return (ssize_t)count;
}

/* A new file without a name; the name of its folder stands in the log. */
static int unnamed_open(int folder, const char *name, int flags, mode_t mode) {
  char path[PATH_MAX];
  struct stat found;
  REAL(int, openat, int, const char *, int, ...);
  if (!whole(folder, name, path)) return real(folder, name, flags, mode);
  pthread_mutex_lock(&guard);
  int handle = fails(ON_CREATE, path) ? -1 : real(folder, name, flags, mode), error = errno;
  if (handle >= 0 && fstat(handle, &found) == 0) note(UNNAMED, found.st_ino, 0, found.st_mode, "", 0, path, "");
  errno = error;
  pthread_mutex_unlock(&guard);
  return handle;
}

static int any_open(int folder, const char *name, int flags, mode_t mode) {
  char path[PATH_MAX];
  struct stat found;
  REAL(int, openat, int, const char *, int, ...);
  if ((flags & O_TMPFILE) == O_TMPFILE) return unnamed_open(folder, name, flags, mode);
  if (!(flags & (O_CREAT | O_TRUNC)) || !whole(folder, name, path)) return real(folder, name, flags, mode);
  pthread_mutex_lock(&guard);
  int there = stat(path, &found) == 0, handle = -1;
  if (there || !fails(ON_CREATE, path)) {
    handle = real(folder, name, flags, mode);
    int error = errno;
    if (handle >= 0 && fstat(handle, &found) == 0 && S_ISREG(found.st_mode)) {
      if (!there) note(CREATE, found.st_ino, 0, found.st_mode, "", 0, path, "");
      else if (flags & O_TRUNC) note(CUT, found.st_ino, 0, 0, "", 0, path, "");
    }
    errno = error;
  }
  pthread_mutex_unlock(&guard);
  return handle;
}

#define MODE                                                                                                   \
  mode_t mode = 0;                                                                                             \
  if (flags & (O_CREAT | __O_TMPFILE)) {                                                                       \
    va_list more;                                                                                              \
    va_start(more, flags);                                                                                     \
    mode = va_arg(more, mode_t);                                                                               \
    va_end(more);                                                                                              \
  }
int open(const char *path, int flags, ...) { MODE return any_open(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE return any_open(AT_FDCWD, path, flags | O_LARGEFILE, mode); }
int openat(int folder, const char *path, int flags, ...) { MODE return any_open(folder, path, flags, mode); }
int openat64(int folder, const char *path, int flags, ...) { MODE return any_open(folder, path, flags, mode); }

/* offset -1: where the file stands, or its end when it is only added to */
static ssize_t any_write(int handle, const void *data, size_t count, off_t offset) {
  char path[PATH_MAX];
  struct stat found;
  if (!known(handle, path, &found))
    return offset < 0 ? real_write(handle, data, count) : real_pwrite(handle, data, count, offset);
  pthread_mutex_lock(&guard);
  ssize_t done = fails(ON_WRITE, path) ? -1 : room_for(count, path);
  if (done >= 0) {
    done = offset < 0 ? real_write(handle, data, (size_t)done) : real_pwrite(handle, data, (size_t)done, offset);
    int error = errno;
    off_t start = offset < 0 ? lseek(handle, 0, SEEK_CUR) - done : offset;
    if (done > 0) note(WRITE, found.st_ino, (uint64_t)start, 0, data, (size_t)done, path, "");
    errno = error;
  }
  pthread_mutex_unlock(&guard);
  return done;
}
ssize_t write(int handle, const void *data, size_t count) { return any_write(handle, data, count, -1); }
ssize_t pwrite(int handle, const void *data, size_t count, off_t at) { return any_write(handle, data, count, at); }
ssize_t pwrite64(int handle, const void *data, size_t count, off_t at) { return any_write(handle, data, count, at); }

ssize_t writev(int handle, const struct iovec *parts, int count) {
  return count > 0 ? any_write(handle, parts[0].iov_base, parts[0].iov_len, -1) : 0; /* a short write is allowed */
}

/* Copying inside the kernel would pass by unseen; who asks for it can do without. */
ssize_t sendfile(int out, int in, off_t *offset, size_t count) { return errno = ENOSYS, -1; }
ssize_t sendfile64(int out, int in, off_t *offset, size_t count) { return errno = ENOSYS, -1; }
ssize_t copy_file_range(int in, off_t *a, int out, off_t *b, size_t count, unsigned flags) {
  return errno = ENOSYS, -1;
}

#define ON_HANDLE(kind, call, ...)                                                                             \
  char path[PATH_MAX];                                                                                         \
  struct stat found;                                                                                           \
  if (!known(handle, path, &found)) return call;                                                               \
  pthread_mutex_lock(&guard);                                                                                  \
  int done = fails(kind, path) ? -1 : call, error = errno;                                                     \
  if (done == 0) note(__VA_ARGS__, "", 0, path, "");                                                           \
  errno = error;                                                                                               \
  pthread_mutex_unlock(&guard);                                                                                \
  return done

int ftruncate(int handle, off_t length) {
  REAL(int, ftruncate, int, off_t);
  ON_HANDLE(ON_CUT, real(handle, length), CUT, found.st_ino, (uint64_t)length, 0);
}
int ftruncate64(int handle, off_t length) { return ftruncate(handle, length); }
int fsync(int handle) {
  REAL(int, fsync, int);
  ON_HANDLE(ON_SYNC, real(handle), SYNC, found.st_ino, 0, found.st_mode);
}
int fdatasync(int handle) {
  REAL(int, fdatasync, int);
  ON_HANDLE(ON_SYNC, real(handle), SYNC, found.st_ino, 0, found.st_mode);
}

#define ON_PATH(folder, name, op, call)                                                                        \
  char path[PATH_MAX];                                                                                         \
  struct stat found;                                                                                           \
  if (!whole(folder, name, path)) return call;                                                                 \
  pthread_mutex_lock(&guard);                                                                                  \
  int done = call, error = errno;                                                                              \
  if (done == 0) {                                                                                             \
    if ((op) == MKDIR && stat(path, &found)) abort();                                                          \
    note(op, (op) == MKDIR ? found.st_ino : 0, 0, (op) == MKDIR ? found.st_mode : 0, "", 0, path, "");         \
  }                                                                                                            \
  errno = error;                                                                                               \
  pthread_mutex_unlock(&guard);                                                                                \
  return done

int unlink(const char *name) {
  REAL(int, unlink, const char *);
  ON_PATH(AT_FDCWD, name, UNLINK, real(name));
}
int unlinkat(int folder, const char *name, int flags) {
  REAL(int, unlinkat, int, const char *, int);
  ON_PATH(folder, name, flags & AT_REMOVEDIR ? RMDIR : UNLINK, real(folder, name, flags));
}
int rmdir(const char *name) {
  REAL(int, rmdir, const char *);
  ON_PATH(AT_FDCWD, name, RMDIR, real(name));
}
int mkdir(const char *name, mode_t mode) {
  REAL(int, mkdir, const char *, mode_t);
  ON_PATH(AT_FDCWD, name, MKDIR, real(name, mode));
}
int mkdirat(int folder, const char *name, mode_t mode) {
  REAL(int, mkdirat, int, const char *, mode_t);
  ON_PATH(folder, name, MKDIR, real(folder, name, mode));
}

#define ON_PATHS(from_folder, from, to_folder, to, op, call)                                                   \
  char path[PATH_MAX], other[PATH_MAX];                                                                        \
  if (!whole(from_folder, from, path) || !whole(to_folder, to, other)) return call;                            \
  pthread_mutex_lock(&guard);                                                                                  \
  int done = call, error = errno;                                                                              \
  if (done == 0) note(op, 0, 0, 0, "", 0, path, other);                                                        \
  errno = error;                                                                                               \
  pthread_mutex_unlock(&guard);                                                                                \
  return done

int rename(const char *from, const char *to) {
  REAL(int, rename, const char *, const char *);
  ON_PATHS(AT_FDCWD, from, AT_FDCWD, to, RENAME, real(from, to));
}
int renameat(int a, const char *from, int b, const char *to) {
  REAL(int, renameat, int, const char *, int, const char *);
  ON_PATHS(a, from, b, to, RENAME, real(a, from, b, to));
}
int link(const char *from, const char *to) {
  REAL(int, link, const char *, const char *);
  ON_PATHS(AT_FDCWD, from, AT_FDCWD, to, LINK, real(from, to));
}
int linkat(int a, const char *from, int b, const char *to, int flags) {
  REAL(int, linkat, int, const char *, int, const char *, int);
  char target[PATH_MAX];
  struct stat made;
  int handle = -1;
  if (sscanf(from, "/proc/self/fd/%d", &handle) == 1 && fstat(handle, &made) == 0 && whole(b, to, target)) {
    pthread_mutex_lock(&guard); /* a file without a name gets one; its number tells which it is */
    int done = real(a, from, b, to, flags), error = errno;
    if (done == 0) note(LINK, made.st_ino, 0, 0, "", 0, "", target);
    errno = error;
    pthread_mutex_unlock(&guard);
    return done;
  }
  ON_PATHS(a, from, b, to, LINK, real(a, from, b, to, flags));
}
