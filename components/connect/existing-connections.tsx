import { ChevronRight } from "lucide-react";
import type { ConnectionState } from "@/lib/connections/states";
import type { Translator } from "@/lib/i18n/translator";
import type { ExistingView } from "@/lib/signups/view";

type Props = { connections: ExistingView[]; t: Translator };

const COLOURS: Record<ConnectionState, string> = {
  pending: "text-primary",
  provisioning: "text-primary",
  connected: "text-success",
  action_required: "text-warning",
  failed: "text-warning",
  disconnected: "text-muted-foreground",
};

/** The numbers this customer has connected, or began to; those that are over are quieter. */
export function ExistingConnections({ connections, t }: Props) {
  if (connections.length === 0) return null;
  return (
    <section aria-labelledby="existing" className="grid gap-4">
      <h2 id="existing" className="text-lg font-semibold tracking-tight">
        {t("connect.existing.title")}
      </h2>
      <ul className="divide-y divide-border overflow-hidden rounded-2xl border border-border bg-card shadow-card">
        {connections.map(({ id, phoneNumber, state, stateText, summary }) => (
          <li key={id} className="relative flex items-center gap-4 p-4 hover:bg-muted sm:px-5">
            <div className="grid min-w-0 flex-1 gap-0.5">
              <p className="flex flex-wrap items-baseline justify-between gap-x-4">
                <a
                  href={`/connect/${id}`}
                  className={`tabular-nums -outline-offset-2 after:absolute after:inset-0 ${state === "disconnected" ? "text-muted-foreground" : "font-medium"}`}
                >
                  <bdi dir={phoneNumber ? "ltr" : undefined}>
                    {phoneNumber ?? t("connect.existing.unnamed")}
                  </bdi>
                </a>
                <span className={`text-sm font-medium ${COLOURS[state]}`}>{stateText}</span>
              </p>
              <p className="text-sm text-muted-foreground">{summary}</p>
            </div>
            <ChevronRight
              aria-hidden
              className="size-5 shrink-0 text-muted-foreground rtl:-scale-x-100"
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
