import { existsSync } from "node:fs";
import { tmpdir } from "node:os";

/** Where the kiosks' disks are: in memory where the machine has such a folder, for a day syncs thousands of times. */
export const FOLDER = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();
