import type { FamilyRow, ModeRow } from "./fingerprint.js";

const SYMBOL_GUIDE = "MS4407 Integration Guide, USB interface";
const NEWLAND_GUIDES = "Newland user guides, VID and PID table; usb.ids 2025-07-26";
const USB_IDS = "usb.ids 2025-07-26";
const HONEYWELL_RULE =
  "seen in public reports: 0901, 0b81, 1001 as keyboards; 0967, 0a07, 1007 as HID POS; 090a, 092a, 0b6a as serial";
const CASH_DESKS = "quasar-peripherals, its serial scanners";

/** Which product id stands for which mode. A quirk or a new model is one more row, with its source. */
export const MODES: readonly ModeRow[] = [
  { vendorId: 0x05e0, productId: 0x0600, mode: "serial", source: SYMBOL_GUIDE },
  { vendorId: 0x05e0, productId: 0x1200, mode: "keyboard", source: SYMBOL_GUIDE },
  { vendorId: 0x05e0, productId: 0x1300, mode: "ibmHandHeld", source: SYMBOL_GUIDE },
  { vendorId: 0x05e0, productId: 0x1400, mode: "ibmHandHeld", source: SYMBOL_GUIDE },
  { vendorId: 0x05e0, productId: 0x1701, mode: "serial", source: USB_IDS },
  { vendorId: 0x05e0, productId: 0x1900, mode: "snapi", source: SYMBOL_GUIDE },
  { vendorId: 0x05e0, productId: 0x2100, mode: "hidPos", source: "read by its HID report descriptor in public code" },

  { vendorId: 0x0c2e, productId: 0x0007, mode: "ibmHandHeld", model: "MS7120", source: USB_IDS },
  {
    vendorId: 0x0c2e,
    productId: 0x0200,
    mode: "keyboard",
    model: "MS7120",
    source: "listed by Windows as a keyboard",
  },
  { vendorId: 0x0c2e, productId: 0x0204, mode: "keyboard", model: "MS7120", source: USB_IDS },
  { vendorId: 0x0c2e, productId: 0x0700, mode: "serial", model: "MS7120", source: "Linux driver metro-usb" },
  { vendorId: 0x0c2e, productId: 0x0720, mode: "serial", model: "MS7120", source: "Linux driver metro-usb" },
  { vendorId: 0x0c2e, productId: 0x0967, mode: "hidPos", model: "N5600", source: "lsusb -v: interface HID POS" },
  {
    vendorId: 0x0c2e,
    productId: 0x092a,
    mode: "serial",
    model: "Xenon 1902",
    source: "listed by Windows as USBCDCACM",
  },
  // Honeywell's ids since the Xenon: the last digit is the mode, the others are the model.
  { vendorId: 0x0c2e, productId: 0x0001, mask: 0x000f, mode: "keyboard", source: HONEYWELL_RULE },
  { vendorId: 0x0c2e, productId: 0x0007, mask: 0x000f, mode: "hidPos", source: HONEYWELL_RULE },
  { vendorId: 0x0c2e, productId: 0x000a, mask: 0x000f, mode: "serial", source: HONEYWELL_RULE },

  { vendorId: 0x067e, productId: 0x0801, mode: "keyboard", source: USB_IDS },
  { vendorId: 0x067e, productId: 0x0803, mode: "serial", source: USB_IDS },
  { vendorId: 0x067e, productId: 0x0805, mode: "serial", source: USB_IDS },
  { vendorId: 0x067e, productId: 0x0809, mode: "hidPos", model: "SG20", source: "read as HID POS in public code" },

  { vendorId: 0x05f9, productId: 0x1206, mode: "ibmHandHeld", model: "Gryphon", source: USB_IDS },
  { vendorId: 0x05f9, productId: 0x2206, mode: "keyboard", model: "Gryphon", source: USB_IDS },
  { vendorId: 0x05f9, productId: 0x4204, mode: "serial", model: "Gryphon", source: USB_IDS },
  {
    vendorId: 0x05f9,
    productId: 0x5204,
    mode: "vendor",
    model: "Gryphon GFS4170 in its configuration mode",
    source: USB_IDS,
  },

  // Newland's ids: the first two digits are the model, the last two the mode.
  {
    vendorId: 0x1eab,
    productId: 0x0003,
    mask: 0x00ff,
    mode: "keyboard",
    source: NEWLAND_GUIDES,
  },
  {
    vendorId: 0x1eab,
    productId: 0x0006,
    mask: 0x00ff,
    mode: "serial",
    source: NEWLAND_GUIDES,
  },
  {
    vendorId: 0x1eab,
    productId: 0x0010,
    mask: 0x00ff,
    mode: "hidPos",
    source: NEWLAND_GUIDES,
  },

  { vendorId: 0x065a, productId: 0x0001, mode: "keyboard", model: "OPR-2001 or NLV-1001", source: USB_IDS },
  { vendorId: 0x065a, productId: 0x0009, mode: "serial", model: "NLV-1001 or OPN-2001", source: USB_IDS },
  { vendorId: 0x0db5, productId: 0x0139, mode: "serial", model: "Barcode Module", source: USB_IDS },
  { vendorId: 0x0db5, productId: 0x013a, mode: "keyboard", model: "Barcode Module", source: USB_IDS },
  { vendorId: 0x0db5, productId: 0x013b, mode: "hidPos", model: "Barcode Module", source: USB_IDS },
  { vendorId: 0x27dd, productId: 0x0002, mode: "serial", source: USB_IDS },
  { vendorId: 0x2dd6, productId: 0x0261, mode: "serial", source: CASH_DESKS },
  { vendorId: 0x2dd6, productId: 0x21ca, mode: "serial", source: CASH_DESKS },
  { vendorId: 0x2dd6, productId: 0x228a, mode: "serial", source: CASH_DESKS },
  { vendorId: 0x2dd6, productId: 0x2a6a, mode: "serial", source: CASH_DESKS },
  { vendorId: 0x0581, productId: 0x0107, mode: "keyboard", model: "2.4 GHz receiver", source: USB_IDS },
  { vendorId: 0x0581, productId: 0x0115, mode: "keyboard", model: "5100", source: USB_IDS },
  { vendorId: 0x0581, productId: 0x011c, mode: "keyboard", model: "5100 dongle", source: USB_IDS },
  { vendorId: 0x0581, productId: 0x020c, mode: "keyboard", model: "EVHK0012", source: USB_IDS },

  { vendorId: 0x0403, productId: 0x6001, mode: "bridge", model: "FT232R", source: USB_IDS },
  { vendorId: 0x0403, productId: 0x6010, mode: "bridge", model: "FT2232", source: USB_IDS },
  { vendorId: 0x0403, productId: 0x6011, mode: "bridge", model: "FT4232", source: USB_IDS },
  { vendorId: 0x0403, productId: 0x6014, mode: "bridge", model: "FT232H", source: USB_IDS },
  { vendorId: 0x0403, productId: 0x6015, mode: "bridge", model: "FT-X", source: USB_IDS },
  { vendorId: 0x10c4, productId: 0xea60, mode: "bridge", model: "CP210x", source: USB_IDS },
  { vendorId: 0x10c4, productId: 0xea70, mode: "bridge", model: "CP2105", source: USB_IDS },
  { vendorId: 0x10c4, productId: 0xea71, mode: "bridge", model: "CP2108", source: USB_IDS },
  { vendorId: 0x1a86, productId: 0x5523, mode: "bridge", model: "CH341", source: USB_IDS },
  { vendorId: 0x1a86, productId: 0x7522, mode: "bridge", model: "CH340", source: USB_IDS },
  { vendorId: 0x1a86, productId: 0x7523, mode: "bridge", model: "CH340", source: USB_IDS },
  { vendorId: 0x067b, productId: 0x2303, mode: "bridge", model: "PL2303", source: USB_IDS },
  { vendorId: 0x067b, productId: 0x23a3, mode: "bridge", model: "ATEN serial bridge", source: USB_IDS },

  // The id that V-USB shares among all hobby HID devices: a relay board only where its product says USBRelay.
  { vendorId: 0x16c0, productId: 0x05df, mode: "relay", model: "USBRelay", source: "usbrelay, supported devices" },
];

