package org.jitsuin.ca.relyingparty;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jitsuin.audit.entry.AuditAct;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.model.Role;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.model.StaffState;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.personnel.StaffPerson;
import org.jitsuin.ca.record.RelyingPartyAct;
import org.jitsuin.ca.record.StaffAct;
import org.jitsuin.ca.store.Answered;
import org.jitsuin.ca.store.AuditLog;
import org.jitsuin.ca.store.PartyCountTable;
import org.jitsuin.ca.store.PartyCountTable.Told;
import org.jitsuin.ca.store.RelyingParty;
import org.jitsuin.ca.store.RelyingPartyCertificate;
import org.jitsuin.ca.store.RelyingPartyTable;
import org.jitsuin.ca.store.StaffRoll;
import org.jitsuin.ca.store.StaffTable;
import org.jitsuin.ca.store.Transactions;
import org.jitsuin.ca.store.Transactions.Effect;

/**
 * Registers the relying parties (署名検証者等) that the OCSP responder answers where it is not open to
 * everybody. An end is for good: what was counted for a name stays that of one party.
 */
public final class RelyingParties {
  private final Transactions transactions;
  private final InstantSource clock;
  private final AuditLog auditLog;

  public RelyingParties(Transactions transactions, InstantSource clock, AuditLog auditLog) {
    this.transactions = transactions;
    this.clock = clock;
    this.auditLog = auditLog;
  }

  /**
   * The wish of how a relying party may ask.
   *
   * @param authorities those that it may ask about
   * @param certificates each as PEM: all that it shall be recognised by
   */
  public record Wish(Set<Authority> authorities, List<String> certificates) {
    public Wish {
      authorities = Set.copyOf(authorities);
      certificates = List.copyOf(certificates);
    }
  }

  /** A relying party with what it is recognised by. */
  public record Party(RelyingParty row, List<RelyingPartyCertificate> certificates) {
    public Party {
      certificates = List.copyOf(certificates);
    }
  }

  /** Registers a relying party. */
  public Outcome<Answered<Party>> register(
      StaffMember caller, RequestId request, String name, Wish wish) {
    return transactions.once(
        request,
        handle ->
            checked(wish).then(certificates -> insert(handle, caller, name, wish, certificates)));
  }

  private Outcome<Effect<Answered<Party>>> insert(
      Handle handle,
      StaffMember caller,
      String name,
      Wish wish,
      Map<Fingerprint, PartyCertificate> certificates) {
    if (RelyingPartyTable.find(handle, name).isPresent()) {
      return Outcome.refused(RefusalCode.RELYING_PARTY_EXISTS);
    }
    long number = RelyingPartyTable.insert(handle, name, wish.authorities());
    AuditAct act =
        new RelyingPartyAct.RelyingPartyRegistered(name, wish.authorities(), certificates.keySet());
    return recognise(handle, number, certificates).then(_ -> recorded(handle, caller, name, act));
  }

  /** Changes what one may ask about and what it is recognised by, all at once. */
  public Outcome<Answered<Party>> change(
      StaffMember caller, RequestId request, String name, Wish wish) {
    return transactions.once(
        request,
        handle ->
            checked(wish)
                .then(certificates ->
                    registered(handle, name)
                        .then(row -> change(handle, caller, row, wish, certificates))));
  }

  private Outcome<Effect<Answered<Party>>> change(
      Handle handle,
      StaffMember caller,
      RelyingParty row,
      Wish wish,
      Map<Fingerprint, PartyCertificate> certificates) {
    RelyingPartyTable.update(
        handle, new RelyingParty(row.number(), row.name(), wish.authorities(), true));
    forget(handle, row, certificates.keySet());
    AuditAct act =
        new RelyingPartyAct.RelyingPartyChanged(
            row.name(), wish.authorities(), certificates.keySet());
    return recognise(handle, row.number(), certificates)
        .then(_ -> recorded(handle, caller, row.name(), act));
  }

  /** Ends a registration. */
  public Outcome<Answered<Party>> end(StaffMember caller, RequestId request, String name) {
    return transactions.once(
        request,
        handle -> {
          StaffTable.lock(handle);
          return registered(handle, name)
              .then(row -> {
                RelyingPartyTable.update(
                    handle, new RelyingParty(row.number(), row.name(), row.authorities(), false));
                withdraw(handle, caller, row);
                forget(handle, row, Set.of());
                return recorded(
                    handle, caller, row.name(), new RelyingPartyAct.RelyingPartyEnded(row.name()));
              });
        });
  }

