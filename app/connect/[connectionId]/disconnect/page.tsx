import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { signOutAction } from "@/app/sign-in/actions";
import { Consequences } from "@/components/connection/consequences";
import { VerbForm } from "@/components/connection/verb-form";
import { BackLink } from "@/components/shell/back-link";
import { PageShell } from "@/components/shell/page-shell";
import { buttonClass } from "@/components/ui/button";
import { phone } from "@/components/ui/phone";
import { getBrand } from "@/lib/brand/get-brand";
import { ConnectionId, getConnectionView } from "@/lib/connections/get-connection-view";
import { memberPage, orNotFound } from "@/lib/http/page-context";
import { getTranslator } from "@/lib/i18n/translator";
import { disconnectAction } from "../actions";

type Props = { params: Promise<{ connectionId: string }> };

export const metadata: Metadata = { title: getTranslator("en")("connection.disconnect.link") };

export default async function DisconnectPage({ params }: Props) {
  const { connectionId } = await params;
  const back = `/connect/${encodeURIComponent(connectionId)}`;
  const ctx = await memberPage(`${back}/disconnect`);
  const input = ConnectionId.safeParse({ connectionId });
  if (!input.success) notFound();
  const view = await orNotFound(getConnectionView(ctx, input.data));
  if (!view.canDisconnect) redirect(back);
  const t = getTranslator(ctx.actor.locale);
  const { sandboxUrl } = ctx.env;
  const brand = await getBrand(ctx, ctx.actor.tenantId);
  const phoneNumber = view.phoneNumber ?? t("connection.disconnect.unnamed");
  return (
    <PageShell
      {...{ brand, signOutAction, t }}
      isSandbox={sandboxUrl !== undefined}
      width="reading"
    >
      <BackLink href={back}>{t("connection.disconnect.back")}</BackLink>
      <div className="grid gap-8">
        <div className="grid gap-3">
          <h1 className="text-3xl font-semibold tracking-tight sm:text-4xl">
            {t.rich("connection.disconnect.title", { phoneNumber, phone })}
          </h1>
          <p className="max-w-prose text-lg leading-relaxed text-muted-foreground">
            {t("connection.disconnect.lead")}
          </p>
        </div>
        <Consequences isvName={brand.name} t={t} />
        <div className="flex flex-wrap items-start gap-3">
          <VerbForm
            connectionId={view.id}
            action={disconnectAction}
            label={t.rich("connection.disconnect.submit", { phoneNumber, phone })}
            busyLabel={t("connection.disconnect.submitting")}
            variant="destructive"
          />
          <a href={back} className={buttonClass("secondary", "normal")}>
            {t("connection.disconnect.cancel")}
          </a>
        </div>
      </div>
    </PageShell>
  );
}
