export * from "./audit-log";
export * from "./auth";
export * from "./connections";
export * from "./links";
export * from "./signups";
export * from "./tenants";
