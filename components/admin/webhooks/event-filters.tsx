import {
  ChoiceFilter,
  DaysFilter,
  TenantFilter,
  TextFilter,
} from "@/components/admin/list/common-filters";
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
  const { provider, state, kind, tenant, from, to } = filters;
  return (
    <Filters path={path} isFiltered={isFiltered} label={t("webhooks.filters.title")} t={t}>
      <ChoiceFilter
        label={t("webhooks.columns.from")}
        name="provider"
        value={provider}
        options={WEBHOOK_PROVIDERS.map((one) => [one, t(`webhooks.providers.${one}`)] as const)}
        t={t}
      />
      <ChoiceFilter
        label={t("webhooks.columns.state")}
        name="state"
        value={state}
        options={WEBHOOK_STATES.map((one) => [one, t(`webhooks.states.${one}`)] as const)}
        t={t}
      />
      <TextFilter label={t("webhooks.filters.kind")} name="kind" value={kind} suggestions={KINDS} />
      <TenantFilter value={tenant} t={t} />
      <DaysFilter from={from} to={to} t={t} />
    </Filters>
  );
}
