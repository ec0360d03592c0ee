/* For `make stick-check` alone: Wine 10 has no icuuc.dll. Every converter fails to open, as where a
   computer lacks one (U_UNSUPPORTED_ERROR). */
#define NONE(name) __declspec(dllexport) void *name(void) { return 0; }
static void *unsupported(int *error) {
    if (error) *error = 16;
    return 0;
}
__declspec(dllexport) void *ucnv_open(const char *name, int *error) { return (void)name, unsupported(error); }
__declspec(dllexport) void *ucnv_getName(const void *c, int *error) { return (void)c, unsupported(error); }
__declspec(dllexport) void *ucnv_getStandardName(const char *a, const char *b, int *error) { return (void)a, (void)b, unsupported(error); }
__declspec(dllexport) signed char ucnv_getMaxCharSize(const void *c) { return (void)c, 1; }
NONE(UCNV_FROM_U_CALLBACK_SUBSTITUTE) NONE(UCNV_TO_U_CALLBACK_SUBSTITUTE) NONE(ucnv_cbFromUWriteUChars)
NONE(ucnv_cbToUWriteUChars) NONE(ucnv_close) NONE(ucnv_countAvailable) NONE(ucnv_fromUCountPending) NONE(ucnv_fromUnicode) NONE(ucnv_getAvailableName)
NONE(ucnv_getFromUCallBack) NONE(ucnv_getToUCallBack) NONE(ucnv_reset) NONE(ucnv_setFromUCallBack)
NONE(ucnv_setToUCallBack) NONE(ucnv_toUCountPending) NONE(ucnv_toUnicode)
