import { FilterInput, FilterSelect } from "@/components/admin/list/filter-fields";
import { Filters } from "@/components/admin/list/filters";
import type { Translator } from "@/lib/i18n/translator";
import { WEBHOOK_PROVIDERS, WEBHOOK_STATES } from "@/lib/webhooks/states";
import { WEBHOOK_FIELDS } from "@/lib/webhooks/webhook-fields";

const KINDS = [...WEBHOOK_FIELDS, "channel.created", "channel.updated"];

type Props = {
  path: string;
  filters: Partial<
    Record<"provider" | "state" | "kind" | "tenant" | "from" | "to", string | undefined>
  >;
  isFiltered: boolean;
  t: Translator;
};

export function EventFilters({ path, filters, isFiltered, t }: Props) {
  return (
    <Filters path={path} isFiltered={isFiltered} label={t("webhooks.filters.title")} t={t}>
      <FilterSelect
        label={t("webhooks.columns.from")}
        name="provider"
        all={t("console.list.all")}
        options={WEBHOOK_PROVIDERS.map((name) => [name, t(`webhooks.providers.${name}`)] as const)}
        defaultValue={filters.provider}
      />
      <FilterSelect
        label={t("webhooks.columns.state")}
        name="state"
        all={t("console.list.all")}
        options={WEBHOOK_STATES.map((state) => [state, t(`webhooks.states.${state}`)] as const)}
        defaultValue={filters.state}
      />
      <FilterInput
        label={t("webhooks.filters.kind")}
        name="kind"
        autoComplete="off"
        spellCheck={false}
        suggestions={KINDS}
        defaultValue={filters.kind}
      />
      <FilterInput
        label={t("links.columns.tenant")}
        name="tenant"
        type="search"
        placeholder={t("links.filters.tenantHint")}
        defaultValue={filters.tenant}
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
