"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { SetTokenExport, setTokenExport } from "@/lib/connections/token-export-setting";
import type { Operator } from "@/lib/context";
import { examine } from "@/lib/doctor/examine";
import { SendTechProvider, sendTechProvider } from "@/lib/doctor/send-tech-provider";
import { TickChecklist, tickChecklist } from "@/lib/doctor/tick-checklist";
import { formAction } from "@/lib/http/form-action";
import type { FormState } from "@/lib/http/form-state";

const Nothing = z.strictObject({});

const run = formAction<Operator, typeof Nothing>({
  actor: "operator",
  schema: Nothing,
  run: (ctx) => examine(ctx).then(refreshed),
});

const tick = formAction<Operator, typeof TickChecklist>({
  actor: "operator",
  schema: TickChecklist,
  run: (ctx, input) => tickChecklist(ctx, input).then(refreshed),
});

const send = formAction<Operator, typeof SendTechProvider>({
  actor: "operator",
  schema: SendTechProvider,
  run: async (ctx, input) => {
    await sendTechProvider(ctx, input);
    // What the page says of Bird is right again at once.
    await examine(ctx);
    return refreshed();
  },
});

const tokenExport = formAction<Operator, typeof SetTokenExport>({
  actor: "operator",
  schema: SetTokenExport,
  run: (ctx, input) => setTokenExport(ctx, input).then(refreshed),
});

function refreshed(): Record<string, string> {
  revalidatePath("/admin/settings");
  return {};
}

/** Tries every part of the configuration. */
export async function runDoctorAction(before: FormState, form: FormData): Promise<FormState> {
  return run(before, form);
}

/** Ticks off what an operator has seen, or takes the tick back. */
export async function tickChecklistAction(before: FormState, form: FormData): Promise<FormState> {
  return tick(before, form);
}

/** Tells Bird the partner solution and portfolio that the page shows. */
export async function sendTechProviderAction(
  before: FormState,
  form: FormData,
): Promise<FormState> {
  return send(before, form);
}

/** Lets keys take tokens out, or stops that. */
export async function setTokenExportAction(before: FormState, form: FormData): Promise<FormState> {
  return tokenExport(before, form);
}
