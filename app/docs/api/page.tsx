import type { Metadata } from "next";
import { Codes } from "@/components/api-reference/codes";
import { Introduction } from "@/components/api-reference/introduction";
import { Operations } from "@/components/api-reference/operations";
import { Viewer } from "@/components/api-reference/viewer";
import { Mark } from "@/components/brand/mark";
import { buttonClass } from "@/components/ui/button";
import { getReference } from "@/lib/api/get-reference";
import { getTranslator } from "@/lib/i18n/translator";

const t = getTranslator("en");

export const metadata: Metadata = { title: t("reference.title") };

const DOCUMENT = "/api/v1/openapi.json";

/** The reference of the API, for anyone: what a problem's `type` and a failure's documentation lead to. */
export default function ApiReferencePage() {
  const { operations, problems, failures, introduction, baseUrl } = getReference();
  return (
    <main className="mx-auto grid w-full max-w-6xl min-w-0 gap-12 px-5 py-8 sm:px-8 sm:py-12">
      <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-4">
        <div className="grid gap-2">
          <Mark className="size-9" />
          <h1 className="text-3xl font-semibold tracking-tight">{t("reference.title")}</h1>
          <code className="font-mono text-sm break-all text-muted-foreground">{baseUrl}</code>
        </div>
        <a className={buttonClass("secondary", "small")} href={DOCUMENT}>
          {t("reference.document")}
        </a>
      </header>
      <Introduction paragraphs={introduction} />
      <Operations operations={operations} t={t} />
      <section aria-labelledby="details" className="grid min-w-0 gap-4">
        <h2 id="details" className="text-xl font-semibold tracking-tight">
          {t("reference.details")}
        </h2>
        <Viewer
          url={DOCUMENT}
          strings={{ loading: t("reference.loading"), failed: t("reference.failed") }}
        />
      </section>
      <Codes
        id="problems"
        title={t("reference.problems.title")}
        text={t("reference.problems.text")}
        rows={problems}
      />
      <Codes
        id="failures"
        title={t("reference.failures.title")}
        text={t("reference.failures.text")}
        rows={failures}
      />
    </main>
  );
}
