import type { MountPlan } from "../plan.ts";
import { SECRETS_PATH } from "./common.ts";

const VOLUME = "fence";
const FILE = "files/v2.json";

/** Where services that look at the fence find it. Only the keeper writes there. */
export const FENCE_FILE = `/etc/fence/${FILE}`;
/** The same file in the keeper. */
export const FENCE_FILE_IN_KEEPER = `/volumes/${VOLUME}/${FILE}`;

/** The file of Redis users that a store which can be fenced reads: one of its two, by whether the fence is there. */
export const CURRENT_USERS = "/tmp/users.acl";

/** Names the users that the fence allows now. */
export const CHOOSE_USERS = `ln -sfn ${SECRETS_PATH}/users$(test -e ${FENCE_FILE} && echo .fenced).acl ${CURRENT_USERS}`;

/** Makes a running store follow the fence. Its user `fence` may read the file again and nothing else, so it needs no secret. */
export const FOLLOW_FENCE = `${CHOOSE_USERS} && timeout 5 redis-cli -e --user fence --pass none --no-auth-warning acl load`;

/** The fence, as those see it whom it concerns. */
export const fenceMount: MountPlan = { volume: VOLUME, path: "/etc/fence", readOnly: true };
