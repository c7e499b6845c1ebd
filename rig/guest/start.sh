#!/bin/sh
# The guest's first process, out of the initrd: lays a tmpfs over the machine's root, which comes by 9p and can't be written, and goes there.
/bin/busybox --install -s /bin
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev
while read -r module; do insmod "/modules/$module" || echo "the module $module can't be loaded"; done </modules/order
mount -t 9p -o trans=virtio,version=9p2000.L,ro,cache=loose,msize=512000 hostroot /lower || poweroff -f
mount -t tmpfs tmpfs /over
mkdir -p /over/upper /over/work
mount -t overlay -o lowerdir=/lower,upperdir=/over/upper,workdir=/over/work overlay /root
for folder in proc sys dev; do
  mkdir -p "/root/$folder"
  mount --move "/$folder" "/root/$folder"
done
mkdir -p /root/run /root/tmp
mount -t tmpfs tmpfs /root/run
cp /settings /root/run/usher-settings
. /settings
exec switch_root /root /bin/sh "$SCRIPTS/suites.sh"
