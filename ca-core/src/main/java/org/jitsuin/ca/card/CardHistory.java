package org.jitsuin.ca.card;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.store.ApplicationTable;
import org.jitsuin.ca.store.AuditTable;
import org.jitsuin.ca.store.RevocationJobTable;
import org.jitsuin.ca.store.StaffTable;

/**
 * A page of what was done to cards, with the facts of each act.
 *
 * @param entries the oldest first
 * @param before what to ask with for those before them; empty where there are none
 */
record CardHistory(List<EntryView> entries, Optional<Long> before) {
  /** The acts about a card that change nothing of it. */
  private static final Set<String> NOTHING_DONE = Set.of("holder-read", "refused");

  private static final String JOB = "revocation-job ";

  /** The acts whose entry names an application and not who agreed to it. */
  private static final Set<String> APPLIED =
      Set.of("application-completed", "application-approved");

  /**
   * The newest entries about some cards of one resident.
   *
   * @param before the number of the entry that the page ends in front of
   * @param limit how many at the most
   */
  static CardHistory read(Handle handle, Collection<String> cards, long before, int limit) {
    // Each card by its index: over several, the entries of all cards would be walked through.
    List<AuditTable.Row> rows = new ArrayList<>();
    for (String card : cards) {
      rows.addAll(AuditTable.newest(handle, card, before, limit));
    }
    rows.sort(Comparator.comparingLong(AuditTable.Row::number));
    List<AuditTable.Row> page = rows.subList(Math.max(0, rows.size() - limit), rows.size());
    return new CardHistory(
        views(handle, page),
        page.size() < limit ? Optional.empty() : Optional.of(page.getFirst().number()));
  }

  /**
   * What was done to some cards of one resident, without who only looked or was refused.
   *
   * @param after the number of the entry behind which it begins
   * @param limit how many of the newest entries at the most
   */
  static List<EntryView> since(Handle handle, Collection<String> cards, long after, int limit) {
    return read(handle, cards, Long.MAX_VALUE, limit).entries().stream()
        .filter(entry -> entry.entry() > after && !NOTHING_DONE.contains(entry.act()))
        .toList();
  }

  private record Parsed(long number, JsonNode body) {
    String act() {
      return body.get("act").asText();
    }

    Optional<String> detail(String member) {
      return Optional.ofNullable(body.path("detail").path(member).textValue());
    }

    Optional<Serial> certificate() {
      return Optional.ofNullable(body.path("actor").path("certificate").textValue())
          .map(Serial::parse);
    }

    Optional<String> application() {
      return APPLIED.contains(act()) ? detail("application") : Optional.empty();
    }

    Optional<String> job() {
      return detail("cause")
          .filter(cause -> cause.startsWith(JOB))
          .map(cause -> cause.substring(JOB.length()));
    }
  }

  private static List<EntryView> views(Handle handle, List<AuditTable.Row> rows) {
    List<Parsed> entries =
        rows.stream().map(row -> new Parsed(row.number(), Json.tree(row.body()))).toList();
    Map<Serial, StaffMember> staff = StaffTable.ever(handle, named(entries, Parsed::certificate));
    Map<String, String> applications =
        ApplicationTable.approvedBy(handle, named(entries, Parsed::application));
    Map<String, String> jobs = RevocationJobTable.approvedBy(handle, named(entries, Parsed::job));
    return entries.stream()
        .map(entry -> {
          Optional<String> second =
              entry.application().map(applications::get).or(() -> entry.job().map(jobs::get));
          return new EntryView(
              entry.number(),
              entry.body().get("at").asText(),
              entry.act(),
              ActorView.of(entry.body().get("actor"), entry.certificate().map(staff::get)),
              entry.detail("card").orElse(null),
              FactsView.of(entry.body().get("detail"), second.orElse(null)));
        })
        .toList();
  }

  private static <T> Set<T> named(List<Parsed> entries, Function<Parsed, Optional<T>> name) {
    return entries.stream()
        .map(name)
        .map(found -> found.orElse(null))
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }
}
