package org.jitsuin.ca.massrevocation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.model.Authority;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.model.ListSeal;
import org.jitsuin.ca.model.ListedBy;
import org.jitsuin.ca.model.Mark;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.store.Answered;
import org.jitsuin.ca.store.RevocationListTable;
import org.jitsuin.ca.store.RevocationListTable.RevocationList;
import org.jitsuin.ca.store.RevocationTargets;
import org.jitsuin.ca.store.RevocationTargets.Listed;
import org.jitsuin.ca.store.StaffTable;
import org.jitsuin.ca.store.Transactions;
import org.jitsuin.ca.store.Transactions.Effect;

/**
 * Lists of certificates for a mass revocation, too long for one request: opened, filled part by
 * part in any order, sealed with count and hash, and then proposed as a job under their id. A part
 * with a fault is taken in not at all.
 */
public final class RevocationLists {
  /** How many entries a list may have. */
  static final long LONGEST = 1_000_000;

  /** How many lists one person may open in a day, which bounds what is stored for nothing. */
  private static final int OPENED_A_DAY = 10;

  private final Transactions transactions;
  private final InstantSource clock;

  RevocationLists(Transactions transactions, InstantSource clock) {
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Opens a list; a supervisor's is of residents of their municipality. */
  public Outcome<Answered<RevocationList>> open(
      StaffMember caller, RequestId request, Authority authority, ListedBy by) {
    return transactions.once(
        request,
        handle ->
            StaffTable.present(handle, caller).then(_ -> open(handle, caller, authority, by)));
  }

  private Outcome<Effect<Answered<RevocationList>>> open(
      Handle handle, StaffMember caller, Authority authority, ListedBy by) {
    Instant now = clock.instant();
    long opened =
        RevocationListTable.opened(handle, caller.person(), now.minus(Duration.ofDays(1)));
    if (opened >= OPENED_A_DAY) {
      return Outcome.refused(
          RefusalCode.REQUEST_INVALID, "you have opened " + OPENED_A_DAY + " lists within a day");
    }
    String id = UUID.randomUUID().toString();
    RevocationListTable.insert(
        handle, id, authority, by, caller.municipality(), new Mark(caller.person(), now));
    return answered(handle, id);
  }

  /**
   * Adds lines to a list.
   *
   * @param first the number of the first one; empty for the one behind those that are there
   */
  public Outcome<Answered<RevocationList>> add(
      StaffMember caller, RequestId request, String id, Optional<Long> first, List<String> lines) {
    return transactions.once(
        request,
        handle ->
            StaffTable.present(handle, caller)
                .then(_ -> unsealed(handle, caller, id))
                .then(list -> add(handle, list, first.orElse(list.entries() + 1), lines)));
  }

  private static Outcome<Effect<Answered<RevocationList>>> add(
      Handle handle, RevocationList list, long first, List<String> texts) {
    if (list.entries() + texts.size() > LONGEST) {
      return Outcome.refused(
          RefusalCode.REQUEST_INVALID, "a list has at most " + LONGEST + " entries");
    }
    return switch (list.by()) {
      case SERIALS ->
          add(
              handle,
              list,
              new ListLines<>(texts, first, ListLines::serial),
              (open, names) -> RevocationTargets.listed(open, list.authority(), names));
      case KEYS ->
          add(
              handle,
              list,
              new ListLines<>(texts, first, ListLines::key),
              (open, names) -> RevocationListTable.certified(open, list.authority(), names));
    };
  }

  private static <T> Outcome<Effect<Answered<RevocationList>>> add(
      Handle handle,
      RevocationList list,
      ListLines<T> lines,
      BiFunction<Handle, List<T>, Map<T, Listed>> resolve) {
    Map<T, Listed> found = resolve.apply(handle, lines.names());
    Map<Listed, T> names = new HashMap<>();
    for (T name : lines.names()) {
      Listed one = found.get(name);
      if (one == null) {
        lines.fault(name, "names no certificate of the authority: " + name);
      } else if (list.municipality().filter(of -> !of.equals(one.residence())).isPresent()) {
        lines.fault(name, "is of another municipality: " + name);
      } else {
        names.put(one, name);
      }
    }
    Set<Listed> present =
        new HashSet<>(RevocationListTable.present(handle, list.id(), names.keySet()));
    present.forEach(one -> lines.fault(names.get(one), "is on the list: " + names.get(one)));
    Optional<String> refusal = lines.refusal();
    if (refusal.isPresent()) {
      return Outcome.refused(RefusalCode.LIST_LINES_REFUSED, refusal.get());
    }
    RevocationListTable.add(handle, list.id(), new ArrayList<>(names.keySet()));
    return answered(handle, list.id());
  }

  /** Seals a list, if it is what the caller says that it is: it never changes from then on. */
  public Outcome<Answered<RevocationList>> seal(
      StaffMember caller, RequestId request, String id, ListSeal said) {
    return transactions.once(
        request,
        handle ->
            StaffTable.present(handle, caller)
                .then(_ -> unsealed(handle, caller, id))
                .then(list -> seal(handle, caller, list, said)));
  }

  private Outcome<Effect<Answered<RevocationList>>> seal(
      Handle handle, StaffMember caller, RevocationList list, ListSeal said) {
    ListSeal now = RevocationListTable.seal(handle, list);
    if (!now.equals(said)) {
      return Outcome.refused(RefusalCode.LIST_DIFFERS, now.toString());
    }
    if (now.entries() == 0) {
      return Outcome.refused(RefusalCode.REQUEST_INVALID, "nothing is on the list");
    }
    RevocationListTable.seal(
        handle, list.id(), now.sha256(), new Mark(caller.person(), clock.instant()));
    return answered(handle, list.id());
  }

  /** A list as it stands. */
  public Outcome<RevocationList> read(StaffMember caller, String id) {
    return transactions.run(handle -> reached(RevocationListTable.find(handle, id), caller));
  }

  /** Finds and locks a list that the caller reaches. */
  static Outcome<RevocationList> locked(Handle handle, StaffMember caller, String id) {
    return reached(RevocationListTable.lock(handle, id), caller);
  }

  private static Outcome<RevocationList> unsealed(Handle handle, StaffMember caller, String id) {
    return locked(handle, caller, id)
        .then(list ->
            list.sha256().isPresent()
                ? Outcome.refused(RefusalCode.LIST_SEALED)
                : Outcome.done(list));
  }

  private static Outcome<RevocationList> reached(
      Optional<RevocationList> found, StaffMember caller) {
    if (found.isEmpty()) {
      return Outcome.refused(RefusalCode.LIST_UNKNOWN);
    }
    return caller.municipality().isEmpty()
            || caller.municipality().equals(found.get().municipality())
        ? Outcome.done(found.get())
        : Outcome.refused(RefusalCode.OTHER_MUNICIPALITY);
  }

  private static Outcome<Effect<Answered<RevocationList>>> answered(Handle handle, String id) {
    RevocationList list = RevocationListTable.find(handle, id).orElseThrow();
    return Outcome.done(Effect.untold(list).answered(Json.write(ListView.of(list))));
  }
}
