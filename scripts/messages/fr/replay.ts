import type { Messages } from "../messages.ts";

/** Ce que demandent et font `--exclude` et `--until` d'une restauration. */
export const replay: Messages["replay"] = {
  noSnapshot:
    "--exclude et --until disent quelles écritures faites depuis une copie des bases sont refaites ; dites laquelle : --restore-data <copie> de rollback-v1, ou snapshot restore <id>",
  badOrigin: (got) =>
    `--exclude : attendu v1 ou v2, dont les écritures sont laissées de côté, reçu ${JSON.stringify(got)}`,
  badTime: (got, example) =>
    `--until : attendu un instant avec son fuseau, comme ${example}, reçu ${JSON.stringify(got)}`,
  tooEarly: (id, takenAt, got) =>
    `--until : attendu un instant après la copie ${id} de ${takenAt}, reçu ${got} ; une copie plus ancienne : npm run snapshot -- list`,
  inFuture: (now, got) =>
    `--until : attendu un instant passé (il est ${now}), reçu ${got} ; ne le donnez pas pour tout rejouer`,
  tooShort: (store) =>
    `le journal des modifications de store-${store} ne remonte pas jusqu'à elle, donc ce qui a été écrit depuis ne peut être refait ; prenez une copie plus récente, ou laissez --exclude et --until de côté`,
  done: (replayed, leftOut, unclear) =>
    `écritures faites depuis et rejouées : ${replayed}, laissées de côté : ${leftOut} ; documents laissés tels quels, parce que le journal ne dit pas tout d'eux : ${unclear}`,
};
