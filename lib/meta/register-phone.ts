import type { MetaClient } from "./client";
import { Success } from "./success";

/**
 * Registers a number for Cloud API with a PIN of six digits, which becomes the number's PIN if it has none. Never in
 * a loop: Meta takes ten calls in 72 hours. Throws MetaError, code 133005 when the number has another PIN.
 */
export async function registerPhone(
  client: MetaClient,
  token: string,
  phoneNumberId: string,
  pin: string,
): Promise<void> {
  await client.post({
    path: `${encodeURIComponent(phoneNumberId)}/register`,
    token,
    form: { messaging_product: "whatsapp", pin },
    schema: Success,
  });
}
