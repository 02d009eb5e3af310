import { Check, Circle, TriangleAlert } from "lucide-react";
import { Spinner } from "@/components/ui/spinner";
import type { StepView } from "@/lib/connections/view";

type StepState = StepView["state"];

type Look = StepState | "retrying";

const TEXT_COLOURS: Record<Look, string> = {
  waiting: "text-muted-foreground",
  running: "text-primary",
  retrying: "text-warning",
  done: "text-success",
  skipped: "text-muted-foreground",
  blocked: "text-warning",
};

type Props = {
  /** The heading, unless a `label` names the list. */
  title?: string;
  label?: string;
  steps: StepView[];
};

/** What has been done and what comes next: said by words, sign and colour. */
export function StepList({ title, label, steps }: Props) {
  const needed = steps.filter(({ state }) => state !== "skipped");
  const current = needed.find(({ state, isCurrent }) => isCurrent || state === "blocked");
  return (
    <section aria-label={label} aria-labelledby={title && "steps"} className="grid gap-4">
      {title ? (
        <h2 id="steps" className="text-lg font-semibold tracking-tight">
          {title}
        </h2>
      ) : null}
      <ol className="grid">
        {needed.map((step) => (
          <li
            key={step.id}
            aria-current={step === current ? "step" : undefined}
            className="group relative flex gap-4 pb-6 last:pb-0"
          >
            <span
              aria-hidden
              className={`absolute inset-y-0 start-[1.1875rem] w-0.5 group-last:hidden ${step.state === "done" ? "bg-primary/50" : "bg-border"}`}
            />
            <span className="relative grid size-10 shrink-0 place-items-center rounded-full border-2 border-border bg-card">
              <StepIcon look={lookOf(step)} />
            </span>
            <div className="grid gap-0.5 pt-1">
              <p
                className={`font-medium ${lookOf(step) === "waiting" ? "text-muted-foreground" : ""}`}
              >
                {step.label}
              </p>
              <p className={`text-sm ${TEXT_COLOURS[lookOf(step)]}`}>{step.stateText}</p>
              {step.isCurrent && step.detail ? (
                <p className="text-sm leading-relaxed text-muted-foreground">{step.detail}</p>
              ) : null}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

function lookOf({ state, isCurrent, detail }: StepView): Look {
  if (!isCurrent) return state;
  return detail ? "retrying" : "running";
}

function StepIcon({ look }: { look: Look }) {
  switch (look) {
    case "running":
    case "retrying":
      return <Spinner className="size-5" />;
    case "done":
      return <Check aria-hidden strokeWidth={2.5} className="size-5 text-success" />;
    case "blocked":
      return <TriangleAlert aria-hidden className="size-5 text-warning" />;
    default:
      return <Circle aria-hidden className="size-3 fill-border text-border" />;
  }
}
