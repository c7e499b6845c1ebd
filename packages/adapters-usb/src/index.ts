export const ROOM = "adapters-usb";
