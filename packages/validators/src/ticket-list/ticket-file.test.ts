import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LIMITS } from "../limits.js";
import { readTicketFile, TicketFileError } from "./ticket-file.js";

let file: string;
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "usher-tickets-"));
  file = join(folder, "tickets");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function read(content: string | Uint8Array) {
  writeFileSync(file, content);
  return readTicketFile(file);
}

function failureOf(content: string | Uint8Array): TicketFileError {
  try {
    read(content);
  } catch (error) {
    if (error instanceof TicketFileError) return error;
    throw error;
  }
  throw new Error("the list was accepted");
}

const messagesOf = (content: string) =>
  failureOf(content).problems.map(({ line, path, message }) => `${line} ${path}: ${message}`);
const bare = { eventId: null, place: null, accessGroups: [], mark: null, void: false };

describe("a ticket list as CSV", () => {
  test("needs only tokens", () => {
    expect(read("token\nA\nB\n")).toEqual([
      { ...bare, token: "A", line: 2 },
      { ...bare, token: "B", line: 3 },
    ]);
    expect(read("token\n")).toEqual([]);
  });

  test("bears event, place, access groups, mark and void, in any order of columns", () => {
    expect(
      read(
        "place,token,void,mark,accessGroups,eventId\nA:1:2,T1,yes,,VIP|Press,E1\n,T2,no,stolen,,\n,T3,,1,,\n,T4,0,no,,\n",
      ),
    ).toEqual([
      { token: "T1", eventId: "E1", place: "A:1:2", accessGroups: ["VIP", "Press"], mark: null, void: true, line: 2 },
      { ...bare, token: "T2", mark: "stolen", line: 3 },
      { ...bare, token: "T3", mark: "marked", line: 4 },
      { ...bare, token: "T4", line: 5 },
    ]);
  });

  test.each([
    ["commas", 'token,place\nA,"S, left:1:1"\n', "S, left:1:1"],
    ["semicolons", "token;place\r\nA;S:1:1\r\n", "S:1:1"],
    ["tabs", "token\tplace\nA\tS:1:1", "S:1:1"],
    ["a byte order mark and blanks around cells", "\uFEFFtoken , place\n A , S:1:1 \n", "S:1:1"],
  ])("is read with %s", (_name, content, place) => {
    expect(read(content)).toMatchObject([{ token: "A", place }]);
  });

  test("names line, column, value and expectation of every bad row, and goes on to the next", () => {
    expect(messagesOf('token,void\nA,maybe\n\n,no\n"B\nB",no,x\nA\n')).toEqual([
      '2 void: is "maybe", expected true or false',
      "4 token: is missing, expected text",
      "5 : the row has 3 cells, expected 2 as in the header",
      "7 : the row has 1 cells, expected 2 as in the header",
    ]);
  });

  test("says what is wrong with its header, with a suggestion", () => {
    expect(messagesOf("Token,voided\nA,1\n")).toEqual([
      '1 : unknown column "Token", did you mean "token"? (a column that is not needed here must be left out)',
      '1 : unknown column "voided", did you mean "void"? (a column that is not needed here must be left out)',
      '1 : the header row lacks the column "token", the code as it is scanned',
    ]);
    expect(messagesOf("token,token\nA,B\n")).toEqual(['1 : the column "token" stands there twice: keep one']);
    expect(messagesOf("")).toEqual([
      "1 : the file is empty, expected a header row: token,eventId,place,accessGroups,mark,void",
    ]);
  });

  test.each([
    ['token\nA\n"B\nC\n', "3 : this is not CSV, a quote is opened here and never closed"],
    ['token\nA\nB"C\n', "3 : this is not CSV, a quote stands inside a cell"],
    ['token,place\n"A\nB" C,1\n', "2 : this is not CSV, something stands behind a closed quote"],
  ])("tells broken quoting: %j", (content, words) => {
    expect(messagesOf(content)).toEqual([`${words}: check the quotes and the delimiter`]);
  });

  test("may end each of its lines in another way, as lists do that were put together by hand", () => {
    const tickets = read('token\r\nA\r\nB\nC\rD\n\r\n"E\r\n1"\nF');
    expect(tickets.map(({ token, line }) => [token, line])).toEqual([
      ["A", 2],
      ["B", 3],
      ["C", 4],
      ["D", 5],
      ["E\r\n1", 7],
      ["F", 9],
    ]);
  });

  test("without a header row says so, and shows no ticket", () => {
    expect(messagesOf("481500000001,tonight,101:A:1\n")).toEqual([
      "1 : no header row: expected the names of the columns, such as token,eventId,place,accessGroups,mark,void",
    ]);
  });
});

