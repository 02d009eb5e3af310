import { pgTable, text } from "drizzle-orm/pg-core";
import { at, createdAt, id } from "../columns";

/** Meta's deauthorize and data-deletion callbacks. The person's id is kept as a digest only. */
export const deletionRequests = pgTable("deletion_requests", {
  id: id(),
  kind: text().$type<"deauthorize" | "data_deletion">().notNull(),
  confirmationCode: text("confirmation_code").notNull().unique(),
  userDigest: text("user_digest").notNull(),
  issuedAt: at("issued_at"),
  completedAt: at("completed_at"),
  receivedAt: createdAt(),
});
