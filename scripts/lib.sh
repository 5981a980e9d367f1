# shellcheck shell=bash
# Shared by the scripts: paths, the environment of Emscripten, small helpers. Sourced, never run.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cache=$root/.cache
export LC_ALL=C.UTF-8

# Emscripten of Debian finds its JavaScript parser only where Debian's own Node looks for it.
if [[ -d /usr/share/nodejs/acorn ]]; then
  export NODE_PATH=/usr/share/nodejs${NODE_PATH:+:$NODE_PATH}
fi

say() { printf '== %s\n' "$*" >&2; }
die() { printf '%s: %s\n' "${0##*/}" "$*" >&2; exit 1; }

# Not `command | head`: the command may die of the closed pipe, and the script with it.
first_line() { printf '%s\n' "${1%%$'\n'*}"; }

# One hash over the arguments' contents (files) or over standard input.
hash_of() { cat -- "$@" | sha256sum | cut -c1-16; }

# What the compiled ICU depends on: recipe, compiler and the version of ICU.
icu_package_version() { dpkg-query -W -f='${source:Version}' icu-devtools; }
icu_key() {
  {
    cat -- "$root/scripts/build-icu" "$root"/scripts/icu/*
    first_line "$(emcc --version)"
    icu_package_version
  } | hash_of
}
icu_dir() { printf '%s/icu/wasm-%s\n' "$cache" "$(icu_key)"; }

# npm ci where the lock file has changed since the last time (or nothing is installed yet).
npm_install() {
  local dir=$root/$1 stamp key
  [[ -f $dir/package-lock.json ]] || return 0
  stamp=$dir/node_modules/.totsugo-stamp
  key=$(hash_of "$dir/package.json" "$dir/package-lock.json")
  if [[ -f $stamp && $(<"$stamp") == "$key" ]]; then return 0; fi
  say "npm packages of $1"
  (cd "$dir" && npm ci --no-audit --no-fund --loglevel=error >&2)
  printf '%s' "$key" >"$stamp"
}
