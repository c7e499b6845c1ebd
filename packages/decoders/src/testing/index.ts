export {
  bootReports,
  ENTER_KEY,
  hidPosReports,
  keysOf,
  snapiReports,
  ssiPacket,
  ssiPackets,
  type TypedKey,
} from "./senders.js";
