import { ArrowLeft } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { signOutAction } from "@/app/sign-in/actions";
import { connectionStrings } from "@/components/connection/connection-strings";
import { LiveConnection } from "@/components/connection/live-connection";
import { PageShell } from "@/components/shell/page-shell";
import { Notice } from "@/components/ui/notice";
import { ConnectionId, getConnectionView } from "@/lib/connections/get-connection-view";
import { memberPage, orNotFound } from "@/lib/http/page-context";
import { getTranslator } from "@/lib/i18n/translator";
import { chooseNumberAction, recheckAction } from "./actions";

type Props = { params: Promise<{ connectionId: string }> };

export const metadata: Metadata = { title: getTranslator("en")("connect.title") };

export default async function ConnectionPage({ params }: Props) {
  const parsed = ConnectionId.safeParse(await params);
  if (!parsed.success) notFound();
  const { connectionId } = parsed.data;
  const ctx = await memberPage(`/connect/${connectionId}`);
  const view = await orNotFound(getConnectionView(ctx, { connectionId }));
  const t = getTranslator(ctx.actor.locale);
  const { isvName, supportEmail, sandboxUrl } = ctx.env;
  return (
    <PageShell
      {...{ isvName, supportEmail, signOutAction, t }}
      isSandbox={sandboxUrl !== undefined}
      width="reading"
    >
      <a
        href="/connect"
        className="mb-6 inline-flex min-h-11 items-center gap-2 text-sm font-medium text-primary underline decoration-primary/40 underline-offset-4 hover:decoration-primary"
      >
        <ArrowLeft aria-hidden className="size-4 rtl:-scale-x-100" />
        {t("connection.back")}
      </a>
      <noscript>
        <div className="mb-6">
          <Notice>{t("connection.reload")}</Notice>
        </div>
      </noscript>
      <LiveConnection
        initial={view}
        strings={connectionStrings(t, isvName)}
        supportEmail={supportEmail}
        recheckAction={recheckAction}
        chooseAction={chooseNumberAction}
      />
    </PageShell>
  );
}
