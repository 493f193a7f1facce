package org.jitsuin.ca.power;

import java.util.List;
import java.util.Optional;
import org.jitsuin.ca.model.Role;

/**
 * Whoever holds a client certificate. What a role can do is read from the endpoints; what it
 * cannot, and what a stolen certificate costs, stands in {@link OfficeActors} and {@link
 * AuthorityActors}.
 */
final class RoleActors {
  /** What every role has in common, once it is known that a certificate is in other hands. */
  static final String WITHDRAWN =
      "Somebody blocks the person, and two withdraw or replace the certificate; from then on it is"
          + " turned away on every server, on open connections too. What was done with it is found by"
          + " its serial number in the audit log.";

  static final Never BUDGET =
      Never.of(
          "end certificates or cards in more acts of a day than the budget allows, by whichever door",
          "org.jitsuin.ca.lifecycle.BudgetTest#spend_anySequenceOfOnePerson_endsNoMoreThanTheBudgets",
          "org.jitsuin.ca.command.PersonalBrakesTest#perform_fortyAtOnceOnTwoServers_endNoMoreThanTheBudget",
          "org.jitsuin.server.BrakesIT#revocation_tenThousandOfOneOperator_endNoMoreThanTheBudget");

  private RoleActors() {}

  static List<Actor> all(List<Endpoint> endpoints) {
    return List.of(
        OfficeActors.clerk(endpoints),
        OfficeActors.supervisor(endpoints),
        OfficeActors.lossLine(endpoints),
        AuthorityActors.auditor(endpoints),
        AuthorityActors.operator(endpoints),
        AuthorityActors.feed(endpoints),
        AuthorityActors.relyingParty(endpoints));
  }

  static Actor actor(
      Role role, Names names, List<Endpoint> endpoints, List<Never> never, Compromise compromise) {
    List<Deed> deeds =
        endpoints.stream()
            .flatMap(endpoint -> Optional.ofNullable(endpoint.roles().get(role.id())).stream())
            .toList();
    return new Actor(
        Actor.Kind.ROLE,
        role.id(),
        names.english(),
        names.japanese(),
        names.about(),
        deeds,
        never,
        Optional.of(compromise));
  }

  /** What an actor is called, and who it is. */
  record Names(String english, String japanese, String about) {}
}
