// Loaded by the desk with the rest, by the widget when a call needs it.
export { KeyPad, type KeyPadProps, type KeysT } from "./KeyPad.tsx";
export { PressedKeys, READ_FOR, type Pressed, type PressedKeysProps } from "./PressedKeys.tsx";
export { keysTexts, type KeysKey } from "./texts.ts";
