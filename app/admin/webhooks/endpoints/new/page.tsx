import type { Metadata } from "next";
import { EndpointForm } from "@/components/admin/endpoints/endpoint-form";
import { endpointStrings } from "@/components/admin/endpoints/endpoint-strings";
import { PageHeader } from "@/components/admin/list/page-header";
import { BackLink } from "@/components/shell/back-link";
import { Card } from "@/components/ui/card";
import { mayChange } from "@/lib/auth/require-role";
import { operatorPage } from "@/lib/http/page-context";
import { getTranslator } from "@/lib/i18n/translator";
import { createEndpointAction } from "../actions";

const t = getTranslator("en");

export const metadata: Metadata = { title: t("endpoints.create.title") };

export default async function NewEndpointPage() {
  const ctx = await operatorPage("/admin/webhooks/endpoints/new");
  return (
    <div>
      <BackLink href="/admin/webhooks/endpoints">{t("endpoints.title")}</BackLink>
      <div className="grid max-w-3xl gap-6">
        <PageHeader title={t("endpoints.create.title")} text={t("endpoints.create.text")} />
        {mayChange(ctx) ? (
          <Card aria-label={t("endpoints.create.title")}>
            <EndpointForm
              action={createEndpointAction}
              hidden={{}}
              endpoint={{ url: "", description: "", types: null }}
              strings={endpointStrings(t, "create")}
            />
          </Card>
        ) : (
          <p>{t("endpoints.viewer")}</p>
        )}
      </div>
    </div>
  );
}
