import { Check, LoaderCircle, TriangleAlert } from "lucide-react";
import { RowForm } from "@/components/admin/row-form";
import { Time } from "@/components/admin/table";
import { Card } from "@/components/ui/card";
import { phone } from "@/components/ui/phone";
import type { FormState } from "@/lib/http/form-state";
import type { Translator } from "@/lib/i18n/translator";
import type { PurchaseStage, PurchaseView } from "@/lib/numbers/list-purchases";

type Props = {
  purchases: PurchaseView[];
  stages: readonly PurchaseStage[];
  checkAction: (before: FormState, form: FormData) => Promise<FormState>;
  t: Translator;
};

/** Numbers on their way: bought, verified, ready, each with its time. */
export function Purchases({ purchases, stages, checkAction, t }: Props) {
  if (purchases.length === 0) return null;
  return (
    <section aria-labelledby="purchases" className="grid gap-4">
      <h2 id="purchases" className="text-lg font-semibold tracking-tight">
        {t("numbersPage.purchases.title")}
      </h2>
      <ul className="grid gap-3">
        {purchases.map((purchase) => (
          <li key={purchase.id}>
            <Card className="grid gap-4 !p-4 sm:!p-5">
              <PurchaseHead purchase={purchase} t={t} />
              <Stages purchase={purchase} stages={stages} t={t} />
              {purchase.canSettle ? (
                <div className="flex flex-wrap items-center justify-between gap-3">
                  <p className="max-w-prose text-sm leading-relaxed text-muted-foreground">
                    {t("numbersPage.purchases.buyingText")}
                  </p>
                  <RowForm
                    action={checkAction}
                    hidden={{ purchaseId: purchase.id, tenantId: purchase.tenantId }}
                    label={t("numbersPage.purchases.check")}
                    ariaLabel={t("numbersPage.purchases.checkOf", {
                      number: purchase.phoneNumber,
                    })}
                  />
                </div>
              ) : null}
            </Card>
          </li>
        ))}
      </ul>
    </section>
  );
}

type One = { purchase: PurchaseView; t: Translator };

function PurchaseHead({ purchase, t }: One) {
  const { phoneNumber, tenantName: name, price, setupPrice: setup, problem } = purchase;
  const stage = purchase.reached.at(-1)?.stage ?? "buying";
  return (
    <div className="grid gap-1.5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <h3 className="min-w-0 font-medium break-words">
          {phone(phoneNumber)}{" "}
          <span className="font-normal text-muted-foreground">
            {t("numbersPage.purchases.for", { name })}
          </span>
        </h3>
        <p className="text-sm text-muted-foreground tabular-nums">
          {setup
            ? t("numbersPage.purchases.priceSetup", { price, setup })
            : t("numbersPage.purchases.price", { price })}
        </p>
      </div>
      <p role="status" className="sr-only">
        {t("numbersPage.purchases.status", {
          number: phoneNumber,
          stage: problem ?? t(`numbersPage.purchases.stages.${stage}`),
        })}
      </p>
      {problem ? (
        <p className="flex max-w-prose gap-2 text-sm leading-relaxed text-warning">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          <span className="min-w-0 break-words">{problem}</span>
        </p>
      ) : null}
    </div>
  );
}

type StageState = "reached" | "here" | "ahead" | "stopped";
const EDGES: Record<StageState, string> = {
  reached: "border-primary",
  here: "border-primary/40",
  stopped: "border-warning",
  ahead: "border-border",
};

function Stages({ purchase, stages, t }: One & Pick<Props, "stages">) {
  return (
    <ol className="grid gap-2 text-sm sm:grid-cols-4 sm:gap-3">
      {stages.map((stage, index) => {
        const state = stageState(purchase, { index, isLast: index === stages.length - 1 });
        const at = purchase.reached[index]?.at;
        return (
          <li
            key={stage}
            className={`grid grid-cols-[auto_minmax(0,1fr)] gap-x-2.5 border-t-2 pt-2 ${EDGES[state]}`}
          >
            <StageIcon state={state} />
            <div className="grid gap-0.5">
              <span className={state === "ahead" ? "text-muted-foreground" : "font-medium"}>
                {t(`numbersPage.purchases.stages.${stage}`)}
                <span className="sr-only"> ({t(`numbersPage.purchases.${state}`)})</span>
              </span>
              {at ? (
                <span className="text-xs">
                  <Time iso={at} />
                </span>
              ) : null}
            </div>
          </li>
        );
      })}
    </ol>
  );
}

/** The last stage that was reached is the one under way, unless it is the end of the way. */
function stageState(
  { reached, problem }: PurchaseView,
  { index, isLast }: { index: number; isLast: boolean },
): StageState {
  if (index >= reached.length) return "ahead";
  if (index < reached.length - 1 || isLast) return "reached";
  return problem ? "stopped" : "here";
}

function StageIcon({ state }: { state: StageState }) {
  const className = "mt-0.5 size-4 shrink-0";
  if (state === "reached") return <Check aria-hidden className={`${className} text-primary`} />;
  if (state === "stopped")
    return <TriangleAlert aria-hidden className={`${className} text-warning`} />;
  if (state === "here")
    return (
      <LoaderCircle aria-hidden className={`${className} text-primary motion-safe:animate-spin`} />
    );
  return <span aria-hidden className={`${className} rounded-full border-2 border-border`} />;
}
