import { useCallback, useEffect, useRef, useState } from "react";
import type { NumberListView, NumberView } from "@/lib/numbers/view";
import type { LaunchStrings } from "./launch-strings";

type Words = LaunchStrings["choice"];

/** Bird verifies in about five minutes; after fifteen a reload is asked for by hand. */
const POLLS_MAX = 50;
const POLL_MAX_MS = 20_000;

/** The choice of numbers, kept fresh while one is still being verified. `undefined` is the customer's own number. */
export function useNumbers(initial: NumberListView, words: Words) {
  const [list, setList] = useState(initial);
  const [chosenId, setChosenId] = useState(() =>
    initial.isFixed ? initial.numbers.find((number) => number.isSelectable)?.id : undefined,
  );
  const [announcement, setAnnouncement] = useState("");
  const latest = useRef({ list, chosenId });
  latest.current = { list, chosenId };
  const polls = useRef(0);

  const refresh = useCallback(async () => {
    const next = await fetchNumbers();
    if (!next) return;
    const { list: before, chosenId: chosen } = latest.current;
    const change = changeBetween(before, next, chosen);
    setList(inOrderOf(before, next));
    if (change.kind === "lost") setChosenId(undefined);
    if (change.kind !== "none") {
      const pattern = change.kind === "ready" ? words.becameReady : words.noLongerReady;
      setAnnouncement(pattern.replace("{number}", change.phoneNumber));
    }
  }, [words]);

  useEffect(() => {
    if (list.pollAfterMs === undefined) return;
    polls.current += 1;
    if (polls.current > POLLS_MAX) return;
    const pauseMs = Math.min(list.pollAfterMs * (1 + Math.floor(polls.current / 6)), POLL_MAX_MS);
    const timer = setTimeout(() => {
      if (document.hidden) setList((same) => ({ ...same }));
      else void refresh().then(() => setList((same) => ({ ...same })));
    }, pauseMs);
    return () => clearTimeout(timer);
  }, [list, refresh]);

  return { list, chosenId, setChosenId, announcement, refresh };
}

/** The server lists those that can be chosen first; nothing moves under a finger later. */
function inOrderOf(before: NumberListView, after: NumberListView): NumberListView {
  const known = before.numbers.map(({ id }) => id);
  const rank = ({ id }: NumberView) => (known.includes(id) ? known.indexOf(id) : known.length);
  return { ...after, numbers: [...after.numbers].sort((a, b) => rank(a) - rank(b)) };
}

type Change = { kind: "none" } | { kind: "ready" | "lost"; phoneNumber: string };

function changeBetween(
  before: NumberListView,
  after: NumberListView,
  chosenId: string | undefined,
): Change {
  const chosen = before.numbers.find((number) => number.id === chosenId);
  if (chosen && !after.numbers.some((number) => number.id === chosenId && number.isSelectable)) {
    return { kind: "lost", phoneNumber: chosen.phoneNumber };
  }
  const wasSelectable = new Set(before.numbers.filter((n) => n.isSelectable).map((n) => n.id));
  const fresh = after.numbers.find((n) => n.isSelectable && !wasSelectable.has(n.id));
  return fresh ? { kind: "ready", phoneNumber: fresh.phoneNumber } : { kind: "none" };
}

async function fetchNumbers(): Promise<NumberListView | undefined> {
  try {
    const response = await fetch("/api/numbers", { cache: "no-store" });
    return response.ok ? ((await response.json()) as NumberListView) : undefined;
  } catch {
    return undefined;
  }
}
