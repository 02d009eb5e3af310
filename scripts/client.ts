import { writeFileSync } from "node:fs";
import path from "node:path";
import { generateClient } from "./client/generate";
import { ROOT } from "./paths";

/** Writes the types of the API's client anew, out of the document that the API serves. */
const file = path.join(ROOT, "lib/api/client/schema.d.ts");
writeFileSync(file, await generateClient());
console.log(`Wrote ${path.relative(ROOT, file)}.`);
