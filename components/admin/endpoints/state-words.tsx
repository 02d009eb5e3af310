import { StateBadge, type Tone } from "@/components/admin/state-badge";
import type { DeliveryState, EndpointState } from "@/lib/endpoints/states";
import type { Translator } from "@/lib/i18n/translator";

const ENDPOINT_TONES: Record<EndpointState, Tone> = {
  enabled: "good",
  disabled: "busy",
  stopped: "bad",
};
const DELIVERY_TONES: Record<DeliveryState, Tone> = {
  pending: "busy",
  delivered: "good",
  failed: "bad",
};

export function EndpointBadge({ state, t }: { state: EndpointState; t: Translator }) {
  return <StateBadge tone={ENDPOINT_TONES[state]}>{t(`endpoints.states.${state}`)}</StateBadge>;
}

export function DeliveryBadge({ state, t }: { state: DeliveryState; t: Translator }) {
  return <StateBadge tone={DELIVERY_TONES[state]}>{t(`deliveries.states.${state}`)}</StateBadge>;
}
