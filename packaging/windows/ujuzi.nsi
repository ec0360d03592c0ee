; The installer: for one account, without an administrator; versions side by side.
;
;   setup.exe [/S] [/D=FOLDER] [/DATA=FOLDER] [/REGISTRATION=FILE]
;
; /S asks nothing. /DATA is a folder that several accounts of this computer share. /REGISTRATION makes
; the computer known to a hub. Courses that lie beside the installer, in `packs`, are installed too.
; It leaves with 0, 1 stopped by the person, 2 not installed, 3 installed, but courses or registration
; were refused, 4 not installed, for a newer version is there: `set-up.txt` beside Ujuzi says why.
;
; Everything goes into versions\.new, which takes its name when it is whole; then one file, `current`, is
; replaced. Whatever cuts this short leaves the version that was there.

Unicode true
Target amd64-unicode
ManifestDPIAware true
ManifestSupportedOS Win10
SetCompressor /SOLID lzma
SetCompressorDictSize 64
SetDateSave off
Name "Ujuzi"
OutFile "${OUT}"
Icon "ujuzi.ico"
UninstallIcon "ujuzi.ico"
BrandingText "Ujuzi ${VERSION}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\Ujuzi"
InstallDirRegKey HKCU "Software\Ujuzi" "InstallDir"
AllowSkipFiles off
VIProductVersion "1.0.0.0"
VIAddVersionKey "ProductName" "Ujuzi"
VIAddVersionKey "FileDescription" "Ujuzi Setup"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "LegalCopyright" "Apache License 2.0"

!include FileFunc.nsh
!include LogicLib.nsh
!include TextFunc.nsh
!include WordFunc.nsh
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\Ujuzi"

Page directory
Page instfiles
UninstPage uninstConfirm
UninstPage instfiles

LoadLanguageFile "${NSISDIR}\Contrib\Language files\English.nlf"
LoadLanguageFile "${NSISDIR}\Contrib\Language files\French.nlf"
LangString Running ${LANG_ENGLISH} "Ujuzi ${VERSION} is open. Close it, then try again. Nothing was changed."
LangString Running ${LANG_FRENCH} "Ujuzi ${VERSION} est ouvert. Fermez-le, puis réessayez. Rien n’a été changé."
LangString Deep ${LANG_ENGLISH} "The path of this folder is too long for Windows: choose one of at most ${MOST} letters. Nothing was changed."
LangString Deep ${LANG_FRENCH} "Le chemin de ce dossier est trop long pour Windows : choisissez-en un d’au plus ${MOST} lettres. Rien n’a été changé."
LangString Unwritten ${LANG_ENGLISH} "Ujuzi was not written whole: the disk may be full, or the stick was pulled out. What was installed before still works."
LangString Unwritten ${LANG_FRENCH} "Ujuzi n’a pas été écrit en entier : le disque est peut-être plein, ou la clé a été retirée. Ce qui était installé fonctionne toujours."
LangString Newer ${LANG_ENGLISH} "Ujuzi $2 is here already, and newer than the ${VERSION} of this stick. Nothing was changed."
LangString Newer ${LANG_FRENCH} "Ujuzi $2 est déjà là, plus récent que le ${VERSION} de cette clé. Rien n’a été changé."
LangString Preparing ${LANG_ENGLISH} "Installing the courses ..."
LangString Preparing ${LANG_FRENCH} "Installation des cours..."
LangString Refused ${LANG_ENGLISH} "Ujuzi is installed, but not everything was set up:"
LangString Refused ${LANG_FRENCH} "Ujuzi est installé, mais tout n’a pas pu être préparé :"
LangString RemoveData ${LANG_ENGLISH} "Remove what people did in Ujuzi on this computer as well?$\n$\nWhat has not been sent to the hub is lost for ever. Answer No to keep it."
LangString RemoveData ${LANG_FRENCH} "Supprimer aussi ce que les personnes ont fait dans Ujuzi sur cet ordinateur ?$\n$\nCe qui n’a pas été envoyé au serveur est perdu pour toujours. Répondez Non pour le garder."

