/* See tree.h. */
#include "tree.h"
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef _WIN32
#include <windows.h>

/* Windows' own form of a path: UTF-16, '\', and a prefix with which it may be longer than 260. */
static const wchar_t *native(const char *path, wchar_t *wide) {
    int unc = path[0] == '/' && path[1] == '/';
    wcscpy(wide, unc ? L"\\\\?\\UNC" : L"\\\\?\\");
    size_t start = wcslen(wide);
    MultiByteToWideChar(CP_UTF8, 0, path + unc, -1, wide + start, MAX_TEXT);
    for (wchar_t *at = wide + start; *at; at++)
        if (*at == L'/') *at = L'\\';
    return wide;
}
static FILE *opened(const char *path, int write) {
    wchar_t wide[MAX_TEXT + 16];
    return _wfopen(native(path, wide), write ? L"wb" : L"rb");
}
static int64_t size_of(const char *path) {
    wchar_t wide[MAX_TEXT + 16];
    WIN32_FILE_ATTRIBUTE_DATA found;
    if (!GetFileAttributesExW(native(path, wide), GetFileExInfoStandard, &found)) return -1;
    return (int64_t)found.nFileSizeHigh << 32 | found.nFileSizeLow;
}
static int replaced(const char *from, const char *to) {
    wchar_t wide[MAX_TEXT + 16], target[MAX_TEXT + 16];
    return MoveFileExW(native(from, wide), native(to, target), MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH);
}
static void removed(const char *path) {
    wchar_t wide[MAX_TEXT + 16];
    DeleteFileW(native(path, wide));
}
static void made_folder(const char *path) {
    wchar_t wide[MAX_TEXT + 16];
    CreateDirectoryW(native(path, wide), NULL);
}
#else
#include <sys/stat.h>
static FILE *opened(const char *path, int write) { return fopen(path, write ? "wb" : "rb"); }
static int64_t size_of(const char *path) {
    struct stat found;
    return stat(path, &found) ? -1 : (int64_t)found.st_size;
}
static int replaced(const char *from, const char *to) { return !rename(from, to); }
static void removed(const char *path) { remove(path); }
static void made_folder(const char *path) { mkdir(path, 0755); }
#endif

/* SHA-256 (FIPS 180-4). */

static const uint32_t ROUND[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

#define TURN(x, n) ((x) >> (n) | (x) << (32 - (n)))

static void sha_block(uint32_t *state, const unsigned char *block) {
    uint32_t w[64], v[8];
    for (int i = 0; i < 16; i++)
        w[i] = (uint32_t)block[4 * i] << 24 | block[4 * i + 1] << 16 | block[4 * i + 2] << 8 | block[4 * i + 3];
    for (int i = 16; i < 64; i++)
        w[i] = w[i - 16] + w[i - 7] + (TURN(w[i - 15], 7) ^ TURN(w[i - 15], 18) ^ w[i - 15] >> 3) +
               (TURN(w[i - 2], 17) ^ TURN(w[i - 2], 19) ^ w[i - 2] >> 10);
    memcpy(v, state, sizeof v);
    for (int i = 0; i < 64; i++) {
        uint32_t one = v[7] + (TURN(v[4], 6) ^ TURN(v[4], 11) ^ TURN(v[4], 25)) +
                       ((v[4] & v[5]) ^ (~v[4] & v[6])) + ROUND[i] + w[i];
        uint32_t two = (TURN(v[0], 2) ^ TURN(v[0], 13) ^ TURN(v[0], 22)) +
                       ((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]));
        memmove(v + 1, v, 7 * sizeof *v);
        v[4] += one;
        v[0] = one + two;
    }
    for (int i = 0; i < 8; i++) state[i] += v[i];
}

