import { FilterInput } from "@/components/admin/list/filter-fields";
import { Filters } from "@/components/admin/list/filters";
import type { Translator } from "@/lib/i18n/translator";
import { ACTIONS } from "./action-words";

export type AuditFilterValues = Partial<
  Record<"action" | "actor" | "tenant" | "subject" | "from" | "to", string | undefined>
>;
type Props = { path: string; filters: AuditFilterValues; isFiltered: boolean; t: Translator };

export function AuditFilters({ path, filters, isFiltered, t }: Props) {
  return (
    <Filters path={path} isFiltered={isFiltered} label={t("auditLog.filters.title")} t={t}>
      <FilterInput
        label={t("auditLog.columns.action")}
        name="action"
        autoComplete="off"
        spellCheck={false}
        suggestions={ACTIONS}
        defaultValue={filters.action}
      />
      <FilterInput
        label={t("auditLog.columns.actor")}
        name="actor"
        autoComplete="off"
        placeholder={t("auditLog.filters.actorHint")}
        defaultValue={filters.actor}
      />
      <FilterInput
        label={t("links.columns.tenant")}
        name="tenant"
        type="search"
        placeholder={t("links.filters.tenantHint")}
        defaultValue={filters.tenant}
      />
      <FilterInput
        label={t("auditLog.columns.subject")}
        name="subject"
        autoComplete="off"
        spellCheck={false}
        placeholder={t("auditLog.filters.subjectHint")}
        defaultValue={filters.subject}
      />
      <FilterInput
        label={t("webhooks.filters.since")}
        name="from"
        type="date"
        defaultValue={filters.from}
      />
      <FilterInput
        label={t("webhooks.filters.until")}
        name="to"
        type="date"
        defaultValue={filters.to}
      />
    </Filters>
  );
}
