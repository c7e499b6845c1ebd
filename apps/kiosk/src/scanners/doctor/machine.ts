import { access, constants, readdir, readFile } from "node:fs/promises";
import { release, userInfo } from "node:os";
import { delimiter, join } from "node:path";

/** What the doctor looks at. */
export interface Machine {
  readonly platform: string;
  readonly kernel: string;
  readonly isRoot: boolean;
  readonly user: string;
  /** The text of a file; null where it can't be read. */
  read(path: string): Promise<string | null>;
  /** The names in a folder; none where it can't be read. */
  names(folder: string): Promise<readonly string[]>;
  exists(path: string): Promise<boolean>;
  /** Whether a program of this name would be found. */
  hasProgram(name: string): Promise<boolean>;
  /** The ids of the groups that this process is in. */
  groupIds(): readonly number[];
}

/** The machine that this runs on. */
export function thisMachine(): Machine {
  const exists = async (path: string, mode = constants.F_OK) =>
    access(path, mode).then(
      () => true,
      () => false,
    );
  return {
    platform: process.platform,
    kernel: release(),
    isRoot: process.getuid?.() === 0,
    user: userInfo().username,
    read: (path) => readFile(path, "utf8").catch(() => null),
    names: (folder) => readdir(folder).catch(() => []),
    exists,
    hasProgram: async (name) => {
      const folders = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
      return (await Promise.all(folders.map((folder) => exists(join(folder, name), constants.X_OK)))).includes(true);
    },
    groupIds: () => process.getgroups?.() ?? [],
  };
}
