#!/bin/sh
# The guest's first process once it stands on the machine's root: drivers, udev, the suites one after the other, and off.
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root NO_COLOR=1
. /run/usher-settings
stty -F /dev/ttyS1 raw -echo
exec 3>/dev/ttyS1

mkdir -p /dev/pts /dev/shm
mount -t devpts devpts /dev/pts
mount -t tmpfs tmpfs /dev/shm
busybox ip link set lo up
# Four USB sockets without a machine behind them: what is plugged in there is made by the suites.
modprobe -d "$KERNEL" dummy_hcd num=4
modprobe -d "$KERNEL" -a uhid hid-generic usbhid evdev xhci-pci ftdi_sio cdc-acm libcomposite usb_f_hid usb_f_acm usb_f_fs
mount -t configfs none /sys/kernel/config
mkdir -p /run/udev
udevd=/lib/systemd/systemd-udevd
# Rules give devices to groups, so names are resolved here as on any machine.
"$udevd" --daemon
udevadm trigger --action=add --subsystem-match=usb --subsystem-match=hidraw --subsystem-match=input --subsystem-match=tty --subsystem-match=hid
udevadm settle --timeout=30
printf '{"kind":"ready","kernel":"%s","uptimeSeconds":%s}\n' "$(uname -r)" "$(cut -d' ' -f1 /proc/uptime)" >&3

# What a suite leaves behind, broken off or not, must not stand in the next one's way: devices plugged in, and what describes them.
clear_away() {
  for gadget in /sys/kernel/config/usb_gadget/*; do
    [ -d "$gadget" ] || continue
    [ -z "$(cat "$gadget/UDC")" ] || echo >"$gadget/UDC"
    # Links to functions are all that has a dot in its name.
    rm -f "$gadget"/configs/*/*.*
  done
  for firmware in /dev/usher-*; do
    [ -d "$firmware" ] || continue
    umount "$firmware"
    rmdir "$firmware"
  done
  for gadget in /sys/kernel/config/usb_gadget/*; do
    [ -d "$gadget" ] || continue
    rmdir "$gadget"/configs/*/strings/* "$gadget"/configs/* "$gadget"/functions/* "$gadget"/strings/* "$gadget"
  done
}

for suite in $SUITES; do
  echo "== $suite"
  timeout --kill-after=5 "$SUITE_SECONDS" "$NODE" "$SUITE_MAIN" "$suite" >&3 || echo "$suite ended with $?"
  clear_away
done
sync
echo o >/proc/sysrq-trigger
while :; do :; done
