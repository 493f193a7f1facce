package org.jitsuin.ca.issue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.keys.SigningPool;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.work.Refreshed;
import org.jitsuin.ca.profile.AuthorityScript;
import org.jitsuin.ca.profile.IssuingKey;
import org.jitsuin.ca.store.IssuerTable;
import org.jitsuin.ca.store.Transactions;

/** The key generations of the authorities, read from the database and looked up again at times. */
public final class Authorities {
  private static final Duration REFRESH = Duration.ofSeconds(10);

  private final Transactions transactions;
  private final SigningPool token;
  private final InstantSource clock;

  private final Refreshed<List<Generation>> known;

  public Authorities(Transactions transactions, SigningPool token, InstantSource clock) {
    this.transactions = transactions;
    this.token = token;
    this.clock = clock;
    this.known = new Refreshed<>(REFRESH, REFRESH, clock);
  }

  /**
   * A key generation with the script of its ceremony.
   *
   * @param script says how its OCSP signers are made
   * @param issuesFrom when it begins to issue; far away while it is being made
   * @param retired whether it signs nothing any more; its key may be gone
   */
  public record Generation(
      IssuingKey issuing, AuthorityScript script, Instant issuesFrom, boolean retired) {
    /** Returns whether its key signs at that time. */
    public boolean isInForce(Instant now) {
      return !retired && issuing.validAt(now);
    }
  }

  /** Returns all generations; none before the key ceremony. */
  public List<Generation> all() {
    List<Generation> all =
        known.value(() -> transactions.run(IssuerTable::all).stream().map(this::read).toList());
    if (all.isEmpty()) {
      // The ceremony may be held at any moment, and everybody waits for it.
      known.forget();
    }
    return all;
  }

  /**
   * The key of {@link #issuingGeneration}.
   *
   * @throws Fault AUTHORITY_MISSING
   */
  public IssuingKey issuing(Authority authority) {
    return issuingGeneration(authority)
        .orElseThrow(() ->
            new Fault(
                FaultCode.AUTHORITY_MISSING,
                "authority " + authority + " has no key generation that is valid now"))
        .issuing();
  }

  /**
   * Returns the newest generation of an authority that issues and whose own certificate is valid
   * now.
   */
  public Optional<Generation> issuingGeneration(Authority authority) {
    Instant now = clock.instant();
    return all().stream()
        .filter(generation -> generation.issuing().policy().issuer().authority() == authority)
        .filter(generation -> !generation.issuesFrom().isAfter(now))
        .filter(generation -> generation.isInForce(now))
        .max(
            Comparator.comparingInt(
                generation -> generation.issuing().policy().issuer().generation()));
  }

  private Generation read(IssuerTable.Row row) {
    AuthorityScript script = AuthorityScript.ofJson(row.script());
    IssuingKey issuing =
        new IssuingKey(
            row.number(),
            script.authorityPolicy(),
            row.certificate(),
            token.key(row.keyLabel(), row.scheme()));
    return new Generation(issuing, script, row.issuesFrom(), row.retired().isPresent());
  }
}
