package org.jitsuin.cluster.plan;

import java.util.regex.Pattern;
import org.jitsuin.installation.setup.SetupFailure;

/**
 * A machine of a cluster.
 *
 * @param name such as {@code db-1}, which tells what it is for
 * @param address where the others reach it: a name or an address
 */
public record Host(String name, String address, Role role) {
  /** What neither ends a line nor means anything else in any of the files. */
  private static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?");

  public Host {
    if (!ADDRESS.matcher(address).matches()) {
      throw new SetupFailure(
          "%s=%s: an address is a name or an IPv4 address".formatted(name, address));
    }
  }

  /** Reads {@code NAME} or {@code NAME=ADDRESS}. */
  static Host parse(String text) {
    int sign = text.indexOf('=');
    String name = sign < 0 ? text : text.substring(0, sign);
    Role role =
        Role.of(name)
            .orElseThrow(() ->
                new SetupFailure(
                    name
                        + " is no name of a machine: db-1, db-2, … are database nodes, app-1, …"
                        + " servers, relay-1, … relays, va-1, … validation authorities"));
    return new Host(name, sign < 0 ? name : text.substring(sign + 1), role);
  }
}
