import {
  FrameDecoder,
  HidPosDecoder,
  hidPosLayouts,
  KEYBOARD_LAYOUTS,
  KeyboardDecoder,
  SsiDecoder,
  type Decoder,
  type Framing,
  type KeyboardLayoutName,
  type KeyboardSettings,
} from "@usher/decoders";
import { LIMITS } from "./limits.js";
import type { ClaimedInterface } from "./port.js";
import type { UsbProfile } from "./profiles.js";

/** How what a scanner sends is set, by its mode; each is looked at in that mode only. */
export interface DecodingSettings {
  /** Of mode `"keyboard"`. The layout is the scanner's, whatever the computer's; default `"us"`. */
  readonly keyboard?: Omit<KeyboardSettings, "layout"> & { readonly layout?: KeyboardLayoutName };
  /** Of mode `"lines"`; default is an end of CR, LF or both. Of `"hidPos"` and `"ssi"` only `prefix` and `suffix` count. */
  readonly framing?: Framing;
}

const GET_DESCRIPTOR = 0x06;
const REPORT_DESCRIPTOR = 0x22 << 8;

/** What reads an interface that was claimed; null where it turns out that it can't be read as its profile says. */
export async function decoderFor(
  { mode }: UsbProfile,
  claimed: ClaimedInterface,
  settings: DecodingSettings,
): Promise<Decoder | null> {
  const { framing = { end: "any" }, keyboard: { layout = "us", ...keyboard } = {} } = settings;
  const around = {
    ...(framing.prefix === undefined ? {} : { prefix: framing.prefix }),
    ...(framing.suffix === undefined ? {} : { suffix: framing.suffix }),
  };
  switch (mode) {
    case "keyboard":
      return new KeyboardDecoder({ ...keyboard, layout: KEYBOARD_LAYOUTS[layout] });
    case "hidPos": {
      const layouts = hidPosLayouts(await reportDescriptorOf(claimed));
      return layouts.length === 0 ? null : new HidPosDecoder(layouts, around);
    }
    case "lines":
      return new FrameDecoder(framing);
    case "ssi":
      return new SsiDecoder(around);
  }
}

function reportDescriptorOf(claimed: ClaimedInterface): Promise<Uint8Array> {
  const request = { type: "standard", request: GET_DESCRIPTOR, value: REPORT_DESCRIPTOR } as const;
  return claimed.controlIn(request, LIMITS.reportDescriptorBytes);
}
