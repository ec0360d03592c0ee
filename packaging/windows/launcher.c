/* Ujuzi.exe (with -DWINDOWS, -mwindows) and ujuzi-cli.exe: start the version that `current` names.

   Before anything is loaded it looks at the build of Windows and at the size of every file, and at
   hashes too after a start that failed. What is missing or changed is named, and put back from a
   stick of Ujuzi that is in the computer. A version that failed twice gives way to the one before.
   Reads no registry and no environment; nothing is unpacked. The program is told by
     UJUZI_ROOT  the folder of this launcher: `current`, `portable` and `versions` lie there. */
#include "tree.h"
#include <stdio.h>
#include <stdlib.h>
#include <windows.h>

#ifdef WINDOWS
#define HAS_WINDOW 1
#else
#define HAS_WINDOW 0
#endif
#define WORLD 3 /* what the command answers where the computer is the reason */

static int french;
#define SAY(english, other) (french ? (other) : (english))

/* Tell the person; whether she wants to try again. */
static int tell(UINT kind, const char *format, ...) {
    static char text[2 * MAX_TEXT];
    static wchar_t wide[2 * MAX_TEXT];
    va_list values;
    va_start(values, format);
    vsnprintf(text, sizeof text, format, values);
    va_end(values);
    if (!HAS_WINDOW) {
        fprintf(stderr, "ujuzi: %s\n", text);
        return 0;
    }
    MultiByteToWideChar(CP_UTF8, 0, text, -1, wide, 2 * MAX_TEXT);
    return MessageBoxW(NULL, wide, L"Ujuzi", kind | MB_SETFOREGROUND) == IDRETRY;
}

static DWORD windows_build(void) {
    typedef LONG(WINAPI *Version)(OSVERSIONINFOW *);
    OSVERSIONINFOW found = {sizeof found, 0, 0, 0, 0, {0}};
    Version version = (Version)(void *)GetProcAddress(GetModuleHandleW(L"ntdll.dll"), "RtlGetVersion");
    return version && !version(&found) ? found.dwBuildNumber : 0;
}

/* The folder that this program lies in, as UTF-8 with '/'. */
static int own_folder(char *root) {
    wchar_t wide[MAX_TEXT];
    DWORD length = GetModuleFileNameW(NULL, wide, MAX_TEXT);
    if (!length || length == MAX_TEXT) return 0;
    const wchar_t *from = wcsncmp(wide, L"\\\\?\\", 4) ? wide : wide + 4;
    if (!WideCharToMultiByte(CP_UTF8, 0, from, -1, root, MAX_TEXT, NULL, NULL)) return 0;
    char *last = NULL;
    for (char *at = root; *at; at++)
        if (*at == '\\') *(last = at) = '/';
    if (last) *last = 0;
    return last != NULL;
}

/* Where a whole copy may lie: the folder that this was installed from, then each drive; 0 after the last. */
static int next_source(const char *root, int *drive, char *source) {
    DWORD drives = GetLogicalDrives();
    if (*drive < 0) { /* `source`, in UTF-16, is written by the installer */
        wchar_t wide[MAX_TEXT] = L"";
        *drive = 0;
        snprintf(source, MAX_TEXT, "%s/source", root);
        MultiByteToWideChar(CP_UTF8, 0, source, -1, wide, MAX_TEXT);
        FILE *file = _wfopen(wide, L"rb");
        size_t got = file ? fread(wide, sizeof *wide, MAX_TEXT - 1, file) : 0;
        if (file) fclose(file);
        wide[got] = 0;
        if (got && WideCharToMultiByte(CP_UTF8, 0, wide, -1, source, MAX_TEXT, NULL, NULL)) {
            for (char *at = source; *at; at++)
                if (*at == '\\') *at = '/';
            return 1;
        }
    }
    for (; *drive < 26; ++*drive)
        if (drives >> *drive & 1 && GetDriveTypeA((char[]){(char)('A' + *drive), ':', '\\', 0}) != DRIVE_NO_ROOT_DIR) {
            snprintf(source, MAX_TEXT, "%c:/Ujuzi", 'A' + (*drive)++);
            return 1;
        }
    return 0;
}

/* Look at a version, mend it from wherever there is a whole copy, and say what was mended. */
static int is_whole(const char *root, const char *version, int hashes, Tree *tree) {
    char source[MAX_TEXT], names[MAX_TEXT];
    if (examine(root, version, hashes, NULL, tree) && !tree->damaged) return 1;
    memcpy(names, tree->names, sizeof names);
    for (int drive = -1; next_source(root, &drive, source);)
        if (_stricmp(source, root) && examine(root, version, hashes, source, tree) && !tree->damaged) {
            tell(MB_ICONINFORMATION,
                 SAY("Something had taken parts of Ujuzi away, most often a virus scanner:\n\n%s\n"
                     "They were put back from %s. Nothing of your work was touched.\n"
                     "If this happens again, show it to who looks after this computer.",
                     "Des parties d\u2019Ujuzi avaient \u00e9t\u00e9 retir\u00e9es, le plus souvent par un antivirus\u202f:\n\n%s\n"
                     "Elles ont \u00e9t\u00e9 remises depuis %s. Rien de votre travail n\u2019a \u00e9t\u00e9 touch\u00e9.\n"
                     "Si cela se reproduit, montrez-le au responsable de cet ordinateur."),
                 names, source);
            return 1;
        }
    return 0;
}

