/** What a check found. "wrong" keeps a scanner that is there, or any, from being read; "note" may matter some day. */
export interface Finding {
  /** What was looked at, in a word or two. */
  readonly check: string;
  readonly level: "fine" | "note" | "wrong";
  readonly message: string;
  /** What to do, a command where there is one. */
  readonly fix?: string;
}
