/* Stands in for libQt6Quick and libQt6Qml, 17 MB, of which Ujuzi runs nothing.
 *
 * Qt's plugin for films asks whether a window that is to be recorded is one of Qt Quick. There is none:
 * no object has this class, so that nobody ever calls its function.
 */
#include <stdlib.h>

const void *const meta_object[8] __asm__("_ZN12QQuickWindow16staticMetaObjectE") = {0};

void grab_window(void) __asm__("_ZN12QQuickWindow10grabWindowEv");
void grab_window(void) { abort(); }
