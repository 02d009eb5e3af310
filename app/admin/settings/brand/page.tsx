import type { Metadata } from "next";
import { BrandForm } from "@/components/admin/brand/brand-form";
import { brandStrings } from "@/components/admin/brand/brand-strings";
import { PageHeader } from "@/components/admin/list/page-header";
import { Facts } from "@/components/admin/tenants/section";
import { Card } from "@/components/ui/card";
import { getBrandSettings } from "@/lib/brand/get-brand-settings";
import { DEFAULT_COLOR } from "@/lib/brand/themes";
import { operatorPage } from "@/lib/http/page-context";
import { getTranslator } from "@/lib/i18n/translator";
import { updateBrandAction } from "./actions";

const t = getTranslator("en");

export const metadata: Metadata = { title: t("settings.brand.title") };

export default async function BrandPage() {
  const ctx = await operatorPage("/admin/settings/brand");
  const { mayChange, version, logoUrl, defaults, ...brand } = await getBrandSettings(ctx);
  const strings = brandStrings(t, defaults);
  return (
    <div className="grid gap-6">
      <PageHeader title={t("settings.brand.title")} text={t("settings.brand.text")} />
      <Card aria-label={t("settings.brand.title")}>
        {mayChange ? (
          <BrandForm
            action={updateBrandAction}
            hidden={{ version: String(version) }}
            brand={brand}
            defaults={{ name: defaults.name, color: DEFAULT_COLOR }}
            logo={{ url: logoUrl, mayChange: true }}
            strings={strings}
          />
        ) : (
          <div className="grid gap-4">
            <p className="text-sm text-muted-foreground">{t("settings.brand.viewer")}</p>
            <Facts
              rows={[
                [strings.name, brand.name || defaults.name],
                [strings.color, brand.color],
                [strings.supportEmail, brand.supportEmail || (defaults.supportEmail ?? "")],
              ]}
              none={t("tenants.none")}
            />
          </div>
        )}
      </Card>
    </div>
  );
}
