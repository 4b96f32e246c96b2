/** Un nombre avec son nom : `0 dossier`, `1 dossier`, `2 dossiers` ; chaque mot prend la marque du pluriel. */
export function counted(count: number, words: string): string {
  return `${count} ${count < 2 ? words : words.split(" ").map(plural).join(" ")}`;
}

function plural(word: string): string {
  return /[sxz]$/.test(word) ? word : `${word}s`;
}
