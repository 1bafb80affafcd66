#!/bin/bash
# The whole way of the Flatpak on a Debian 12 machine without a Flatpak remote: makes stand-in runtimes from Debian packages,
# brings libpq's source the same way, builds the manifest, installs the bundle, opens the window, takes a picture.
# usage: flatpak/check.sh [OUT]      OUT keeps runtimes and build state (default flatpak/out); needs root for the chroots
# Ends with "N passed, N failed". Not part of ./dev test: it takes five minutes and 3 GB.
set -euo pipefail
HERE=$(dirname "$(readlink -f "$0")")
OUT=$(realpath -m "${1:-$HERE/out}")
SUITE=trixie BRANCH=48 SOURCE_SUITE=forky VERSION=18.6
SHA256=555610c24d53e4316da5b7d3fc25c279d96856d5e0e23ee308c328c5fa881d9f
mkdir -p "$OUT"

apt-get update -q >/dev/null
DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends mmdebstrap flatpak flatpak-builder ostree bubblewrap \
  elfutils appstream desktop-file-utils xdg-dbus-proxy fuse3 dbus dbus-x11 xvfb xauth imagemagick xdotool openbox gnome-keyring \
  python3-dbusmock >/dev/null

[ -d "$OUT/runtime/repo" ] || REPO_MODE=bare-user-only "$HERE/make-standin-runtime.sh" $SUITE $BRANCH "$OUT/runtime" >"$OUT/runtime.log" 2>&1

# Debian's orig tarball is the released file: same checksum as the manifest's.
archive=$OUT/sources/downloads/$SHA256/postgresql-$VERSION.tar.bz2
if [ ! -f "$archive" ]; then
  mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep -m1 '/debian/*$')
  work=$OUT/source-download
  mkdir -p "$work/lists/partial" "$(dirname "$archive")"
  printf 'Types: deb-src\nURIs: %s\nSuites: %s\nComponents: main\nSigned-By: /usr/share/keyrings/debian-archive-keyring.gpg\n' "$mirror" $SOURCE_SUITE >"$work/src.sources"
  (cd "$work"
    apt_() { apt-get -o Dir::Etc::sourcelist=/dev/null -o Dir::Etc::sourceparts="$PWD" -o Dir::State::lists="$PWD/lists" -o Acquire::Check-Valid-Until=false "$@"; }
    apt_ update -q >/dev/null
    apt_ source -q --download-only postgresql-18 >/dev/null)
  cp "$work/postgresql-18_$VERSION.orig.tar.bz2" "$archive"
fi
echo "$SHA256  $archive" | sha256sum --check --quiet

SOURCES=$OUT/sources exec "$HERE/build-and-run.sh" "$HERE/org.amends.Amends.json" "$OUT/runtime/repo" "$OUT/result"
