import { randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";

const START = "perch_";
const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/** 256 bits, and a checksum of 32, in base 62. */
const RANDOM_LENGTH = 43;
const CHECK_LENGTH = 6;
const PREFIX_LENGTH = 12;

/** A new key: no sign in it ends a double click, and scanners of leaked secrets know it by start and checksum. */
export function newKey(): string {
  const random = toBase62(BigInt(`0x${randomBytes(32).toString("hex")}`), RANDOM_LENGTH);
  return `${START}${random}${checkOf(random)}`;
}

/** Whether a text is a whole key, mistyped nowhere; says nothing about whether it opens anything. */
export function isWholeKey(text: string): boolean {
  const random = text.slice(START.length, START.length + RANDOM_LENGTH);
  return random.length === RANDOM_LENGTH && text === `${START}${random}${checkOf(random)}`;
}

/** What may be shown of a key. */
export function prefixOf(key: string): string {
  return key.slice(0, PREFIX_LENGTH);
}

function checkOf(random: string): string {
  return toBase62(BigInt(crc32(random)), CHECK_LENGTH);
}

function toBase62(value: bigint, length: number): string {
  let text = "";
  for (let rest = value; text.length < length; rest /= 62n)
    text = DIGITS[Number(rest % 62n)] + text;
  return text;
}
