# Shared by the scripts of ci/: package lists, installation, preset builds. Source it, do not run it.
# Messages go to standard error, so that a script's standard output is the result alone.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
jobs=$(nproc)
mkdir -p "$root/build"

# Objects are shared between checkouts in different folders.
export CCACHE_BASEDIR=$root CCACHE_NOHASHDIR=1

# The benchmark's peer. Hyperscan is x86 only; Vectorscan has the same interface elsewhere.
case $(uname -m) in
  x86_64 | i?86) multi_literal=libhyperscan-dev ;;
  *) multi_literal=libvectorscan-dev ;;
esac

build_packages=(
  g++ cmake ninja-build ccache pkg-config
  libpcre2-dev libtomlplusplus-dev libicu-dev libuchardet-dev
  libexpected-dev libgumbo-dev libexpat1-dev libarchive-dev nettle-dev libxxhash-dev libfmt-dev
  nlohmann-json3-dev libcli11-dev
  libdeflate-dev zlib1g-dev libzstd-dev liblzma-dev libbz2-dev liblz4-dev libbrotli-dev libcurl4-openssl-dev
)
test_packages=(
  catch2 curl git ripgrep zstd lz4 brotli poppler-utils python3 python3-jsonschema python3-yaml pre-commit
  neovim emacs-nox elpa-eglot
  abigail-tools
  clang-14 clang-tidy-14 clang-format-14 libclang-rt-14-dev
)

say() { printf '%s\n' "ci: $*" >&2; }
die() { say "$*"; exit 2; }

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    die "not root and no sudo: install by hand: ${missing[*]}"
  fi
}

is_installed() { [[ $(dpkg-query -W -f='${Status}' "$1" 2>/dev/null) == *'ok installed'* ]]; }

# install_packages NAME...: installs what is missing, and does not touch the network otherwise.
install_packages() {
  missing=()
  local name
  for name in "$@"; do
    is_installed "$name" || missing+=("$name")
  done
  [ ${#missing[@]} -eq 0 ] && return
  command -v apt-get >/dev/null || die "not a Debian system: the equivalents are needed of: ${missing[*]}"
  say "installing ${missing[*]}"
  as_root apt-get -qq -o Acquire::Retries=3 update >&2
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends \
    -o Acquire::Retries=3 -o DPkg::Lock::Timeout=300 install "${missing[@]}" >&2
}

# build_preset PRESET [TARGET...]: configures, with $configure_options besides, and builds into
# build/PRESET; the log is shown on failure.
configure_options=()
build_preset() {
  local preset=$1 log="$root/build/$1.log"
  shift
  local targets=()
  [ $# -gt 0 ] && targets=(--target "$@")
  say "building $preset (log: build/$preset.log)"
  if ! (cd "$root" && cmake --preset "$preset" "${configure_options[@]}" && cmake --build --preset "$preset" -j "$jobs" "${targets[@]}") \
    >"$log" 2>&1; then
    tail -n 100 "$log" >&2
    say "building $preset failed"
    return 1
  fi
}

# python_environment FOLDER PYTHON PACKAGE...: an environment with these packages from PyPI; made once,
# and used again while they are the same. pip_limit: seconds for pip; none: as long as it takes.
python_environment() {
  local folder=$1 python=$2
  shift 2
  [ "$(cat "$folder/packages" 2>/dev/null)" = "$* $("$python" --version)" ] && return
  rm -rf "$folder"
  "$python" -m venv "$folder" >&2 || { install_packages python3-venv && "$python" -m venv "$folder" >&2; } || return
  timeout "${pip_limit:-0}" "$folder/bin/pip" install -q "$@" >&2 || return
  printf '%s' "$* $("$python" --version)" >"$folder/packages"
}
