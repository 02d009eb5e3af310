import { z } from "zod";

/** A workspace: one customer's room in our Bird organization. Bird prints only the status `active`. */
export const BirdWorkspace = z.object({
  id: z.string(),
  name: z.string().catch(""),
  description: z.string().catch(""),
  status: z.string().catch(""),
});
export type BirdWorkspace = z.infer<typeof BirdWorkspace>;
