import { readFileSync } from "node:fs";

/** The user, and the group, of somebody with no rights at all. */
export const NOBODY = 65_534;

/** The number of a group, which programs and the guest's udev go by. */
export function groupId(name: string): number {
  return Number(new RegExp(`^${name}:[^:]*:(\\d+):`, "m").exec(readFileSync("/etc/group", "utf8"))?.[1]);
}
