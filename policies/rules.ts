import { dropAllCapabilities } from "./containers/drop-all-capabilities.ts";
import { forbidBoundVolumes } from "./containers/forbid-bound-volumes.ts";
import { forbidHostNamespaces } from "./containers/forbid-host-namespaces.ts";
import { forbidHostPaths } from "./containers/forbid-host-paths.ts";
import { forbidNewPrivileges } from "./containers/forbid-new-privileges.ts";
import { forbidPrivilegedContainers } from "./containers/forbid-privileged-containers.ts";
import { forbidSecretsInEnv } from "./containers/forbid-secrets-in-env.ts";
import { keepPasswordsInFiles } from "./containers/keep-passwords-in-files.ts";
import { limitLogs } from "./containers/limit-logs.ts";
import { pinImages } from "./containers/pin-images.ts";
import { publishOnlyTheGateway } from "./containers/publish-only-the-gateway.ts";
import { requireHealthCheck } from "./containers/require-health-check.ts";
import { requireLimits } from "./containers/require-limits.ts";
import { requireNonRootUser } from "./containers/require-non-root-user.ts";
import { requireReadOnlyRoot } from "./containers/require-read-only-root.ts";
import { requireRestartPolicy } from "./containers/require-restart-policy.ts";
import { verifyImages } from "./containers/verify-images.ts";
import { hideServerVersion } from "./gateway/hide-server-version.ts";
import { lockTheKillSwitch } from "./gateway/lock-the-kill-switch.ts";
import { matchSplitToStage } from "./gateway/match-split-to-stage.ts";
import { matchUpstreamsToServices } from "./gateway/match-upstreams-to-services.ts";
import { redirectPlainHttp } from "./gateway/redirect-plain-http.ts";
import { requireParts } from "./gateway/require-parts.ts";
import { requireReadableText } from "./gateway/require-readable-text.ts";
import { requireSecurityHeaders } from "./gateway/require-security-headers.ts";
import { requireTls13 } from "./gateway/require-tls-1.3.ts";
import { stopV2WhenKilled } from "./gateway/stop-v2-when-killed.ts";
import { sumWeightsTo100 } from "./gateway/sum-weights-to-100.ts";
import type { ImageLock } from "./image-lock.ts";
import { forbidEviction } from "./stores/forbid-eviction.ts";
import { protectStores } from "./stores/protect-stores.ts";

/** Every rule of the pack, all of them mandatory. */
export function rulesFor(lock: ImageLock) {
  return [
    requireParts,
    requireReadableText,
    requireTls13,
    requireSecurityHeaders,
    redirectPlainHttp,
    hideServerVersion,
    sumWeightsTo100,
    matchSplitToStage,
    matchUpstreamsToServices,
    stopV2WhenKilled,
    lockTheKillSwitch,
    publishOnlyTheGateway,
    forbidPrivilegedContainers,
    forbidHostNamespaces,
    forbidHostPaths,
    forbidBoundVolumes,
    requireReadOnlyRoot,
    requireNonRootUser,
    dropAllCapabilities,
    forbidNewPrivileges,
    requireLimits,
    limitLogs,
    requireRestartPolicy,
    requireHealthCheck,
    pinImages,
    verifyImages(lock),
    forbidSecretsInEnv,
    keepPasswordsInFiles,
    protectStores,
    forbidEviction,
  ];
}
