import type { Scan, Status } from "@usher/core";

/** As much of what a service knows of a scan as is needed to find it again. */
export interface ServiceScan {
  readonly token: string;
  readonly scanType: "ENTER" | "EXIT";
  readonly status: Status;
  readonly deviceId: number;
  readonly gateName: string;
  readonly scanTimeMs: number;
  /** `"offline"`: it was uploaded. */
  readonly mode: "online" | "offline";
}

/** As much of a gate's rule as says which passages exclude each other. */
export type BorderRule =
  | { readonly kind: "external" }
  | { readonly kind: "internal"; readonly multipleEntries: boolean };

/** What the service knows of this venue's scans, found by ticket. */
export class ServiceView {
  readonly #ownRule: BorderRule;
  readonly #internalGates: ReadonlySet<string>;
  readonly #byToken = new Map<string, ServiceScan[]>();

  /** `internalGates`: where entering is not entering the venue. */
  constructor(scans: readonly ServiceScan[], ownRule: BorderRule, internalGates: readonly string[]) {
    this.#ownRule = ownRule;
    this.#internalGates = new Set(internalGates);
    for (const scan of scans) {
      const sameTicket = this.#byToken.get(scan.token);
      if (sameTicket === undefined) this.#byToken.set(scan.token, [scan]);
      else sameTicket.push(scan);
    }
  }

  /** Whether this gate lets a ticket enter any number of times. */
  get allowsMultipleEntries(): boolean {
    return this.#ownRule.kind === "internal" && this.#ownRule.multipleEntries;
  }

  /**
   * Whether passing at another gate is passing the same border as at one's own: an internal gate is compared with itself alone, an
   * external one with all but the internal ones.
   */
  isSameBorder(gateName: string, ownGate: string): boolean {
    return this.#ownRule.kind === "internal" ? gateName === ownGate : !this.#internalGates.has(gateName);
  }

  /** All that the service knows of a ticket. */
  of(token: string): readonly ServiceScan[] {
    return this.#byToken.get(token) ?? [];
  }

  /** How the service answered the request for this very scan; null where it never got it. */
  answerTo(scan: Scan): Status | null {
    const online = this.of(scan.barcode.token).find((known) => known.mode === "online" && isSame(known, scan));
    return online?.status ?? null;
  }
}

/** Whether the service's scan and the device's are one. */
export function isSame(known: ServiceScan, { barcode, direction, device, scanTimeMs }: Scan): boolean {
  const isSameRead = known.token === barcode.token && known.scanTimeMs === scanTimeMs;
  return isSameRead && known.deviceId === device.id && directionOf(known) === direction;
}

export function directionOf({ scanType }: ServiceScan): Scan["direction"] {
  return scanType === "ENTER" ? "enter" : "exit";
}
