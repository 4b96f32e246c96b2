/** The place that these commands act on. Production is only ever changed by `pulumi up -s production`. */
export const PLACE = "lab";
