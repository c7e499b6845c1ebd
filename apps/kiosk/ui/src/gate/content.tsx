import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

/** Smaller than this nobody could read it: what sticks out then is cut off. */
const SMALLEST = 0.4;
const STEP = 0.94;

/** What fills the display, set smaller until all of it has its place: displays may be small, and words long. */
export function Content(props: { readonly class?: string; readonly children: ComponentChildren }) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const content = box.current;
    const room = content?.parentElement;
    if (!content || !room) return undefined;
    const observer = new ResizeObserver(() => fit(content));
    observer.observe(room);
    fit(content);
    return () => observer.disconnect();
  });
  return (
    <div ref={box} class={`content ${props.class ?? ""}`}>
      {props.children}
    </div>
  );
}

function fit(content: HTMLElement): void {
  const boxes = [content, ...content.querySelectorAll<HTMLElement>(".head, .places, .seat")];
  let size = 1;
  do {
    content.style.setProperty("zoom", String(size));
    size *= STEP;
  } while (size > SMALLEST && boxes.some(tooSmall));
}

/** Whether something sticks out of a box. Shapes turn, and give way by themselves. */
function tooSmall(box: HTMLElement): boolean {
  const { left, top, right, bottom } = box.getBoundingClientRect();
  return [...box.children]
    .filter((child) => child instanceof HTMLElement)
    .map((child) => child.getBoundingClientRect())
    .some((own) => own.left < left - 1 || own.top < top - 1 || own.right > right + 1 || own.bottom > bottom + 1);
}
