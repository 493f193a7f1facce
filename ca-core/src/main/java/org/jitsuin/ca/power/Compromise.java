package org.jitsuin.ca.power;

import java.util.List;

/**
 * What it means if somebody else has the key, the account or the password of an actor.
 *
 * @param reach what the thief gets to at the most
 * @param seen where it shows
 * @param ended what is done about it
 * @param drills the tests that play it; empty where none does
 */
public record Compromise(String reach, String seen, String ended, List<String> drills) {
  public Compromise {
    drills = List.copyOf(drills);
  }
}
