/** What a process does once its database is ready and before it answers its first request. */
export async function startUp(): Promise<void> {}