Var Data
Var Registration

!macro Stop code sentence
  SetErrorLevel ${code}
  Push "${sentence}"
  Call WriteDown
  MessageBox MB_OK|MB_ICONSTOP "${sentence}" /SD IDOK
  Quit
!macroend

Function .onInit
  ${GetParameters} $0
  ${GetOptions} $0 "/DATA=" $Data
  ${GetOptions} $0 "/REGISTRATION=" $Registration
  ${If} $Registration != ""
    GetFullPathName $1 "$Registration" ; empty where its folder is not there: the program says so
    ${If} $1 != ""
      StrCpy $Registration $1
    ${EndIf}
  ${EndIf}
  ClearErrors
FunctionEnd

; Write why into `set-up.txt`, for who was asked nothing; a folder that is not there gets none.
Function WriteDown
  Exch $0
  Push $1
  FileOpen $1 "$INSTDIR\set-up.txt" w
  FileWriteUTF16LE /BOM $1 $0
  FileClose $1
  ClearErrors
  Pop $1
  Pop $0
FunctionEnd

; Where something cannot be written, File ends the installation, and nothing below it is done.
Function .onInstFailed
  SetOutPath "$TEMP" ; nobody can delete the folder that is in use
  RMDir /r "$INSTDIR\versions\.new"
  Push "$(Unwritten)"
  Call WriteDown
  MessageBox MB_OK|MB_ICONSTOP "$(Unwritten)" /SD IDOK
FunctionEnd

; Put into $2 which version is started here; nothing where that one is not whole.
Function ReadCurrent
  StrCpy $2 ""
  ClearErrors
  FileOpen $1 "$INSTDIR\current" r
  ${IfNot} ${Errors}
    FileRead $1 $2
    FileClose $1
    ${TrimNewLines} $2 $2
  ${EndIf}
  ${IfNot} ${FileExists} "$INSTDIR\versions\$2\manifest"
    StrCpy $2 ""
  ${EndIf}
  ClearErrors
FunctionEnd

Section
  SetShellVarContext current
  StrLen $0 "$INSTDIR"
  ${If} $0 > ${MOST}
    !insertmacro Stop 2 $(Deep)
  ${EndIf}
  Call ReadCurrent
  ${VersionCompare} "$2" "${VERSION}" $0
  ${If} $2 != ""
  ${AndIf} $0 = 1
    !insertmacro Stop 4 $(Newer)
  ${EndIf}
  RMDir /r "$INSTDIR\versions\.new"
  ClearErrors
  SetOutPath "$INSTDIR\versions\.new"
  SetOverwrite on
  File /r "${ROOT}/versions/${VERSION}/*"
  ${If} ${Errors}
    RMDir /r "$INSTDIR\versions\.new"
    !insertmacro Stop 2 $(Unwritten)
  ${EndIf}
  SetOutPath "$INSTDIR"
  ${If} ${FileExists} "$INSTDIR\versions\${VERSION}\*.*"
    RMDir /r "$INSTDIR\versions\.old" ; what a cut left behind
    ClearErrors
    Rename "$INSTDIR\versions\${VERSION}" "$INSTDIR\versions\.old"
    ${If} ${Errors}
      RMDir /r "$INSTDIR\versions\.new"
      !insertmacro Stop 2 $(Running)
    ${EndIf}
  ${EndIf}
  Rename "$INSTDIR\versions\.new" "$INSTDIR\versions\${VERSION}"
  ${If} ${Errors}
    Rename "$INSTDIR\versions\.old" "$INSTDIR\versions\${VERSION}"
    !insertmacro Stop 2 $(Unwritten)
  ${EndIf}
  RMDir /r "$INSTDIR\versions\.old"

  ; The launchers are the same in every release: they may be running.
  SetOverwrite try
  File "${ROOT}/Ujuzi.exe"
  File "${ROOT}/ujuzi-cli.exe"
  FileOpen $1 "$INSTDIR\source" w ; where a whole copy is, for what a scanner takes away
  FileWriteUTF16LE $1 "$EXEDIR\Ujuzi"
  FileClose $1
  Call MakeCurrent

  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\Ujuzi.lnk" "$INSTDIR\Ujuzi.exe"
  WriteRegStr HKCU "Software\Ujuzi" "InstallDir" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "Ujuzi"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\Ujuzi.exe"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "Ujuzi"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" ${KILOBYTES}
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1

  ; What the computer is for: the program does it, in its own words.
  DetailPrint $(Preparing)
  StrCpy $1 '"$INSTDIR\ujuzi-cli.exe" set-up --stick "$EXEDIR\."' ; of E:\ too, whose last sign would hide the quote
  ${If} $Registration != ""
    StrCpy $1 '$1 --registration "$Registration"'
  ${EndIf}
  ${If} $Data != ""
    StrCpy $1 '$1 --shared-data "$Data"'
  ${EndIf}
  nsExec::ExecToStack $1
  Pop $2
  Pop $3
  Push $3
  Call WriteDown
  ${If} $2 != 0
    SetErrorLevel 3
    MessageBox MB_OK|MB_ICONEXCLAMATION "$(Refused)$\n$\n$3" /SD IDOK
  ${EndIf}
