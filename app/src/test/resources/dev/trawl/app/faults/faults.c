/*
 * Stands between a process and its disk, by LD_PRELOAD. It counts the calls that change one folder, writes them to
 * a trace in the order in which they took effect, and at one of them lets the disk fail or the process die.
 * Calls that concern nothing in the folder go through untouched.
 *
 *   FAULTS_FOLDER  the folder, a real path
 *   FAULTS_TRACE   where the trace goes; a line a call, fields between tabs, bytes behind the line of what wrote them
 *   FAULTS_ACKS    a file outside of the folder: what is written to it is no change, but it is in the trace
 *   FAULTS_PLAN    "CALLS K ACTION ERRNO FILE", or nothing: then nothing is injected
 *
 * FILE is how paths end that count; without it all do. CALLS are letters: W writes, S syncs, T truncates, N changes names, O opens to write, R opens to read. The K-th of
 * them, from 1, meets the ACTION: once and ever fail with ERRNO; short writes half, then fails for ever; kill dies
 * before the call, after dies behind it, torn dies when half is written.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static char folder[PATH_MAX], acks[PATH_MAX], calls[16], action[16], file[64];
static size_t folder_length;
static long chosen, counted;
static int error, trace = -1;
static pthread_mutex_t order = PTHREAD_MUTEX_INITIALIZER;

__attribute__((constructor)) static void begin(void) {
    const char *value = getenv("FAULTS_FOLDER");
    if (!value) return;
    snprintf(folder, sizeof folder, "%s", value);
    folder_length = strlen(folder);
    if ((value = getenv("FAULTS_ACKS"))) snprintf(acks, sizeof acks, "%s", value);
    if ((value = getenv("FAULTS_PLAN"))) sscanf(value, "%15s %ld %15s %d %63s", calls, &chosen, action, &error, file);
    if ((value = getenv("FAULTS_TRACE")))
        trace = syscall(SYS_openat, AT_FDCWD, value, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static int within(const char *path) {
    return folder_length && path && strncmp(path, folder, folder_length) == 0
        && (path[folder_length] == 0 || path[folder_length] == '/');
}

/* The path of an open file; 0 where it has none in the folder. */
static int concerned(int fd, char *path) {
    if (!folder_length) return 0;
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = syscall(SYS_readlinkat, AT_FDCWD, link, path, PATH_MAX - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    return within(path);
}

static void say(const void *bytes, size_t length) {
    const char *at = bytes;
    while (trace >= 0 && length > 0) {
        ssize_t some = syscall(SYS_write, trace, at, length);
        if (some <= 0) return;
        at += some;
        length -= some;
    }
}

static void line(const char *format, ...) {
    char text[2 * PATH_MAX + 64];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    say(text, length);
}

static long inode(int fd) {
    struct stat found;
    return fstat(fd, &found) ? 0 : (long)found.st_ino;
}

enum fate { GO, FAIL, HALF, DIE_AFTER, DIE_TORN };

static int ends(const char *path, const char *with) {
    size_t length = strlen(path), end = strlen(with);
    return length >= end && !strcmp(path + length - end, with);
}

/* Takes the lock, which finish gives back. */
static enum fate meet(char kind, const char *path) {
    pthread_mutex_lock(&order);
    if (!chosen || !strchr(calls, kind) || !ends(path, file)) return GO;
    counted++;
    int lasts = !strcmp(action, "ever") || !strcmp(action, "short");
    if (counted < chosen || (counted > chosen && !lasts)) return GO;
    line("injected\t%c\t%ld\t%s\n", kind, counted, path);
    if (!strcmp(action, "kill")) kill(getpid(), SIGKILL);
    if (!strcmp(action, "after")) return DIE_AFTER;
    if (!strcmp(action, "torn")) return kind == 'W' ? DIE_TORN : DIE_AFTER;
    return !strcmp(action, "short") && counted == chosen && kind == 'W' ? HALF : FAIL;
}

static long finish(enum fate fate, long result, int why) {
    if (fate == DIE_AFTER || fate == DIE_TORN) kill(getpid(), SIGKILL);
    pthread_mutex_unlock(&order);
    errno = why;
    return result;
}

static ssize_t put(int fd, const void *bytes, size_t length, off64_t offset, int at) {
    return at ? syscall(SYS_pwrite64, fd, bytes, length, offset) : syscall(SYS_write, fd, bytes, length);
}

static ssize_t acknowledge(int fd, const void *bytes, size_t length) {
    pthread_mutex_lock(&order);
    line("acknowledged\t%zu\n", length);
    say(bytes, length);
    ssize_t result = syscall(SYS_write, fd, bytes, length);
    int why = errno;
    return finish(GO, result, why);
}

static int acknowledges(int fd) {
    char path[PATH_MAX], link[64];
    if (!acks[0]) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = syscall(SYS_readlinkat, AT_FDCWD, link, path, PATH_MAX - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    return !strcmp(path, acks);
}

static ssize_t change(int fd, const void *bytes, size_t length, off64_t offset, int at) {
    char path[PATH_MAX];
    if (!at && acknowledges(fd)) return acknowledge(fd, bytes, length);
    if (!concerned(fd, path)) return put(fd, bytes, length, offset, at);
    enum fate fate = meet('W', path);
    if (fate == FAIL) return finish(fate, -1, error);
    if (fate == HALF || fate == DIE_TORN) length = length / 2;
    off64_t from = at ? offset : lseek64(fd, 0, SEEK_CUR);
    ssize_t result = put(fd, bytes, length, offset, at);
    int why = errno;
    if (result > 0) {
        line("written\t%ld\t%ld\t%zd\t%s\n", inode(fd), (long)from, result, path);
        say(bytes, result);
    }
    return finish(fate, result, why);
}

ssize_t write(int fd, const void *bytes, size_t length) { return change(fd, bytes, length, 0, 0); }
ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset) { return change(fd, bytes, length, offset, 1); }
ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t offset) {
    return change(fd, bytes, length, offset, 1);
}

