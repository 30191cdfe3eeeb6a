; Compiles installer.nsh the way electron-builder's templates use it, to find mistakes where no Windows is. The result
; is thrown away. makensis -DTEMPLATES=node_modules/app-builder-lib/templates/nsis -DOUT=FILE windows.nsi
Unicode true
!addincludedir "${TEMPLATES}/include"
!include "LogicLib.nsh"
!include "FileFunc.nsh"

!define APP_GUID "check"
!define APP_ID "invalid.sidetone.Sidetone"
!define PRODUCT_NAME "Sidetone"
!define APP_EXECUTABLE_FILENAME "Sidetone.exe"
!define isUpdated '"" != ""'

Name "check"
OutFile "${OUT}"
RequestExecutionLevel user
Var appExe
LangString appRunning 1033 "running"
LangString appClosing 1033 "closing"
LangString appCannotBeClosed 1033 "cannot be closed"

; Of a plugin that only the hosted workflow has.
!define nsProcess::FindProcess
!include "installer.nsh"
!include "allowOnlyOneInstallerInstance.nsh"

Section "install"
  StrCpy $appExe "$INSTDIR\${APP_EXECUTABLE_FILENAME}"
  !insertmacro CHECK_APP_RUNNING
  !insertmacro customInstall
  WriteUninstaller "$INSTDIR\uninstall.exe"
SectionEnd

Section "un.install"
  !insertmacro customUnInstall
SectionEnd
