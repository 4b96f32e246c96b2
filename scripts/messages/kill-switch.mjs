// @ts-check
import { languageOf } from "./language.mjs";

/** What the kill switch says. Plain JavaScript without packages, like the command itself; the other texts are beside it. */

const en = {
  use: (/** @type {string} */ got) => `expected one of on, off, status, got ${got}`,
  unknownOption: (/** @type {string} */ option) =>
    `unknown option ${option}; npm run kill-switch -- --help names those there are`,
  badValue: (/** @type {string} */ option) =>
    `option ${option} has no value, or one that it does not take; npm run kill-switch -- --help tells`,
  twice: (/** @type {string} */ option) => `${option} takes one value and is given twice`,
  badName: (/** @type {string} */ got) =>
    `instance must be lower-case letters, digits and dashes, begin with a letter and have at most 21 characters, got ${got}`,
  needsReason:
    'lifting the kill switch needs a reason: npm run kill-switch -- off --reason "V2 is healthy again"',
  elsewhere: (/** @type {string} */ by, /** @type {string} */ host, /** @type {string} */ flag) =>
    `${by} is ${host}, and this command talks to a socket of this machine only; nothing was changed. Unset ${by}, name a socket with DOCKER_SOCKET, or there: docker exec NAME-gateway touch ${flag}`,
  noAnswerWithin: (/** @type {number} */ seconds) => `no answer within ${seconds} s`,
  silent: (/** @type {string} */ socket, /** @type {string} */ reason) =>
    `the Docker engine at ${socket} does not answer: ${reason}`,
  withoutEngine: (/** @type {string} */ command) =>
    `\nthe gateway itself takes it, on this machine: ${command}`,
  noList: (/** @type {string} */ said) => `the Docker engine lists no containers: ${said}`,
  noInstance: (/** @type {string} */ instance, /** @type {string} */ place) =>
    `there is no instance ${instance} of ${place} here; \`npm start\` makes one`,
  noGateway: (/** @type {string} */ instance) =>
    `no running gateway of instance ${instance}; npm run rollback-v1 starts one that was stopped. See: docker ps -af label=supersmartmatch.service=gateway`,
  takesNone: (/** @type {string} */ said) => `the gateway takes no command: ${said}`,
  notAwake: (/** @type {string} */ container) =>
    `${container} is paused or stopped; wake it, then run this command again: docker unpause ${container}, or docker start ${container}. npm run rollback-v1 does both`,
  runsNone: (/** @type {string} */ said) => `the gateway runs no command: ${said}`,
  unknown: (/** @type {string} */ flag, /** @type {string} */ code) =>
    `nobody can tell whether ${flag} is there: looking for it ended with exit code ${code}`,
  notJournalled: (/** @type {string} */ reason) => `done, but not in the journal: ${reason}`,
  notWritten: (/** @type {string} */ flag) => `the gateway could not write ${flag}`,
  notRemoved: (/** @type {string} */ flag) => `the gateway could not remove ${flag}`,
  notLifted: "store-v2 did not give V2's app its right to write back; nothing was changed",
  done: (/** @type {number} */ milliseconds) => `done in ${milliseconds} ms`,
  wouldCreate: (/** @type {string} */ flag, /** @type {string} */ instance) =>
    `would create ${flag} in the gateway of ${instance}`,
  wouldRemove: (/** @type {string} */ flag, /** @type {string} */ instance) =>
    `would remove ${flag} in the gateway of ${instance}`,
  gone: "V1's app is gone since the sunset: there is nothing to send anybody to, and nothing was changed. When V2 is sick: npm run status, npm run heal",
  on: "kill switch: ON, every request goes to V1",
  off: "kill switch: off, the stage's split decides",
  wasOff: "kill switch: it was off already, the stage's split decides",
};

/** @type {typeof en} */
const fr = {
  use: (got) => `attendu : on, off ou status, reçu ${got}`,
  unknownOption: (option) =>
    `option inconnue ${option} ; npm run kill-switch -- --help donne celles qu'il y a`,
  badValue: (option) =>
    `il manque la valeur de l'option ${option}, ou elle n'en prend pas ; npm run kill-switch -- --help le dit`,
  twice: (option) => `${option} prend une seule valeur et en reçoit deux`,
  badName: (got) =>
    `instance doit être en minuscules, chiffres et tirets, commencer par une lettre et avoir au plus 21 caractères, reçu ${got}`,
  needsReason:
    'lever le coupe-circuit demande une raison : npm run kill-switch -- off --reason "V2 va de nouveau bien"',
  elsewhere: (by, host, flag) =>
    `${by} vaut ${host}, et cette commande ne parle qu'à une socket de cette machine ; rien n'a été modifié. Retirez ${by}, nommez une socket avec DOCKER_SOCKET, ou là-bas : docker exec NOM-gateway touch ${flag}`,
  noAnswerWithin: (seconds) => `pas de réponse en ${seconds} s`,
  silent: (socket, reason) => `le moteur Docker ne répond pas sur ${socket} : ${reason}`,
  withoutEngine: (command) => `\nla passerelle elle-même l'accepte, sur cette machine : ${command}`,
  noList: (said) => `le moteur Docker n'énumère pas les conteneurs : ${said}`,
  noInstance: (instance, place) =>
    `il n'y a pas d'instance ${instance} de ${place} ici ; \`npm start\` en crée une`,
  noGateway: (instance) =>
    `aucune passerelle en marche pour l'instance ${instance} ; npm run rollback-v1 démarre celle qui est arrêtée. Voyez : docker ps -af label=supersmartmatch.service=gateway`,
  takesNone: (said) => `la passerelle n'accepte pas de commande : ${said}`,
  notAwake: (container) =>
    `${container} est en pause ou arrêté ; réveillez-le, puis relancez cette commande : docker unpause ${container}, ou docker start ${container}. npm run rollback-v1 fait les deux`,
  runsNone: (said) => `la passerelle n'exécute pas de commande : ${said}`,
  unknown: (flag, code) =>
    `personne ne peut dire si ${flag} est là : la recherche s'est terminée avec le code ${code}`,
  notJournalled: (reason) => `fait, mais pas dans le journal : ${reason}`,
  notWritten: (flag) => `la passerelle n'a pas pu écrire ${flag}`,
  notRemoved: (flag) => `la passerelle n'a pas pu retirer ${flag}`,
  notLifted: "store-v2 n'a pas rendu à l'application de V2 son droit d'écrire ; rien n'a été modifié",
  done: (milliseconds) => `fait en ${milliseconds} ms`,
  wouldCreate: (flag, instance) => `créerait ${flag} dans la passerelle de ${instance}`,
  wouldRemove: (flag, instance) => `retirerait ${flag} dans la passerelle de ${instance}`,
  gone: "l'application V1 a disparu depuis la dernière étape : il n'y a rien vers quoi envoyer qui que ce soit, et rien n'a été modifié. Quand V2 va mal : npm run status, npm run heal",
  on: "coupe-circuit : ACTIF, toutes les requêtes vont à V1",
  off: "coupe-circuit : levé, le partage de l'étape décide",
  wasOff: "coupe-circuit : il était déjà levé, le partage de l'étape décide",
};

/** Every language; the tests compare them. */
export const languages = { en, fr };

/** In the language of this process. */
export const text = languages[languageOf(process.env, process.argv)];
