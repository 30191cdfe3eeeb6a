; What our installer does beside electron-builder's templates, which call these macros. Windows keeps what a program can
; open under "Capabilities"; whose links are whose is set by the user (Settings > Apps > Default apps) or by policy.
; build/packaging/windows.nsi compiles all of it where makensis is; it was never run on Windows.

!include "getProcessInfo.nsh"
Var pid

!define SIDETONE_LINK "Sidetone.Link"
!define SIDETONE_KEY "Software\Sidetone"

; The running phone is asked first: it hangs up and unregisters, and needs 4 s at the most (main/quit.ts). Its window
; hides when it is closed, so that what the templates do, close and then kill, would cut a call. A phone of another
; user, or one that is asked by the system's own account, is not reached: that one is killed.
!macro customCheckAppRunning
  !insertmacro IS_POWERSHELL_AVAILABLE
  !insertmacro FIND_PROCESS "${APP_EXECUTABLE_FILENAME}" $R0
  ${If} $R0 == 0
  ${AndIf} ${FileExists} "$INSTDIR\${APP_EXECUTABLE_FILENAME}"
    nsExec::Exec /TIMEOUT=5000 `"$INSTDIR\${APP_EXECUTABLE_FILENAME}" --quit`
    Pop $R0
    StrCpy $R1 0
    ${Do}
      Sleep 500
      IntOp $R1 $R1 + 1
      !insertmacro FIND_PROCESS "${APP_EXECUTABLE_FILENAME}" $R0
      ${If} $R0 != 0
        ${ExitDo}
      ${EndIf}
    ${LoopUntil} $R1 >= 12
  ${EndIf}
  !insertmacro _CHECK_APP_RUNNING
!macroend

!macro sidetoneScheme SCHEME
  WriteRegStr SHELL_CONTEXT "${SIDETONE_KEY}\Capabilities\URLAssociations" "${SCHEME}" "${SIDETONE_LINK}"
!macroend

; SHELL_CONTEXT is this user's part of the registry or the machine's, as was chosen.
!macro customInstall
  WriteRegStr SHELL_CONTEXT "Software\Classes\${SIDETONE_LINK}" "" "Sidetone"
  WriteRegStr SHELL_CONTEXT "Software\Classes\${SIDETONE_LINK}" "URL Protocol" ""
  WriteRegStr SHELL_CONTEXT "Software\Classes\${SIDETONE_LINK}\DefaultIcon" "" "$appExe,0"
  WriteRegStr SHELL_CONTEXT "Software\Classes\${SIDETONE_LINK}\shell\open\command" "" '"$appExe" "%1"'

  ; This scheme is nobody else's.
  WriteRegStr SHELL_CONTEXT "Software\Classes\sidetone" "" "URL:Sidetone"
  WriteRegStr SHELL_CONTEXT "Software\Classes\sidetone" "URL Protocol" ""
  WriteRegStr SHELL_CONTEXT "Software\Classes\sidetone\DefaultIcon" "" "$appExe,0"
  WriteRegStr SHELL_CONTEXT "Software\Classes\sidetone\shell\open\command" "" '"$appExe" "%1"'

  WriteRegStr SHELL_CONTEXT "${SIDETONE_KEY}\Capabilities" "ApplicationName" "Sidetone"
  WriteRegStr SHELL_CONTEXT "${SIDETONE_KEY}\Capabilities" "ApplicationDescription" "Desktop phone"
  WriteRegStr SHELL_CONTEXT "${SIDETONE_KEY}\Capabilities" "ApplicationIcon" "$appExe,0"
  !insertmacro sidetoneScheme "tel"
  !insertmacro sidetoneScheme "sip"
  !insertmacro sidetoneScheme "sips"
  !insertmacro sidetoneScheme "callto"
  !insertmacro sidetoneScheme "sidetone"
  WriteRegStr SHELL_CONTEXT "Software\RegisteredApplications" "Sidetone" "${SIDETONE_KEY}\Capabilities"

  ; SHCNE_ASSOCCHANGED: the list of default apps is read anew.
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
!macroend

; An update takes the old version away first. What users chose points to these names, so they stay.
!macro customUnInstall
  ${IfNot} ${isUpdated}
    DeleteRegValue SHELL_CONTEXT "Software\RegisteredApplications" "Sidetone"
    DeleteRegKey SHELL_CONTEXT "Software\Classes\${SIDETONE_LINK}"
    DeleteRegKey SHELL_CONTEXT "Software\Classes\sidetone"
    DeleteRegKey SHELL_CONTEXT "${SIDETONE_KEY}\Capabilities"
    DeleteRegKey /ifempty SHELL_CONTEXT "${SIDETONE_KEY}"
    ; "Start with the system" of the user who uninstalls; Electron names it by the application's id.
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Run" "${APP_ID}"
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run" "${APP_ID}"
    System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
  ${EndIf}
!macroend
