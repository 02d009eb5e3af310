import { redirect } from "next/navigation";
import { currentSession } from "@/lib/auth/current-session";

export default async function StartPage() {
  const session = await currentSession();
  if (!session) redirect("/sign-in");
  redirect(session.kind === "operator" ? "/admin" : "/connect");
}
