// The kit's public surface: what widget and desk build from.
export * from "./i18n/index.ts";
export * from "./icons.ts";
export * from "./components/Icon.tsx";
export * from "./components/Who.tsx";
export * from "./components/Button.tsx";
export * from "./components/Field.tsx";
export * from "./components/Composer.tsx";
export * from "./components/Messages.tsx";
export * from "./components/RichText.tsx";
export * from "./components/Channels.tsx";
export * from "./components/Call.tsx";
export * from "./components/Feedback.tsx";
export * from "./components/Menu.tsx";
export * from "./drafts.ts";
export * from "./sounds.ts";
export * from "./fonts.ts";
export * from "./useStore.ts";
