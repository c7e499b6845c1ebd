export const ROOM = "adapters-hid";
