import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { expect, it } from "vitest";
import { ROOT } from "./planted-tree.js";

/** Markdown files of the repository; not what was installed or built. */
function markdownIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return /^(\.|node_modules$|dist$)/.test(entry.name) ? [] : markdownIn(path);
    return entry.name.endsWith(".md") ? [path] : [];
  });
}

/** Its prose: without blocks of code. */
function proseOf(file: string): string {
  return readFileSync(file, "utf8").replaceAll(/^```.*?^```$/gms, "");
}

/** The anchors that GitHub gives to the headings of a file. */
function anchorsIn(file: string): readonly string[] {
  const headings = [...proseOf(file).matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) => heading);
  return headings.map((heading) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\- ]/gu, "")
      .replaceAll(" ", "-"),
  );
}

/** The links of a file that lead nowhere. */
function brokenLinksIn(file: string): readonly string[] {
  const links = [...proseOf(file).matchAll(/\]\((?!\w+:)([^)\s]+)\)/g)].map(([, link = ""]) => link);
  return links.filter((link) => {
    const [path = "", anchor] = link.split("#");
    const target = path === "" ? file : resolve(dirname(file), path);
    if (!existsSync(target)) return true;
    return anchor !== undefined && target.endsWith(".md") && !anchorsIn(target).includes(anchor);
  });
}

it("every link between the repository's own pages leads somewhere", () => {
  const files = markdownIn(ROOT);
  expect(files.length).toBeGreaterThan(15);
  const broken = files.flatMap((file) => brokenLinksIn(file).map((link) => `${relative(ROOT, file)}: ${link}`));
  expect(broken).toEqual([]);
});

it("a link to no file and one to no heading are reported", () => {
  const folder = mkdtempSync(join(tmpdir(), "usher-links-"));
  try {
    const page = join(folder, "page.md");
    writeFileSync(
      page,
      "# The page\n[none](none.md) [top](#the-page) [no](page.md#top)\n```md\n[code](code.md)\n```\n",
    );
    expect(brokenLinksIn(page)).toEqual(["none.md", "page.md#top"]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
