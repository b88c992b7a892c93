# SPDX-License-Identifier: GPL-3.0-or-later
#
# What tools/run and tools/check share: packages, the Chinese locale, a build folder.
# Sourced by bash; expects the top of the sources as working folder.

packages_build=(
  gcc libc6-dev meson ninja-build pkgconf gettext
  libgtk-4-dev libadwaita-1-dev libsqlite3-dev libxlsxwriter-dev
  libarchive-dev libexpat1-dev libfreexl-dev libcsv-dev libicu-dev zlib1g-dev
  libgtk-4-bin libxml2-utils desktop-file-utils appstream shared-mime-info
  fonts-noto-cjk adwaita-icon-theme librsvg2-common
)
packages_check=(
  locales python3 python3-gi python3-openpyxl gir1.2-atspi-2.0 gir1.2-gtk-4.0
  xvfb openbox picom xdotool xclip wmctrl x11-utils x11-xserver-utils imagemagick
  dbus-daemon at-spi2-core procps poppler-utils
)
packages_fuzz=(clang)
packages_deep=(valgrind)

if [ -t 1 ]; then bold=$'\e[1m' plain=$'\e[0m'; else bold='' plain=''; fi

say () { printf '%s\n' "$*"; }
title () { printf '%s== %s%s\n' "$bold" "$*" "$plain"; }
die () { printf '%s\n' "$*" >&2; exit 1; }

# Runs a command as root.
as_root () {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo > /dev/null; then
    sudo "$@"
  else
    say "This needs the rights of the system administrator, and there is no sudo here. Run as root:"
    say "  $*"
    return 1
  fi
}

# missing_packages PACKAGE… — those that are not installed. No network, some hundredths of a second.
missing_packages () {
  local installed package
  installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "$@" 2> /dev/null |
              sed -n 's/^installed //p')
  for package in "$@"; do
    grep -qxF -- "$package" <<< "$installed" || printf '%s\n' "$package"
  done
}

# need_packages PACKAGE… — installs what is missing, after saying so.
need_packages () {
  local missing package stale=false
  if ! command -v apt-get > /dev/null || ! command -v dpkg-query > /dev/null; then
    say "This machine has no apt. What the build needs, by its Debian names: $*"
    return 0
  fi

  mapfile -t missing < <(missing_packages "$@")
  [ ${#missing[@]} -gt 0 ] || return 0

  say "These packages are missing and will now be installed with apt-get:"
  say "  ${missing[*]}" | fold -s -w 100 | sed '2,$s/^/  /'

  for package in "${missing[@]}"; do
    apt-cache show "$package" > /dev/null 2>&1 || stale=true
  done
  if $stale; then
    as_root apt-get update -qq || die "The list of packages could not be fetched. Is there a network?"
  fi
  if ! install_packages "${missing[@]}"; then
    say "Trying once more with a fresh list of packages."
    as_root apt-get update -qq || die "The list of packages could not be fetched. Is there a network?"
    install_packages "${missing[@]}" || die "The packages could not be installed."
  fi
}

install_packages () {
  local log status=0
  log=$(mktemp)
  as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends -o Dpkg::Use-Pty=0 "$@" > "$log" 2>&1 || status=$?
  [ $status -eq 0 ] || tail -n 20 "$log"
  rm -f "$log"
  return $status
}

# The journeys and some tests speak Chinese.
need_chinese_locale () {
  if locale -a 2> /dev/null | grep -qix 'zh_CN\.utf-\?8'; then
    return 0
  fi
  say "The locale zh_CN.UTF-8 will now be generated (/etc/locale.gen, locale-gen)."
  as_root sed -i 's/^# *zh_CN.UTF-8 UTF-8/zh_CN.UTF-8 UTF-8/' /etc/locale.gen
  grep -q '^zh_CN.UTF-8 UTF-8' /etc/locale.gen ||
    as_root sh -c 'echo "zh_CN.UTF-8 UTF-8" >> /etc/locale.gen'
  as_root locale-gen > /dev/null || die "The locale zh_CN.UTF-8 could not be generated."
}

# build_in FOLDER MESON-OPTION… — sets the folder up the first time, then builds what changed.
build_in () {
  local folder=$1 log
  shift
  if [ ! -e "$folder/build.ninja" ]; then
    rm -rf "$folder"
    log=$(mktemp)
    if ! meson setup "$folder" "$@" > "$log" 2>&1; then
      cat "$log"
      rm -f "$log" "$folder/build.ninja"
      return 1
    fi
    rm -f "$log"
  fi
  # ninja writes to standard output what the compiler says: show it only when something is wrong.
  log=$(mktemp)
  if ! ninja -C "$folder" > "$log" 2>&1; then
    grep -vE '^\[[0-9]+/[0-9]+\] (Compiling|Linking|Generating)' "$log" | tail -n 200
    rm -f "$log"
    return 1
  fi
  grep -A5 'warning:' "$log" | head -n 100 || true
  rm -f "$log"
}
