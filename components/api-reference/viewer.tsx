"use client";

import { useEffect, useRef, useState } from "react";
import "./viewer.css";

type Props = { url: string; strings: { loading: string; failed: string } };

/** The whole document in a viewer that is loaded for this page alone. */
export function Viewer({ url, strings }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<"loading" | "shown" | "failed">("loading");
  useFollowedScheme();
  useEffect(() => {
    const domNode = place.current;
    if (!domNode) return;
    show(url, domNode).then(
      () => setState("shown"),
      () => setState("failed"),
    );
  }, [url]);
  return (
    <>
      {state === "shown" ? null : (
        <p role="status" className="py-6 text-muted-foreground">
          {state === "failed" ? strings.failed : strings.loading}
        </p>
      )}
      <div ref={place} className="viewer min-w-0" />
    </>
  );
}

async function show(url: string, domNode: HTMLElement): Promise<void> {
  const [{ default: createSwaggerUi }, answer] = await Promise.all([
    import("swagger-ui-dist/swagger-ui-es-bundle"),
    fetch(url),
  ]);
  createSwaggerUi({
    spec: await answer.json(),
    domNode,
    deepLinking: false,
    syntaxHighlight: false,
    docExpansion: "list",
    defaultModelsExpandDepth: 0,
    // A key belongs on a server, so nothing is sent from here.
    supportedSubmitMethods: [],
    validatorUrl: null,
    // Its own layout would be a second main part of the page.
    layout: "Plain",
    plugins: [
      ({ React }) => ({
        components: {
          Plain: ({ getComponent }) =>
            React.createElement(
              "div",
              { className: "swagger-ui" },
              React.createElement(getComponent("operations", true)),
              React.createElement(getComponent("Models", true)),
            ),
        },
      }),
    ],
  });
}

/** The viewer's dark colours hang on a class of the document and not on the reader's setting. */
function useFollowedScheme(): void {
  useEffect(() => {
    const dark = window.matchMedia("(prefers-color-scheme: dark)");
    const follow = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
    follow();
    dark.addEventListener("change", follow);
    return () => {
      dark.removeEventListener("change", follow);
      document.documentElement.classList.remove("dark-mode");
    };
  }, []);
}
