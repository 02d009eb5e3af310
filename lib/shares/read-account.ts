import type { ShareRow } from "@/db/queries/shares";
import type { Context } from "@/lib/context";
import { fetchBusinessToken } from "@/lib/meta/fetch-business-token";
import { listPhoneNumbers } from "@/lib/meta/list-phone-numbers";
import { toE164 } from "@/lib/numbers/phone";
import type { SharedAccount } from "./match-signup";

type ReadAccount = Omit<SharedAccount, "sharedAt" | "rivalBeforeMs" | "isTold"> & { token: string };

/**
 * Fetches the token of a customer's portfolio anew and reads the account's numbers with it. Undefined without
 * META_SYSTEM_TOKEN. Throws MetaError.
 */
export async function readAccount(
  { meta }: Context,
  { wabaId, ownerBusinessId }: Pick<ShareRow, "wabaId" | "ownerBusinessId">,
): Promise<ReadAccount | undefined> {
  if (!meta) return undefined;
  const token = await fetchBusinessToken(meta, ownerBusinessId);
  if (!token) return undefined;
  const phones = await listPhoneNumbers(meta, token, wabaId);
  const numbers = phones.map(({ id, displayPhoneNumber }) => ({
    id,
    phoneNumber: toE164(displayPhoneNumber) ?? displayPhoneNumber,
  }));
  return { wabaId, ownerBusinessId, numbers, token };
}
