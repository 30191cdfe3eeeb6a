#!/usr/bin/env bash
# Installs Asterisk once and starts a private one on 127.0.0.1. No root is needed and nothing is put into the system: the
# Debian packages of asterisk and of every library it needs (glibc included) are unpacked into a cache folder, and
# Asterisk runs through that tree's own dynamic loader. Does nothing when the instance is running already.
#   PBX_HOME    where the unpacked packages live    (default: ${XDG_CACHE_HOME:-~/.cache}/sidetone/pbx)
#   PBX_SUITES  Debian suites to try, in this order (default: forky sid; both have Asterisk 22)
#   AST_RUN     folder of this instance: configuration, log, certificates, $AST_RUN/ast for its command line
#   AST_ADDRESS AST_NETNS   the address it listens on (default: 127.0.0.1), and the network namespace it runs in
#   WS_PORT WSS_PORT SIP_PORT AMI_PORT RTP_START RTP_END   ports, all on that address
# Prints `ready` as its last line; what it does on the way goes to standard error.
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
PBX_HOME=${PBX_HOME:-${XDG_CACHE_HOME:-$HOME/.cache}/sidetone/pbx}
RUN=${AST_RUN:-$PBX_HOME/run}
: "${PBX_SUITES:=forky sid}" "${WS_PORT:=8088}" "${WSS_PORT:=8089}" "${SIP_PORT:=5060}" "${AMI_PORT:=5038}"
: "${RTP_START:=20000}" "${RTP_END:=20999}" "${AST_ADDRESS:=127.0.0.1}" "${AST_NETNS:=}"

say() { echo "asterisk-up: $*" >&2; }
within() { if [ -n "$AST_NETNS" ]; then exec ip netns exec "$AST_NETNS" "$@"; else exec "$@"; fi; }
use() { SUITE=$1; ROOT=$PBX_HOME/root-$1; LIB=$ROOT/usr/lib/x86_64-linux-gnu; LOADER=$ROOT/usr/lib64/ld-linux-x86-64.so.2; [ -x "$LOADER" ] || LOADER=$LIB/ld-linux-x86-64.so.2; }
asterisk() { "$LOADER" --library-path "$LIB:$ROOT/usr/lib" "$ROOT/usr/sbin/asterisk" "$@"; }

# The Debian mirror that this machine's own apt uses.
mirror() {
  apt-get indextargets --format '$(SITE)' 2>/dev/null | grep -m1 '/debian/\?$' ||
    sed -nE 's/^(URIs:|deb) +(\[[^]]*\] +)?([^ ]+\/debian)\/?( .*)?$/\3/p' /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null | head -1
}

# apt with an empty list of installed packages fetches everything that Asterisk needs; dpkg only unpacks it.
install_from() {
  local suite=$1 apt=$PBX_HOME/apt-$1 site; use "$suite"
  site=${DEBIAN_MIRROR:-$(mirror)}
  [ -n "$site" ] || { say 'no Debian mirror found; set DEBIAN_MIRROR'; return 1; }
  rm -rf "$ROOT" "$apt"; mkdir -p "$ROOT" "$apt"/{lists/partial,cache/archives/partial}; : > "$apt/status"
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $site $suite main" > "$apt/sources.list"
  cat > "$apt/apt.conf" <<CONF
Dir::Etc::sourcelist "$apt/sources.list";
Dir::Etc::sourceparts "/dev/null";
Dir::Etc::preferences "/dev/null";
Dir::Etc::preferencesparts "/dev/null";
Dir::State "$apt";
Dir::State::lists "$apt/lists";
Dir::State::status "$apt/status";
Dir::Cache "$apt/cache";
APT::Architecture "amd64";
APT::Architectures { "amd64"; };
APT::Install-Recommends "false";
APT::Sandbox::User "";
Acquire::Languages "none";
Acquire::Retries "3";
CONF
  APT_CONFIG=$apt/apt.conf apt-get update -qq || return 1
  APT_CONFIG=$apt/apt.conf apt-get install -y -qq --download-only -o Debug::NoLocking=1 asterisk >/dev/null || return 1
  find "$apt/cache/archives" -name '*.deb' -print0 | xargs -0 -P "$(nproc)" -I{} sh -c '
    dpkg-deb --fsys-tarfile "$1" | tar -x -C "$2" --no-same-owner --keep-directory-symlink \
      --exclude=./usr/share/doc --exclude=./usr/share/man --exclude=./usr/share/locale --exclude=./usr/share/info \
      --exclude="./usr/share/perl*" --exclude="./usr/lib/x86_64-linux-gnu/perl*" --exclude=./usr/lib/x86_64-linux-gnu/gconv || exit 255' _ {} "$ROOT" || return 1
  rm -rf "$apt"; use "$suite"
  asterisk -V >/dev/null || return 1
  touch "$ROOT/.complete"
  say "unpacked Asterisk of Debian $suite into $ROOT"
}

