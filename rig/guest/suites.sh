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

for suite in $SUITES; do
  echo "== $suite"
  timeout --kill-after=5 "$SUITE_SECONDS" "$NODE" "$SUITE_MAIN" "$suite" >&3 || echo "$suite ended with $?"
  # A suite that broke off may have left devices plugged in.
  for plug in /sys/kernel/config/usb_gadget/*/UDC; do
    if [ -n "$(cat "$plug")" ]; then echo >"$plug"; fi
  done
done
sync
echo o >/proc/sysrq-trigger
while :; do :; done
