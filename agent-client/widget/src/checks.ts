// Whether what was typed can be an email address or a phone number; what passes here passes at the server, with words for what is wrong.
import type { Details } from "@tandem/client";
import type { TextKey } from "./texts.ts";

const EMAIL = /^[^\s@]{1,64}@[^\s@]+\.[^\s@.]{2,}$/u;
/** However people write it; sent as digits, which the server takes. */
const PHONE = /^\+?[ ()./-]*\d(?:[ ()./-]*\d){5,14}[ )]*$/u;

export function contactProblem(value: string): TextKey | undefined {
  const text = value.trim();
  if (text === "" || EMAIL.test(text) || PHONE.test(text)) return undefined;
  return text.includes("@") ? "form.errorEmail" : "form.errorContact";
}

/** An address goes to email, digits to phone, nothing to neither. */
export function contactDetails(value: string): Pick<Details, "email" | "phone"> {
  const text = value.trim();
  if (text === "") return {};
  return text.includes("@") ? { email: text } : { phone: text.replace(/[^\d+]/gu, "") };
}
