import { headers } from "next/headers";
import { signOutAction } from "@/app/sign-in/actions";
import { Checklist } from "@/components/connect/checklist";
import { ConnectPanel } from "@/components/connect/connect-panel";
import { ExistingConnections } from "@/components/connect/existing-connections";
import { Grant } from "@/components/connect/grant";
import { launchStrings } from "@/components/connect/launch-strings";
import { Traps } from "@/components/connect/traps";
import { Welcome } from "@/components/connect/welcome";
import { WhatHappens } from "@/components/connect/what-happens";
import { CloseInstead } from "@/components/embed/close-instead";
import { PageShell } from "@/components/shell/page-shell";
import { ReturnLink } from "@/components/shell/return-link";
import { Notice } from "@/components/ui/notice";
import { getOpenerOrigins } from "@/lib/embed/get-opener-origins";
import { isInAppBrowser } from "@/lib/http/in-app-browser";
import { memberPage, orNotFound } from "@/lib/http/page-context";
import { getTranslator } from "@/lib/i18n/translator";
import { getReturnLinks } from "@/lib/links/get-return-links";
import { ConnectPageInput, getConnectPage } from "@/lib/signups/get-connect-page";

type Props = { searchParams: Promise<Record<string, unknown>> };

export default async function ConnectPage({ searchParams }: Props) {
  const input = ConnectPageInput.parse(await searchParams);
  const path = input.reconnect ? `/connect?reconnect=${input.reconnect}` : "/connect";
  const ctx = await memberPage(path);
  const { brand, sdk, unavailable, connections, ...view } = await orNotFound(
    getConnectPage(ctx, input),
  );
  const [back, origins] = await Promise.all([getReturnLinks(ctx, {}), getOpenerOrigins(ctx)]);
  const t = getTranslator(ctx.actor.locale);
  const returnTo = t("links.returnTo", { isvName: view.isvName });
  const isInApp = isInAppBrowser((await headers()).get("user-agent"));
  return (
    <PageShell {...view} brand={brand} signOutAction={signOutAction} t={t}>
      <div className="grid gap-x-14 gap-y-10 lg:grid-cols-[minmax(0,1fr)_27rem] lg:grid-rows-[auto_1fr]">
        <div className="grid content-start gap-10">
          <Welcome {...view} t={t} />
          {isInApp ? (
            <Notice tone="warning" title={t("connect.inApp.title")}>
              {t("connect.inApp.text")}
            </Notice>
          ) : null}
          {view.reconnect ? null : (
            <>
              <ExistingConnections connections={connections} t={t} />
              <Checklist t={t} />
            </>
          )}
        </div>
        <div className="group grid gap-5 lg:row-span-2 lg:self-start">
          <noscript>
            <Notice tone="warning">{t("connect.noscript")}</Notice>
          </noscript>
          {sdk ? (
            <ConnectPanel {...view} sdk={sdk} strings={launchStrings(t)} origins={origins} />
          ) : (
            <Notice tone="warning" title={t("connect.unavailableTitle")}>
              {unavailable}
            </Notice>
          )}
          {back.here ? (
            <CloseInstead origins={origins} label={returnTo}>
              <ReturnLink href={back.here} {...view} t={t} />
            </CloseInstead>
          ) : (
            // What went wrong stands under a heading that takes the focus: then the way back comes into sight.
            <div className="hidden group-has-[h2[tabindex]]:block">
              <CloseInstead origins={origins} label={returnTo}>
                <ReturnLink href={back.attention} {...view} t={t} />
              </CloseInstead>
            </div>
          )}
        </div>
        <div className="grid content-start gap-10 border-t border-border pt-10">
          {view.reconnect ? null : <WhatHappens t={t} />}
          <Grant {...view} t={t} />
          <Traps {...view} t={t} />
        </div>
      </div>
    </PageShell>
  );
}
