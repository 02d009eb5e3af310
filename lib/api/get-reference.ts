import { env } from "@/lib/env";
import { FAILURE_CODES, FAILURES } from "@/lib/failures";
import { getTranslator } from "@/lib/i18n/translator";
import { INTRODUCTION } from "./introduction";
import { OPERATIONS } from "./operations";
import { PROBLEMS, type ProblemCode } from "./problems";

/** What the reference page shows beside the document, with the anchors that answers lead to. */
export function getReference() {
  const t = getTranslator("en");
  const codes = Object.keys(PROBLEMS) as ProblemCode[];
  return {
    baseUrl: `${env().appUrl}/api/v1`,
    introduction: INTRODUCTION.split("\n\n"),
    operations: OPERATIONS.map(({ id, method, path, summary, scope }) => ({
      ...{ id, method, path, summary, scope },
    })),
    problems: codes.map((code) => {
      const [status, title, text] = PROBLEMS[code];
      return { id: `problem-${code}`, name: code, facts: `${status} ${title}`, text };
    }),
    failures: FAILURE_CODES.map((code) => ({
      id: `failure-${code}`,
      name: code,
      facts: `${t(`connections.parties.${FAILURES[code].party}`)}, ${FAILURES[code].retry}`,
      text: t(`failures.${code}.hint`),
    })),
  };
}
