package org.jitsuin.ca.personnel;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jitsuin.ca.brake.HoldState;
import org.jitsuin.ca.model.ApplicationState;
import org.jitsuin.ca.model.RevocationJobState;

/**
 * Something that several people do together and that has not come to its end. Where one of them is
 * shut out it falls, and is thought of anew: perhaps it was not they who did their part. What was
 * carried out stays.
 *
 * @param open whether anything of it is still to be done
 * @param people the ids of all who had a part in it
 */
public record OpenWork(boolean open, Set<String> people) {
  public OpenWork {
    people = Set.copyOf(people);
  }

  /** A mass revocation. One that runs is stopped: each second it revokes more. */
  public static OpenWork job(
      RevocationJobState state, Optional<String> proposedBy, Optional<String> approvedBy) {
    boolean open =
        switch (state) {
          case PROPOSED, RUNNING -> true;
          case FINISHED, CANCELLED -> false;
        };
    return new OpenWork(open, of(proposedBy, approvedBy));
  }

  /**
   * What is proposed or decided of held events.
   *
   * @param waiting how many of them are neither applied nor refused
   */
  public static OpenWork hold(
      HoldState state, long waiting, Optional<String> proposedBy, Optional<String> approvedBy) {
    boolean open =
        switch (state) {
          case OPEN -> proposedBy.isPresent();
          case RELEASING, REJECTING -> waiting > 0;
          case RELEASED, REJECTED -> false;
        };
    return new OpenWork(open, of(proposedBy, approvedBy));
  }

  /** An application that nobody has carried out. */
  public static OpenWork application(
      ApplicationState state, Set<String> contributors, Optional<String> approvedBy) {
    return new OpenWork(
        state.isOpen(),
        Stream.concat(contributors.stream(), approvedBy.stream()).collect(Collectors.toSet()));
  }

  /** The key that a responder may begin with, until it is certified. */
  public static OpenWork admission(
      boolean used, Optional<String> proposedBy, Optional<String> approvedBy) {
    return new OpenWork(!used, of(proposedBy, approvedBy));
  }

  /** What an office is proposed to require; what it was approved it requires already. */
  public static OpenWork dualControl(Optional<String> proposedBy) {
    return new OpenWork(true, proposedBy.map(Set::of).orElse(Set.of()));
  }

  private static Set<String> of(Optional<String> proposedBy, Optional<String> approvedBy) {
    return Stream.of(proposedBy, approvedBy).flatMap(Optional::stream).collect(Collectors.toSet());
  }

  /** Returns whether it falls when that person is shut out. */
  public boolean fallsWith(String person) {
    return open && people.contains(person);
  }
}
