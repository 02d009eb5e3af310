/** What the app is to be subscribed to. Messages are not among them: Perch has no use for what end users write. */
export const WEBHOOK_FIELDS = [
  "account_update",
  "account_review_update",
  "account_alerts",
  "business_capability_update",
  "partner_solutions",
  "phone_number_name_update",
  "phone_number_quality_update",
  "security",
];
