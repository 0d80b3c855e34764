// Plays a recorded file as an element of a page does: from its beginning, then from the middle.
async () => {
  const video = document.createElement("video");
  document.body.append(video);
  const happens = (what) =>
    new Promise((resolve) => {
      video.addEventListener(what, resolve, { once: true });
      video.addEventListener("error", resolve, { once: true });
    });
  const loaded = happens("loadedmetadata");
  // As a blob, because a route of the test serves no ranges, and without them nothing is sought.
  video.src = URL.createObjectURL(await (await fetch("/recording")).blob());
  await loaded;
  if (video.error) return { error: video.error.message };
  const sound = new AudioContext();
  const meter = sound.createAnalyser();
  sound.createMediaElementSource(video).connect(meter).connect(sound.destination);
  await sound.resume();
  let loudest = 0;
  const samples = new Float32Array(meter.fftSize);
  const until = async (second) => {
    await video.play();
    while (video.currentTime < second && !video.ended && !video.error) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      meter.getFloatTimeDomainData(samples);
      for (const sample of samples) loudest = Math.max(loudest, Math.abs(sample));
    }
    video.pause();
  };
  await until(1);
  const frames = video.getVideoPlaybackQuality().totalVideoFrames;
  const middle = video.duration / 2;
  const sought = happens("seeked");
  video.currentTime = middle;
  await sought;
  const reached = video.currentTime;
  const before = video.getVideoPlaybackQuality().totalVideoFrames;
  await until(middle + 0.5);
  return {
    error: video.error?.message ?? "",
    width: video.videoWidth,
    height: video.videoHeight,
    seconds: video.duration,
    frames,
    soughtTo: reached - middle,
    framesAfter: video.getVideoPlaybackQuality().totalVideoFrames - before,
    loudest,
  };
};
