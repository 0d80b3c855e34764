// How loud it rings; a note is heard on letting go, so that one knows.
import { useId, useState } from "preact/hooks";
import { useShell } from "../app/context.ts";
import { useI18n } from "../i18n/index.ts";

export function VolumeSlider({ onChange }: { onChange: (volume: number) => void }) {
  const { t, percent } = useI18n();
  const { sounds } = useShell();
  const id = useId();
  const [volume, setVolume] = useState(sounds.volume);
  return (
    <div class="volume">
      <label for={id}>{t("sound.volume")}</label>
      <input
        id={id}
        type="range"
        min="0"
        max="1"
        step="0.1"
        value={volume}
        style={`--at:${volume * 100}%`}
        aria-valuetext={percent(volume)}
        data-testid="sound-volume"
        onInput={(event) => {
          const next = Number(event.currentTarget.value);
          sounds.volume = next;
          setVolume(next);
          onChange(next);
        }}
        onChange={() => sounds.ring(0)}
      />
    </div>
  );
}
