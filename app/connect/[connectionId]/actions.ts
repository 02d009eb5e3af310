"use server";

import { redirect } from "next/navigation";
import { ChooseNumber, chooseNumber } from "@/lib/connections/choose-number";
import { disconnectConnection } from "@/lib/connections/disconnect-connection";
import { ConnectionId } from "@/lib/connections/get-connection-view";
import { recheckConnection } from "@/lib/connections/recheck-connection";
import { SendTestMessage, sendTestMessage } from "@/lib/connections/send-test-message";
import type { Member } from "@/lib/context";
import { formAction } from "@/lib/http/form-action";
import type { FormState } from "@/lib/http/form-state";

const recheck = formAction<Member, typeof ConnectionId>({
  actor: "member",
  schema: ConnectionId,
  run: async (ctx, input) => {
    const { connectionId } = await recheckConnection(ctx, input);
    return goOn(input.connectionId, connectionId);
  },
});

const choose = formAction<Member, typeof ChooseNumber>({
  actor: "member",
  schema: ChooseNumber,
  run: async (ctx, input) => {
    const { connectionId } = await chooseNumber(ctx, input);
    return goOn(input.connectionId, connectionId);
  },
});

const sendTest = formAction<Member, typeof SendTestMessage>({
  actor: "member",
  schema: SendTestMessage,
  run: async (ctx, input) => {
    const { status } = await sendTestMessage(ctx, input);
    return { status, to: input.to };
  },
});

const disconnect = formAction<Member, typeof ConnectionId>({
  actor: "member",
  schema: ConnectionId,
  run: async (ctx, input) => {
    const { connectionId } = await disconnectConnection(ctx, input);
    redirect(`/connect/${connectionId}`);
  },
});

/** A number that was connected before keeps its connection, and its page is the one to see. */
function goOn(from: string, to: string): Record<string, string> {
  if (from !== to) redirect(`/connect/${to}`);
  return {};
}

/** Looks at Meta once more with the permission we hold. */
export async function recheckAction(before: FormState, form: FormData): Promise<FormState> {
  return recheck(before, form);
}

/** Goes on with the number the customer chose. */
export async function chooseNumberAction(before: FormState, form: FormData): Promise<FormState> {
  return choose(before, form);
}

/** Sends a short message from the customer's number to a phone of theirs. */
export async function sendTestAction(before: FormState, form: FormData): Promise<FormState> {
  return sendTest(before, form);
}

/** Ends a connection. */
export async function disconnectAction(before: FormState, form: FormData): Promise<FormState> {
  return disconnect(before, form);
}
