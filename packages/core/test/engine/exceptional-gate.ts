import { ExceptionRefused, type ScanId, type Verdict } from "../../src/index.js";
import { TestGate, type GateOptions } from "../gate.js";

/** An operator's word. */
export const WORD = { role: "Supervisor", reason: "The service has a bad day" };

/** A gate that can't reach its service. */
export async function offlineGate(settings: GateOptions["settings"] = {}, rest: GateOptions = {}): Promise<TestGate> {
  const gate = await new TestGate({ ...rest, settings }).start();
  await gate.goOffline();
  gate.verdicts.length = 0;
  return gate;
}

/** What a command came to: what it gave, or the code of its refusal. */
export async function came(act: () => unknown): Promise<unknown> {
  try {
    return await act();
  } catch (error) {
    return error instanceof ExceptionRefused ? error.code : error;
  }
}

export const scanIdOf = (verdict: Verdict | undefined): ScanId => verdict?.scanId ?? "none";
