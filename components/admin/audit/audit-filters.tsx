import { DaysFilter, TenantFilter, TextFilter } from "@/components/admin/list/common-filters";
import { Filters } from "@/components/admin/list/filters";
import type { Translator } from "@/lib/i18n/translator";
import { ACTIONS } from "./action-words";

export type AuditFilterValues = Partial<
  Record<"action" | "actor" | "tenant" | "subject" | "from" | "to", string | undefined>
>;
type Props = { path: string; filters: AuditFilterValues; isFiltered: boolean; t: Translator };

export function AuditFilters({ path, filters, isFiltered, t }: Props) {
  const { action, actor, tenant, subject, from, to } = filters;
  return (
    <Filters path={path} isFiltered={isFiltered} label={t("auditLog.filters.title")} t={t}>
      <TextFilter
        label={t("auditLog.columns.action")}
        name="action"
        value={action}
        suggestions={ACTIONS}
      />
      <TextFilter
        label={t("auditLog.columns.actor")}
        name="actor"
        value={actor}
        placeholder={t("auditLog.filters.actorHint")}
      />
      <TenantFilter value={tenant} t={t} />
      <TextFilter
        label={t("auditLog.columns.subject")}
        name="subject"
        value={subject}
        placeholder={t("auditLog.filters.subjectHint")}
      />
      <DaysFilter from={from} to={to} t={t} />
    </Filters>
  );
}
