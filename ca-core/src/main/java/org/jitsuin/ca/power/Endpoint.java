package org.jitsuin.ca.power;

import java.util.Map;

/**
 * An endpoint of the office API.
 *
 * @param address such as {@code GET /cards/{card}}
 * @param roles what each role that it is open to can do with it
 */
public record Endpoint(String address, Map<String, Deed> roles) {
  public Endpoint {
    roles = Map.copyOf(roles);
  }
}
