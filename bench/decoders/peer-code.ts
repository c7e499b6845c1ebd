/** Where the packages print each read. */
export interface PeerConsole {
  readonly log: (...values: readonly unknown[]) => void;
  readonly error: (...values: readonly unknown[]) => void;
}

/** Printing costs nothing. */
export const MUTED: PeerConsole = { log: () => undefined, error: () => undefined };

/** What the packages tell of a read. */
export interface Barcode {
  readonly value: string;
  readonly aim?: string;
}

/** What the packages export. */
export interface PeerScanner {
  addEventListener(name: "barcode", listener: (barcode: Barcode) => void): void;
  connect(): Promise<void>;
}

export type PeerClass = new () => PeerScanner;

/** What stands for the globals of a browser, by their names. */
export type Globals = Readonly<Record<string, unknown>>;

/** The class that a package exports: its bundle, as published, run as the body of a function whose arguments are its globals. */
export function classOf(bundle: string, given: Globals): PeerClass {
  const body = bundle
    .replace(/export\s*\{\s*(\w+) as default\s*\};?/, "return $1;")
    .replace(/\n\/\/# sourceMappingURL=.*/, "");
  const make = Reflect.construct(Function, [...Object.keys(given), body]) as (
    ...values: readonly unknown[]
  ) => PeerClass;
  return make(...Object.values(given));
}

/** A report as a browser tells it: without its id. */
export interface InputReport {
  readonly reportId: number;
  readonly data: DataView;
}

/** A scanner in HID POS mode as `navigator.hid` has it: a Honeywell, one of the four makes that they know. */
export function honeywell() {
  let listener: (event: object) => void = () => undefined;
  const device = {
    vendorId: 0x0c2e,
    productId: 0x0b61,
    collections: [{ usagePage: 0x8c, usage: 0x02 }],
    open: async () => undefined,
    sendFeatureReport: async () => undefined,
    addEventListener: (_name: string, heard: typeof listener) => {
      listener = heard;
    },
  };
  const hid = { addEventListener: () => undefined, requestDevice: async () => [device] };
  return { hid, tell: ({ reportId, data }: InputReport): void => listener({ device, reportId, data }) };
}
