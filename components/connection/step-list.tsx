import { Check, Circle, Minus, TriangleAlert } from "lucide-react";
import { Spinner } from "@/components/ui/spinner";
import type { StepView } from "@/lib/connections/view";

type StepState = StepView["state"];

const TEXT_COLOURS: Record<StepState, string> = {
  waiting: "text-muted-foreground",
  running: "text-primary",
  done: "text-success",
  skipped: "text-muted-foreground",
  blocked: "text-warning",
};

/** What has been done and what comes next: said by words, sign and colour. */
export function StepList({ title, steps }: { title: string; steps: StepView[] }) {
  const current = steps.findIndex(({ state }) => state === "running" || state === "blocked");
  return (
    <section aria-labelledby="steps" className="grid gap-4">
      <h2 id="steps" className="text-lg font-semibold tracking-tight">
        {title}
      </h2>
      <ol className="grid">
        {steps.map((step, index) => (
          <li
            key={step.id}
            aria-current={index === current ? "step" : undefined}
            className="group relative flex gap-4 pb-6 last:pb-0"
          >
            <span
              aria-hidden
              className={`absolute inset-y-0 start-[1.1875rem] w-0.5 group-last:hidden ${step.state === "done" ? "bg-primary/50" : "bg-border"}`}
            />
            <span className="relative grid size-10 shrink-0 place-items-center rounded-full border-2 border-border bg-card">
              <StepIcon state={step.state} />
            </span>
            <div className="grid gap-0.5 pt-1">
              <p
                className={`font-medium ${step.state === "waiting" ? "text-muted-foreground" : ""}`}
              >
                {step.label}
              </p>
              <p className={`text-sm ${TEXT_COLOURS[step.state]}`}>{step.stateText}</p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

function StepIcon({ state }: { state: StepState }) {
  switch (state) {
    case "running":
      return <Spinner className="size-5" />;
    case "done":
      return <Check aria-hidden strokeWidth={2.5} className="size-5 text-success" />;
    case "skipped":
      return <Minus aria-hidden className="size-5 text-muted-foreground" />;
    case "blocked":
      return <TriangleAlert aria-hidden className="size-5 text-warning" />;
    default:
      return <Circle aria-hidden className="size-3 fill-border text-border" />;
  }
}
