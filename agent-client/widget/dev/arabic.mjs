export const arabic = {};
