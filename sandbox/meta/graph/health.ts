import type { World } from "../../world.ts";
import { type Phone, phonesOf, type Waba } from "../state.ts";

type Entity = {
  entity_type: string;
  id: string;
  can_send_message: "AVAILABLE" | "LIMITED" | "BLOCKED";
  additional_info?: string[];
  errors?: { error_code: number; error_description: string; possible_solution: string }[];
};

/** Whether a number can send, entity by entity; the whole is as good as its worst part. */
export function phoneHealth(world: World, phone: Phone): Record<string, unknown> {
  const waba = world.meta.wabas.get(phone.wabaId);
  return summarize([phoneEntity(phone), ...(waba ? accountEntities(world, waba) : [])]);
}

/** Whether a WABA can send. */
export function wabaHealth(world: World, waba: Waba): Record<string, unknown> {
  return summarize(accountEntities(world, waba));
}

/** Graph's time format: no milliseconds, a numeric offset. */
export function graphTime(atMs: number): string {
  return new Date(atMs).toISOString().replace(/\.\d+Z$/, "+0000");
}

function summarize(entities: Entity[]): Record<string, unknown> {
  const worst = (["BLOCKED", "LIMITED"] as const).find((level) =>
    entities.some((entity) => entity.can_send_message === level),
  );
  return { can_send_message: worst ?? "AVAILABLE", entities };
}

function phoneEntity(phone: Phone): Entity {
  const entity = { entity_type: "PHONE_NUMBER", id: phone.id } as const;
  if (phone.status !== "CONNECTED") {
    const error = failure(141000, "The phone number is not registered.", "Register the number.");
    return { ...entity, can_send_message: "BLOCKED", errors: [error] };
  }
  if (["PENDING_REVIEW", "DECLINED", "EXPIRED", "NONE"].includes(phone.nameStatus)) {
    const info =
      "Your display name has not been approved yet. Your message limit will increase after the display name is approved.";
    return { ...entity, can_send_message: "LIMITED", additional_info: [info] };
  }
  return { ...entity, can_send_message: "AVAILABLE" };
}

function accountEntities(world: World, waba: Waba): Entity[] {
  const portfolio = world.meta.portfolios.get(waba.portfolioId);
  const verified = portfolio?.verificationStatus === "verified";
  const payment = failure(
    141006,
    "There is an error with the payment method.",
    "Add or update the payment method of the WhatsApp Business account.",
  );
  const unverified = failure(
    141010,
    "The business has not passed business verification.",
    "Visit business settings and start or resolve the business verification request.",
  );
  return [
    waba.paymentProblem
      ? { entity_type: "WABA", id: waba.id, can_send_message: "BLOCKED", errors: [payment] }
      : { entity_type: "WABA", id: waba.id, can_send_message: "AVAILABLE" },
    verified
      ? { entity_type: "BUSINESS", id: waba.portfolioId, can_send_message: "AVAILABLE" }
      : {
          entity_type: "BUSINESS",
          id: waba.portfolioId,
          can_send_message: "LIMITED",
          errors: [unverified],
        },
    { entity_type: "APP", id: world.config.appId, can_send_message: "AVAILABLE" },
  ];
}

function failure(code: number, description: string, solution: string) {
  return { error_code: code, error_description: description, possible_solution: solution };
}

/** Whether a WABA has a number that can send. */
export function isActive(world: World, waba: Waba): boolean {
  return phonesOf(world.meta, waba.id).some((phone) => phone.status === "CONNECTED");
}
