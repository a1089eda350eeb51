#!/bin/sh
# Makes a Raspberry Pi OS or Debian machine a device of an office; may be run again.
#
#   sudo sh install.sh KIND --bundle antrean-0.1.0.tar --keys FOLDER --endpoint HOST [--offline]
#
# KIND is kiosk, button, display or hub. FOLDER has claim/certificate.pem, claim/private.key, ca.pem and bundle.pub.
# Afterwards: sudo antrean-claim THING CODE
# --offline installs no packages: they, and the Python packages under /opt/antrean/venv, are there already.
set -eu

usage() { sed -n '2,9s/^# \{0,1\}//p' "$0" >&2; exit 2; }
die() { echo "install.sh: $*" >&2; exit 1; }

[ $# -ge 1 ] || usage
kind=$1; shift
case $kind in kiosk|button|display|hub) ;; *) usage ;; esac
bundle='' keys='' endpoint='' offline=''
while [ $# -gt 0 ]; do
    case $1 in
        --bundle) bundle=$2; shift 2 ;;
        --keys) keys=$2; shift 2 ;;
        --endpoint) endpoint=$2; shift 2 ;;
        --offline) offline=1; shift ;;
        *) usage ;;
    esac
done
[ "$(id -u)" = 0 ] || die "run it with sudo"
[ -f "$bundle" ] || die "--bundle: there is no file $bundle"
for file in claim/certificate.pem claim/private.key ca.pem bundle.pub; do
    [ -f "$keys/$file" ] || die "--keys: $keys/$file is missing"
done
[ -n "$endpoint" ] || die "--endpoint: which host do devices connect to?"

if [ -z "$offline" ]; then
    export DEBIAN_FRONTEND=noninteractive
    packages='python3 python3-venv ca-certificates'
    case $kind in
        kiosk) packages="$packages libusb-1.0-0 chromium cage" ;;
        display) packages="$packages chromium cage" ;;
        hub) packages="$packages mosquitto" ;;
    esac
    apt-get update -qq
    # shellcheck disable=SC2086
    apt-get install -y -qq --no-install-recommends $packages
fi

id antrean >/dev/null 2>&1 || useradd --system --home-dir /var/lib/antrean --shell /usr/sbin/nologin antrean
for group in dialout lp gpio input; do
    getent group "$group" >/dev/null && usermod -aG "$group" antrean || true
done

root=/opt/antrean/$kind config=/etc/antrean/$kind
install -d -m 755 /opt/antrean /opt/antrean/starter /etc/antrean
install -d -m 750 -o antrean -g antrean "$root" "$root/releases" /var/lib/antrean "/var/lib/antrean/$kind"
install -d -m 750 -o root -g antrean "$config" "$config/claim"

new=$(mktemp -d "$root/releases/.install.XXXXXX")
tar -xf "$bundle" -C "$new" --no-same-owner
version=$(sed -n 's/^VERSION = "\(.*\)"$/\1/p' "$new/devices/__init__.py")
[ -n "$version" ] || die "$bundle is no bundle of the agents"
rm -rf "$root/releases/$version"
mv "$new" "$root/releases/$version"
chmod -R u=rwX,g=rX,o= "$root/releases/$version"
ln -sfn "releases/$version" "$root/current"
install -m 644 "$keys/bundle.pub" "$root/bundle.pub"
chown -R antrean:antrean "$root"

here=$root/releases/$version/devices
install -m 644 "$here/update/start.py" "$here/update/place.py" /opt/antrean/starter/
[ -x /opt/antrean/venv/bin/python ] || python3 -m venv /opt/antrean/venv
[ -n "$offline" ] || /opt/antrean/venv/bin/pip install -q --disable-pip-version-check -r "$here/requirements.txt"

install -m 644 "$keys/ca.pem" "$config/ca.pem"
install -m 640 -g antrean "$keys/claim/certificate.pem" "$keys/claim/private.key" "$config/claim/"
if [ ! -f "$config/device.json" ]; then
    cat > "$config/seed.json" <<JSON
{"endpoint": "$endpoint", "state_dir": "/var/lib/antrean/$kind", "site_dir": "$root/current/web/dist"}
JSON
fi

units=$here/install
install -m 644 "$units/antrean@.service" "$units/antrean-screen@.service" /etc/systemd/system/
install -d -m 755 /etc/udev/rules.d
install -m 644 "$units/70-antrean.rules" /etc/udev/rules.d/
case $kind in
    kiosk) page=http://127.0.0.1:8101/ ;;
    display) page=http://127.0.0.1:8102/ ;;
    *) page='' ;;
esac
if [ -n "$page" ]; then
    echo "ADDRESS=$page" > "$config/screen"
    id antrean-screen >/dev/null 2>&1 || useradd --system --create-home --home-dir /var/lib/antrean-screen \
        --shell /usr/sbin/nologin antrean-screen
    for group in video render input tty audio; do
        getent group "$group" >/dev/null && usermod -aG "$group" antrean-screen || true
    done
fi

cat > /usr/local/sbin/antrean-claim <<'CLAIM'
#!/bin/sh
# sudo antrean-claim THING CODE: become this thing of an office, and start.
set -eu
[ $# -eq 2 ] || { echo "sudo antrean-claim THING CODE" >&2; exit 2; }
kind=${1%%-*} config=/etc/antrean/${1%%-*}
[ -d "/opt/antrean/$kind/current" ] || { echo "This machine was not installed as a $kind." >&2; exit 2; }
[ -f "$config/device.json" ] || cp "$config/seed.json" "$config/device.json"
cd "/opt/antrean/$kind/current"
if ! /opt/antrean/venv/bin/python -m devices.claim --thing "$1" --code "$2" --config "$config/device.json"; then
    grep -q '"thing"' "$config/device.json" || rm "$config/device.json"
    exit 1
fi
chown root:antrean "$config/device.json" "$config/certificate.pem" "$config/private.key"
chmod 640 "$config/device.json" "$config/certificate.pem" "$config/private.key"
chown -R antrean:antrean "/var/lib/antrean/$kind"
[ ! -d /run/systemd/system ] || systemctl restart "antrean@$kind"
CLAIM
chmod 755 /usr/local/sbin/antrean-claim

if [ -d /run/systemd/system ]; then
    systemctl daemon-reload
    udevadm control --reload || true
    systemctl enable --now "antrean@$kind"
    [ -z "$page" ] || systemctl enable --now "antrean-screen@$kind"
else
    wants=/etc/systemd/system/multi-user.target.wants
    install -d -m 755 "$wants"
    ln -sf "/etc/systemd/system/antrean@.service" "$wants/antrean@$kind.service"
    [ -z "$page" ] || ln -sf "/etc/systemd/system/antrean-screen@.service" "$wants/antrean-screen@$kind.service"
fi
echo "Antrean $version is installed as a $kind. Now: sudo antrean-claim $kind-OFFICE-PLACE CODE"
