import { useEffect, useRef, useState } from "react";
import { followConnection } from "@/lib/connections/follow-connection";
import type { ConnectionView } from "@/lib/connections/view";

/** The newest view of a connection that this page knows. */
export function useLiveConnection(initial: ConnectionView) {
  const [view, setView] = useState(initial);
  const [isInTouch, setInTouch] = useState(true);
  const follower = useRef<ReturnType<typeof followConnection>>(undefined);
  useEffect(() => {
    // A server-rendered answer to a form may be newer than what the stream has brought.
    setView((known) => (initial.version >= known.version ? initial : known));
    const following = followConnection({ initial, onView: setView, onTouch: setInTouch });
    follower.current = following;
    return following.stop;
  }, [initial]);
  return { view, isInTouch, expectChange: () => follower.current?.expectChange() };
}

export type Phase = "working" | "attention" | "connected" | "over";

/** What the page of a connection is about now. */
export function phaseOf({ state, isDisconnecting, isSettled }: ConnectionView): Phase {
  if (isDisconnecting || state === "disconnected") return "over";
  if (state === "connected") return "connected";
  return isSettled ? "attention" : "working";
}
