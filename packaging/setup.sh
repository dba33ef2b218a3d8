# shellcheck shell=sh
# Sourced by run.sh and test.sh, which set $project (the absolute path of the tree): makes .venv ready.
# The first run needs a network; as long as the requirements and the Python stay the same, later ones need none.

: "${project:?is set by the script that sources this one}"
LC_ALL=C.UTF-8
export LC_ALL
unset PYTHONPATH PYTHONHOME

say() {
    printf '%s\n' "$*" >&2
}

stop() {
    say "$@"
    exit 1
}

# Prints two marks, or fails with a Python that will not do: of the Python, and of what is to be installed with it and where.
# A security update of the same Python changes neither: .venv only points to it.
examine='
import ensurepip, hashlib, pathlib, ssl, sys, venv

if sys.version_info < (3, 11):
    sys.exit(1)
place, *files = sys.argv[1:]
mark = hashlib.sha256(f"{sys.implementation.cache_tag} {sys.base_prefix}".encode())
print(mark.hexdigest(), end=" ")
for part in (place.encode(), *(pathlib.Path(file).read_bytes() for file in files)):
    mark.update(hashlib.sha256(part).digest())
print(mark.hexdigest())
'

# find_python FILE...: sets $python to a Python that will do, $marks to what $examine says of it and the files.
find_python() {
    for python in python3 python3.13 python3.12 python3.11; do
        marks=$("$python" -c "$examine" "$project" "$@" 2>/dev/null) && return
    done
    return 1
}

# is_there NAME: whether there is a command, or a shared library, of that name.
is_there() {
    case $1 in
    lib*.so.*) PATH=$PATH:/usr/sbin:/sbin ldconfig -p | grep -q "^[[:space:]]*$1 " ;;
    *) command -v "$1" >/dev/null ;;
    esac
}

# missing_tools NAME:PACKAGE...: prints the packages whose command or library is not there.
missing_tools() {
    for tool in "$@"; do
        is_there "${tool%%:*}" || printf ' %s' "${tool#*:}"
    done
}

# install_system PACKAGE...: by apt-get, as root or through sudo; otherwise says what to install, and stops.
install_system() {
    by_hand="Please install these system packages and run this again: $*"
    command -v apt-get >/dev/null || stop "$by_hand"
    if [ "$(id -u)" -eq 0 ]; then
        as_root="env"
    elif command -v sudo >/dev/null; then
        as_root="sudo env"
    else
        stop "$by_hand (as root: apt-get install --no-install-recommends $*)"
    fi
    say "Installing system packages: $*"
    {
        $as_root apt-get update -qq &&
            $as_root DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@"
    } >&2 || stop "The system packages could not be installed; the first run needs a network. $by_hand"
}

# pip ARGUMENT...: of the virtual environment. Nothing is ever compiled, and it does not wait long for an absent network.
pip() {
    "$venv/bin/python" -m pip --quiet --no-input --disable-pip-version-check --retries 1 "$@"
}

install_project() {
    if [ "$(cat "$venv/made-for" 2>/dev/null)" != "${marks% *}" ]; then
        say "Making the virtual environment .venv"
        rm -f -- "$venv/made-for"
        "$python" -m venv --clear "$venv" || stop "The virtual environment could not be made in $venv"
        printf '%s\n' "${marks% *}" >"$venv/made-for"
    fi
    say "Installing the locked Python packages"
    pip install --only-binary :all: --require-hashes -r "$requirements" ||
        stop "The Python packages could not be installed; the first run needs a network. Nothing is lost: run this again."
    (cd -- "$project" && pip install --no-deps --no-build-isolation --config-settings editable_mode=compat --editable .) ||
        stop "Muniment could not be installed into $venv"
}

# What a window is drawn with, also one that nobody sees; and what the X11 platform wants besides.
window_libraries="libGL.so.1:libgl1 libEGL.so.1:libegl1 libglib-2.0.so.0:libglib2.0-0 libdbus-1.so.3:libdbus-1-3
libfontconfig.so.1:libfontconfig1 libxkbcommon.so.0:libxkbcommon0"
screen_libraries="libxcb-cursor.so.0:libxcb-cursor0 libxkbcommon-x11.so.0:libxkbcommon-x11-0
libxcb-icccm.so.4:libxcb-icccm4 libxcb-keysyms.so.1:libxcb-keysyms1 libxcb-shape.so.0:libxcb-shape0"

# prepare NAME [NAME:PACKAGE...]: .venv holds what NAME.txt locks, and the commands and libraries are there; quick when nothing changed.
prepare() {
    requirements=$project/packaging/$1.txt
    venv=$project/.venv
    stamp=$venv/installed-$1
    shift
    missing=$(missing_tools "$@")
    set -- "$requirements" "$project/pyproject.toml" "$project/setup.py"
    find_python "$@" || missing="python3 python3-venv$missing"
    if [ -n "$missing" ]; then
        # The names of packages hold no spaces.
        # shellcheck disable=SC2086
        install_system $missing
        find_python "$@" || stop "Python 3.11 or newer is needed, with its venv module, and was not found."
    fi
    if [ "$(cat "$stamp" 2>/dev/null)" != "${marks#* }" ]; then
        install_project
        printf '%s\n' "${marks#* }" >"$stamp"
    fi
}