/* Load the version's Python and hand it everything; a process of its own would need twice the memory. */
static int start(const char *root, const Choice *choice, const Tree *tree, int argc, wchar_t **argv) {
    typedef int (*Main)(int, wchar_t **);
    char path[MAX_TEXT];
    wchar_t wide[MAX_TEXT];
    snprintf(path, sizeof path, "%s/versions/%s/%s", root, choice->version, tree->library);
    MultiByteToWideChar(CP_UTF8, 0, path, -1, wide, MAX_TEXT);
    for (wchar_t *at = wide; *at; at++)
        if (*at == L'/') *at = L'\\';
    SetDllDirectoryW(L""); /* never from the current folder */
    HMODULE python = LoadLibraryExW(wide, NULL, LOAD_LIBRARY_SEARCH_DLL_LOAD_DIR | LOAD_LIBRARY_SEARCH_SYSTEM32);
    Main run = python ? (Main)(void *)GetProcAddress(python, "Py_Main") : NULL;
    if (!run) {
        tell(MB_ICONERROR, SAY("%s cannot be loaded (Windows says %lu).", "%s ne peut pas \u00eatre charg\u00e9 (Windows dit %lu)."),
             tree->library, GetLastError());
        return WORLD;
    }
    wchar_t *always[] = {argv[0], L"-I", L"-X", L"utf8", L"-m", L"ujuzi"};
    int count = sizeof always / sizeof *always;
    wchar_t **all = calloc((size_t)(count + argc), sizeof *all);
    if (!all) return WORLD;
    memcpy(all, always, sizeof always);
    memcpy(all + count, argv + 1, (size_t)(argc - 1) * sizeof *all);
    return run(count + argc - 1, all);
}

int wmain(int argc, wchar_t **argv) {
    char root[MAX_TEXT];
    Choice choice;
    Tree tree;
    SetErrorMode(SEM_FAILCRITICALERRORS); /* an empty card reader is no reason to ask */
    french = PRIMARYLANGID(GetUserDefaultUILanguage()) == LANG_FRENCH;
    if (!own_folder(root) || !choose(root, &choice)) {
        tell(MB_ICONERROR, SAY("The file \u2018current\u2019 beside Ujuzi is missing. Install Ujuzi again; your work is safe.",
                               "Le fichier \u00ab\u00a0current\u00a0\u00bb \u00e0 c\u00f4t\u00e9 d\u2019Ujuzi manque. R\u00e9installez Ujuzi\u202f; votre travail est en s\u00fbret\u00e9."));
        return WORLD;
    }
    /* Who clicks again while it starts has seen no failure: only the first of a session counts. */
    int counts = HAS_WINDOW && CreateMutexW(NULL, TRUE, L"Local\\Ujuzi") && GetLastError() != ERROR_ALREADY_EXISTS;
    char failed[64];
    strcpy(failed, choice.version);
    if (counts && fall_back(root, &choice))
        tell(MB_ICONWARNING,
             SAY("Ujuzi %s did not start twice. Version %s, which ran before, is started from now on.\n\nYour work is safe.",
                 "Ujuzi %s n\u2019a pas d\u00e9marr\u00e9 deux fois de suite. La version %s, qui marchait avant, est lanc\u00e9e d\u00e9sormais.\n\nVotre travail est en s\u00fbret\u00e9."),
             failed, choice.version);
    while (!is_whole(root, choice.version, counts && choice.failed > 0, &tree)) {
        const char *names = tree.damaged ? tree.names : "manifest\n";
        char more[32] = "";
        if (tree.damaged > MAX_LISTED) snprintf(more, sizeof more, "\u2026 (+%d)\n", tree.damaged - MAX_LISTED);
        if (!tell(MB_RETRYCANCEL | MB_ICONERROR,
                  SAY("Parts of Ujuzi are missing or changed. Most often a virus scanner has taken them away:\n\n"
                      "%s%s\nYour work is safe. Put the stick with Ujuzi in and try again, or install Ujuzi again.",
                      "Des parties d\u2019Ujuzi manquent ou ont chang\u00e9. Le plus souvent, un antivirus les a retir\u00e9es\u202f:\n\n"
                      "%s%s\nVotre travail est en s\u00fbret\u00e9. Branchez la cl\u00e9 d\u2019Ujuzi et r\u00e9essayez, ou r\u00e9installez Ujuzi."),
                  names, more))
            return WORLD;
    }
    if (windows_build() < (DWORD)tree.needs) {
        tell(MB_ICONERROR,
             SAY("This computer\u2019s Windows is too old for Ujuzi: it is build %lu, and Ujuzi needs build %ld (Windows 10, version 1809) or newer.",
                 "Le Windows de cet ordinateur est trop ancien pour Ujuzi\u202f: c\u2019est la version %lu, et il faut la version %ld (Windows 10, 1809) ou plus r\u00e9cente."),
             windows_build(), tree.needs);
        return WORLD;
    }
    wchar_t folder[MAX_TEXT];
    MultiByteToWideChar(CP_UTF8, 0, root, -1, folder, MAX_TEXT);
    SetEnvironmentVariableW(L"UJUZI_ROOT", folder);
    if (counts) note_start(root, &choice);
    int status = start(root, &choice, &tree, argc, argv);
    if (counts && !status) note_success(root);
    return status;
}