  /** Shuts the relying party out of the office API as well, where it had a certificate for that. */
  private void withdraw(Handle handle, StaffMember caller, RelyingParty row) {
    Optional<StaffPerson> person =
        StaffRoll.find(handle, row.name())
            .filter(known -> known.seat().role() == Role.RELYING_PARTY)
            .filter(known -> known.state() != StaffState.WITHDRAWN);
    if (person.isPresent()) {
      List<Serial> serials =
          Stream.of(StaffState.ACTIVE, StaffState.BLOCKED)
              .flatMap(state -> person.get().serials(state).stream())
              .toList();
      StaffTable.change(handle, serials, StaffState.WITHDRAWN, clock.instant());
      auditLog.append(
          handle,
          caller.actor(),
          new StaffAct.StaffWithdrawn(row.name(), serials, "relying-party-ended"));
    }
  }

  /** Reads the relying party of that name, also where its registration has ended. */
  public Outcome<Party> read(String name) {
    return transactions
        .run(handle -> party(handle, name))
        .map(Outcome::done)
        .orElseGet(() -> Outcome.refused(RefusalCode.RELYING_PARTY_UNKNOWN));
  }

  /** Returns those with greater numbers, in the order in which they were registered. */
  public List<Party> page(long after, int limit) {
    return transactions.run(handle ->
        RelyingPartyTable.page(handle, after, limit).stream()
            .map(row -> party(handle, row))
            .toList());
  }

  /**
   * What the relying party of that name was told on each day, also where its registration has
   * ended.
   */
  public Outcome<Told> counts(String name, LocalDate from, LocalDate until) {
    return transactions
        .run(handle ->
            RelyingPartyTable.find(handle, name)
                .map(row -> PartyCountTable.read(handle, row.number(), from, until)))
        .map(Outcome::done)
        .orElseGet(() -> Outcome.refused(RefusalCode.RELYING_PARTY_UNKNOWN));
  }

  private static Optional<Party> party(Handle handle, String name) {
    return RelyingPartyTable.find(handle, name).map(row -> party(handle, row));
  }

  private static Party party(Handle handle, RelyingParty row) {
    return new Party(row, RelyingPartyTable.certificates(handle, row.number()));
  }

  private Outcome<Map<Fingerprint, PartyCertificate>> checked(Wish wish) {
    Instant now = clock.instant();
    Outcome<Map<Fingerprint, PartyCertificate>> all = Outcome.done(new LinkedHashMap<>());
    for (String pem : wish.certificates()) {
      all =
          all.then(known ->
              PartyCertificate.read(pem, now)
                  .then(certificate -> {
                    known.put(certificate.hash(), certificate);
                    return Outcome.done(known);
                  }));
    }
    return all;
  }

  private static Outcome<RelyingParty> registered(Handle handle, String name) {
    Optional<RelyingParty> row = RelyingPartyTable.lock(handle, name);
    if (row.isEmpty()) {
      return Outcome.refused(RefusalCode.RELYING_PARTY_UNKNOWN);
    }
    return row.get().active()
        ? Outcome.done(row.get())
        : Outcome.refused(RefusalCode.RELYING_PARTY_ENDED);
  }

  /** Adds those certificates that the party does not have yet. */
  private static Outcome<Long> recognise(
      Handle handle, long party, Map<Fingerprint, PartyCertificate> certificates) {
    for (PartyCertificate certificate : certificates.values()) {
      Optional<Long> owner = RelyingPartyTable.owner(handle, certificate.hash());
      if (owner.isEmpty()) {
        RelyingPartyTable.insert(handle, party, certificate.certificate());
      } else if (owner.get() != party) {
        return Outcome.refused(
            RefusalCode.RELYING_PARTY_CERTIFICATE_TAKEN, certificate.hash().toString());
      }
    }
    return Outcome.done(party);
  }

  private static void forget(Handle handle, RelyingParty row, Set<Fingerprint> but) {
    RelyingPartyTable.certificates(handle, row.number()).stream()
        .map(RelyingPartyCertificate::hash)
        .filter(hash -> !but.contains(hash))
        .forEach(hash -> RelyingPartyTable.delete(handle, hash));
  }

  private Outcome<Effect<Answered<Party>>> recorded(
      Handle handle, StaffMember caller, String name, AuditAct act) {
    auditLog.append(handle, caller.actor(), act);
    Party party = party(handle, name).orElseThrow();
    return Outcome.done(Effect.untold(party).answered(Json.write(PartyView.of(party))));
  }
}
