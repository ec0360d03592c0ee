/* What lies in a folder of Ujuzi: versions, which of them is current, and whether its files are whole.

   ROOT/current             the version to start; on a second line the one before it
   ROOT/starting            a version and how often it was started without success
   ROOT/versions/V/manifest the files of a version (packaging/stick/manifest.py says how)

   Paths are UTF-8 with '/'. Compiled for Windows, and for Linux in the tests. */
#ifndef TREE_H
#define TREE_H

#define MAX_TEXT 4096 /* of a path, and of what people are told */
#define MAX_LISTED 5  /* damaged files that are named one by one */
#define TRIES 2       /* failed starts, before the version before is taken */

typedef struct {
    char version[64], previous[64];
    int failed; /* how often `version` was started without success */
} Choice;

typedef struct {
    long needs; /* the lowest build of Windows */
    char library[64];
    int damaged;
    char names[MAX_TEXT]; /* the first MAX_LISTED damaged files, a line each */
} Tree;

/* Read `current` and `starting`; 0 where there is no version to start. */
int choose(const char *root, Choice *choice);

/* Start the version before, from now on, where the chosen one has failed TRIES times; whether it does. */
int fall_back(const char *root, Choice *choice);

/* Write down that a version is being started, and that it runs. A disk that takes no writing is no error. */
void note_start(const char *root, const Choice *choice);
void note_success(const char *root);

/* Compare a version's files with its manifest: sizes, and hashes too where `hashes`. 0 without one.
   What is damaged is copied from the same version below `source`, where that is whole. */
int examine(const char *root, const char *version, int hashes, const char *source, Tree *tree);

#endif
