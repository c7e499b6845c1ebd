/** What the venue's technician writes into the configuration: the body of Device Configure. `ip` is the address at that time. */
export interface DeviceIdentity {
  readonly venueId: string;
  /** Friendly name, as TM1 Entry lists it. */
  readonly name: string;
  readonly mac: string;
  readonly ip: string;
  readonly gateName: string;
  readonly serial: string;
  readonly model: string;
}

/** What Device Configure answered: the ids that every later call carries. */
export interface ConfiguredDevice {
  readonly id: number;
  readonly name: string;
  readonly venueId: string;
  readonly gateId: number;
  readonly gateName: string;
}

/** The last configuration that was answered OKAY, kept for a start without network. `identity` tells whether it is still ours. */
export interface StoredConfiguration {
  readonly identity: DeviceIdentity;
  readonly device: ConfiguredDevice;
  readonly configuredAtMs: number;
}
