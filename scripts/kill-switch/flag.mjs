// @ts-check
/** The file that is the switch, on a volume that survives restarts. As in infra/config-files/nginx/input.ts. */
export const FLAG = "/var/lib/gateway/state/kill-v2";

/** What the gateway runs; after the sunset it names no V1. */
const CONFIG = "/etc/gateway/files/current/nginx.conf";

/** How THROW ends where the switch was on before. */
export const WAS_ON = 10;
/** How THROW and REFUSE end where there is no V1 to switch to. */
export const NO_V1 = 11;
/** For the gateway's shell. When the gateway cannot tell whether there is a V1, it is not the moment to ask again. */
export const REFUSE = `grep -q 'upstream v1 ' ${CONFIG}; test $? -eq 1 && exit ${NO_V1}`;
/** In one call: each takes the engine a tenth of a second and more while the machine is busy. */
export const THROW = `test -e ${FLAG} && exit ${WAS_ON}; ${REFUSE}; touch ${FLAG} && test -e ${FLAG}`;
