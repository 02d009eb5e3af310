import { z } from "zod";
import type { BirdClient } from "./client";
import { listBirdItems } from "./pages";
import { birdPath } from "./path";
import { birdText } from "./values";

const PAGE_MAX = 2;

/** What Bird asks for a number; anything but `satisfied` is open. */
export const ComplianceRequirement = z.object({
  name: z.string(),
  type: z.string().catch(""),
  status: z.string().catch(""),
  message: birdText,
});
export type ComplianceRequirement = z.infer<typeof ComplianceRequirement>;

/** The papers that a number needs, with where each stands. Throws BirdError. */
export function listComplianceRequirements(
  client: BirdClient,
  workspaceId: string,
  endpointId: string,
): Promise<ComplianceRequirement[]> {
  const path = birdPath(
    ...["workspaces", workspaceId, "endpoints", endpointId, "compliance-requirements"],
  );
  return listBirdItems(client, { path, item: ComplianceRequirement, pageMax: PAGE_MAX });
}