/** The names of models by their product ids, whatever their mode (usb.ids 2025-07-26 and public reports). */
export const FAMILIES: readonly FamilyRow[] = [
  { vendorId: 0x0c2e, productId: 0x0900, mask: 0xfff0, model: "Xenon or Granit" },
  { vendorId: 0x0c2e, productId: 0x0a00, mask: 0xfff0, model: "Voyager 1200g" },
  { vendorId: 0x0c2e, productId: 0x0b60, mask: 0xfff0, model: "Vuquest 3310g" },
  { vendorId: 0x0c2e, productId: 0x0b80, mask: 0xfff0, model: "Voyager 1400g" },
  { vendorId: 0x1eab, productId: 0x0100, mask: 0xff00, model: "HR200" },
  { vendorId: 0x1eab, productId: 0x0c00, mask: 0xff00, model: "HR100, HR3260 cordless, HR3290 cordless, BS80" },
  { vendorId: 0x1eab, productId: 0x0d00, mask: 0xff00, model: "EM2028" },
  { vendorId: 0x1eab, productId: 0x1300, mask: 0xff00, model: "EM30xx, EM20xx, HR3260 corded, HR200C" },
  { vendorId: 0x1eab, productId: 0x1400, mask: 0xff00, model: "HR15-xx" },
  { vendorId: 0x1eab, productId: 0x1600, mask: 0xff00, model: "FM100-M, 3250" },
  { vendorId: 0x1eab, productId: 0x1900, mask: 0xff00, model: "EM1300" },
  { vendorId: 0x1eab, productId: 0x1a00, mask: 0xff00, model: "HR3290 corded, HR22" },
  { vendorId: 0x1eab, productId: 0x1c00, mask: 0xff00, model: "HR2150" },
  { vendorId: 0x1eab, productId: 0x1d00, mask: 0xff00, model: "FM430" },
  { vendorId: 0x1eab, productId: 0x1e00, mask: 0xff00, model: "HR42" },
  { vendorId: 0x1eab, productId: 0x1f00, mask: 0xff00, model: "HR11+" },
  { vendorId: 0x1eab, productId: 0x2000, mask: 0xff00, model: "EM2037v2" },
  { vendorId: 0x1eab, productId: 0x8000, mask: 0xff00, model: "EM13x5-LD, HR15-70, HR100-70, HR12, HR1150-70" },
  { vendorId: 0x1eab, productId: 0x8200, mask: 0xff00, model: "EM3080-01, EM3095, FR20, FM30" },
  { vendorId: 0x1eab, productId: 0x8300, mask: 0xff00, model: "HR2160" },
];
