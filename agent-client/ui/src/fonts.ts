// Inter (variable, optical sizes) and IBM Plex Sans Arabic, added to the document: fonts declared inside a shadow root are ignored.
// Faces load when a character in their range is drawn, never before, and text shows in the system font meanwhile.

const LATIN = "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD";
const LATIN_EXT = "U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF";
const CYRILLIC = "U+0301,U+0400-045F,U+0490-0491,U+04B0-04B1,U+2116";
const GREEK = "U+0370-0377,U+037A-037F,U+0384-038A,U+038C,U+038E-03A1,U+03A3-03FF";
const ARABIC = "U+0600-06FF,U+0750-077F,U+FB50-FDFF,U+FE70-FEFC";

const FACES: readonly { family: string; file: string; weight: string; range: string }[] = [
  { family: "Tandem Sans", file: "inter-latin.woff2", weight: "100 900", range: LATIN },
  { family: "Tandem Sans", file: "inter-latin-ext.woff2", weight: "100 900", range: LATIN_EXT },
  { family: "Tandem Sans", file: "inter-cyrillic.woff2", weight: "100 900", range: CYRILLIC },
  { family: "Tandem Sans", file: "inter-greek.woff2", weight: "100 900", range: GREEK },
  { family: "Tandem Arabic", file: "plex-arabic-400.woff2", weight: "400", range: ARABIC },
  { family: "Tandem Arabic", file: "plex-arabic-500.woff2", weight: "500", range: ARABIC },
  { family: "Tandem Arabic", file: "plex-arabic-600.woff2", weight: "600", range: ARABIC },
];

/** `base` is the address of the folder with the files, ending in a slash. Adding twice does nothing. */
export function addFonts(base: string): void {
  if (typeof FontFace === "undefined" || [...document.fonts].some((face) => face.family.includes("Tandem Sans"))) return;
  for (const { family, file, weight, range } of FACES) {
    document.fonts.add(new FontFace(family, `url("${base}${file}") format("woff2")`, { weight, unicodeRange: range, display: "swap" }));
  }
}
