// Ids of commands and pages: 128 random bits, letters and digits. crypto.randomUUID is missing on plain http, getRandomValues is not.

export function newId(random: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array = (bytes) => crypto.getRandomValues(bytes)): string {
  return [...random(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
