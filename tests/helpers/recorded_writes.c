/* Preloaded into a process, writes down what it does to the files below WRITES_OF, in order, in WRITES_TO.

   A record is: operation, length of the path, offset or new size, length of the data, path, data.
   Operations: w(rite), t(runcate), s(ync), u(nlink), r(ename; the data is the new path). */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static int log_file = -1;

static void record(char operation, const char *path, uint64_t number, const void *data, uint64_t length) {
    const char *below = getenv("WRITES_OF"), *to = getenv("WRITES_TO");
    char head[1 + 3 * 8];
    uint64_t named = strlen(path);
    if (!below || !to || strncmp(path, below, strlen(below))) return;
    if (log_file < 0) log_file = (int)syscall(SYS_openat, AT_FDCWD, to, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    head[0] = operation;
    memcpy(head + 1, &named, 8);
    memcpy(head + 9, &number, 8);
    memcpy(head + 17, &length, 8);
    syscall(SYS_write, log_file, head, sizeof head);
    syscall(SYS_write, log_file, path, named);
    if (length) syscall(SYS_write, log_file, data, length);
}

static void record_open(char operation, int file, uint64_t number, const void *data, uint64_t length) {
    char name[64], path[PATH_MAX];
    snprintf(name, sizeof name, "/proc/self/fd/%d", file);
    ssize_t got = readlink(name, path, sizeof path - 1);
    if (got > 0) {
        path[got] = 0;
        record(operation, path, number, data, length);
    }
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t pwrite(int file, const void *data, size_t length, off_t at) {
    ssize_t done = NEXT(pwrite)(file, data, length, at);
    if (done > 0) record_open('w', file, (uint64_t)at, data, (uint64_t)done);
    return done;
}
ssize_t pwrite64(int file, const void *data, size_t length, off64_t at) { return pwrite(file, data, length, at); }

ssize_t write(int file, const void *data, size_t length) {
    off_t at = lseek(file, 0, SEEK_CUR);
    ssize_t done = NEXT(write)(file, data, length);
    if (done > 0 && at >= 0) record_open('w', file, (uint64_t)at, data, (uint64_t)done);
    return done;
}

int ftruncate(int file, off_t size) {
    int done = NEXT(ftruncate)(file, size);
    if (!done) record_open('t', file, (uint64_t)size, NULL, 0);
    return done;
}
int ftruncate64(int file, off64_t size) { return ftruncate(file, size); }

int fsync(int file) {
    int done = NEXT(fsync)(file);
    if (!done) record_open('s', file, 0, NULL, 0);
    return done;
}
int fdatasync(int file) {
    int done = NEXT(fdatasync)(file);
    if (!done) record_open('s', file, 0, NULL, 0);
    return done;
}

int unlink(const char *path) {
    int done = NEXT(unlink)(path);
    if (!done) record('u', path, 0, NULL, 0);
    return done;
}
int rename(const char *path, const char *other) {
    int done = NEXT(rename)(path, other);
    if (!done) record('r', path, 0, other, strlen(other));
    return done;
}
