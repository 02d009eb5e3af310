import { StateBadge, type Tone } from "@/components/admin/state-badge";
import { Cell, HeadCell, Table, Time } from "@/components/admin/table";
import type { ConnectionDetail } from "@/lib/connections/get-connection-for-operator";
import type { StepState } from "@/lib/connections/states";
import type { Translator } from "@/lib/i18n/translator";

const TONES: Record<StepState, Tone> = {
  waiting: "busy",
  running: "busy",
  done: "good",
  skipped: "busy",
  blocked: "bad",
};

/** Where each step of a connection is. */
export function StepsTable({ steps, t }: { steps: ConnectionDetail["steps"]; t: Translator }) {
  const columns = [
    t("connections.columns.step"),
    t("connections.columns.state"),
    t("connections.columns.tries"),
    t("connections.columns.problem"),
    t("connections.columns.ended"),
  ];
  return (
    <Table
      id="steps"
      title={t("connections.detailPage.steps")}
      caption={t("connections.detailPage.stepsCaption")}
      empty=""
      columns={columns}
      rowCount={steps.length}
    >
      {steps.map((step) => (
        <tr key={step.id}>
          <HeadCell>
            {step.name}
            <code className="block font-mono text-xs font-normal text-muted-foreground">
              {step.id}
            </code>
          </HeadCell>
          <Cell>
            <StateBadge tone={TONES[step.state]}>{step.stateText}</StateBadge>
          </Cell>
          <Cell>
            <span className="tabular-nums">
              {t("connections.detailPage.attempts", { count: step.attempts })}
            </span>
          </Cell>
          <Cell>
            {step.failureCode ? (
              <code className="font-mono text-xs">{step.failureCode}</code>
            ) : (
              t("connections.none")
            )}
          </Cell>
          <Cell>
            {step.nextAt ? (
              <>
                {t("connections.detailPage.nextTry")} <Time iso={step.nextAt} />
              </>
            ) : step.finishedAt ? (
              <Time iso={step.finishedAt} />
            ) : (
              t("connections.none")
            )}
          </Cell>
        </tr>
      ))}
    </Table>
  );
}
