import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { signOutAction } from "@/app/sign-in/actions";
import { connectionStrings } from "@/components/connection/connection-strings";
import { Granted } from "@/components/connection/granted";
import { LiveConnection } from "@/components/connection/live-connection";
import { Next } from "@/components/connection/next";
import { BackLink } from "@/components/shell/back-link";
import { PageShell } from "@/components/shell/page-shell";
import { ReturnLink } from "@/components/shell/return-link";
import { Notice } from "@/components/ui/notice";
import { getBrand } from "@/lib/brand/get-brand";
import { ConnectionId, getConnectionView } from "@/lib/connections/get-connection-view";
import { getOpenerOrigins } from "@/lib/embed/get-opener-origins";
import { memberPage, orNotFound } from "@/lib/http/page-context";
import { getTranslator } from "@/lib/i18n/translator";
import { getReturnLinks } from "@/lib/links/get-return-links";
import { chooseNumberAction, recheckAction, sendTestAction } from "./actions";

type Props = { params: Promise<{ connectionId: string }> };

export const metadata: Metadata = { title: getTranslator("en")("connect.title") };

export default async function ConnectionPage({ params }: Props) {
  const { connectionId } = await params;
  const ctx = await memberPage(`/connect/${encodeURIComponent(connectionId)}`);
  const input = ConnectionId.safeParse({ connectionId });
  if (!input.success) notFound();
  const view = await orNotFound(getConnectionView(ctx, input.data));
  const [back, origins] = await Promise.all([
    getReturnLinks(ctx, input.data),
    getOpenerOrigins(ctx),
  ]);
  const t = getTranslator(ctx.actor.locale);
  const { bird, sandboxUrl } = ctx.env;
  const brand = await getBrand(ctx, ctx.actor.tenantId);
  const { name: isvName, supportEmail } = brand;
  const autoReturn = {
    text: String(t.raw("links.autoReturn.text")).replace("{isvName}", isvName),
    stay: t("links.autoReturn.stay"),
  };
  const hasTestTemplate = bird.settings?.testTemplate !== undefined;
  return (
    <PageShell
      {...{ brand, signOutAction, t }}
      isSandbox={sandboxUrl !== undefined}
      width="reading"
    >
      <BackLink href="/connect">{t("connection.back")}</BackLink>
      <noscript>
        <div className="mb-6">
          <Notice>{t("connection.reload")}</Notice>
        </div>
      </noscript>
      <LiveConnection
        initial={view}
        strings={connectionStrings(t, { isvName, hasTestTemplate })}
        supportEmail={supportEmail}
        recheckAction={recheckAction}
        chooseAction={chooseNumberAction}
        testAction={sendTestAction}
        granted={<Granted {...{ isvName, t }} hrefs={view.hrefs} />}
        next={<Next {...{ isvName, t }} />}
        back={{
          connected: <ReturnLink href={back.connected} {...{ isvName, t }} isPrimary />,
          attention: <ReturnLink href={back.attention} {...{ isvName, t }} />,
          autoHref: back.connected,
          autoStrings: autoReturn,
          origins,
          closeLabel: t("links.returnTo", { isvName }),
        }}
      />
    </PageShell>
  );
}
