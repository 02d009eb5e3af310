import type { ReactNode } from "react";
import { StateBadge } from "@/components/admin/state-badge";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import type { ConnectionDetail } from "@/lib/connections/get-connection-for-operator";
import type { Translator } from "@/lib/i18n/translator";
import { DetailList } from "./failure-cell";

type Props = { view: ConnectionDetail; t: Translator };

/** Where a connection is, who must act, what to do now, and what its customer reads meanwhile. */
export function Situation({ view, t }: Props) {
  const { failure, told, notices } = view;
  return (
    <Card aria-labelledby="situation" className="grid content-start gap-5">
      <div className="grid justify-items-start gap-2">
        <h2 id="situation" className="sr-only">
          {t("connections.columns.state")}
        </h2>
        <StateBadge tone={view.tone}>{view.stateText}</StateBadge>
      </div>
      <dl className="grid gap-4">
        <Row label={t("connections.detailPage.next")}>
          <p className="font-medium">{view.warning ?? view.next}</p>
        </Row>
        {failure ? (
          <>
            <Row label={t("connections.detailPage.who")}>{failure.partyText}</Row>
            <Row label={t("connections.filters.code")}>
              <code className="font-mono text-sm">{failure.code}</code>
              {failure.detail.length > 0 ? <DetailList detail={failure.detail} /> : null}
            </Row>
          </>
        ) : null}
        {told ? (
          <Row label={t("connections.detailPage.told")}>
            <p>{told.sentence}</p>
            <p>{told.action}</p>
          </Row>
        ) : null}
      </dl>
      {notices.length > 0 ? (
        <section aria-labelledby="notices" className="grid gap-3">
          <h3 id="notices" className="text-sm text-muted-foreground">
            {t("connections.detailPage.notices")}
          </h3>
          {notices.map(({ id, tone, title, text }) => (
            <Notice key={id + text} tone={tone} title={title}>
              {text}
            </Notice>
          ))}
        </section>
      ) : null}
    </Card>
  );
}

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="grid gap-0.5">
      <dt className="text-sm text-muted-foreground">{label}</dt>
      <dd className="max-w-prose leading-relaxed">{children}</dd>
    </div>
  );
}
