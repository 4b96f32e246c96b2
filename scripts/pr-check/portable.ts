import { type ExportedState, nameOf, parseState } from "./exported-state.ts";

/** What an engine or Pulumi drew as an id: it says nothing on any other machine. */
const DRAWN = /^([0-9a-f]{64}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/**
 * The same state without what only holds on the machine where it was made: paths of a checkout, times and drawn ids,
 * for which the resource's own name stands. A preview reads none of it, and the same platform gives the same text again.
 */
export function portable(state: ExportedState): ExportedState {
  const { resources, ...deployment } = state.deployment;
  const names = new Map(
    resources.flatMap(({ id, urn }) => (id !== undefined && DRAWN.test(id) ? [[id, nameOf(urn)]] : [])),
  );
  const kept = resources.map(
    ({ created: _, modified: __, sourcePosition: ___, stackTrace: ____, ...resource }) => resource,
  );
  // A reference to a provider is its urn, `::` and its id.
  const named = (text: string) =>
    text
      .split("::")
      .map((part) => names.get(part) ?? part)
      .join("::");
  const text = JSON.stringify({ ...state, deployment: { ...deployment, resources: kept } }, (key, value) => {
    if (key === "macAddress") return "";
    return typeof value === "string" ? named(value) : value;
  });
  return parseState(text, "the state");
}
