// The words of the keypad; apart from the others, because it is loaded only when asked for.
export const keysTexts = {
  "keys.label": "Keypad",
  "keys.none": "Press a key",
  "keys.line": "Pressed so far",
  "keys.star": "Star",
  "keys.hash": "Hash",
  "keys.said": "{key}. {count} pressed",
  "keys.failed": "Not sent. Too many keys at once.",
  "keys.held": "{name} is on hold and hears no keys.",
  "keys.held.self": "On hold nobody hears keys.",
  "keys.connecting": "Keys work once the call is connected.",
  "keys.unsupported": "This browser cannot send keys in a call.",
  "keys.pressed": "{name} pressed {keys}",
} as const;

export type KeysKey = keyof typeof keysTexts;
