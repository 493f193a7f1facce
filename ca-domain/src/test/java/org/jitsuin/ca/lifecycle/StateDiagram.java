package org.jitsuin.ca.lifecycle;

import java.time.Period;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jitsuin.base.model.Authority;
import org.jitsuin.ca.lifecycle.Policy.LiftOfSignature;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.CardEnd.Cause;
import org.jitsuin.ca.model.CardState;
import org.jitsuin.ca.model.CertificateState;

/**
 * The states of cards and certificates, found by asking: each act is decided in each state, and
 * where it leads is drawn.
 */
final class StateDiagram {
  private static final String NONE = "[*]";
  private static final Period HOLD_ENDS = Period.ofDays(30);

  /** The acts, the first named first; several under one name are one arrow. */
  private record Act(String name, Policy policy, Function<Life, Command> asked) {}

  private static final Policy PLAIN = Acts.policy(LiftOfSignature.RESTORED, Optional.of(HOLD_ENDS));
  private static final Policy STRICT = Acts.policy(LiftOfSignature.REVOKED, Optional.of(HOLD_ENDS));

  private StateDiagram() {}

  private static List<Act> acts() {
    List<Act> acts = new ArrayList<>();
    acts.add(new Act("suspended on the loss line", PLAIN, Acts::suspend));
    acts.add(new Act("found and lifted", PLAIN, Acts::lift));
    acts.add(new Act("found and lifted, where policy says REVOKED", STRICT, Acts::lift));
    for (Cause cause : List.of(Cause.LOST, Cause.BURNT, Cause.DAMAGED)) {
      acts.add(new Act("reissue of the card", PLAIN, life -> Acts.replace(life, 9, cause)));
    }
    acts.add(new Act("renewal of the card", PLAIN, life -> Acts.replace(life, 9, Cause.RENEWED)));
    acts.add(
        new Act("next card registered", PLAIN, life -> Acts.register(9, life.today().toString())));
    for (EventKind kind : EventKind.values()) {
      acts.add(
          new Act(
              "resident event, see the table",
              PLAIN,
              life -> Acts.event(kind, life.today().toString(), Acts.news(kind))));
    }
    return acts;
  }

  /** Of cards. */
  static String ofCards() {
    Map<String, Set<String>> arrows = new LinkedHashMap<>();
    arrow(arrows, NONE, "valid", "registered");
    // To a card both policies are one.
    for (Act act : acts().stream().filter(one -> one.policy().equals(PLAIN)).toList()) {
      for (String state : List.of("valid", "suspended", "expired", "ended")) {
        Life life = card(state, act.policy());
        String id = life.card().id();
        life.ask(act.asked().apply(life));
        arrow(arrows, state, state(life, id), act.name());
      }
    }
    for (String state : List.of("valid", "suspended")) {
      Life life = card(state, Acts.POLICY).on("2035-02-18");
      arrow(arrows, state, state(life, life.card().id()), "its last day is over");
    }
    Life held = card("suspended", PLAIN).on("2035-02-15");
    arrow(
        arrows,
        "suspended",
        state(held, held.card().id()),
        "never lifted, where policy sets a time");
    return drawn(arrows);
  }

  private static Life card(String state, Policy policy) {
    Life life = Acts.served(policy).on("2035-01-10");
    switch (state) {
      case "suspended" -> life.done(Acts.suspend(life));
      case "ended" -> life.done(Acts.event(EventKind.CARD_RETURNED, "2035-01-10"));
      case "expired" -> life.on("2035-02-18");
      default -> {}
    }
    return life;
  }

  private static String state(Life life, String cardId) {
    return CardState.of(life.dossier().card(cardId).orElseThrow(), life.now()).kind().id();
  }

  /** Of certificates; what befalls one kind only says so. */
  static String ofCertificates() {
    Map<Authority, Map<String, Set<String>>> found = new EnumMap<>(Authority.class);
    for (Authority kind : Authority.values()) {
      found.put(kind, certificates(kind));
    }
    Map<String, Set<String>> arrows = new LinkedHashMap<>();
    for (Authority kind : Authority.values()) {
      found
          .get(kind)
          .forEach((ends, names) ->
              names.forEach(name -> {
                boolean both =
                    found.values().stream()
                        .allMatch(other -> other.getOrDefault(ends, Set.of()).contains(name));
                arrows
                    .computeIfAbsent(ends, _ -> new LinkedHashSet<>())
                    .add(both ? name : name + " (" + kind.id() + " only)");
              }));
    }
    return drawn(arrows);
  }

  private static Map<String, Set<String>> certificates(Authority kind) {
    Map<String, Set<String>> arrows = new LinkedHashMap<>();
    List<Act> acts = new ArrayList<>(acts());
    acts.addFirst(new Act("renewed", PLAIN, life -> Acts.renew(life, Authority.values())));
    acts.addFirst(
        new Act(
            "request of the holder, leaked key, ex officio",
            PLAIN,
            life -> Acts.revoke(first(life, kind), RevocationCause.HOLDER_REQUEST)));
    arrow(arrows, NONE, "good", "issued");
    for (Act act : acts) {
      for (String state : List.of("good", "suspended", "revoked", "expired")) {
        Life life = certificate(state, act.policy());
        life.ask(act.asked().apply(life));
        arrow(arrows, state, state(life, kind), act.name());
      }
    }
    for (String state : List.of("good", "suspended")) {
      Life life = certificate(state, Acts.POLICY).on("2030-02-18");
      arrow(arrows, state, state(life, kind), "its last day is over");
    }
    Life held = certificate("suspended", PLAIN).on("2030-02-15");
    arrow(arrows, "suspended", state(held, kind), "never lifted, where policy sets a time");
    Life guest = Acts.guest("2030-01-31");
    guest.done(Acts.event(EventKind.STAY_CHANGED, "2025-10-27", Acts.stayed("2029-12-31")));
    arrow(arrows, "good", state(guest.on("2030-01-10"), kind), "last day of a shortened card over");
    return arrows;
  }

  private static Life certificate(String state, Policy policy) {
    Life life = Acts.served(policy).on("2030-01-10");
    switch (state) {
      case "suspended" -> life.done(Acts.suspend(life));
      case "revoked" ->
          List.of(Authority.values())
              .forEach(kind ->
                  life.done(Acts.revoke(first(life, kind), RevocationCause.HOLDER_REQUEST)));
      case "expired" -> life.on("2030-02-18");
      default -> {}
    }
    return life;
  }

  private static CardCertificate first(Life life, Authority kind) {
    return life.dossier().certificates().stream()
        .filter(one -> one.kind() == kind)
        .findFirst()
        .orElseThrow();
  }

  private static String state(Life life, Authority kind) {
    return CertificateState.of(first(life, kind), life.now()).id();
  }

  private static void arrow(Map<String, Set<String>> arrows, String from, String to, String name) {
    if (!from.equals(to)) {
      arrows.computeIfAbsent(from + " --> " + to, _ -> new LinkedHashSet<>()).add(name);
    }
  }

  private static String drawn(Map<String, Set<String>> arrows) {
    List<String> lines = new ArrayList<>();
    lines.add("```mermaid");
    lines.add("stateDiagram-v2");
    arrows.forEach((ends, labels) -> lines.add("  " + ends + ": " + String.join("<br/>", labels)));
    lines.add("```");
    return String.join("\n", lines);
  }
}