describe("a ticket list as NDJSON", () => {
  test("has one ticket a line, ids as number or text", () => {
    expect(
      read(
        '{"token":"A","eventId":7,"place":null,"accessGroups":["VIP"],"mark":true}\n\n{"token":"B","eventId":"E","void":true}\r\n',
      ),
    ).toEqual([
      { token: "A", eventId: "7", place: null, accessGroups: ["VIP"], mark: "marked", void: false, line: 1 },
      { ...bare, token: "B", eventId: "E", void: true, line: 3 },
    ]);
  });

  test("names line, key, value and expectation of every bad row", () => {
    expect(messagesOf('{"token":"A","viod":true}\n{"token":5}\n{oops\n{"token":"B","eventId":true}\n7\n')).toEqual([
      '1 viod: unknown key "viod", did you mean "void"?',
      "2 token: is a value that is not shown here, expected text",
      '3 : this line is not JSON, expected an object such as {"token": "…", "place": "A:1:1"}',
      "4 eventId: is true, expected text or a number",
      "5 : is 7, expected an object",
    ]);
  });
});

describe("any ticket list", () => {
  test("is refused where a token stands there twice, with both lines and without the token", () => {
    const error = failureOf("token\nSECRETTOKEN1\nB\nSECRETTOKEN1\n");
    expect(error.message).toBe(`${file}: line 4, token: the same token stands on line 2: keep one of the two`);
  });

  test("stops listing problems at the limit", () => {
    const { problems } = failureOf(`token,void\n${"A,maybe\n".repeat(LIMITS.problems * 3)}`);
    expect(problems).toHaveLength(LIMITS.problems + 1);
    expect(problems.at(-1)?.message).toContain("there may be more");
  });

  test("says that it stopped also where a row has several problems", () => {
    const twice = JSON.stringify({ token: 1, place: 2 });
    const { problems } = failureOf(`${JSON.stringify({ token: 1 })}\n${`${twice}\n`.repeat(LIMITS.problems)}`);
    expect(problems.at(-1)?.message).toBe(`reading stopped on line ${LIMITS.problems / 2 + 2}: there may be more`);
  });

  test("that is absent or no text says so", () => {
    expect(() => readTicketFile(join(folder, "none.csv"))).toThrow(expect.objectContaining({ code: "absent" }));
    expect(failureOf(new Uint8Array([0x74, 0xe4, 0x0a]))).toMatchObject({ code: "unreadable" });
    expect(() => readTicketFile(undefined as unknown as string)).toThrow("names no file, expected its path");
  });

  test("is read or refused by name, whatever is in it", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((text) => `token,void\n${text}`),
          fc.string().map((text) => `{"token":${text}`),
        ),
        (content) => {
          writeFileSync(file, content);
          try {
            readTicketFile(file);
          } catch (error) {
            expect(error).toBeInstanceOf(TicketFileError);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  test("says the same as CSV and as NDJSON", () => {
    const word = fc.stringMatching(/^[A-Za-z0-9:;,"' äé-]{1,12}$/).map((text) => `T${text}T`);
    const row = fc.record({
      token: word,
      eventId: word,
      place: word,
      mark: word,
      void: fc.boolean(),
      accessGroups: fc.array(fc.stringMatching(/^[A-Z]{1,4}$/), { minLength: 1, maxLength: 3 }),
    });
    fc.assert(
      fc.property(fc.uniqueArray(row, { selector: ({ token }) => token, maxLength: 8 }), (rows) => {
        const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
        const csv = rows
          .map((r) =>
            [r.token, r.eventId, r.place, r.mark, String(r.void), r.accessGroups.join("|")].map(cell).join(","),
          )
          .join("\n");
        const withoutLines = (content: string) => read(content).map(({ line: _line, ...ticket }) => ticket);
        const fromCsv = withoutLines(`token,eventId,place,mark,void,accessGroups\n${csv}\n`);
        expect(fromCsv).toEqual(rows.length === 0 ? [] : withoutLines(rows.map((r) => JSON.stringify(r)).join("\n")));
        expect(fromCsv).toEqual(rows);
      }),
      { numRuns: 100 },
    );
  });
});
