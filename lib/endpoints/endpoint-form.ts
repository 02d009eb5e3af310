import { z } from "zod";
import { Id } from "@/lib/ids";
import { EndpointDescription, EndpointTypes, EndpointUrl } from "./endpoint-fields";
import { ENDPOINT_EVENT_TYPES } from "./states";
import { typeField } from "./type-field";

const fields = {
  url: EndpointUrl,
  description: EndpointDescription,
  wanted: z.enum(["all", "chosen"]),
};
type Given = { wanted: "all" | "chosen" } & Record<string, unknown>;

const Types = z.object({ types: EndpointTypes });

/** What the console's form of an endpoint sends, as `createEndpoint` takes it. */
export const NewEndpointForm = z.looseObject(fields).transform(withTypes);

/** The same for `updateEndpoint`. */
export const EndpointForm = z
  .looseObject({ endpointId: Id, ...fields })
  .transform((given, issues) => ({
    endpointId: given.endpointId,
    ...withTypes(given, issues),
  }));

function withTypes(
  given: Given & { url: string; description: string | null },
  issues: z.core.$RefinementCtx,
) {
  const { url, description, wanted } = given;
  if (wanted === "all") return { url, description, types: null };
  const types = ENDPOINT_EVENT_TYPES.filter((type) => given[typeField(type)] !== undefined);
  const parsed = Types.safeParse({ types });
  if (parsed.success) return { url, description, types: parsed.data.types };
  for (const { message, path } of parsed.error.issues)
    issues.addIssue({ code: "custom", message, path });
  return z.NEVER;
}
