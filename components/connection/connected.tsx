import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";
import type { ConnectionView } from "@/lib/connections/view";
import type { ConnectionStrings } from "./connection-strings";
import { NoticeList } from "./notice-list";
import { NumberFacts } from "./number-facts";
import { StepList } from "./step-list";
import { TestPanel } from "./test-panel";
import type { ConnectionAction } from "./verb-form";

type Props = {
  view: ConnectionView;
  strings: ConnectionStrings;
  testAction: ConnectionAction;
  granted: ReactNode;
  next: ReactNode;
  onDone: () => void;
};

/** A number that works: what it is, what to know of it, how to try it, what was allowed. */
export function Connected({ view, strings, testAction, granted, next, onDone }: Props) {
  return (
    <>
      <Card>
        <NumberFacts view={view} strings={strings} />
      </Card>
      <NoticeList view={view} strings={strings} />
      <TestPanel {...{ view, strings, onDone }} action={testAction} />
      {next}
      <div className="grid gap-8 border-t border-border pt-8">
        {granted}
        <details className="group">
          <summary className="flex min-h-11 list-none items-center gap-2 font-medium [&::-webkit-details-marker]:hidden">
            <ChevronRight
              aria-hidden
              className="size-5 text-muted-foreground group-open:rotate-90 rtl:-scale-x-100"
            />
            {strings.done}
          </summary>
          <StepList label={strings.done} steps={view.steps} />
        </details>
      </div>
    </>
  );
}
