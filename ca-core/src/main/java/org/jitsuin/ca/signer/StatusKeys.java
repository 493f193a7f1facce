package org.jitsuin.ca.signer;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jitsuin.base.Fault;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.keys.SigningPool;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.work.Backoff;
import org.jitsuin.ca.issue.Authorities;
import org.jitsuin.ca.issue.Authorities.Generation;
import org.jitsuin.ca.signer.StatusSignerIssue.StatusKey;

/**
 * Keeps the keys that sign status filters new: makes them in the CA token of this server, has each
 * certified by the key generation of its authority that issues now, and destroys old ones. A key is
 * of no authority's own: who has it can say that nobody is revoked, until its certificate ends, and
 * issue nothing.
 *
 * <p>What dies in between is found by the next round, which looks at token and database alone.
 */
public final class StatusKeys {
  /** Each try leaves a serial number that may have been signed. */
  private static final Backoff BACKOFF = new Backoff(Duration.ofMinutes(1), Duration.ofDays(1));

  private final Authorities authorities;
  private final SigningPool token;
  private final StatusSignerIssue issue;
  private final InstantSource clock;
  private final Map<Authority, Failure> failures = new EnumMap<>(Authority.class);

  public StatusKeys(
      Authorities authorities, SigningPool token, StatusSignerIssue issue, InstantSource clock) {
    this.authorities = authorities;
    this.token = token;
    this.issue = issue;
    this.clock = clock;
  }

  private record Failure(int count, Instant since) {
    boolean rests(Instant now) {
      // A clock that was set back ends the rest.
      return !now.isBefore(since) && now.isBefore(since.plus(BACKOFF.after(count)));
    }
  }

  /**
   * Does what is due now; not for several threads at a time.
   *
   * @return how many keys were certified
   */
  public int round() {
    Instant now = clock.instant();
    int certified = 0;
    for (Authority authority : Authority.values()) {
      Optional<Generation> generation = authorities.issuingGeneration(authority);
      boolean rests =
          Optional.ofNullable(failures.get(authority)).filter(one -> one.rests(now)).isPresent();
      if (generation.isPresent() && !rests) {
        certified += attempt(authority, generation.get(), now);
      }
    }
    return certified;
  }

  private int attempt(Authority authority, Generation generation, Instant now) {
    try {
      int certified = renew(generation, now) ? 1 : 0;
      if (failures.remove(authority) != null) {
        StatusKeyLog.LOG.renewedAgain(authority.id());
      }
      return certified;
    } catch (Fault e) {
      // Who is being stopped does not cry.
      if (!Thread.currentThread().isInterrupted()) {
        int before = Optional.ofNullable(failures.get(authority)).map(Failure::count).orElse(0);
        if (before == 0) {
          StatusKeyLog.LOG.notRenewed(authority.id(), e.code(), e.getMessage());
        }
        failures.put(authority, new Failure(before + 1, now));
      }
      return 0;
    }
  }

  private boolean renew(Generation generation, Instant now) {
    boolean certified = false;
    StatusKeyPlan plan = plan(generation, now);
    if (plan.isDue()) {
      SignatureScheme scheme = generation.script().ocspSigner().keyScheme();
      Optional<String> spare = plan.spare();
      String label = spare.orElseGet(plan::next);
      StatusKey key =
          new StatusKey(
              label,
              scheme,
              spare.isPresent()
                  ? token.token().publicKey(label)
                  : token.token().generate(label, scheme));
      certified = issue.certify(generation, key, now);
      if (certified) {
        StatusKeyLog.LOG.certified(label);
      }
    }
    for (Generation each : authorities.all()) {
      destroy(each, generation, now);
    }
    return certified;
  }

  /** Destroys old keys, those of earlier key generations of the authority as well. */
  private void destroy(Generation each, Generation of, Instant now) {
    if (each.issuing().policy().issuer().authority()
        == of.issuing().policy().issuer().authority()) {
      for (String label : plan(each, now).useless()) {
        token.token().destroy(label);
        StatusKeyLog.LOG.destroyed(label);
      }
    }
  }

  private StatusKeyPlan plan(Generation generation, Instant now) {
    List<String> labels = token.token().labels();
    return new StatusKeyPlan(
        issue.node(),
        generation.issuing().policy().issuer(),
        generation.issuing().certificate().getNotAfter().toInstant(),
        issue.signers(generation.issuing().number()),
        Set.copyOf(labels),
        now);
  }
}
