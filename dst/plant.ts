import type { Permit, ScanStore, TicketService, Verdict } from "@usher/core";

/** The kiosk that a bug is planted in, as far as a bug needs it. */
export interface PlantedKiosk {
  readonly opened: (permit: Permit) => void;
  readonly leakTimer: () => void;
}

/**
 * A bug, planted into the world to prove that its checker fires. It sits between the engine and a port, where a real bug would
 * show.
 */
export interface Plant {
  readonly store?: (store: ScanStore, kiosk: PlantedKiosk) => ScanStore;
  readonly service?: (service: TicketService, kiosk: PlantedKiosk) => TicketService;
  readonly afterVerdict?: (kiosk: PlantedKiosk, verdict: Verdict) => void;
}

/** A service that answers some calls otherwise. */
export function serviceWith(service: TicketService, changes: Partial<TicketService>): TicketService {
  return {
    configure: (...given) => service.configure(...given),
    deviceInformation: (...given) => service.deviceInformation(...given),
    ask: (...given) => service.ask(...given),
    upload: (...given) => service.upload(...given),
    ...changes,
  };
}

/** A store that answers some calls otherwise. */
export function storeWith(store: ScanStore, changes: Partial<ScanStore>): ScanStore {
  return new Proxy(store, {
    get: (target, name: keyof ScanStore) => changes[name] ?? target[name],
  });
}
