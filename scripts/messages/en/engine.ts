/** Why no Docker engine could be used, or too little room is left: what was found, then what to do, a line each. */
export const engine = {
  again: "then run this command again",
  context: (name: string) => `the docker context "${name}"`,
  anUnknown: "an unknown engine",
  elsewhere: (by: string, host: string) =>
    `${by} points at ${host}, and no engine but this machine's own is touched unless it is named`,
  ownEngine: (undo: string) => `to use this machine's engine: ${undo}`,
  onPurpose: (host: string) => `to use that one on purpose: add --docker-host ${host}`,
  byTunnel: (tunnel: string) =>
    `to use that one on purpose: ${tunnel}, and add --docker-host unix:///tmp/engine.sock`,
  badHost: (got: string) => `--docker-host must be unix:///path or tcp://host:port, got ${got}`,
  or: " or ",
  silent: (where: string, reason: string) => `no Docker engine answers at ${where}: ${reason}`,
  startIt: "start it (sudo systemctl start docker); npm start installs one where there is none",
  namedSilent: (where: string) => `no Docker engine answers at ${where}, which --docker-host names`,
  checkAddress: "check the address, and that the engine listens there",
  leaveOut: "or leave --docker-host out to use this machine's own engine",
  missing: (where: string, user: string, distribution: string) =>
    `no Docker engine answers at ${where}, and installing one needs root on Debian or Ubuntu (found ${user} on ${distribution})`,
  install:
    "install Docker Engine the way your system does it and start it, or run this command as root on Debian or Ubuntu",
  canInstall: (where: string) =>
    `no Docker engine answers at ${where}; this command can install one (packages docker.io and iptables) and start it`,
  nobodyToAsk: "nobody can be asked here: add --yes, or set CI=true, to accept",
  orYourself: "or install and start Docker yourself, then run this command again",
  forbidden: (where: string, user: string) =>
    `the Docker engine at ${where} is there, but ${user} may not use it`,
  allow: "allow it: sudo usermod -aG docker $USER, then log out and in again",
  nothingInstalled: "nothing was installed",
  declined: "install and start Docker Engine yourself, or run this command again and answer y",
  stopped: (where: string) =>
    `a Docker engine is installed but does not answer at ${where}, and starting it needs root`,
  start: "start it: sudo systemctl start docker",
  notStarted: (reason: string) => `the Docker engine did not start: ${reason}`,
  log: (file: string) => `its log: ${file}`,
  privileged:
    "in a container it needs --privileged; otherwise start an engine by hand and run this command again",
};
