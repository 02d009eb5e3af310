"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import type { Operator } from "@/lib/context";
import { createEndpoint } from "@/lib/endpoints/create-endpoint";
import { deleteEndpoint } from "@/lib/endpoints/delete-endpoint";
import { EndpointKey } from "@/lib/endpoints/endpoint-fields";
import { EndpointForm, NewEndpointForm } from "@/lib/endpoints/endpoint-form";
import { ReplayEvents, replayEvents } from "@/lib/endpoints/replay-events";
import { rotateEndpointSecret } from "@/lib/endpoints/rotate-endpoint-secret";
import { sendTestEvent } from "@/lib/endpoints/send-test-event";
import { updateEndpoint } from "@/lib/endpoints/update-endpoint";
import { formAction } from "@/lib/http/form-action";
import type { FormState } from "@/lib/http/form-state";
import { getTranslator } from "@/lib/i18n/translator";

const PATH = "/admin/webhooks/endpoints";
const t = getTranslator("en");

const create = formAction<Operator, typeof NewEndpointForm>({
  actor: "operator",
  schema: NewEndpointForm,
  run: async (ctx, input) => {
    const { id, secret } = await createEndpoint(ctx, input);
    return { secret, href: `${PATH}/${id}` };
  },
});

const update = formAction<Operator, typeof EndpointForm>({
  actor: "operator",
  schema: EndpointForm,
  run: async (ctx, input) => {
    const { id } = await updateEndpoint(ctx, input);
    revalidatePath(`${PATH}/${id}`);
    return {};
  },
});

const Switch = EndpointKey.extend({ to: z.enum(["on", "off"]) });
const switchIt = formAction<Operator, typeof Switch>({
  actor: "operator",
  schema: Switch,
  run: async (ctx, { endpointId, to }) => {
    await updateEndpoint(ctx, { endpointId, isEnabled: to === "on" });
    revalidatePath(`${PATH}/${endpointId}`);
    return {};
  },
});

const rotate = formAction<Operator, typeof EndpointKey>({
  actor: "operator",
  schema: EndpointKey,
  run: async (ctx, input) => {
    const { id, secret } = await rotateEndpointSecret(ctx, input);
    revalidatePath(`${PATH}/${id}`);
    return { secret };
  },
});

const sendTest = formAction<Operator, typeof EndpointKey>({
  actor: "operator",
  schema: EndpointKey,
  run: async (ctx, input) => {
    const { deliveryId } = await sendTestEvent(ctx, input);
    redirect(`/admin/webhooks/deliveries/${deliveryId}`);
  },
});

const replay = formAction<Operator, typeof ReplayEvents>({
  actor: "operator",
  schema: ReplayEvents,
  run: async (ctx, input) => {
    const { replayed } = await replayEvents(ctx, input);
    revalidatePath(`${PATH}/${input.endpointId}`);
    return { message: t("endpoints.replay.done", { count: replayed }) };
  },
});

const remove = formAction<Operator, typeof EndpointKey>({
  actor: "operator",
  schema: EndpointKey,
  run: async (ctx, input) => {
    await deleteEndpoint(ctx, input);
    redirect(PATH);
  },
});

/** Adds an endpoint; its secret is shown once. */
export async function createEndpointAction(before: FormState, form: FormData): Promise<FormState> {
  return create(before, form);
}

/** Changes an endpoint's address, description and types. */
export async function updateEndpointAction(before: FormState, form: FormData): Promise<FormState> {
  return update(before, form);
}

/** Switches an endpoint on or off. */
export async function switchEndpointAction(before: FormState, form: FormData): Promise<FormState> {
  return switchIt(before, form);
}

/** Gives an endpoint a new secret, which is shown once. */
export async function rotateSecretAction(before: FormState, form: FormData): Promise<FormState> {
  return rotate(before, form);
}

/** Sends a test and shows its delivery. */
export async function sendTestEventAction(before: FormState, form: FormData): Promise<FormState> {
  return sendTest(before, form);
}

/** Sends once more what was given up. */
export async function replayFailedAction(before: FormState, form: FormData): Promise<FormState> {
  return replay(before, form);
}

/** Deletes an endpoint. */
export async function deleteEndpointAction(before: FormState, form: FormData): Promise<FormState> {
  return remove(before, form);
}
