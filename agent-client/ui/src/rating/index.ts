// Loaded by the widget when a person has come: only then is there something to rate.
import "./faces.ts";

export { RatingFaces } from "./RatingFaces.tsx";
