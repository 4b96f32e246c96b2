import type { ResourceValidationArgs, ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";

/** One line per violation: where, what was expected, what was found, how to fix it. */
export type Violations = Iterable<string>;

/** A resource as a rule sees it. `props` are inputs in a resource rule and outputs in a stack rule. */
export type Seen = Pick<ResourceValidationArgs, "type" | "name" | "urn" | "opts"> & {
  readonly props: Readonly<Record<string, unknown>>;
};

/** A mandatory rule about every single resource of one type. A value it reads must be known at preview. */
export function resourceRule(
  name: string,
  description: string,
  type: string,
  check: (resource: Seen) => Violations,
): ResourceValidationPolicy {
  return {
    name,
    description,
    enforcementLevel: "mandatory",
    validateResource: (resource, report) => {
      if (resource.type === type) known(() => check(resource), report);
    },
  };
}

/** A mandatory rule about all resources of the stack together. A value it reads must be known at preview. */
export function stackRule(
  name: string,
  description: string,
  check: (resources: readonly Seen[]) => Violations,
): StackValidationPolicy {
  return {
    name,
    description,
    enforcementLevel: "mandatory",
    validateStack: ({ resources }, report) => known(() => check(resources), report),
  };
}

/**
 * Where pulumi says that a value is not known yet; undefined for any other error. Told by its name: the class
 * itself would bring all of pulumi's server into every test.
 */
export function unknownPath(error: unknown): string | undefined {
  if (!(error instanceof Error) || error.constructor.name !== "UnknownValueError") return undefined;
  return "props" in error && Array.isArray(error.props) ? error.props.join(".") : error.message;
}

// Pulumi turns a rule that meets an unknown value into a mere advice, so a bad value could pass the preview.
function known(check: () => Violations, report: (violation: string) => void): void {
  try {
    for (const violation of check()) report(violation);
  } catch (error) {
    const path = unknownPath(error);
    if (path === undefined) throw error;
    report(`${path} must be known at preview, got the output of another resource; take it from the plan`);
  }
}
