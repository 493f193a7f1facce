package org.jitsuin.ca.signer;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.work.Refreshed;
import org.jitsuin.ca.issue.Authorities;
import org.jitsuin.ca.issue.Authorities.Generation;
import org.jitsuin.ca.store.IssuerTable;
import org.jitsuin.ca.store.IssuerTable.OcspSigner;
import org.jitsuin.ca.store.OcspResponder;
import org.jitsuin.ca.store.ResponderAdmission;
import org.jitsuin.ca.store.ResponderTable;
import org.jitsuin.ca.store.SignerRequest;
import org.jitsuin.ca.store.SignerRequestTable;
import org.jitsuin.ca.store.Transactions;

/** Watches whether OCSP signers are renewed in time, and whether responders wait for somebody. */
public final class SignerWatch {
  /** More are not told by name. */
  private static final int MOST_WAITING = 20;

  private static final int QUARTERS = 4;
  private static final Duration FRESH = Duration.ofSeconds(5);

  private final Transactions transactions;
  private final Authorities authorities;
  private final InstantSource clock;
  private final Refreshed<Census> census;

  public SignerWatch(Transactions transactions, Authorities authorities, InstantSource clock) {
    this.transactions = transactions;
    this.authorities = authorities;
    this.clock = clock;
    this.census = new Refreshed<>(FRESH, FRESH, clock);
  }

  /** How many responders there are in each state; {@code waiting} ask and are not admitted. */
  public record Census(long admitted, long withdrawn, long waiting) {}

  /**
   * Signers that should have been renewed long ago, as three quarters of their validity are over:
   * the key generation, and the responder where it is one's. A key generation of which nobody has a
   * signer is among them.
   */
  public List<String> overdue() {
    Instant now = clock.instant();
    return authorities.all().stream()
        .filter(generation -> generation.isInForce(now))
        .flatMap(generation -> overdue(generation, now).stream())
        .toList();
  }

  private List<String> overdue(Generation generation, Instant now) {
    List<OcspSigner> newest =
        transactions.run(
            handle -> IssuerTable.newestSigners(handle, generation.issuing().number()));
    // Those of before responders were known end by themselves, once there are others.
    boolean anyHeld = newest.stream().anyMatch(signer -> signer.holder().isPresent());
    String issuer = generation.issuing().policy().issuer().toString();
    return newest.isEmpty()
        ? List.of(issuer)
        : newest.stream()
            .filter(signer -> signer.holder().isPresent() || !anyHeld)
            .filter(signer -> isOverdue(signer, generation, now))
            .map(signer -> issuer + signer.holder().map(SignerWatch::at).orElse(""))
            .distinct()
            .toList();
  }

  /**
   * The newest signer of a responder.
   *
   * @param overdue whether it should have been renewed long ago
   */
  public record Newest(OcspSigner signer, boolean overdue) {}

  /** Returns the newest signer that each responder has of a key generation. */
  public List<Newest> newest(Generation generation) {
    Instant now = clock.instant();
    return transactions
        .run(handle -> IssuerTable.newestSigners(handle, generation.issuing().number()))
        .stream()
        .map(signer -> new Newest(signer, isOverdue(signer, generation, now)))
        .toList();
  }

  private static String at(ResponderAdmission holder) {
    return " at " + holder.responder();
  }

  private static boolean isOverdue(OcspSigner signer, Generation generation, Instant now) {
    Instant end = signer.certificate().getNotAfter().toInstant();
    Instant lastPossible = generation.issuing().certificate().getNotAfter().toInstant();
    Duration left =
        Duration.ofDays(generation.script().ocspSigner().validityDays()).dividedBy(QUARTERS);
    return now.plus(left).isAfter(end) && end.isBefore(lastPossible);
  }

  /** Responders that ask for a certificate and are not given one, with the reason; some of them. */
  public Map<String, String> waiting() {
    return transactions.run(handle -> SignerRequestTable.answered(handle, MOST_WAITING)).stream()
        .collect(
            Collectors.toMap(
                SignerRequest::responder,
                request -> request.answer().orElseThrow().sentence(),
                (first, _) -> first,
                TreeMap::new));
  }

  /** Counts the responders, as they were a moment ago. */
  public Census census() {
    return census.value(() -> transactions.run(SignerWatch::count));
  }

  private static Census count(Handle handle) {
    List<OcspResponder> known = ResponderTable.all(handle);
    long admitted = known.stream().filter(one -> one.inForce().isPresent()).count();
    return new Census(
        admitted, known.size() - admitted, SignerRequestTable.waitingForAdmission(handle));
  }
}
