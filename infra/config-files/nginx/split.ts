import { block, type Directive, directive, trusted } from "./directive.ts";

/**
 * Who gets which release: a sticky key hashed into percent. V2 takes the first part of the hash range, so a
 * user on V2 stays there while the share grows. A side with 0 % is left out: nginx refuses `0%`.
 */
export function splitDirectives(v2: number): Directive[] {
  const all = trusted`*`;
  return [
    ...stickyKey(),
    block(
      "split_clients",
      [trusted`$sticky_key`, trusted`$bucket`],
      v2 === 100
        ? [directive(all, "v2")]
        : [...(v2 > 0 ? [directive(trusted`${v2}%`, "v2")] : []), directive(all, "v1")],
    ),
    // The kill switch is looked at before the bucket: while its flag file exists nobody is sent to V2.
    block(
      "map",
      [trusted`$killed:$bucket`, trusted`$release`],
      [directive("default", "v1"), directive(trusted`0:v2`, "v2")],
    ),
  ];
}

// The order of design decision 10: assignment cookie, then API key, then client address and user agent.
function stickyKey(): Directive[] {
  return [
    block(
      "map",
      [trusted`$cookie_ssm_assignment`, trusted`$assignment`],
      [directive("default", trusted``), directive(trusted`~^[0-9a-f]{32}$`, trusted`$cookie_ssm_assignment`)],
    ),
    block(
      "map",
      [trusted`$http_x_api_key`, trusted`$anonymous_key`],
      [
        directive("default", trusted`key:$http_x_api_key`),
        directive(trusted``, trusted`client:$remote_addr:$http_user_agent`),
      ],
    ),
    block(
      "map",
      [trusted`$assignment`, trusted`$sticky_key`],
      [directive("default", trusted`$assignment`), directive(trusted``, trusted`$anonymous_key`)],
    ),
    // An empty value sends no header: who has a cookie keeps it.
    block(
      "map",
      [trusted`$assignment`, trusted`$new_assignment`],
      [
        directive("default", trusted``),
        directive(
          trusted``,
          trusted`ssm_assignment=$request_id; Max-Age=31536000; Path=/; HttpOnly; Secure; SameSite=Lax`,
        ),
      ],
    ),
  ];
}
