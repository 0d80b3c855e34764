// The icon set: 24 grid, 1.75 stroke, currentColor. One string of SVG shapes per name; `Icon` draws them.
// Direction-bound icons (left, right) are flipped in right-to-left pages by `Icon`.

import type { DeskIconName } from "./deskIcons.ts";
import type { FaceName } from "./rating/faces.ts";

export const icons = {
  alert: "<path d='M10.6 5 3.7 17a1.6 1.6 0 0 0 1.4 2.5h13.8a1.6 1.6 0 0 0 1.4-2.5L13.4 5a1.6 1.6 0 0 0-2.8 0ZM12 9.8v3.7M12 16.4v.01'/>",
  book: "<path d='M12 6.5C10.5 5.3 8.5 4.8 4.8 4.8a.8.8 0 0 0-.8.8v11.6c0 .4.3.8.8.8 3.7 0 5.7.5 7.2 1.7 1.5-1.2 3.5-1.7 7.2-1.7.5 0 .8-.4.8-.8V5.6a.8.8 0 0 0-.8-.8c-3.7 0-5.7.5-7.2 1.7Zm0 0v13.2'/>",
  check: "<path d='m5.5 12.5 4.2 4.2 8.8-9.4'/>",
  checks: "<path d='m3 12.8 3.8 3.9 7.9-9.2M11.6 15.6l1.2 1.1 8-9.2'/>",
  clip: "<path d='m20 11.5-7.9 7.9a5 5 0 0 1-7.1-7.1l8.1-8.1a3.3 3.3 0 0 1 4.7 4.7l-8 8a1.7 1.7 0 0 1-2.4-2.4l7.2-7.2'/>",
  clock: "<circle cx='12' cy='12' r='8.5'/><path d='M12 7.5V12l3 2'/>",
  down: "<path d='m7 10 5 5 5-5'/>",
  ear: "<path d='M7 9.5a5 5 0 0 1 10 0c0 3.5-3 4-3 7a3.3 3.3 0 0 1-6 1.9M9.8 10a2.2 2.2 0 0 1 4.4-.4c0 1.6-1.7 1.9-1.7 3.7'/>",
  expand: "<path d='M14 4.5h5.5V10M10 19.5H4.5V14M19.5 4.5l-6 6M4.5 19.5l6-6'/>",
  eye: "<path d='M2.8 12S6 5.8 12 5.8 21.2 12 21.2 12 18 18.2 12 18.2 2.8 12 2.8 12Z'/><circle cx='12' cy='12' r='2.8'/>",
  gear: "<path d='M4 7.5h9M17.5 7.5H20M4 16.5h2.5M11 16.5h9'/><circle cx='15.2' cy='7.5' r='2.2'/><circle cx='8.8' cy='16.5' r='2.2'/>",
  globe: "<circle cx='12' cy='12' r='8.5'/><path d='M3.5 12h17M12 3.5c2.4 2.4 3.5 5.2 3.5 8.5s-1.1 6.1-3.5 8.5c-2.4-2.4-3.5-5.2-3.5-8.5S9.6 5.9 12 3.5Z'/>",
  hangup: "<path d='M3.2 13.6c0-3.5 4-6 8.8-6s8.8 2.5 8.8 6v1.2a1.5 1.5 0 0 1-1.8 1.5l-2.9-.6a1.5 1.5 0 0 1-1.2-1.3l-.2-1.6a10.5 10.5 0 0 0-5.4 0l-.2 1.6a1.5 1.5 0 0 1-1.2 1.3l-2.9.6a1.5 1.5 0 0 1-1.8-1.5v-1.2Z'/>",
  info: "<circle cx='12' cy='12' r='8.5'/><path d='M12 11.5v4M12 8.3v.01'/>",
  keypad: "<path d='M6 6v.01M12 6v.01M18 6v.01M6 12v.01M12 12v.01M18 12v.01M6 18v.01M12 18v.01M18 18v.01' stroke-width='2.8'/>",
  left: "<path d='m14 7-5 5 5 5'/>",
  lock: "<rect x='5' y='10.5' width='14' height='9.5' rx='2.5'/><path d='M8 10.5V8a4 4 0 0 1 8 0v2.5'/>",
  mail: "<rect x='3' y='5' width='18' height='14' rx='2.5'/><path d='m3.5 7.5 8.5 6 8.5-6'/>",
  message: "<path d='M20.5 11.6c0 4.1-3.8 7.4-8.5 7.4-1.1 0-2.2-.2-3.2-.5L4 20l1.3-3.7C4.1 15 3.5 13.4 3.5 11.6 3.5 7.5 7.3 4.2 12 4.2s8.5 3.3 8.5 7.4Z'/>",
  mic: "<rect x='9' y='3.5' width='6' height='11' rx='3'/><path d='M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v2.5'/>",
  micoff: "<path d='M9 9v2.5a3 3 0 0 0 4.8 2.4M15 11V6.5a3 3 0 0 0-5.8-1.1M5.5 11.5a6.5 6.5 0 0 0 10.3 5.3M18.5 11.5c0 1-.2 1.9-.6 2.7M12 18v2.5M3.5 3.5l17 17'/>",
  more: "<path d='M5.5 12v.01M12 12v.01M18.5 12v.01' stroke-width='2.6'/>",
  okc: "<circle cx='12' cy='12' r='8.5'/><path d='m8.5 12.3 2.4 2.4 4.7-5.2'/>",
  out: "<path d='M8 16 16.5 7.5M9.5 7.5h7v7'/>",
  pause: "<path d='M8.5 6v12M15.5 6v12'/>",
  phone: "<path d='M8.3 4.2 6 4.7a2 2 0 0 0-1.6 2.2c.8 7 6.2 12.4 13.2 13.2a2 2 0 0 0 2.2-1.6l.5-2.3a1.5 1.5 0 0 0-.9-1.7l-3-1.2a1.5 1.5 0 0 0-1.8.5l-.9 1.3a11.5 11.5 0 0 1-4.8-4.8l1.3-.9a1.5 1.5 0 0 0 .5-1.8L9.9 5.1a1.5 1.5 0 0 0-1.6-.9Z'/>",
  pip: "<path d='M20.5 10.5V7.5a2.5 2.5 0 0 0-2.5-2.5H6a2.5 2.5 0 0 0-2.5 2.5v9A2.5 2.5 0 0 0 6 19h3.5'/><rect x='12.5' y='13' width='8.5' height='6.5' rx='1.8'/>",
  play: "<path d='M8 5.8v12.4a.7.7 0 0 0 1.1.6l9.3-6.2a.7.7 0 0 0 0-1.2L9.1 5.2a.7.7 0 0 0-1.1.6Z'/>",
  plus: "<path d='M12 5.5v13M5.5 12h13'/>",
  quote: "<path d='M10 7.5c-3 .8-4.5 2.8-4.5 5.8v3.2h4.7v-4.7H7.7M19 7.5c-3 .8-4.5 2.8-4.5 5.8v3.2h4.7v-4.7h-2.5'/>",
  record: "<circle cx='12' cy='12' r='8.5'/><circle cx='12' cy='12' r='3.5' fill='currentColor'/>",
  refresh: "<path d='M19.5 12a7.5 7.5 0 1 1-2.2-5.3L19.5 9M19.5 4.5V9H15'/>",
  right: "<path d='m10 7 5 5-5 5'/>",
  screen: "<rect x='3' y='4.5' width='18' height='12.5' rx='2.5'/><path d='M8.5 20.5h7M12 13.5V8.2M9.6 10.4 12 8l2.4 2.4'/>",
  search: "<circle cx='11' cy='11' r='6.5'/><path d='m16 16 4.2 4.2'/>",
  send: "<path d='M12 19V5.5M6 11.3l6-6 6 6'/>",
  tandem: "<circle cx='8' cy='12' r='4.6'/><circle cx='16' cy='12' r='4.6'/>",
  transfer: "<path d='M4 8.5h15M15.5 5l3.5 3.5-3.5 3.5M20 15.5H5M8.5 12 5 15.5 8.5 19'/>",
  user: "<circle cx='12' cy='8' r='4'/><path d='M4.5 20c.6-3.7 3.7-6 7.5-6s6.9 2.3 7.5 6'/>",
  video: "<rect x='3' y='6.5' width='12.5' height='11' rx='2.5'/><path d='m15.5 11 4.3-2.6a.8.8 0 0 1 1.2.7v5.8a.8.8 0 0 1-1.2.7L15.5 13'/>",
  videooff: "<path d='M10 6.5h3a2.5 2.5 0 0 1 2.5 2.5v2l4.3-2.6a.8.8 0 0 1 1.2.7v6.4M15.5 15.5A2.5 2.5 0 0 1 13 17.5H5.5A2.5 2.5 0 0 1 3 15V9a2.5 2.5 0 0 1 1.7-2.4M3.5 3.5l17 17'/>",
  x: "<path d='m6.5 6.5 11 11M17.5 6.5l-11 11'/>",
} as const;

export type IconName = keyof typeof icons | DeskIconName | FaceName;
