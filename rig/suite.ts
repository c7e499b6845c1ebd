/** What a case takes back once it is over, whether it held or not: the last thing that was set up goes first. */
export type TakeBack = (cleanUp: () => unknown) => void;

/** One thing that must hold. It holds where `run` resolves. */
export interface Case {
  readonly name: string;
  readonly run: (after: TakeBack) => Promise<void>;
}

/** What suites are run in: this machine's PTYs, umockdev's made-up /sys and /dev, or a guest with a kernel of its own. */
export type Place = "pty" | "umockdev" | "guest";

/** Cases that run one after the other, in a process of their own. */
export interface Suite {
  readonly place: Place;
  readonly load: () => Promise<{ readonly cases: readonly Case[] }>;
}
