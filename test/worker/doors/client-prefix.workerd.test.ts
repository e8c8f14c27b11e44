import { expect, test } from "vitest";
import { clientPrefix } from "../../../worker/doors/client-prefix.ts";

test.each([
  ["203.0.113.9", "203.0.113.9"],
  ["::ffff:203.0.113.9", "203.0.113.9"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:0DB8:0001:0002::1", "2001:db8:1:2::/64"],
  ["2001:db8::1", "2001:db8:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
  ["fe80::", "fe80:0:0:0::/64"],
])("the address %s counts as %s", (address, prefix) => {
  expect(clientPrefix(address)).toBe(prefix);
});

test.each([undefined, "", "unknown", "203.0.113", "evil\nkey"])("%s is not an address", (address) => {
  expect(clientPrefix(address)).toBeNull();
});
