/** Report descriptors of scanners: those of the tests of adapters-hid. */
export {
  HID_POS_DESCRIPTOR,
  KEYBOARD_DESCRIPTOR,
  SNAPI_DESCRIPTOR,
} from "../../packages/adapters-hid/test/descriptors.js";
/** The reports that scanners send. */
export { bootReports, hidPosReports, snapiReports } from "@usher/decoders/testing";
