#!/usr/bin/env bash
# Run a command as a machine would that has nothing but Python, make and coreutils:
#
#     sudo tools/bare_machine.sh [COMMAND ...]      (default: make test)
#
# In a fresh clone of the last commit, as a user without rights and without a home, with no fonts and
# none of the programs that tests use besides. What the network needs (proxy, certificates, pip's
# settings) is passed on, nothing else. BARE=FOLDER keeps the clone there for the next command;
# PYTHON=/usr/local/bin/python3.13 takes another Python, which must be readable for everybody.
set -euo pipefail
HIDDEN=(/usr/share/fonts /usr/local/share/fonts /usr/lib/postgresql)
NOBODY=65534

[ "$(id -u)" -eq 0 ] || { echo "bare_machine.sh hides folders and changes the user: run it with sudo" >&2; exit 2; }
source=$(git -C "$(dirname "$0")/.." rev-parse --show-toplevel)
python=$(realpath "${PYTHON:-/usr/bin/python3}")
if [ -n "${BARE:-}" ]; then
  folder=$BARE
else
  folder=$(mktemp -d)
  trap 'rm -rf "$folder"' EXIT
fi
mkdir -p "$folder/bin" "$folder/home" "$folder/tmp"
for program in $(dpkg -L coreutils | grep -E '^/(usr/)?bin/.') /bin/sh "$(command -v make)"; do
  ln -sf "$program" "$folder/bin/"
done
ln -sf "$python" "$folder/bin/python3"
if [ -d "$folder/shutu" ]; then
  git -c safe.directory='*' -C "$folder/shutu" pull --quiet --ff-only
else
  git clone --quiet "$source" "$folder/shutu"
fi
chmod 755 "$folder"
chown -R $NOBODY:$NOBODY "$folder/shutu" "$folder/home" "$folder/tmp"

kept=()
for name in $(compgen -e); do
  case $name in
    PIP_* | *_proxy | *_PROXY | SSL_CERT_* | PYTEST_ADDOPTS) kept+=("$name=${!name}") ;;
  esac
done
cd "$folder/shutu"
[ "$#" -gt 0 ] || set -- make test
unshare --mount bash -c '
  for folder in $1; do if [ -d "$folder" ]; then mount -t tmpfs none "$folder"; fi; done
  shift
  exec "$@"' bash "${HIDDEN[*]}" \
  env PATH="$PATH" setpriv --reuid=$NOBODY --regid=$NOBODY --clear-groups --no-new-privs \
  env -i PATH="$folder/bin" HOME="$folder/home" TMPDIR="$folder/tmp" LANG=C.UTF-8 "${kept[@]}" "$@"
