import { cronRoute } from "@/lib/http/cron-route";

export const POST = cronRoute;
// Vercel's cron calls with GET.
export const GET = cronRoute;
