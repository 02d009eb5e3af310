"use client";

import { useEffect, useState } from "react";

export type Hit = { kind: "tenant" | "connection"; title: string; detail: string; href: string };
type Found = { query: string; hits: Hit[]; hasFailed: boolean };

const PAUSE_MS = 150;

/** What the server finds for a text, a moment after the last key; an answer to an older text is dropped. */
export function useConsoleSearch(text: string) {
  const query = text.trim();
  const [found, setFound] = useState<Found>({ query: "", hits: [], hasFailed: false });
  useEffect(() => {
    if (query === "") return;
    const cancel = new AbortController();
    const timer = setTimeout(() => {
      search(query, cancel.signal)
        .then((hits) => setFound({ query, hits, hasFailed: false }))
        .catch(() => {
          if (!cancel.signal.aborted) setFound({ query, hits: [], hasFailed: true });
        });
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      cancel.abort();
    };
  }, [query]);
  const isCurrent = found.query === query;
  return {
    hits: isCurrent && query ? found.hits : [],
    isSearching: !isCurrent && query !== "",
    hasFailed: isCurrent && query !== "" && found.hasFailed,
  };
}

async function search(query: string, signal: AbortSignal): Promise<Hit[]> {
  const answer = await fetch(`/admin/search?${new URLSearchParams({ q: query })}`, { signal });
  if (!answer.ok) throw new Error(`The search answered ${answer.status}.`);
  const body: { hits: Hit[] } = await answer.json();
  return body.hits;
}
