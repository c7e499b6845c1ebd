import type { Page } from "playwright-core";

/** Texts and shapes that stick out of the window, or of the part of it that they belong to. */
export const sticksOut = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll("h1, p, dd, dt, main svg, aside")]
      .filter((element) => element.closest(".spoken") === null)
      .filter((element) => {
        const own = element.getBoundingClientRect();
        const { left, top, right, bottom } = (
          element.closest("main, aside, header") ?? document.body
        ).getBoundingClientRect();
        return own.left < left - 1 || own.top < top - 1 || own.right > right + 1 || own.bottom > bottom + 1;
      })
      .map((element) => `${element.tagName} ${element.textContent}`),
  );

/** Pairs of these elements that cover each other. */
export const overlaps = (page: Page, selector: string): Promise<readonly string[]> =>
  page.evaluate((which) => {
    const boxes = [...document.querySelectorAll(which)].map((element) => ({
      name: `${element.tagName} ${element.textContent}`,
      box: element.getBoundingClientRect(),
    }));
    return boxes.flatMap((one, at) =>
      boxes
        .slice(at + 1)
        .filter(
          ({ box }) =>
            Math.min(box.right, one.box.right) - Math.max(box.left, one.box.left) > 1 &&
            Math.min(box.bottom, one.box.bottom) - Math.max(box.top, one.box.top) > 1,
        )
        .map(({ name }) => `${one.name} / ${name}`),
    );
  }, selector);

/** Texts with less contrast than WCAG AA wants: 4.5, or 3 where letters are large. What is under them is mixed as it is seen. */
export const hardToRead = (page: Page): Promise<readonly string[]> => page.evaluate(findHardToRead);

/** Runs in the browser, so it has all that it needs in it. */
function findHardToRead(): string[] {
  type Colour = readonly [red: number, green: number, blue: number, alpha: number];
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  if (canvas === null) throw new Error("this browser cannot draw");
  const colourOf = (css: string): Colour => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = css;
    canvas.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0, alpha = 0] = canvas.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, alpha / 255];
  };
  const over = (top: Colour, ground: Colour): Colour => {
    const mix = (at: 0 | 1 | 2) => top[at] * top[3] + ground[at] * (1 - top[3]);
    return [mix(0), mix(1), mix(2), 1];
  };
  const brightness = (colour: Colour): number => {
    const linear = (at: 0 | 1 | 2) => {
      const share = colour[at] / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    };
    return 0.2126 * linear(0) + 0.7152 * linear(1) + 0.0722 * linear(2);
  };
  const groundOf = (element: Element | null): Colour =>
    element === null
      ? [255, 255, 255, 1]
      : over(colourOf(getComputedStyle(element).backgroundColor), groundOf(element.parentElement));
  const opacityOf = (element: Element | null): number =>
    element === null ? 1 : Number(getComputedStyle(element).opacity) * opacityOf(element.parentElement);
  return [...document.querySelectorAll("body *")]
    .filter((element) => element.closest(".spoken, svg, :disabled") === null && element.checkVisibility())
    .filter(({ childNodes }) => [...childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim() !== ""))
    .map((element) => {
      const ground = groundOf(element);
      const { color, fontSize, fontWeight } = getComputedStyle(element);
      const [red, green, blue, alpha] = colourOf(color);
      const ink = over([red, green, blue, alpha * opacityOf(element)], ground);
      const [dark = 0, light = 0] = [brightness(ink), brightness(ground)].toSorted((one, other) => one - other);
      const letters = Number.parseFloat(fontSize);
      const wanted = letters >= 24 || (letters >= 18.66 && Number(fontWeight) >= 700) ? 3 : 4.5;
      return { text: element.textContent, contrast: (light + 0.05) / (dark + 0.05), wanted };
    })
    .filter(({ contrast, wanted }) => contrast < wanted)
    .map(({ text, contrast }) => `${text}: ${contrast.toFixed(2)}`);
}

/** What a page holds, after everything that can go is gone. */
export async function memoryOf(page: Page): Promise<{ readonly nodes: number; readonly megabytes: number }> {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const { nodes } = await session.send("Memory.getDOMCounters");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  await session.detach();
  return { nodes, megabytes: usedSize / 2 ** 20 };
}
