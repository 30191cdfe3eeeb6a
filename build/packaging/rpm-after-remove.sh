#!/bin/bash

# At an upgrade rpm runs this of the old package when the new one is already in place; $1 says how many remain.
# electron-builder's own script would take the new one's link and profile away (its issue 7326).
if [ "$1" -gt 0 ] 2>/dev/null; then
    exit 0
fi

if type update-alternatives >/dev/null 2>&1; then
    update-alternatives --remove '${executable}' '/opt/${sanitizedProductName}/${executable}'
else
    rm -f '/usr/bin/${executable}'
fi

profile='/etc/apparmor.d/${executable}'
if [ -f "$profile" ]; then
    if apparmor_status --enabled >/dev/null 2>&1 && hash apparmor_parser 2>/dev/null; then
        apparmor_parser --remove "$profile" || true
    fi
    rm -f "$profile"
fi
