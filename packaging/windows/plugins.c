/* plugins.dll: tells Qt of its plugins as of such that are linked in; `stick.windows` writes plugins.h.

   Qt looks into a folder for each kind of plugin, and of a stick each folder is read whole at a start. So they
   lie beside everything else. What each says of itself (QPluginMetaData) is here, and a file is loaded once Qt
   asks for what is in it. Qt calls this from whatever thread, so nothing of Python is in it.

     PLUGIN(1, L"qgif.dll", 1, 6, ...)   a number, its file, and the bytes that are its metadata */
#include <stddef.h>
#include <windows.h>

typedef struct {
    const void *data;
    size_t size;
} MetaData;

typedef void (*Make)(void *plugin, void *(*instance)(void), MetaData (*metadata)(void)); /* QStaticPlugin's constructor */
typedef void (*Tell)(void *plugin);

#define ROOM 8 /* words; a QStaticPlugin has three */
#define MAKE "??0QStaticPlugin@@QEAA@P6APEAVQObject@@XZP6A?AUQPluginMetaData@@XZ@Z"
#define TELL "?qRegisterStaticPluginFunction@@YAXUQStaticPlugin@@@Z"

static HINSTANCE self;

/* What a plugin's own function makes; NULL where it cannot be loaded. */
static void *made(const wchar_t *name) {
    static const wchar_t own[] = L"plugins.dll";
    wchar_t *path = HeapAlloc(GetProcessHeap(), 0, 32768 * sizeof *path);
    void *(*instance)(void) = NULL;
    if (!path) return NULL;
    DWORD length = GetModuleFileNameW(self, path, 32768);
    if (length >= sizeof own / sizeof *own && length < 32768 - 64) {
        lstrcpyW(path + length - (sizeof own / sizeof *own - 1), name);
        HMODULE file = LoadLibraryExW(path, NULL, LOAD_LIBRARY_SEARCH_DLL_LOAD_DIR | LOAD_LIBRARY_SEARCH_SYSTEM32);
        if (file) instance = (void *(*)(void))(void *)GetProcAddress(file, "qt_plugin_instance");
    }
    HeapFree(GetProcessHeap(), 0, path);
    return instance ? instance() : NULL;
}

#define PLUGIN(number, file, ...)                                                       \
    static const unsigned char data_##number[] = {__VA_ARGS__};                         \
    static void *made_##number(void) { return made(file); }                             \
    static MetaData metadata_##number(void) { return (MetaData){data_##number, sizeof data_##number}; }
#include "plugins.h"
#undef PLUGIN

/* Tell a Qt that is loaded of all of them, before its application is made; whether that could be done. */
__declspec(dllexport) int tell_qt(void) {
    HMODULE core = GetModuleHandleW(L"Qt6Core.dll");
    Make make = core ? (Make)(void *)GetProcAddress(core, MAKE) : NULL;
    Tell tell = core ? (Tell)(void *)GetProcAddress(core, TELL) : NULL;
    if (!make || !tell) return 0;
#define PLUGIN(number, file, ...)                       \
    {                                                   \
        size_t plugin[ROOM] = {0};                      \
        make(plugin, made_##number, metadata_##number); \
        tell(plugin);                                   \
    }
#include "plugins.h"
    return 1;
}

BOOL WINAPI DllMain(HINSTANCE instance, DWORD reason, void *reserved) {
    (void)reserved;
    if (reason == DLL_PROCESS_ATTACH) self = instance;
    return TRUE;
}
