package org.jitsuin.ca.signer;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jitsuin.base.Fault;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.base.time.Interval;
import org.jitsuin.base.work.Backoff;
import org.jitsuin.ca.CaLog;
import org.jitsuin.ca.issue.Authorities;
import org.jitsuin.ca.issue.Authorities.Generation;
import org.jitsuin.ca.store.SignerRequest;
import org.jitsuin.ca.store.SignerRequestTable;
import org.jitsuin.ca.store.Transactions;

/**
 * Certifies the keys of OCSP signers that responders ask for. A key generation that cannot sign
 * keeps none of the others waiting; it is told once, and tried again after a minute, two minutes,
 * four, at most a day: each try leaves a serial number that may have been signed.
 */
public final class CertifySigners {
  /** Requests of a round, so that many of them hold up nothing else. */
  private static final int AT_ONCE = 50;

  /** How often a request that waits is looked at. */
  private static final Duration AGAIN = Duration.ofMinutes(10);

  /** How long the database keeps what was answered; the audit log has it for good. */
  private static final Duration KEPT = Duration.ofDays(30);

  private static final CaLog LOG = CaLog.LOG;

  private final Map<Issuer, Failure> failures = new ConcurrentHashMap<>();
  private final Transactions transactions;
  private final Authorities authorities;
  private final SignerIssue issue;
  private final InstantSource clock;

  public CertifySigners(
      Transactions transactions, Authorities authorities, SignerIssue issue, InstantSource clock) {
    this.transactions = transactions;
    this.authorities = authorities;
    this.issue = issue;
    this.clock = clock;
  }

  /** How often a key generation failed in a row, and how long it is left in peace. */
  private record Failure(int count, Interval rest) {
    private static final Backoff BACKOFF = new Backoff(Duration.ofMinutes(1), Duration.ofDays(1));

    boolean rests(Instant now) {
      return rest.contains(now);
    }

    static Failure after(Optional<Failure> last, Instant now) {
      int count = last.map(Failure::count).orElse(0) + 1;
      return new Failure(count, new Interval(now, BACKOFF.after(count)));
    }
  }

  /**
   * Answers what is asked.
   *
   * @return how many certificates were issued
   */
  public int round() {
    Instant now = clock.instant();
    transactions.run(handle -> SignerRequestTable.forget(handle, now.minus(KEPT)));
    List<SignerRequest> due =
        transactions.run(handle -> SignerRequestTable.due(handle, now.minus(AGAIN), AT_ONCE));
    int certified = 0;
    for (SignerRequest request : due) {
      certified += answer(request, now) ? 1 : 0;
    }
    return certified;
  }

  private boolean answer(SignerRequest request, Instant now) {
    Optional<Generation> generation = inForce(request.issuerNumber(), now);
    if (generation.isEmpty()) {
      return issue.answer(request, generation, now);
    }
    Issuer issuer = generation.get().issuing().policy().issuer();
    Optional<Failure> failure = Optional.ofNullable(failures.get(issuer));
    if (failure.filter(last -> last.rests(now)).isPresent()) {
      return false;
    }
    try {
      boolean certified = issue.answer(request, generation, now);
      if (certified && failures.remove(issuer) != null) {
        LOG.signerRenewedAgain(issuer.toString());
      }
      return certified;
    } catch (Fault e) {
      // Who is being stopped does not cry.
      if (!Thread.currentThread().isInterrupted()) {
        if (failure.isEmpty()) {
          LOG.signerNotRenewed(issuer.toString(), e.code(), e.getMessage());
        }
        failures.put(issuer, Failure.after(failure, now));
      }
      return false;
    }
  }

  private Optional<Generation> inForce(int number, Instant now) {
    return authorities.all().stream()
        .filter(generation -> generation.issuing().number() == number)
        .filter(generation -> generation.isInForce(now))
        .findFirst();
  }
}
