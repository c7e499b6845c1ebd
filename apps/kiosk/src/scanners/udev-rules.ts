import { inhibitRule, udevRule } from "@usher/adapters-hid";
import { serialRule } from "@usher/adapters-serial";
import { PROFILES, usbRule } from "@usher/adapters-usb";
import { MODES, type DeviceMode, type ModeRow } from "@usher/decoders";
import { hexadecimal, type MatchedIds } from "@usher/devices";

/** The name of the rules' file. The number stands before 73-seat-late.rules, which acts on the tag "uaccess". */
export const RULES_NAME = "70-usher-scanners.rules";
/** Where udev takes its rules from, the administrator's first. */
export const RULES_FOLDERS = ["/etc/udev/rules.d", "/usr/lib/udev/rules.d", "/lib/udev/rules.d"];
/** The commands that install the rules, for Debian and its like. */
export const INSTALL_RULES = `usher-scanners rules | sudo tee /etc/udev/rules.d/${RULES_NAME} && sudo udevadm control --reload && sudo udevadm trigger`;

const HEAD = `# Rights on the barcode scanners and relay boards that Usher knows, for whoever sits at the machine and for the groups plugdev and
# dialout. Written by "usher-scanners rules" from packages/decoders/src/fingerprints. To install:
#   ${INSTALL_RULES}
`;

/** Which devices get which rules, and why. */
const PARTS: readonly { readonly why: string; readonly modes: readonly DeviceMode[]; readonly rules: RulesOf }[] = [
  {
    why: "Scanners in HID POS mode, Zebra's in SNAPI mode, and relay boards: read and written as HID devices.",
    modes: ["hidPos", "snapi", "relay"],
    rules: (ids) => [udevRule(ids)],
  },
  {
    why: "Scanners that type like a keyboard: read as HID devices, and their keys kept from all other programs.",
    modes: ["keyboard"],
    rules: (ids) => [udevRule(ids), inhibitRule(ids)],
  },
  {
    why: "Scanners at USB serial ports: no ModemManager, which would talk to them as if they were modems.",
    modes: ["serial"],
    rules: serialRules,
  },
];

type RulesOf = (ids: MatchedIds) => readonly string[];

/** The udev rules for all scanners that are known, as the text of their file. */
export function udevRules(): string {
  const parts = PARTS.map(({ why, modes, rules }) => {
    const rows = MODES.filter(({ mode }) => modes.includes(mode)).map(matched);
    return [`# ${why}`, ...new Set(rows.flatMap(rules)), ""].join("\n");
  });
  const ownModes = PROFILES.flatMap(({ device }) => (device === undefined ? [] : usbRule(device)));
  const usb = ["# Scanners with an interface of their maker's own: taken over USB.", ...ownModes, ""].join("\n");
  return [HEAD, ...parts, usb].join("\n");
}

/** A row that stands for many product ids is a pattern, digit by digit. */
function matched({ vendorId, productId, mask }: ModeRow): MatchedIds {
  if (mask === undefined) return { vendorId, productId };
  const masks = hexadecimal(mask);
  if (!/^[0f]+$/.test(masks)) throw new RangeError(`the mask ${masks} of a fingerprint cuts through a digit`);
  const digits = hexadecimal(productId);
  return {
    vendorId,
    productId: digits.replaceAll(/./g, (digit, index: number) => (masks[index] === "f" ? digit : "?")),
  };
}

function serialRules({ vendorId, productId }: MatchedIds): string[] {
  const [vendor, product] = [hexadecimal(vendorId), hexadecimal(productId)];
  return [
    serialRule({ vendorId, productId }),
    `SUBSYSTEM=="usb", ENV{DEVTYPE}=="usb_device", ATTR{idVendor}=="${vendor}", ATTR{idProduct}=="${product}", ENV{ID_MM_DEVICE_IGNORE}="1"`,
  ];
}
