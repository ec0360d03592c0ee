/* Speaks for packaging/windows/tree.c in the tests:  driver ROOT WHAT [SOURCE]  */
#include "tree.h"
#include <stdio.h>
#include <string.h>

int main(int argc, char **argv) {
    const char *root = argv[1], *what = argv[2], *source = argc > 3 ? argv[3] : NULL;
    Choice choice;
    Tree tree;
    int chosen = choose(root, &choice);
    if (!strcmp(what, "choose")) printf("%d %s,%s,%d\n", chosen, choice.version, choice.previous, choice.failed);
    if (!strcmp(what, "fall-back")) {
        int fell = fall_back(root, &choice);
        printf("%d %s\n", fell, choice.version);
    }
    if (!strcmp(what, "start")) note_start(root, &choice);
    if (!strcmp(what, "success")) note_success(root);
    if (!strcmp(what, "sizes") || !strcmp(what, "hashes")) {
        int known = examine(root, choice.version, *what == 'h', source, &tree);
        printf("%d %ld %s %d\n%s", known, tree.needs, tree.library, tree.damaged, tree.names);
    }
    return 0;
}
