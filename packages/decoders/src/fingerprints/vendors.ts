import type { VendorRow } from "./fingerprint.js";

/**
 * Who makes scanners, and how theirs are set to another mode. The names of settings and barcodes are those of the public
 * manuals: Zebra Product Reference Guides, chapter "USB Interface", "USB Device Type"; Honeywell user's guides, "Plug and Play
 * Codes"; Newland user guides, "USB Interface"; Datalogic Product Reference Guides, "Interface Selection"; Opticon Universal Menu
 * Book, "Interface"; Intermec EasySet.
 */
export const VENDORS: readonly VendorRow[] = [
  {
    vendorId: 0x05e0,
    vendor: "Zebra (Symbol)",
    toSet:
      'in its Product Reference Guide, under "USB Device Type", scan "USB HID POS", "SNAPI" or "CDC COM Port Emulation" (or set it with 123Scan)',
  },
  {
    vendorId: 0x0c2e,
    vendor: "Honeywell (Metrologic)",
    toSet: 'scan "USB HID" (PAP131) or "USB Serial" (TRMUSB130) under "Plug and Play" in its user\'s guide',
  },
  {
    vendorId: 0x23d0,
    vendor: "Honeywell (Youjie)",
    toSet: 'scan "USB HID" (PAP131) or "USB Serial" (TRMUSB130) in its user\'s guide',
  },
  {
    vendorId: 0x0536,
    vendor: "Honeywell (Hand Held Products)",
    toSet: 'scan "USB HID" (PAP131) or "USB Serial" (TRMUSB130) under "Plug and Play" in its user\'s guide',
  },
  {
    vendorId: 0x067e,
    vendor: "Honeywell (Intermec)",
    toSet: 'set "USB HID POS" or "Virtual COM port" with EasySet or the barcodes of its user guide',
  },
  {
    vendorId: 0x05f9,
    vendor: "Datalogic (PSC)",
    toSet:
      'scan "Select USB-COM-STD" under "Interface Selection" in its Product Reference Guide, or "USB HID POS" where the guide has it (or set it with Aladdin)',
  },
  {
    vendorId: 0x080c,
    vendor: "Datalogic",
    toSet: 'scan "USB-COM" under "Interface Selection" in its manual',
  },
  {
    vendorId: 0x1eab,
    vendor: "Newland",
    toSet: 'scan "Enter Setup", then "USB HID-POS" or "USB CDC" under "USB Interface" in its user guide',
  },
  {
    vendorId: 0x065a,
    vendor: "Opticon",
    toSet: 'scan "USB-VCP" under "Interface" in the Universal Menu Book (between two "SET" codes, ZZ)',
  },
  { vendorId: 0x0db5, vendor: "Access-IS", toSet: "order or load its firmware as HID or as CDC serial" },
  { vendorId: 0x27dd, vendor: "Mindeo", toSet: 'scan "USB HID-POS" or "USB Virtual COM" in its user manual' },
  {
    vendorId: 0x2dd6,
    vendor: "Mertech or Atol",
    toSet: 'scan "USB HID-POS" or "USB Virtual COM" in its user manual',
  },
  {
    vendorId: 0x0581,
    vendor: "Tera",
    toSet: 'scan "USB Virtual COM" in its manual where the model has it; else it stays a keyboard',
  },
  { vendorId: 0x0403, vendor: "FTDI" },
  { vendorId: 0x10c4, vendor: "Silicon Labs" },
  { vendorId: 0x1a86, vendor: "WCH" },
  { vendorId: 0x067b, vendor: "Prolific" },
  { vendorId: 0x16c0, vendor: "V-USB" },
];
