package org.jitsuin.ocsp.signer;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.base.Fault;
import org.jitsuin.base.keys.SigningPool;
import org.jitsuin.base.model.Serial;
import org.jitsuin.base.work.Trouble;
import org.jitsuin.ocsp.OcspLog;
import org.jitsuin.ocsp.signer.SignerDatabase.SignerRow;
import org.jitsuin.ocsp.wire.ResponseAlgorithm;
import org.jitsuin.ocsp.wire.ResponseSigner;

/**
 * Keeps the directory of issuers and signers. Run it again and again from one thread; each run
 * reads and checks everything anew, so that new issuers, renewed signers and a token that comes
 * back are taken up without a restart.
 *
 * <p>While the token cannot be asked, signers that were found good before stay in use: whether it
 * can sign is seen when it is to sign.
 */
public final class SignerLoader implements SignerSource, Runnable {
  private final SignerDatabase database;
  private final SigningPool pool;
  private final SignerCheck check;
  private final InstantSource clock;

  private volatile Optional<SignerDirectory> directory = Optional.empty();
  private volatile Optional<String> problem =
      Optional.of("issuers and signers have not been read yet");
  private final Map<Serial, Optional<String>> reported = new HashMap<>();
  private final Trouble trouble = new Trouble();

  public SignerLoader(Jdbi jdbi, SigningPool pool, InstantSource clock) {
    this.database = new SignerDatabase(jdbi);
    this.pool = pool;
    this.check = new SignerCheck(pool.token());
    this.clock = clock;
  }

  @Override
  public Optional<SignerDirectory> directory() {
    return directory;
  }

  @Override
  public Optional<String> problem() {
    return problem;
  }

  @Override
  public void run() {
    try {
      Optional<Fault> tokenFault = load(clock.instant());
      problem = tokenFault.map(Fault::getMessage);
      tokenFault.ifPresentOrElse(
          fault -> trouble.failed(fault, OcspLog.LOG::signersNotLoaded),
          () -> trouble.worked(OcspLog.LOG::signersLoadedAgain));
    } catch (RuntimeException | Error e) {
      // The outermost handler of a thread that must go on: the next run tries again.
      problem = Optional.of("issuers and signers cannot be read from the database");
      trouble.failed(e, OcspLog.LOG::signersNotLoaded);
    }
  }

  /** Returns what the token failed with, if it did. */
  private Optional<Fault> load(Instant now) {
    SignerDatabase.Rows rows = database.read(now);
    List<DelegatedSigner> usable = new ArrayList<>();
    Optional<Fault> tokenFault = Optional.empty();
    for (SignerRow row : rows.signers()) {
      try {
        accepted(row, rows.issuers()).ifPresent(usable::add);
      } catch (Fault e) {
        tokenFault = Optional.of(e);
        directory
            .flatMap(former -> former.find(row.issuerNumber(), row.serial()))
            .ifPresent(usable::add);
      }
    }
    if (directory.filter(former -> former.isOf(rows.issuers(), usable)).isEmpty()) {
      directory = Optional.of(new SignerDirectory(rows.issuers(), usable));
    }
    return tokenFault;
  }

  private Optional<DelegatedSigner> accepted(SignerRow row, List<KnownIssuer> issuers) {
    Optional<KnownIssuer> issuer =
        issuers.stream().filter(known -> known.number() == row.issuerNumber()).findFirst();
    if (issuer.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> unusable = check.problem(row, issuer.get());
    report(row, issuer.get(), unusable);
    return unusable.isPresent() ? Optional.empty() : Optional.of(signer(row));
  }

  private DelegatedSigner signer(SignerRow row) {
    ResponseSigner signer =
        new ResponseSigner(row.certificate(), pool.key(row.keyLabel(), row.scheme()));
    return new DelegatedSigner(
        row.issuerNumber(),
        row.serial(),
        row.certificate().getNotBefore().toInstant(),
        row.certificate().getNotAfter().toInstant(),
        signer,
        ResponseAlgorithm.of(signer));
  }

  private void report(SignerRow row, KnownIssuer issuer, Optional<String> unusable) {
    if (unusable.equals(reported.put(row.serial(), unusable))) {
      return;
    }
    String serial = row.serial().toString();
    String name = issuer.issuer().toString();
    if (unusable.isPresent()) {
      OcspLog.LOG.signerRejected(serial, name, unusable.get());
    } else {
      String notAfter = row.certificate().getNotAfter().toInstant().toString();
      OcspLog.LOG.signerAccepted(serial, name, notAfter);
    }
  }
}
