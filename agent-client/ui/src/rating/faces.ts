// Five faces from sad to glad; imported by whoever draws one, they stand among the other icons.
import { icons } from "../icons.ts";

const faces = {
  f1: "<circle cx='12' cy='12' r='8.5'/><path d='M8.5 16a4.3 4.3 0 0 1 7 0M9.2 9.6v.2M14.8 9.6v.2'/>",
  f2: "<circle cx='12' cy='12' r='8.5'/><path d='M9 15.5c1.8-.9 4.2-.9 6 0M9.2 9.6v.2M14.8 9.6v.2'/>",
  f3: "<circle cx='12' cy='12' r='8.5'/><path d='M9 15h6M9.2 9.6v.2M14.8 9.6v.2'/>",
  f4: "<circle cx='12' cy='12' r='8.5'/><path d='M8.8 14.2a4.8 4.8 0 0 0 6.4 0M9.2 9.6v.2M14.8 9.6v.2'/>",
  f5: "<circle cx='12' cy='12' r='8.5'/><path d='M7.8 13.2h8.4a4.2 4.2 0 0 1-8.4 0ZM9.2 9.4v.2M14.8 9.4v.2'/>",
} as const;

export type FaceName = keyof typeof faces;

Object.assign(icons, faces);
