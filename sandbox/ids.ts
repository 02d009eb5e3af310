import { randomBytes, randomInt } from "node:crypto";

/** Hands out ids, secrets and phone numbers that were never handed out before. */
export type IdSource = {
  nodeId: () => string;
  phoneNumber: () => string;
  peekPhoneNumber: () => string;
  businessName: () => string;
};

// 15 digits fit a JavaScript number; 16 starting with 9 and 17 do not. Odd last digits make Number() visibly wrong.
const SHAPES = [
  { digits: 17, first: "1" },
  { digits: 16, first: "9" },
  { digits: 15, first: "6" },
] as const;

const AREA_CODES = ["631", "415", "206", "312", "617", "718", "503", "303", "512", "646"];
const NAMES = [
  "Linden Books",
  "Blue Door Bakery",
  "Fjord Outfitters",
  "Casa Olivo",
  "Bright Dental",
];

/** A fresh source; ids are random, so nothing can depend on their value. */
export function createIds(): IdSource {
  const used = new Set<string>();
  let shape = 0;
  let phones = 0;
  let names = 0;

  function nodeId(): string {
    const { digits, first } = SHAPES[shape++ % SHAPES.length] ?? SHAPES[0];
    let id = first;
    while (id.length < digits - 1) id += first === "9" && id.length === 1 ? "1" : randomInt(10);
    id += randomInt(5) * 2 + 1;
    if (used.has(id)) return nodeId();
    used.add(id);
    return id;
  }

  function numberAt(index: number): string {
    const area = AREA_CODES[Math.floor(index / 99) % AREA_CODES.length];
    return `+1${area}55501${String((index % 99) + 1).padStart(2, "0")}`;
  }

  return {
    nodeId,
    phoneNumber: () => numberAt(phones++),
    peekPhoneNumber: () => numberAt(phones),
    businessName: () => {
      const round = Math.floor(names / NAMES.length);
      const name = NAMES[names++ % NAMES.length] ?? "New business";
      return round === 0 ? name : `${name} ${round + 1}`;
    },
  };
}

/** Letters and digits only, as Graph's opaque values look. */
export function randomWord(length: number): string {
  const text = randomBytes(length * 2)
    .toString("base64")
    .replace(/[^A-Za-z0-9]/g, "");
  return text.length >= length ? text.slice(0, length) : text + randomWord(length - text.length);
}

/** `+16315550101` as Graph prints it: `+1 631-555-0101`; other countries get plain groups of three. */
export function displayNumber(e164: string): string {
  const us = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(e164);
  if (us) return `+1 ${us[1]}-${us[2]}-${us[3]}`;
  const other = /^\+(\d{2})(\d+)$/.exec(e164);
  if (!other) return e164;
  return `+${other[1]} ${(other[2] ?? "").replace(/(\d{3})(?=\d)/g, "$1 ")}`;
}

/** Digits with a leading plus, or undefined when it cannot be a phone number. */
export function parseNumber(text: string): string | undefined {
  const digits = text.replace(/\D/g, "");
  return digits.length >= 8 && digits.length <= 15 ? `+${digits}` : undefined;
}
