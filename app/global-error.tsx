"use client";

import "./globals.css";
import ErrorPage from "./error";

type Props = { error: Error & { digest?: string }; reset: () => void };

export default function GlobalError(props: Props) {
  return (
    <html lang="en">
      <body className="min-h-dvh">
        <ErrorPage {...props} />
      </body>
    </html>
  );
}
