import { z } from "zod";

const text = z
  .string()
  .nullish()
  .transform((value) => value || undefined)
  .catch(undefined);

const EntityError = z.object({
  error_code: z.coerce.number().positive().optional().catch(undefined),
  error_description: text,
  possible_solution: text,
});
const Entity = z.object({
  entity_type: z.string().catch(""),
  errors: z.array(EntityError).catch([]),
  additional_info: z.array(z.string()).catch([]),
});

/** Meta's `health_status`; its whole is as good as its worst entity. */
export const HealthStatus = z.object({
  can_send_message: z.enum(["AVAILABLE", "LIMITED", "BLOCKED"]).optional().catch(undefined),
  entities: z.array(Entity).catch([]),
});

export type HealthProblem = {
  /** Meta: PHONE_NUMBER, WABA, BUSINESS or APP. */
  entity: string;
  code: number | undefined;
  text: string;
  solution: string | undefined;
};

/** What keeps a number from sending, in Meta's words. */
export function problemsOf({ entities }: z.infer<typeof HealthStatus>): HealthProblem[] {
  return entities.flatMap(({ entity_type: entity, errors, additional_info }) => [
    ...errors.map((one) => ({
      entity,
      code: one.error_code,
      text: one.error_description ?? "",
      solution: one.possible_solution,
    })),
    ...additional_info.map((info) => ({
      entity,
      code: undefined,
      text: info,
      solution: undefined,
    })),
  ]);
}
