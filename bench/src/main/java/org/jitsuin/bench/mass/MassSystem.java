package org.jitsuin.bench.mass;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.bench.environment.PrivateStack;
import org.jitsuin.ca.boot.CaService;
import org.jitsuin.ca.lifecycle.RevocationCause;
import org.jitsuin.ca.massrevocation.RevocationJobs;
import org.jitsuin.ca.massrevocation.RevocationJobs.Choice;
import org.jitsuin.ca.massrevocation.RevocationJobs.Proposal;
import org.jitsuin.ca.massrevocation.RevocationLists;
import org.jitsuin.ca.model.ListSeal;
import org.jitsuin.ca.model.ListedBy;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.store.Answered;
import org.jitsuin.installation.setup.DatabaseUser;

/** The system that is measured: mass revocation, put together as the server does it. */
final class MassSystem implements AutoCloseable {
  private static final int PART = 10_000;
  private static final int FASTEST = 20_000;

  private final CaService service;
  private final StaffMember operator;
  private final StaffMember second;

  MassSystem(PrivateStack stack) {
    this.service =
        new CaService(
            stack.settings(), stack.pool(DatabaseUser.CA), Clocks.system(), new SecureRandom());
    this.operator = stack.staff("operator");
    this.second = stack.staff("operator2");
  }

  /**
   * Lists signature certificates, seals the list and proposes to revoke them.
   *
   * @param serials in their order, in lower-case hexadecimal
   * @return the id of the job
   */
  String propose(List<String> serials) {
    RevocationLists lists = jobs().lists();
    String id =
        done(lists.open(operator, request(), Authority.SIGNATURE, ListedBy.SERIALS)).result().id();
    for (int from = 0; from < serials.size(); from += PART) {
      List<String> part =
          new ArrayList<>(serials.subList(from, Math.min(from + PART, serials.size())));
      done(lists.add(operator, request(), id, Optional.empty(), part));
    }
    done(lists.seal(operator, request(), id, seal(serials)));
    Proposal proposal =
        new Proposal(
            new Choice.OfList(id),
            RevocationCause.KEY_COMPROMISE,
            Optional.empty(),
            "rehearsal",
            FASTEST);
    return done(jobs().propose(operator, request(), proposal)).result().order().id();
  }

  private static ListSeal seal(List<String> serials) {
    MessageDigest digest = Fingerprint.sha256();
    serials.forEach(serial -> digest.update((serial + "\n").getBytes(StandardCharsets.UTF_8)));
    return new ListSeal(serials.size(), Fingerprint.ofDigest(digest.digest()));
  }

  void approve(String job) {
    done(jobs().approve(second, request(second), job));
  }

  /** Carries the job on until it has ended. */
  void carryOut() throws InterruptedException {
    while (service.cards().revocationWork().round().finished() == 0) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }

  private RevocationJobs jobs() {
    return service.cards().revocationJobs();
  }

  private RequestId request() {
    return request(operator);
  }

  private static RequestId request(StaffMember caller) {
    String key = UUID.randomUUID().toString();
    return new RequestId(
        caller.person(), key, Fingerprint.of(key.getBytes(StandardCharsets.UTF_8)));
  }

  private static <T> Answered<T> done(Outcome<Answered<T>> outcome) {
    if (outcome instanceof Outcome.Done<Answered<T>>(Answered<T> answered)) {
      return answered;
    }
    throw new IllegalStateException("not done: " + outcome);
  }

  @Override
  public void close() {
    service.close();
  }
}
