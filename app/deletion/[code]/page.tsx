import type { Metadata } from "next";
import { ProblemPage } from "@/components/shell/problem-page";
import { buttonClass } from "@/components/ui/button";
import { siteBrand } from "@/lib/brand/get-brand";
import { getDeletion } from "@/lib/deletions/get-deletion";
import { orNotFound } from "@/lib/http/page-context";
import { getTranslator } from "@/lib/i18n/translator";
import { systemContext } from "@/lib/system-context";

const t = getTranslator("en");

export const metadata: Metadata = { title: t("deletion.title"), robots: { index: false } };

type Props = { params: Promise<{ code: string }> };

/** Where Meta sends a person who asked for the deletion of their data. */
export default async function DeletionPage({ params }: Props) {
  const { code } = await params;
  const request = await orNotFound(getDeletion(await systemContext(), code));
  const { name: isvName, supportEmail } = await siteBrand();
  const day = new Intl.DateTimeFormat("en", { dateStyle: "long", timeZone: "UTC" });
  const done = request.completedAt;
  return (
    <ProblemPage title={t("deletion.title")}>
      <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-2">
        <dt className="text-muted-foreground">{t("deletion.received")}</dt>
        <dd>{day.format(request.receivedAt)}</dd>
        <dt className="text-muted-foreground">{t("deletion.status")}</dt>
        <dd>{done ? t("deletion.done", { day: day.format(done) }) : t("deletion.open")}</dd>
        <dt className="text-muted-foreground">{t("deletion.code")}</dt>
        <dd className="break-all font-mono text-sm">{request.confirmationCode}</dd>
      </dl>
      <p className="leading-relaxed">{t("deletion.person")}</p>
      <p className="leading-relaxed text-muted-foreground">{t("deletion.business", { isvName })}</p>
      {supportEmail ? (
        <a
          href={`mailto:${supportEmail}`}
          className={`${buttonClass("secondary", "normal")} justify-self-start`}
        >
          {t("deletion.contact", { email: supportEmail })}
        </a>
      ) : (
        <p className="leading-relaxed">{t("deletion.contactIsv", { isvName })}</p>
      )}
    </ProblemPage>
  );
}