/* In the folder one buffer at a time: a short count is what callers must expect anyway. */
ssize_t writev(int fd, const struct iovec *buffers, int count) {
    char path[PATH_MAX];
    if (!concerned(fd, path)) return syscall(SYS_writev, fd, buffers, count);
    for (int n = 0; n < count; n++)
        if (buffers[n].iov_len > 0) return change(fd, buffers[n].iov_base, buffers[n].iov_len, 0, 0);
    return 0;
}

static int synchronise(int fd, long call) {
    char path[PATH_MAX];
    if (!concerned(fd, path)) return syscall(call, fd);
    enum fate fate = meet('S', path);
    if (fate == FAIL || fate == HALF) {
        line("unsynced\t%ld\t%s\n", inode(fd), path);
        return finish(fate, -1, error);
    }
    int result = syscall(call, fd), why = errno;
    if (!result) line("synced\t%ld\t%s\n", inode(fd), path);
    return finish(fate, result, why);
}

int fsync(int fd) { return synchronise(fd, SYS_fsync); }
int fdatasync(int fd) { return synchronise(fd, SYS_fdatasync); }

static int cut(int fd, off64_t length) {
    char path[PATH_MAX];
    if (!concerned(fd, path)) return syscall(SYS_ftruncate, fd, length);
    enum fate fate = meet('T', path);
    if (fate == FAIL || fate == HALF) return finish(fate, -1, error);
    int result = syscall(SYS_ftruncate, fd, length), why = errno;
    if (!result) line("truncated\t%ld\t%ld\t%s\n", inode(fd), (long)length, path);
    return finish(fate, result, why);
}

int ftruncate(int fd, off_t length) { return cut(fd, length); }
int ftruncate64(int fd, off64_t length) { return cut(fd, length); }

static int opened(const char *path, int flags, mode_t mode) {
    if (!within(path)) return syscall(SYS_openat, AT_FDCWD, path, flags, mode);
    int writes = (flags & O_ACCMODE) != O_RDONLY || (flags & O_CREAT);
    enum fate fate = meet(writes ? 'O' : 'R', path);
    if (fate == FAIL || fate == HALF) return finish(fate, -1, error);
    struct stat found;
    int known = !lstat(path, &found);
    int fd = syscall(SYS_openat, AT_FDCWD, path, flags, mode), why = errno;
    if (fd >= 0 && writes && !known) line("created\t%ld\t%s\n", inode(fd), path);
    if (fd >= 0 && (flags & O_TRUNC) && known) line("truncated\t%ld\t0\t%s\n", inode(fd), path);
    return finish(fate, fd, why);
}

#define MODE(flags) ({ va_list more; va_start(more, flags); mode_t asked = (flags) & (O_CREAT | __O_TMPFILE) ? va_arg(more, mode_t) : 0; va_end(more); asked; })

int open(const char *path, int flags, ...) { return opened(path, flags, MODE(flags)); }
int open64(const char *path, int flags, ...) { return opened(path, flags | O_LARGEFILE, MODE(flags)); }

/* A change of names: one or two paths. */
static int named(const char *what, const char *path, const char *other, mode_t mode) {
    enum fate fate = meet('N', path);
    if (fate == FAIL || fate == HALF) return finish(fate, -1, error);
    int result;
    switch (what[0]) {
        case 'm': result = syscall(SYS_mkdir, path, mode); break;
        case 'r': result = syscall(SYS_rename, path, other); break;
        case 'l': result = syscall(SYS_link, path, other); break;
        case 'u': result = syscall(SYS_unlink, path); break;
        default: result = syscall(SYS_rmdir, path);
    }
    int why = errno;
    if (!result) line("%s\t%s\t%s\n", what, path, other ? other : "");
    return finish(fate, result, why);
}

int mkdir(const char *path, mode_t mode) {
    return within(path) ? named("made", path, 0, mode) : syscall(SYS_mkdir, path, mode);
}
int rename(const char *path, const char *other) {
    return within(path) ? named("renamed", path, other, 0) : syscall(SYS_rename, path, other);
}
int link(const char *path, const char *other) {
    return within(path) ? named("linked", path, other, 0) : syscall(SYS_link, path, other);
}
int unlink(const char *path) { return within(path) ? named("unlinked", path, 0, 0) : syscall(SYS_unlink, path); }
int rmdir(const char *path) { return within(path) ? named("dropped", path, 0, 0) : syscall(SYS_rmdir, path); }
