package org.jitsuin.ocsp.renewal;

import java.security.PublicKey;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.keys.SignerEndorsement;
import org.jitsuin.base.keys.SigningPool;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.readiness.Readiness;
import org.jitsuin.base.work.Trouble;
import org.jitsuin.ocsp.OcspLog;
import org.jitsuin.ocsp.renewal.RenewalDatabase.NewRequest;
import org.jitsuin.ocsp.renewal.RenewalFacts.RequestFact;
import org.jitsuin.ocsp.renewal.RenewalFacts.SignerFact;

/**
 * Keeps the keys of this responder's signers new: makes them, asks for their certificates, destroys
 * old ones. Run it again and again from one thread. What dies in between is found by the next run,
 * which looks at token and database alone.
 */
public final class SignerRenewal implements Runnable {
  /** The form that the authority takes; the server's name has it in all sensible cases. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  /** The database is read-only, or this user may not write there. */
  private static final Set<Integer> READ_ONLY = Set.of(1290, 1142, 1143);

  private static final String ONLY_READ =
      "certificates of OCSP signers cannot be asked for: this database is only read;"
          + " jitsuin.db.home must name the authority's own";

  private final RenewalDatabase database;
  private final SigningPool pool;
  private final InstantSource clock;
  private final String responder;
  private final BooleanSupplier setBack;
  private final Trouble trouble = new Trouble();
  private boolean told;
  private volatile Optional<String> waits = Optional.empty();

  /**
   * @param responder the name of this server
   * @param setBack whether the database is an older state of itself: then what it says of keys may
   *     be wrong
   */
  public SignerRenewal(
      Jdbi jdbi, SigningPool pool, InstantSource clock, String responder, BooleanSupplier setBack) {
    this.database = new RenewalDatabase(jdbi);
    this.pool = pool;
    this.clock = clock;
    this.responder = responder;
    this.setBack = setBack;
  }

  @Override
  public void run() {
    if (!NAME.matcher(responder).matches()) {
      if (!told) {
        OcspLog.LOG.responderUnnamed(responder.length());
        told = true;
      }
      return;
    }
    try {
      if (!setBack.getAsBoolean()) {
        renew(clock.instant());
      }
      trouble.worked(OcspLog.LOG::signersRenewedAgain);
    } catch (RuntimeException | Error e) {
      if (isOnlyRead(e)) {
        waits = Optional.of(ONLY_READ);
      }
      // The outermost handler of a thread that must go on: the next run tries again.
      trouble.failed(e, OcspLog.LOG::signersNotRenewed);
    }
  }

  /** Adds to the service's readiness what a request waits for. */
  public Readiness confirm(Readiness readiness) {
    return waits.map(readiness::warning).orElse(readiness);
  }

  /** A replica takes nothing, whoever asks. */
  private static boolean isOnlyRead(Throwable thrown) {
    return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
        .anyMatch(
            cause -> cause instanceof SQLException sql && READ_ONLY.contains(sql.getErrorCode()));
  }

  private void renew(Instant now) {
    RenewalFacts facts = database.read(responder);
    Set<String> labels = Set.copyOf(pool.token().labels());
    waits =
        facts.requests().stream()
            .filter(RequestFact::isOpen)
            .filter(request -> request.answer().isPresent() && labels.contains(request.keyLabel()))
            .findFirst()
            .map(this::sentence);
    for (RenewalTask task : new RenewalPlan(facts, labels, now).tasks()) {
      switch (task) {
        case RenewalTask.Ask ask -> ask(ask, now);
        case RenewalTask.Destroy(String label) -> {
          pool.token().destroy(label);
          OcspLog.LOG.keyDestroyed(label);
        }
      }
    }
  }

  private String sentence(RequestFact request) {
    return "the certificate of an OCSP signer is awaited: %s; the SHA-256 of its key is %s"
        .formatted(
            request.answer().orElseThrow().sentence(),
            Fingerprint.of(pool.token().publicKey(request.keyLabel()).getEncoded()));
  }

  private void ask(RenewalTask.Ask ask, Instant now) {
    SignatureScheme scheme = ask.scheme();
    PublicKey key =
        ask.make()
            ? pool.token().generate(ask.label(), scheme)
            : pool.token().publicKey(ask.label());
    Bytes request = KeyProof.request(responder, key, pool.key(ask.label(), scheme));
    SignerEndorsement endorsement =
        new SignerEndorsement(responder, ask.issuer().issuer(), ask.label(), request);
    Optional<Bytes> vouched =
        ask.endorser().map(endorser -> signed(endorser, endorsement.message()));
    database.ask(
        responder,
        new NewRequest(ask.issuer().number(), ask.label(), request, ask.endorser(), vouched),
        now);
    OcspLog.LOG.certificateAsked(ask.issuer().issuer().toString(), ask.label());
  }

  private Bytes signed(SignerFact endorser, byte[] message) {
    return Bytes.of(pool.key(endorser.keyLabel(), endorser.scheme()).sign(message));
  }
}
