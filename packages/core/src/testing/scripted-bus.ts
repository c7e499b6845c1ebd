import { Subject } from "rxjs";
import type { Frame } from "../domain/frame.js";
import { findScanner } from "../ports/scanner-identity.js";
import { ScannerError, type Scanner, type ScannerDriver, type ScannerInfo } from "../ports/scanner-driver.js";
import { frameOf } from "./scripted-scanner.js";

/** What hangs at the scripted bus: a device, and the kinds of driver that find an interface of theirs at it. */
export interface ScriptedDevice {
  readonly vendorId: number;
  readonly productId: number;
  readonly serialNumber?: string;
  /** Set where drivers recognise it. */
  readonly model?: string;
  /** By kind of driver; with a reason where that one can't read it. */
  readonly interfaces: Readonly<Record<string, ScannerInfo["trouble"]>>;
}

interface Plugged {
  readonly number: number;
  readonly device: ScriptedDevice;
  readonly open: Map<Subject<Frame>, ScannerInfo>;
}

/**
 * A USB bus that a test holds in its hand. Devices come and go at its ports, a plug takes the lowest path that is free (so paths
 * change hands, as the system's do), and one device may show interfaces to several drivers. No interface is exclusive: a device
 * that is opened twice delivers each read twice.
 */
export class ScriptedBus {
  /** A device was plugged in or out. */
  readonly changes$ = new Subject<void>();
  readonly #ports = new Map<string, Plugged>();

  /** A driver for the interfaces of its kind. */
  driver(kind: string): ScannerDriver {
    const list = async () => [...this.#ports].flatMap(([port, plugged]) => infosOf(port, plugged, kind));
    return { kind, list, open: async (wanted) => this.#open(findScanner(wanted, await list())) };
  }

  plug(port: string, device: ScriptedDevice): void {
    if (this.has(port)) throw new Error(`there is something at port ${port} already`);
    const numbers = new Set([...this.#ports.values()].map(({ number }) => number));
    let number = 0;
    while (numbers.has(number)) number += 1;
    this.#ports.set(port, { number, device, open: new Map() });
    this.changes$.next();
  }

  /** Takes what is at the port away, and tells what it was. */
  unplug(port: string): ScriptedDevice {
    const { device, open } = this.#at(port);
    this.#ports.delete(port);
    for (const [frames, { path }] of open) frames.error(new ScannerError("lost", `${path} was unplugged by the test`));
    this.changes$.next();
    return device;
  }

  /** The device at the port reads this. Tells to how many openers it was delivered. */
  scan(port: string, text: string): number {
    const { open } = this.#at(port);
    for (const frames of open.keys()) frames.next(frameOf(text));
    return open.size;
  }

  has(port: string): boolean {
    return this.#ports.has(port);
  }

  #at(port: string): Plugged {
    const plugged = this.#ports.get(port);
    if (plugged === undefined) throw new Error(`there is nothing at port ${port}`);
    return plugged;
  }

  #open(info: ScannerInfo): Scanner {
    if (info.trouble !== undefined) throw new ScannerError(info.trouble.code, info.trouble.message);
    const { open } = this.#at(info.port as string);
    const frames = new Subject<Frame>();
    open.set(frames, info);
    const close = async () => {
      open.delete(frames);
      frames.complete();
    };
    return { info, frames$: frames.asObservable(), close };
  }
}

function infosOf(port: string, { number, device }: Plugged, kind: string): ScannerInfo[] {
  const { interfaces, ...make } = device;
  if (!(kind in interfaces)) return [];
  const trouble = interfaces[kind];
  return [{ path: `/scripted/${kind}${number}`, port, ...make, ...(trouble === undefined ? {} : { trouble }) }];
}
