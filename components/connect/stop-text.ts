import type { LaunchState, Stop } from "@/lib/signups/launch/machine-types";
import type { LaunchStrings } from "./launch-strings";

type StopText = { sentence: string; action: string; partyText: string; canCheckAgain: boolean };

/** A stop in the customer's words. */
export function stopText(stop: Stop, strings: LaunchStrings): StopText {
  if (stop.reason === "failure") {
    const { sentence, action, partyText, canRecheck } = stop.failure;
    return { sentence, action, partyText, canCheckAgain: canRecheck };
  }
  const { sentence, action } = strings.stops[stop.reason];
  const step = stop.reason === "cancelled" ? stepText(stop.currentStep, strings) : "";
  return {
    sentence: sentence.replace("{step}", step),
    action,
    partyText: strings.customer,
    canCheckAgain: ["unfinished", "slow", "unreachable"].includes(stop.reason),
  };
}

/** What is going on while a launch runs. */
export function progressText(launch: LaunchState, strings: LaunchStrings) {
  switch (launch.phase) {
    case "open": {
      const isWaiting = launch.popup === "closed" || launch.hasFinish || launch.hasCallback;
      if (isWaiting) return { text: strings.waiting, hint: undefined };
      return { text: strings.open, hint: strings.openHint };
    }
    case "checking":
      return { text: strings.checking, hint: strings.checkingHint };
    case "done":
      return { text: strings.done, hint: undefined };
    default:
      return undefined;
  }
}

function stepText(step: string | undefined, { popupSteps }: LaunchStrings): string {
  return (step && popupSteps[step]) || popupSteps.OTHER || "";
}
