#!/bin/sh
# make-initrd.sh FILE KERNEL VERSION NODE SUITE_MAIN SUITE_SECONDS SUITES
# The first thing a guest runs: busybox, what it takes to mount this machine's root, and the settings of this run.
set -eu
file=$1 kernel=$2 version=$3
scripts=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir -p "$folder/bin" "$folder/proc" "$folder/sys" "$folder/dev" "$folder/lower" "$folder/over" "$folder/root" "$folder/modules"
cp "$(command -v busybox)" "$folder/bin/busybox"
ln -s busybox "$folder/bin/sh"
cp "$scripts/start.sh" "$folder/init"
chmod +x "$folder/init"

: >"$folder/modules/order"
for module in virtio_pci 9pnet_virtio 9p overlay; do
  modprobe -d "$kernel" -S "$version" -D "$module" | awk '$1 == "insmod" { print $2 }' | while read -r path; do
    name=$(basename "$path")
    [ -e "$folder/modules/$name" ] && continue
    cp "$path" "$folder/modules/$name"
    echo "$name" >>"$folder/modules/order"
  done
done

quoted() { printf "%s='%s'\n" "$1" "$(printf %s "$2" | sed "s/'/'\\\\''/g")"; }
{
  quoted KERNEL "$kernel"
  quoted NODE "$4"
  quoted SUITE_MAIN "$5"
  quoted SUITE_SECONDS "$6"
  quoted SUITES "$7"
  quoted SCRIPTS "$scripts"
} >"$folder/settings"

(cd "$folder" && find . | cpio --create --format newc --quiet | gzip -1) >"$file"