SectionEnd

; Write `current`: this version, and below it the one that was current; older ones go.
Function MakeCurrent
  StrCpy $2 ""
  ClearErrors
  FileOpen $1 "$INSTDIR\current" r
  ${IfNot} ${Errors}
    FileRead $1 $2
    ${If} $2 == "${VERSION}$\n"
      FileRead $1 $2
    ${EndIf}
    FileClose $1
  ${EndIf}
  ClearErrors
  FileOpen $1 "$INSTDIR\current.new" w
  FileWrite $1 "${VERSION}$\n$2"
  FileClose $1
  ${If} ${Errors}
    Delete "$INSTDIR\current.new"
    !insertmacro Stop 2 $(Unwritten)
  ${EndIf}
  System::Call 'kernel32::MoveFileEx(t "$INSTDIR\current.new", t "$INSTDIR\current", i 9) i .r0' ; replace, written through
  ${If} $0 = 0
    !insertmacro Stop 2 $(Unwritten)
  ${EndIf}
  FindFirst $1 $0 "$INSTDIR\versions\*"
  ${DoWhile} $0 != ""
    ${If} $0 != "."
    ${AndIf} $0 != ".."
    ${AndIf} $0 != "${VERSION}"
    ${AndIf} "$0$\n" != $2
      RMDir /r "$INSTDIR\versions\$0"
    ${EndIf}
    FindNext $1 $0
  ${Loop}
  FindClose $1
  ClearErrors
FunctionEnd

Section "Uninstall"
  SetShellVarContext current
  ClearErrors
  Delete "$INSTDIR\Ujuzi.exe"
  ${If} ${Errors}
    MessageBox MB_OK|MB_ICONSTOP $(Running) /SD IDOK
    Quit
  ${EndIf}
  MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 $(RemoveData) /SD IDNO IDNO kept
    RMDir /r "$LOCALAPPDATA\Ujuzi"
  kept:
  RMDir /r "$INSTDIR\versions"
  Delete "$INSTDIR\ujuzi-cli.exe"
  Delete "$INSTDIR\current"
  Delete "$INSTDIR\data-folder"
  Delete "$INSTDIR\set-up.txt"
  Delete "$INSTDIR\source"
  Delete "$INSTDIR\starting"
  Delete "$SMPROGRAMS\Ujuzi.lnk"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  DeleteRegKey HKCU "Software\Ujuzi"
  DeleteRegKey HKCU "${UNINSTALL}"
SectionEnd
