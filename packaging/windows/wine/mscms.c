/* For `make stick-check` alone: Wine 10's mscms.dll lacks what Qt asks of colour profiles; there are none. */
#define NONE(name, value) __declspec(dllexport) unsigned long long name(void) { return value; }
NONE(CloseColorProfile, 0) NONE(ColorProfileGetDisplayDefault, 0x80004001) NONE(GetColorProfileFromHandle, 0)
NONE(OpenColorProfileW, 0) NONE(WcsCreateIccProfile, 0) NONE(WcsGetDefaultColorProfile, 0)
NONE(WcsGetDefaultColorProfileSize, 0) NONE(WcsOpenColorProfileW, 0)
