import type { ActorRefFrom, SnapshotFrom } from "xstate";
import type { ConfiguredDevice } from "../domain/index.js";
import type { deviceMachine } from "../lifecycle/index.js";
import type { ScannerState } from "./scanner.js";

/** Where a device stands. `device` is null unless it operates. */
interface Standing {
  readonly phase: Exclude<ScannerState["phase"], "stopping">;
  readonly connectivity: ScannerState["connectivity"];
  readonly device: ConfiguredDevice | null;
}

/** What the device machine says, in the engine's words. Everybody asks at every scan, so each snapshot is read once. */
export class DeviceView {
  readonly #actor: ActorRefFrom<typeof deviceMachine>;
  #snapshot: SnapshotFrom<typeof deviceMachine> | null = null;
  #standing: Standing | null = null;

  constructor(actor: ActorRefFrom<typeof deviceMachine>) {
    this.#actor = actor;
  }

  now(): Standing {
    const snapshot = this.#actor.getSnapshot();
    if (this.#standing === null || snapshot !== this.#snapshot) {
      this.#snapshot = snapshot;
      this.#standing = standingOf(snapshot);
    }
    return this.#standing;
  }

  /** Calls back where the machine has changed. It also tells of events that changed nothing. */
  onChange(changed: () => void): void {
    let last: unknown = this.#actor.getSnapshot();
    this.#actor.subscribe((snapshot) => {
      if (snapshot === last) return;
      last = snapshot;
      changed();
    });
  }
}

function standingOf(snapshot: SnapshotFrom<typeof deviceMachine>): Standing {
  const isOperating = snapshot.matches("operating");
  return {
    phase: isOperating ? "operating" : snapshot.matches({ configuring: "refused" }) ? "refused" : "configuring",
    connectivity: snapshot.matches({ operating: { connectivity: "online" } }) ? "online" : "offline",
    device: isOperating ? snapshot.context.device : null,
  };
}
