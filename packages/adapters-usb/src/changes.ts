import { Observable } from "rxjs";
import { watchNativeDevices } from "./native.js";
import { noBus } from "./open-failure.js";
import type { UsbChange, WatchUsb } from "./port.js";

/**
 * Devices that come to the machine's USB buses and go from them, as they do: a hint to look again at once, for whatever adapter. It
 * watches while it is subscribed to. It errors with a `ScannerError` where there is nothing to watch, such as a machine without a
 * USB bus; and in a container without udev it may stay silent, so whoever goes by it looks now and then as well.
 */
export function usbChanges(watch: WatchUsb = watchNativeDevices): Observable<UsbChange> {
  return new Observable((subscriber) => {
    const watching = watch((change) => subscriber.next(change));
    watching.catch((error: unknown) => subscriber.error(noBus("USB can't be watched", error)));
    return () => {
      // A watch that never began needs no end.
      watching.then((stop) => stop()).catch(() => undefined);
    };
  });
}