# A certificate authority for this instance and a server certificate that it signed, valid for a week.
certificates() {
  local tls=$RUN/tls; [ -s "$tls/server.crt" ] && return
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 7 -subj '/CN=Sidetone test CA' \
    -addext 'basicConstraints=critical,CA:TRUE' -addext 'keyUsage=critical,keyCertSign,cRLSign' -keyout "$tls/ca.key" -out "$tls/ca.pem" 2>/dev/null
  openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=localhost -keyout "$tls/server.key" -out "$tls/server.csr" 2>/dev/null
  printf 'subjectAltName=DNS:localhost,IP:%s\nextendedKeyUsage=serverAuth\nbasicConstraints=critical,CA:FALSE\n' "$AST_ADDRESS" > "$tls/server.ext"
  openssl x509 -req -in "$tls/server.csr" -CA "$tls/ca.pem" -CAkey "$tls/ca.key" -CAcreateserial -days 7 -extfile "$tls/server.ext" -out "$tls/server.crt" 2>/dev/null
}

configure() {
  mkdir -p "$RUN"/{etc,lib/keys,data/sounds,data/moh,data/agi-bin,spool,run,log,tls}
  for file in "$HERE"/config/*.conf; do
    sed -e "s#@MODDIR@#$LIB/asterisk/modules#g; s#@RUN@#$RUN#g; s#@ROOT@#$ROOT#g; s#@WS_PORT@#$WS_PORT#g; s#@WSS_PORT@#$WSS_PORT#g; s#@SIP_PORT@#$SIP_PORT#g; s#@AMI_PORT@#$AMI_PORT#g; s#@RTP_START@#$RTP_START#g; s#@RTP_END@#$RTP_END#g; s#127\.0\.0\.1#$AST_ADDRESS#g" "$file" > "$RUN/etc/$(basename "$file")"
  done
  # Modules that insist on a file of their own are content with an empty one.
  for name in acl aeap ccss cel cli cli_aliases cli_permissions codecs dnsmgr enum extconfig features followme \
    pjproject pjsip_notify queues res_stun_monitor sorcery stasis udptl websocket_client; do : > "$RUN/etc/$name.conf"; done
  # Asterisk offers no loopback ICE candidates: every other local address is advertised as the one where RTP is bound.
  for address in $(within hostname -I 2>/dev/null); do case $address in *:*) ;; *) echo "$address => $AST_ADDRESS" ;; esac; done >> "$RUN/etc/rtp.conf"
  [ -e "$RUN/data/documentation" ] || ln -sfn "$ROOT/usr/share/asterisk/documentation" "$RUN/data/documentation"
  [ -e "$RUN/data/rest-api" ] || ln -sfn "$ROOT/usr/share/asterisk/rest-api" "$RUN/data/rest-api"
  [ -e "$RUN/data/sounds/en" ] || ln -sfn "$ROOT"/usr/share/asterisk/sounds/en_US_f_Allison "$RUN/data/sounds/en"
  # Music on hold: 10 s of two tones, 8 kHz, 16 bit.
  [ -s "$RUN/data/moh/tone.sln" ] || perl -e 'for $i(0..79999){print pack("s<",6000*sin(2*3.14159265*440*$i/8000)+3000*sin(2*3.14159265*554*$i/8000))}' > "$RUN/data/moh/tone.sln"
  certificates
  cat > "$RUN/ast" <<COMMAND
#!/bin/sh
exec "$LOADER" --library-path "$LIB:$ROOT/usr/lib" "$ROOT/usr/sbin/asterisk" -C "$RUN/etc/asterisk.conf" -rx "\$*"
COMMAND
  chmod +x "$RUN/ast"
}

alive() { [ -s "$RUN/asterisk.pid" ] && kill -0 "$(cat "$RUN/asterisk.pid")" 2>/dev/null; }

mkdir -p "$PBX_HOME" "$RUN"; exec 9>"$PBX_HOME/.install.lock"; flock 9
found=
for suite in $PBX_SUITES; do use "$suite"; [ -f "$ROOT/.complete" ] && { found=$suite; break; }; done
[ -n "$found" ] || for suite in $PBX_SUITES; do (install_from "$suite") && { use "$suite"; found=$suite; break; }; say "could not install from Debian $suite"; done
exec 9>&-
[ -n "$found" ] || { say 'Asterisk could not be installed'; exit 1; }
if alive; then echo ready; exit 0; fi
configure
rm -f "$RUN/run/asterisk.ctl"
(cd "$RUN"; within setsid "$LOADER" --library-path "$LIB:$ROOT/usr/lib" "$ROOT/usr/sbin/asterisk" -f -C "$RUN/etc/asterisk.conf" > "$RUN/log/stdout" 2>&1 < /dev/null & echo $! > "$RUN/asterisk.pid")
for _ in $(seq 1 300); do
  alive || { say 'Asterisk ended:'; tail -20 "$RUN/log/stdout" >&2; exit 1; }
  if [ -S "$RUN/run/asterisk.ctl" ] && timeout 5 "$RUN/ast" 'core waitfullybooted' 2>/dev/null | grep -q 'fully booted'; then echo ready; exit 0; fi
  sleep 0.1
done
say 'Asterisk was not up after 30 s'; tail -20 "$RUN/log/stdout" >&2; exit 1
