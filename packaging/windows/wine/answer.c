/* For `make stick-check` alone: wait for a question of Ujuzi's launcher, print what it says, press a button.

     answer.exe BUTTON     0 none, 1 OK, 2 cancel, 4 try again; leaves with 1 where nobody asks for minutes. */
#include <stdio.h>
#include <stdlib.h>
#include <windows.h>

static BOOL CALLBACK say(HWND part, LPARAM unused) {
    static wchar_t text[1 << 15];
    static char said[1 << 17];
    (void)unused;
    GetWindowTextW(part, text, sizeof text / sizeof *text);
    WideCharToMultiByte(CP_UTF8, 0, text, -1, said, sizeof said, NULL, NULL);
    puts(said);
    return TRUE;
}

int main(int count, char **words) {
    int wanted = count > 1 ? atoi(words[1]) : 0;
    for (int tries = 0; tries < 1200; tries++, Sleep(250)) {
        HWND asked = FindWindowW(L"#32770", L"Ujuzi");
        HWND button = asked && wanted ? GetDlgItem(asked, wanted) : asked;
        if (!button || !IsWindowVisible(asked)) continue;
        EnumChildWindows(asked, say, 0);
        if (wanted) PostMessageW(button, BM_CLICK, 0, 0);
        return 0;
    }
    return 1;
}
