// Icons that only the desk draws; imported by it, they stand among the others. The widget does not carry them.
import { icons } from "./icons.ts";

const deskIcons = {
  bell: "<path d='M6.5 10.5a5.5 5.5 0 0 1 11 0c0 4.200 1.800 5.700 1.800 5.700H4.700s1.800-1.5 1.800-5.700ZM10.300 19.5a2 2 0 0 0 3.400 0'/>",
  belloff: "<path d='M8.300 6.400a5.5 5.5 0 0 1 9.200 4.100c0 1.800.3 3.100.7 4M16 16.200H4.700s1.800-1.5 1.800-5.700c0-.5.100-1 .2-1.5M10.300 19.5a2 2 0 0 0 3.400 0M4.5 4.5l15 15'/>",
  board: "<rect x='3.5' y='4.5' width='17' height='15' rx='2.5'/><path d='M3.5 10h17M10 10v9.5'/>",
  filter: "<path d='M4 7h16M7 12h10M10 17h4'/>",
  inbox: "<path d='M3.5 13.5 6.2 6.3A2 2 0 0 1 8 5h8a2 2 0 0 1 1.8 1.3l2.7 7.2v3.5a2 2 0 0 1-2 2h-13a2 2 0 0 1-2-2v-3.5Zm0 0H8l1.5 2.5h5L16 13.5h4.5'/>",
  link: "<path d='M14 4.5h5.5V10M19.5 4.5l-8 8M11 6H7a2.5 2.5 0 0 0-2.5 2.5V17A2.5 2.5 0 0 0 7 19.5h8.5A2.5 2.5 0 0 0 18 17v-4'/>",
  note: "<path d='M6.5 4h8L19 8.5V18a2 2 0 0 1-2 2H6.5a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2ZM14 4v5h5M8 13h7M8 16.3h4.5'/>",
  trash: "<path d='M4.5 7h15M9.500 7V5.500a1 1 0 0 1 1-1h3a1 1 0 0 1 1 1V7M6.500 7l.8 11a2 2 0 0 0 2 1.900h5.400a2 2 0 0 0 2-1.900l.8-11M10.200 11v5M13.800 11v5'/>",
  up: "<path d='m7 14 5-5 5 5'/>",
  users: "<circle cx='9.2' cy='8.5' r='3.5'/><path d='M2.8 19.5c.5-3.4 3.2-5.5 6.4-5.5s5.9 2.1 6.4 5.5M15.5 5.3a3.5 3.5 0 0 1 0 6.4M18 14.5c1.7.8 2.9 2.6 3.2 5'/>",
} as const;

export type DeskIconName = keyof typeof deskIcons;

Object.assign(icons, deskIcons);
