import type { ReactNode } from "react";
import { BackLink } from "@/components/shell/back-link";
import { CopyButton } from "@/components/ui/copy-button";
import type { ConnectionDetail } from "@/lib/connections/get-connection-for-operator";
import { hrefWith } from "@/lib/http/search-params";
import type { Translator } from "@/lib/i18n/translator";

type Props = { view: ConnectionDetail; t: Translator; children: ReactNode };

/** What this connection is called, whose it is, and what its customer reads out to support. */
export function TitleOf({ view, t, children }: Props) {
  const { tenant, supportReference } = view;
  const link =
    "font-medium text-primary underline decoration-primary/40 underline-offset-4 hover:decoration-primary";
  return (
    <div className="grid gap-1">
      <div className="-mb-4">
        <BackLink href="/admin/connections">{t("connections.detailPage.back")}</BackLink>
      </div>
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <h1 className="text-2xl font-semibold tracking-tight tabular-nums">
          <bdi dir="ltr">{view.phoneNumber ?? t("connections.unnamed")}</bdi>
        </h1>
        {children}
      </div>
      <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm">
        <a className={link} href={hrefWith("/admin/connections", { tenant: tenant.id })}>
          {tenant.name}
        </a>
        {tenant.isArchived ? (
          <span className="text-muted-foreground">{t("connections.detailPage.archived")}</span>
        ) : null}
        <span className="inline-flex flex-wrap items-center gap-x-2">
          <span className="text-muted-foreground">{t("connections.detailPage.reference")}</span>
          <code className="font-mono select-all">{supportReference}</code>
          <CopyButton
            value={supportReference}
            label={t("connections.detailPage.copy")}
            copiedLabel={t("connections.detailPage.copied")}
            what={t("connections.detailPage.reference")}
          />
        </span>
      </p>
    </div>
  );
}
