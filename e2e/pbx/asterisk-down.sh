#!/usr/bin/env bash
# Stops the Asterisk that asterisk-up.sh started with the same AST_RUN, by its pid file only.
RUN=${AST_RUN:-${PBX_HOME:-${XDG_CACHE_HOME:-$HOME/.cache}/sidetone/pbx}/run}
[ -s "$RUN/asterisk.pid" ] || { echo stopped; exit 0; }
pid=$(cat "$RUN/asterisk.pid")
kill "$pid" 2>/dev/null
for _ in $(seq 1 50); do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
kill -0 "$pid" 2>/dev/null && kill -9 "$pid"
rm -f "$RUN/asterisk.pid"
echo stopped
