import type { Metadata, Viewport } from "next";
import { connection } from "next/server";
import type { ReactNode } from "react";
import { getTranslator } from "@/lib/i18n/translator";
import { sans } from "./fonts";
import "./globals.css";

const t = getTranslator("en");

export const metadata: Metadata = {
  title: { default: t("connect.title"), template: "%s · Perch" },
  description: t("app.description"),
  icons: { icon: "/icon.svg" },
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f9fbf6" },
    { media: "(prefers-color-scheme: dark)", color: "#0f1613" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  // A page rendered ahead of its request would carry no nonce, and its scripts would not run.
  await connection();
  return (
    <html lang="en" dir="ltr" className={sans.variable}>
      <body className="min-h-dvh">{children}</body>
    </html>
  );
}
