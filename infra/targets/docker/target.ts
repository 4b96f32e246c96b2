import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { OPERATOR } from "../../config-files/nginx/input.ts";
import type { ConfigPlan, Plan } from "../../plan/plan.ts";
import { Stage } from "../stage-order/stage-resource.ts";
import type { ControlAccess, OperatorSecrets, Target, TargetOutputs } from "../target.ts";
import { Certificates, Healthy, Release, SecretFiles, SigningKeys, VolumeFolders } from "./files.ts";
import { partName } from "./labels.ts";
import { networks } from "./networks.ts";
import { DockerService } from "./service.ts";
import { volumes } from "./volumes.ts";

const PASSWORD_LENGTH = 40;

/**
 * The plan on a Docker Engine, in this order: guard, networks and volumes, the keeper of the volumes, secrets,
 * services, configuration, health, record. Everything depends on the guard; the record depends on everything.
 */
export const dockerTarget: Target = {
  deploy(plan, operator, clearance): TargetOutputs {
    const stage = {
      stage: plan.stage.name,
      v2: plan.stage.v2,
      ladder: plan.stage.ladder,
      sunset: plan.stage.sunset,
      instance: plan.instance,
      clearance,
    };
    const guard = new Stage("stage-guard", { role: "guard", ...stage });
    const behind = { dependsOn: [guard] };
    const parts = { plan, networks: networks(plan, behind), volumes: volumes(plan, behind) };
    const keeper = new DockerService("keeper", { ...parts, service: plan.keeper }, behind);
    const files = prepareFiles(plan, operator, keeper, guard);
    const services = plan.services.map(
      (service) => new DockerService(service.name, { ...parts, service }, { dependsOn: [...files.written] }),
    );
    const releases = plan.configs.map((config) => release(plan, config, files.secrets, keeper, services));
    const everything = [...Object.values(parts.networks), ...files.written, ...services, ...releases];
    const healthy = new Healthy("healthy", health(plan), { dependsOn: everything });
    const record = new Stage("stage-record", { role: "record", ...stage }, { dependsOn: [healthy] });
    return {
      stage: record.stage,
      addresses: plan.addresses,
      authority: files.authority,
      control: files.control,
    };
  },
};

function prepareFiles(plan: Plan, operator: OperatorSecrets, keeper: DockerService, guard: Stage) {
  const keeperName = keeper.container.name;
  const folders = new VolumeFolders("volume-folders", { keeper: keeperName, volumes: plan.volumes });
  const certificates = new Certificates(
    "certificates",
    { certificates: plan.certificates },
    { dependsOn: [guard] },
  );
  const signing = new SigningKeys("signing-keys", { names: plan.signingKeys }, { dependsOn: [guard] });
  const passwords = Object.fromEntries(plan.passwords.map((name) => [name, password(name, guard).result]));
  const secrets = new SecretFiles("secret-files", {
    keeper: keeperName,
    files: plan.secretFiles,
    passwords: pulumi.all(passwords),
    issued: certificates.issued,
    signingKeys: signing.keys,
    operator: pulumi.all(operator),
  });
  const control = certificates.issued.apply(operatorsOwn);
  return { written: [folders, secrets], secrets, authority: certificates.publicAuthority, control };
}

function operatorsOwn(issued: Readonly<Record<string, ControlAccess>>): ControlAccess {
  return issued[OPERATOR] ?? { certificate: "", key: "", authority: "" };
}

function password(name: string, guard: Stage): random.RandomPassword {
  return new random.RandomPassword(
    `${name}-password`,
    { length: PASSWORD_LENGTH, special: false },
    { dependsOn: [guard] },
  );
}

function release(
  plan: Plan,
  config: ConfigPlan,
  secrets: SecretFiles,
  keeper: DockerService,
  services: readonly DockerService[],
): Release {
  const args = {
    service: config.service,
    container: partName(plan, config.service),
    keeper: keeper.container.name,
    keeperPath: `/volumes/${config.volume}/files`,
    owner: plan.keeper.uid,
    servicePath: config.path,
    reload: config.reload,
    files: config.files,
    // nginx reads certificates only when it is told to.
    secrets: config.reload === "nginx" ? secrets.present : "",
  };
  return new Release(`${config.service}-config`, args, { dependsOn: [...services] });
}

function health(plan: Plan) {
  return {
    stage: plan.stage.name,
    v2: plan.stage.v2,
    containers: [plan.keeper, ...plan.services].map(({ name }) => partName(plan, name)),
    essential: plan.essential.map((name) => partName(plan, name)),
  };
}
