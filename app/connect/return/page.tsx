import { redirect } from "next/navigation";
import { memberPage } from "@/lib/http/page-context";
import { goBack, ReturnRef } from "@/lib/links/go-back";

type Props = { searchParams: Promise<Record<string, unknown>> };

/** Sends the customer back to the ISV, by an address that is signed as it is followed. */
export default async function ReturnPage({ searchParams }: Props): Promise<never> {
  const input = ReturnRef.parse(await searchParams);
  const ctx = await memberPage("/connect");
  const { url } = await goBack(ctx, input);
  redirect(url);
}
