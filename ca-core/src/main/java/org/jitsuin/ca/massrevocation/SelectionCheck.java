package org.jitsuin.ca.massrevocation;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.massrevocation.RevocationJobs.Choice;
import org.jitsuin.ca.model.IssueWindow;
import org.jitsuin.ca.model.Municipalities;
import org.jitsuin.ca.model.RevocationSelection;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.store.AuthorityCertificate;
import org.jitsuin.ca.store.AuthorityCertificate.Use;
import org.jitsuin.ca.store.IssuerTable;
import org.jitsuin.ca.store.OwnCertificateTable;
import org.jitsuin.ca.store.RevocationJob.Order;
import org.jitsuin.ca.store.RevocationJobTable;
import org.jitsuin.ca.store.RevocationListTable;
import org.jitsuin.ca.store.RevocationListTable.RevocationList;
import org.jitsuin.ca.store.RevocationTargets;
import org.jitsuin.ca.store.RevocationTargets.Listed;

/** Turns what somebody chose into a selection, if it is there and theirs to choose. */
final class SelectionCheck {
  private final Municipalities municipalities;

  SelectionCheck(Municipalities municipalities) {
    this.municipalities = municipalities;
  }

  /**
   * A selection that is possible, with the certificates that were listed one by one.
   *
   * @param list the list that they stand on already, if they do
   */
  record Resolved(RevocationSelection selection, Collection<Listed> listed, Optional<String> list) {
    private Resolved(RevocationSelection selection, Collection<Listed> listed) {
      this(selection, listed, Optional.empty());
    }
  }

  Outcome<Resolved> resolve(Handle handle, StaffMember caller, Choice choice) {
    return switch (choice) {
      case Choice.OfMunicipality(String code, IssueWindow window) -> {
        if (municipalities.byCode(code).isEmpty()) {
          yield Outcome.refused(RefusalCode.MUNICIPALITY_UNKNOWN, code);
        }
        yield caller.reaches(code)
            ? Outcome.done(
                new Resolved(new RevocationSelection.OfMunicipality(code, window), List.of()))
            : Outcome.refused(RefusalCode.OTHER_MUNICIPALITY);
      }
      case Choice.OfGeneration of ->
          caller.municipality().isPresent()
              ? Outcome.refused(RefusalCode.OTHER_MUNICIPALITY)
              : generation(handle, of);
      case Choice.OfAuthority(Authority authority, Serial serial) ->
          caller.municipality().isPresent()
              ? Outcome.refused(RefusalCode.OTHER_MUNICIPALITY)
              : own(handle, authority, serial);
      case Choice.OfSerials(Authority authority, Set<Serial> serials) ->
          listed(handle, caller, authority, serials);
      case Choice.OfList(String id) ->
          RevocationLists.locked(handle, caller, id).then(list -> sealed(handle, list));
    };
  }

  private static Outcome<Resolved> sealed(Handle handle, RevocationList list) {
    if (list.sha256().isEmpty()) {
      return Outcome.refused(RefusalCode.LIST_NOT_SEALED);
    }
    if (RevocationJobTable.find(handle, list.id()).isPresent()) {
      return Outcome.refused(RefusalCode.LIST_PROPOSED);
    }
    return Outcome.done(
        new Resolved(
            new RevocationSelection.OfSerials(list.authority(), list.municipality(), list.seal()),
            List.of(),
            Optional.of(list.id())));
  }

  /** Returns the refusal of a job over a list that is not what it was sealed as. */
  static Optional<Refusal> changed(Handle handle, Order order) {
    return order.selection() instanceof RevocationSelection.OfSerials of && of.seal().isPresent()
        ? RevocationListTable.find(handle, order.id())
            .map(list -> RevocationListTable.seal(handle, list))
            .filter(now -> !of.seal().get().equals(now))
            .map(now -> new Refusal(RefusalCode.LIST_DIFFERS, now.toString()))
        : Optional.empty();
  }

  private static Outcome<Resolved> generation(Handle handle, Choice.OfGeneration chosen) {
    Issuer issuer = chosen.issuer();
    return IssuerTable.all(handle).stream()
        .filter(row ->
            row.authority().equals(issuer.authority().id())
                && row.generation() == issuer.generation())
        .findFirst()
        .map(row -> new RevocationSelection.OfGeneration(issuer, row.number(), chosen.window()))
        .<Outcome<Resolved>>map(of -> Outcome.done(new Resolved(of, List.of())))
        .orElseGet(() ->
            Outcome.refused(
                RefusalCode.REQUEST_INVALID, "selection.generation: there is no " + issuer));
  }

  private static Outcome<Resolved> own(Handle handle, Authority authority, Serial serial) {
    Optional<AuthorityCertificate> found = OwnCertificateTable.find(handle, authority, serial);
    if (found.isEmpty()) {
      return Outcome.refused(
          RefusalCode.REQUEST_INVALID,
          "selection.authorityCertificate: the authority has no certificate " + serial);
    }
    AuthorityCertificate own = found.get();
    return own.use() == Use.ISSUER
        ? Outcome.refused(
            RefusalCode.REQUEST_INVALID,
            "selection.authorityCertificate: a key generation cannot revoke itself; who trusts it"
                + " takes it out of their anchors")
        : Outcome.done(
            new Resolved(
                new RevocationSelection.OfAuthority(own.issuer(), own.issuerNumber(), serial),
                List.of()));
  }

  private static Outcome<Resolved> listed(
      Handle handle, StaffMember caller, Authority authority, Set<Serial> serials) {
    Map<Serial, Listed> found = RevocationTargets.listed(handle, authority, serials);
    Optional<Serial> unknown =
        serials.stream().filter(serial -> !found.containsKey(serial)).sorted().findFirst();
    if (unknown.isPresent()) {
      return Outcome.refused(
          RefusalCode.REQUEST_INVALID,
          "selection.serials: the authority issued no certificate " + unknown.get());
    }
    return found.values().stream().allMatch(one -> caller.reaches(one.residence()))
        ? Outcome.done(
            new Resolved(
                new RevocationSelection.OfSerials(authority, caller.municipality()),
                found.values()))
        : Outcome.refused(RefusalCode.OTHER_MUNICIPALITY);
  }
}
