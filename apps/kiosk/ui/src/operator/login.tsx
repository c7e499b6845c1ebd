import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { api } from "./api.js";
import { attempt, loggedIn } from "./operator-signals.js";

/** Asks for the PIN. */
export function Login() {
  const pin = useSignal("");
  const input = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => input.current?.focus(), []);
  const logIn = async (event: Event): Promise<void> => {
    event.preventDefault();
    await attempt(async () => {
      await api.logIn(pin.value);
      loggedIn.value = true;
    }, "");
    pin.value = "";
    input.current?.focus();
  };
  return (
    <form class="card login" onSubmit={logIn}>
      <h2>Operator</h2>
      <label>
        PIN
        <input
          ref={input}
          type="password"
          inputMode="numeric"
          autoComplete="off"
          value={pin}
          onInput={({ currentTarget }) => {
            pin.value = currentTarget.value;
          }}
        />
      </label>
      <button type="submit" class="main">
        Log in
      </button>
    </form>
  );
}
