import { Time } from "@/components/admin/table";
import { Notice } from "@/components/ui/notice";
import type { ListedEndpoint } from "@/lib/endpoints/list-endpoints";
import type { Translator } from "@/lib/i18n/translator";

/** What is wrong with an endpoint, and what to do about it. */
export function EndpointNotice({ endpoint, t }: { endpoint: ListedEndpoint; t: Translator }) {
  const { stopReason, stoppedAt, failingSince } = endpoint;
  if (stopReason && stoppedAt) {
    return (
      <Notice tone="warning" title={t(`endpoints.stopped.${stopReason}`)}>
        <p>{t(`endpoints.stopped.${stopReason}Text`)}</p>
        <p className="mt-1 text-muted-foreground">
          {t("endpoints.stopped.at")} <Time iso={stoppedAt} />
        </p>
      </Notice>
    );
  }
  if (!failingSince) return null;
  return (
    <Notice tone="warning" title={t("endpoints.failing.title")}>
      <p>
        {t("endpoints.failingSince")} <Time iso={failingSince} />
      </p>
      <p className="mt-1">{t("endpoints.failing.text")}</p>
    </Notice>
  );
}
