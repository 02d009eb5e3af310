import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { BrandForm } from "@/components/admin/brand/brand-form";
import { brandStrings } from "@/components/admin/brand/brand-strings";
import { LeverForm } from "@/components/admin/lever-form";
import { PageHeader } from "@/components/admin/list/page-header";
import { ArchiveSection } from "@/components/admin/tenants/archive-section";
import { DetailsSection } from "@/components/admin/tenants/details-section";
import { MembersSection } from "@/components/admin/tenants/members-section";
import { Section } from "@/components/admin/tenants/section";
import { TenantConnections, TenantLinks } from "@/components/admin/tenants/tenant-tables";
import { WorkspaceSection } from "@/components/admin/tenants/workspace-section";
import { BackLink } from "@/components/shell/back-link";
import { buttonClass } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { DEFAULT_COLOR } from "@/lib/brand/themes";
import { operatorPage, orNotFound } from "@/lib/http/page-context";
import { hrefWith } from "@/lib/http/search-params";
import { getTranslator } from "@/lib/i18n/translator";
import { ArchiveTenant } from "@/lib/tenants/archive-tenant";
import { getTenantPage } from "@/lib/tenants/get-tenant-page";
import * as actions from "./actions";

const t = getTranslator("en");

export const metadata: Metadata = { title: t("tenants.title") };

export default async function TenantPage({ params }: { params: Promise<{ tenantId: string }> }) {
  const { tenantId } = await params;
  const ctx = await operatorPage(`/admin/tenants/${encodeURIComponent(tenantId)}`);
  const input = ArchiveTenant.safeParse({ tenantId });
  if (!input.success) notFound();
  const tenant = await orNotFound(getTenantPage(ctx, input.data));
  const { portalBrand, name, archivedAt } = tenant;
  return (
    <div>
      <BackLink href="/admin/tenants">{t("tenants.back")}</BackLink>
      <div className="grid gap-8">
        <PageHeader
          title={name}
          actions={
            tenant.mayChange ? (
              <>
                <a
                  className={buttonClass("secondary", "small")}
                  href={hrefWith("/admin/numbers/buy", { tenant: tenant.id })}
                >
                  {t("numbersPage.buy")}
                </a>
                <a
                  className={buttonClass("primary", "small")}
                  href={hrefWith("/admin/links/new", { tenantId: tenant.id })}
                >
                  {t("links.new")}
                </a>
              </>
            ) : null
          }
        />
        {archivedAt ? (
          <div className="grid gap-4">
            <Notice tone="warning" title={t("tenants.detail.archivedTitle")}>
              {t("tenants.detail.archivedText", { at: new Date(archivedAt) })}
            </Notice>
            {tenant.mayRestore ? (
              <LeverForm
                action={actions.restoreTenantAction}
                hidden={{ tenantId: tenant.id }}
                label={t("tenants.detail.restoreLabel")}
                ariaLabel={t("tenants.detail.restore", { name })}
              />
            ) : null}
          </div>
        ) : null}
        <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
          <DetailsSection tenant={tenant} action={actions.updateTenantAction} t={t} />
          <WorkspaceSection
            tenant={tenant}
            retryAction={actions.retryWorkspaceAction}
            setAction={actions.setWorkspaceAction}
            t={t}
          />
        </div>
        <TenantConnections tenant={tenant} t={t} />
        <TenantLinks tenant={tenant} t={t} />
        <MembersSection
          tenant={tenant}
          inviteAction={actions.inviteMemberAction}
          resendAction={actions.resendInvitationAction}
          removeAction={actions.removeMemberAction}
          t={t}
        />
        {tenant.mayChange ? (
          <>
            <Section id="brand" title={t("tenants.brand.title")} text={t("tenants.brand.text")}>
              <BrandForm
                action={actions.updateTenantBrandAction}
                hidden={{ tenantId: tenant.id, version: tenant.version }}
                brand={tenant.brand}
                defaults={{ name: portalBrand.name, color: portalBrand.color ?? DEFAULT_COLOR }}
                logo={{ url: portalBrand.logoUrl, mayChange: false }}
                strings={brandStrings(t, portalBrand)}
              />
            </Section>
            <ArchiveSection tenant={tenant} action={actions.archiveTenantAction} t={t} />
          </>
        ) : null}
      </div>
    </div>
  );
}
