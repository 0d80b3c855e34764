// A camera's picture begins small. The first picture is a whole one: of a large one, a weak machine needs most of a second to compress
// it and a weak link as long to carry it. The small one is there at once, and a moment later it is sharp.

/** Lines of the first pictures. */
const SMALL_LINES = 240;

/** How long it stays small, in ms. */
export const SMALL_FOR = 1_000;

/** Sends this picture from now on, small at first if nothing was sent before it. Gives the timer that makes it large. */
export async function beginSmall(sender: RTCRtpSender, track: MediaStreamTrack): Promise<ReturnType<typeof setTimeout> | undefined> {
  const smaller = Math.max(1, (track.getSettings().height ?? 0) / SMALL_LINES);
  const begins = !sender.track && smaller > 1 && (await scale(sender, smaller));
  // It may have been turned off meanwhile, or changed for another.
  if (track.readyState === "ended") return undefined;
  await sender.replaceTrack(track);
  return begins ? setTimeout(() => void scale(sender, 1), SMALL_FOR) : undefined;
}

/** False where the browser cannot: then the picture is large from the start. */
async function scale(sender: RTCRtpSender, by: number): Promise<boolean> {
  try {
    const parameters = sender.getParameters();
    const [encoding] = parameters.encodings;
    if (!encoding) return false;
    encoding.scaleResolutionDownBy = by;
    await sender.setParameters(parameters);
    return true;
  } catch {
    return false;
  }
}
