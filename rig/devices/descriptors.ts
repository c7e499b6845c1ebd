/** Report descriptors of scanners, and the reports that they send: those of the tests of adapters-hid. */
export {
  HID_POS_DESCRIPTOR,
  KEYBOARD_DESCRIPTOR,
  SNAPI_DESCRIPTOR,
} from "../../packages/adapters-hid/test/descriptors.js";
export { hidPosReports, keyReports, snapiReports } from "../../packages/adapters-hid/test/reports.js";
