import type { Metadata } from "next";
import { Checklist } from "@/components/admin/doctor/checklist";
import { Findings } from "@/components/admin/doctor/findings";
import { RunDoctorForm } from "@/components/admin/doctor/run-doctor-form";
import { TechProviderForm } from "@/components/admin/doctor/tech-provider-form";
import { PageHeader } from "@/components/admin/list/page-header";
import { TokenExport } from "@/components/admin/settings/token-export";
import { getTokenExport } from "@/lib/connections/token-export-setting";
import { type DoctorPage, getDoctorPage } from "@/lib/doctor/get-doctor-page";
import { operatorPage } from "@/lib/http/page-context";
import { getTranslator } from "@/lib/i18n/translator";
import {
  runDoctorAction,
  sendTechProviderAction,
  setTokenExportAction,
  tickChecklistAction,
} from "./actions";

const t = getTranslator("en");

export const metadata: Metadata = { title: t("settings.title") };

export default async function SettingsPage() {
  const ctx = await operatorPage("/admin/settings");
  const [page, tokenExport] = await Promise.all([getDoctorPage(ctx, t), getTokenExport(ctx)]);
  const strings = { run: t("doctor.run"), running: t("doctor.running") };
  return (
    <div className="grid min-w-0 grid-cols-1 gap-10">
      <PageHeader title={t("settings.title")} text={t("settings.text")} />
      <section aria-labelledby="doctor" className="grid min-w-0 grid-cols-1 gap-6">
        <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-4">
          <div className="grid max-w-prose gap-1">
            <h2 id="doctor" className="text-lg font-semibold tracking-tight">
              {t("doctor.title")}
            </h2>
            <p className="text-sm leading-relaxed text-muted-foreground">{t("doctor.text")}</p>
            <Summary page={page} />
          </div>
          {page.mayChange ? <RunDoctorForm action={runDoctorAction} strings={strings} /> : null}
        </div>
        {page.report ? (
          <Findings findings={page.report.findings} t={t} leverOf={leversOf(page)} />
        ) : (
          <div className="grid gap-1 rounded-2xl border border-dashed border-input/60 px-6 py-12 text-center">
            <p className="font-medium">{t("doctor.never")}</p>
            <p className="text-muted-foreground">
              {t(page.mayChange ? "doctor.neverNext" : "doctor.neverViewer")}
            </p>
          </div>
        )}
      </section>
      <Checklist
        lines={page.checklist}
        action={page.mayChange ? tickChecklistAction : undefined}
        t={t}
      />
      <TokenExport {...tokenExport} action={setTokenExportAction} t={t} />
    </div>
  );
}

function Summary({ page: { report } }: { page: DoctorPage }) {
  if (!report) return null;
  const count = (status: string) => report.findings.filter((one) => one.status === status).length;
  const at = `${report.ranAt.slice(0, 16).replace("T", " ")} UTC`;
  const seconds = (report.tookMs / 1000).toFixed(1);
  const parts = (["problem", "warning", "ok", "skipped"] as const).map((status) =>
    t(`doctor.summary.${status}`, { count: count(status) }),
  );
  return (
    <p className="text-sm tabular-nums">
      {count("problem") + count("warning") === 0 ? t("doctor.allWell") : parts.join(", ")}{" "}
      <span className="text-muted-foreground">{t("doctor.lastRun", { at, seconds })}</span>
    </p>
  );
}

function leversOf({ techProvider, mayChange }: DoctorPage) {
  return ({ id }: { id: string }) => {
    if (id !== "bird_tech_provider" || !techProvider || !mayChange) return null;
    const strings = {
      title: t("doctor.techProvider.title"),
      solution: t("doctor.techProvider.solution"),
      business: t("doctor.techProvider.business"),
      submit: t("doctor.techProvider.submit"),
      submitting: t("doctor.techProvider.submitting"),
      done: t("doctor.techProvider.done"),
    };
    return (
      <TechProviderForm action={sendTechProviderAction} values={techProvider} strings={strings} />
    );
  };
}
