/** The file that is the switch, on a volume that survives restarts. As in infra/config-files/nginx/input.ts. */
export const FLAG = "/var/lib/gateway/state/kill-v2";
