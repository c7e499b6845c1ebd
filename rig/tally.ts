import type { News } from "./news.js";

/** Counts what suites tell, and prints it. A suite that was to run and did not tell its end failed, whatever came before. */
export class Tally {
  passed = 0;
  failed = 0;
  readonly #print: (line: string) => void;
  readonly #owing: Map<string, number>;

  /** `suites` are those that are to run. */
  constructor(suites: readonly string[], print: (line: string) => void) {
    this.#print = print;
    this.#owing = new Map(suites.map((suite) => [suite, 0]));
  }

  take(news: News): void {
    if (news.kind === "ready") this.#print(`the guest is up after ${news.uptimeSeconds} s, Linux ${news.kernel}`);
    if (news.kind === "begun") {
      this.#print(`\n${news.suite}`);
      this.#owing.set(news.suite, news.cases);
    }
    if (news.kind === "case") this.#takeCase(news);
    if (news.kind === "ended") this.#settle(news.suite);
  }

  /** Nothing more will come. */
  end(): void {
    for (const suite of this.#owing.keys()) this.#fail(`${suite}: did not run to its end`);
    this.#owing.clear();
    this.#print(`\n${this.passed} passed, ${this.failed} failed`);
  }

  #takeCase({ suite, name, ms, failure }: Extract<News, { kind: "case" }>): void {
    this.#owing.set(suite, (this.#owing.get(suite) ?? 0) - 1);
    const told = `${name} (${(ms / 1000).toFixed(1)} s)`;
    if (failure !== null) return this.#fail(`${told}\n${failure.replaceAll(/^/gm, "         ")}`);
    this.passed += 1;
    this.#print(`  ok     ${told}`);
  }

  #settle(suite: string): void {
    const untold = this.#owing.get(suite);
    this.#owing.delete(suite);
    if (untold !== 0) this.#fail(`${suite}: ${untold} cases were not told of`);
  }

  #fail(what: string): void {
    this.failed += 1;
    this.#print(`  FAILED ${what}`);
  }
}
