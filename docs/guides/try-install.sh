#!/bin/sh
# Tries devices/install.sh in a clean Debian: sudo sh docs/guides/try-install.sh BUNDLE KEYS   (needs debootstrap; two minutes; DEBIAN_MIRROR=URL names another source)
# Every kind is installed twice over, and systemd's own check reads the units; no systemd runs inside.
set -eu
[ $# -eq 2 ] || { sed -n '2,3s/^# //p' "$0" >&2; exit 2; }
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
debootstrap --variant=minbase --include=python3,python3-venv,systemd,adduser,udev bookworm "$root" ${DEBIAN_MIRROR:+"$DEBIAN_MIRROR"}
mkdir -p "$root/media/antrean"
cp -r "$1" "$2" "$(dirname "$0")/../../devices/install.sh" "$root/media/antrean/"
for kind in kiosk button display hub kiosk button display hub; do
    chroot "$root" sh /media/antrean/install.sh "$kind" --bundle "/media/antrean/$(basename "$1")" \
        --keys "/media/antrean/$(basename "$2")" --endpoint localhost --offline
done
for kind in kiosk button display hub; do
    chroot "$root" systemd-analyze verify --man=no "antrean@$kind.service"
done
chroot "$root" /opt/antrean/venv/bin/python -m compileall -q /opt/antrean/starter /opt/antrean/kiosk/current/devices
echo "installed, units are right"
