/** The Pulumi project of every place; part of the state's path and of every resource's identity. */
export const PROJECT = "supersmartmatch";
