/** Sizes as people read them. */
export const sizes = {
  gigabytes: (count: string) => `${count} GB`,
  megabytes: (count: string) => `${count} MB`,
};
