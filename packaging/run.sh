#!/bin/sh
# Makes a practice vault, prints the brief and the summary of every file in it as PDF, and opens the window on it.
# Where there is no screen, it says so and does all but the last.
# Usage: run.sh [FOLDER]    FOLDER is demo-output in the current folder, unless named. A vault already there is used again.
set -eu

project=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
# shellcheck source=packaging/setup.sh
. "$project/packaging/setup.sh"

case "${1-}" in
-*) stop "Usage: run.sh [FOLDER]" ;;
/*) folder=$1 ;;
*) folder=$(pwd)/${1:-demo-output} ;;
esac
vault=$folder/vault

screen=${DISPLAY-}${WAYLAND_DISPLAY-}
# The names of packages hold no spaces.
# shellcheck disable=SC2086,SC2154
prepare requirements ${screen:+$window_libraries $screen_libraries}
muniment=$project/.venv/bin/muniment

# Made beside its place and moved there when whole: what an interrupted run leaves is never taken for a vault.
if [ ! -e "$vault" ]; then
    mkdir -p -- "$folder"
    rm -rf -- "$vault.unfinished"
    "$muniment" demo "$vault.unfinished" >/dev/null
    mv -- "$vault.unfinished" "$vault"
fi

print_all() {
    mkdir -p -- "$2"
    "$muniment" report "$vault" "$1" --all -o "$2" --passphrase-fd 3 3<<PASSPHRASE
practice vault
PASSPHRASE
}

print_all brief "$folder/briefs"
print_all summary "$folder/summaries"

printf '%s\n' \
    "The practice vault: $vault (its passphrase: practice vault)" \
    "Briefs:             $folder/briefs" \
    "Summaries:          $folder/summaries" \
    "The command line:   $muniment --help"

if [ -z "$screen" ]; then
    printf '%s\n' "There is no screen here to show the window on; elsewhere: $muniment open $vault"
    exit
fi
printf '%s\n' "The window opens on the practice vault. Its passphrase: practice vault"
exec "$muniment" open "$vault"
