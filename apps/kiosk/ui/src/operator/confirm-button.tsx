import { useRef } from "preact/hooks";

/** A button for what a slip of the thumb must not do: it asks first. Escape and Cancel do nothing, and lead back to it. */
export function ConfirmButton(props: {
  readonly label: string;
  readonly question: string;
  readonly yes: string;
  readonly onYes: () => void;
  /** Of a switch: whether this is how it stands. */
  readonly pressed?: boolean;
  /** Whether all of it stands so already, so that there is nothing to ask. */
  readonly done?: boolean;
}) {
  const { label, question, yes, onYes, pressed, done } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  return (
    <>
      <button
        type="button"
        aria-pressed={pressed}
        aria-haspopup="dialog"
        onClick={() => done !== true && dialog.current?.showModal()}
      >
        {label}
      </button>
      <dialog ref={dialog} aria-label={label}>
        <p>{question}</p>
        <div class="actions">
          <button type="button" onClick={() => dialog.current?.close()}>
            Cancel
          </button>
          <button
            type="button"
            class="main"
            onClick={() => {
              dialog.current?.close();
              onYes();
            }}
          >
            {yes}
          </button>
        </div>
      </dialog>
    </>
  );
}