/* Whether a file's bytes have a hash, and none of it could not be read; copies them too, where asked. */
static int has_hash(const char *path, const char *wanted, FILE *copy) {
    uint32_t state[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    static unsigned char buffer[1 << 16];
    FILE *file = opened(path, 0);
    if (!file) return 0;
    uint64_t total = 0;
    size_t got;
    int good = 1;
    do {
        got = fread(buffer, 1, sizeof buffer - 128, file);
        if (copy && fwrite(buffer, 1, got, copy) != got) good = 0;
        total += got;
        size_t end = got;
        if (got < sizeof buffer - 128) { /* the last: padded, and closed with its length in bits */
            good &= !ferror(file);
            buffer[end++] = 0x80;
            while (end % 64 != 56) buffer[end++] = 0;
            for (int i = 7; i >= 0; i--) buffer[end++] = (unsigned char)(total * 8 >> 8 * i);
        }
        for (size_t at = 0; at + 64 <= end; at += 64) sha_block(state, buffer + at);
    } while (got == sizeof buffer - 128);
    fclose(file);
    char hex[65];
    for (int i = 0; i < 8; i++) snprintf(hex + 8 * i, 9, "%08x", (unsigned)state[i]);
    return good && !memcmp(hex, wanted, 64);
}

static int joined(char *path, const char *root, const char *middle, const char *last) {
    return snprintf(path, MAX_TEXT, "%s%s%s", root, middle, last) < MAX_TEXT;
}

/* The text of a small file, ended by 0; NULL where it is not there. */
static char *text_of(const char *path) {
    FILE *file = opened(path, 0);
    int64_t size = size_of(path);
    char *text = file && size >= 0 ? calloc(1, (size_t)size + 1) : NULL;
    if (text && fread(text, 1, (size_t)size, file) != (size_t)size) {
        free(text);
        text = NULL;
    }
    if (file) fclose(file);
    return text;
}

/* Put a small file in the place of what is there, whole or not at all. */
static int written(const char *root, const char *name, const char *text) {
    char path[MAX_TEXT], fresh[MAX_TEXT];
    if (!joined(path, root, "/", name) || !joined(fresh, path, "", ".new")) return 0;
    FILE *file = opened(fresh, 1);
    if (!file) return 0;
    int good = fputs(text, file) >= 0;
    good = !fclose(file) && good;
    return good && replaced(fresh, path);
}

/* A version is one name: no path leads out of `versions`. */
static int is_version(const char *name) {
    return *name && *name != '.' && strspn(name, "0123456789abcdefghijklmnopqrstuvwxyz.+-") == strlen(name);
}

int choose(const char *root, Choice *choice) {
    char path[MAX_TEXT], failed[64] = "";
    memset(choice, 0, sizeof *choice);
    char *text = joined(path, root, "/", "current") ? text_of(path) : NULL;
    if (text) sscanf(text, "%63s %63s", choice->version, choice->previous);
    free(text);
    if (!is_version(choice->previous)) *choice->previous = 0;
    text = joined(path, root, "/", "starting") ? text_of(path) : NULL;
    if (text) sscanf(text, "%63s %d", failed, &choice->failed);
    free(text);
    if (strcmp(failed, choice->version)) choice->failed = 0;
    return is_version(choice->version);
}

int fall_back(const char *root, Choice *choice) {
    if (choice->failed < TRIES || !*choice->previous) return 0;
    char text[80];
    snprintf(text, sizeof text, "%s\n", choice->previous);
    written(root, "current", text);
    strcpy(choice->version, choice->previous);
    *choice->previous = 0;
    choice->failed = 0;
    return 1;
}

void note_start(const char *root, const Choice *choice) {
    char text[80];
    snprintf(text, sizeof text, "%s %d\n", choice->version, choice->failed + 1);
    written(root, "starting", text);
}

void note_success(const char *root) {
    char path[MAX_TEXT];
    if (joined(path, root, "/", "starting")) removed(path);
}

/* Copy a file to the place of a damaged one, if the copy is what the manifest says. */
static int repaired(const char *from, const char *to, const char *hash) {
    char fresh[MAX_TEXT];
    if (!joined(fresh, to, "", ".new")) return 0;
    for (char *at = fresh + 1; (at = strchr(at, '/')); *at++ = '/') { /* the scanner may have taken its folder */
        *at = 0;
        made_folder(fresh);
    }
    FILE *copy = opened(fresh, 1);
    if (!copy) return 0;
    int good = has_hash(from, hash, copy);
    good = !fclose(copy) && good && replaced(fresh, to);
    if (!good) removed(fresh);
    return good;
}

int examine(const char *root, const char *version, int hashes, const char *source, Tree *tree) {
    char folder[MAX_TEXT], path[MAX_TEXT], from[MAX_TEXT], sound[MAX_TEXT];
    memset(tree, 0, sizeof *tree);
    if (!joined(folder, root, "/versions/", version) || !joined(path, folder, "/", "manifest")) return 0;
    char *text = text_of(path);
    if (source && !joined(sound, source, "/versions/", version)) source = NULL;
    if (!text) return 0;
    int known = !strncmp(text, "ujuzi manifest 1\n", 17), closed = 0;
    for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n")) {
        long long size;
        char hash[65];
        int name = 0;
        sscanf(line, "needs %ld", &tree->needs);
        sscanf(line, "library %63s", tree->library);
        closed |= !strncmp(line, "signature ", 10);
        if (sscanf(line, "file %lld %64s %n", &size, hash, &name) < 2 || !name || strstr(line + name, "..")) continue;
        if (!joined(path, folder, "/", line + name)) continue;
        if (size_of(path) == size && (!hashes || has_hash(path, hash, NULL))) continue;
        if (source && joined(from, sound, "/", line + name) && repaired(from, path, hash)) continue;
        if (tree->damaged++ < MAX_LISTED) {
            size_t used = strlen(tree->names);
            snprintf(tree->names + used, MAX_TEXT - used, "%s\n", line + name);
        }
    }
    free(text);
    return known && closed;
}
