import type { Metadata } from "next";
import { signOutEverywhereAction } from "@/app/sign-in/actions";
import { ConnectionsTable } from "@/components/admin/connections-table";
import { NewLinkForm } from "@/components/admin/new-link-form";
import { newLinkStrings } from "@/components/admin/new-link-strings";
import { SignupsTable } from "@/components/admin/signups-table";
import { SignOut } from "@/components/shell/sign-out";
import { getOverview } from "@/lib/connections/get-overview";
import { operatorPage } from "@/lib/http/page-context";
import { getTranslator } from "@/lib/i18n/translator";
import { createLinkAction } from "./actions";

const t = getTranslator("en");

export const metadata: Metadata = { title: t("overview.title") };

export default async function OverviewPage() {
  const ctx = await operatorPage("/admin");
  const { connections, signups, tenants, canCreateLinks } = await getOverview(ctx);
  return (
    <div className="grid gap-10">
      <h1 className="text-3xl font-semibold tracking-tight">{t("overview.title")}</h1>
      {canCreateLinks ? (
        <NewLinkForm
          action={createLinkAction}
          strings={newLinkStrings(t)}
          tenants={tenants.map(({ id, name }) => ({ id, name }))}
        />
      ) : null}
      <ConnectionsTable rows={connections} t={t} />
      <SignupsTable rows={signups} t={t} />
      <SignOut action={signOutEverywhereAction} label={t("overview.signOutEverywhere")} />
    </div>
  );
}
