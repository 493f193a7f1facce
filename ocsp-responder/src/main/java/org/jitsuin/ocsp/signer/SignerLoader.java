package org.jitsuin.ocsp.signer;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.base.Fault;
import org.jitsuin.base.keys.SigningPool;
import org.jitsuin.base.model.Serial;
import org.jitsuin.base.work.Trouble;
import org.jitsuin.ocsp.OcspLog;
import org.jitsuin.ocsp.signer.SignerCheck.Problem;
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
    List<Checked> checked = new ArrayList<>();
    Optional<Fault> tokenFault = Optional.empty();
    for (SignerRow row : rows.signers()) {
      try {
        Optional<Checked> one = check(row, rows.issuers(), now);
        one.ifPresent(checked::add);
        one.filter(Checked::isUsable).ifPresent(_ -> usable.add(signer(row)));
      } catch (Fault e) {
        tokenFault = Optional.of(e);
        directory
            .flatMap(former -> former.find(row.issuerNumber(), row.serial()))
            .ifPresent(usable::add);
      }
    }
    checked.forEach(one -> report(one, usable));
    Set<Serial> known = rows.signers().stream().map(SignerRow::serial).collect(Collectors.toSet());
    check.keepOnly(known);
    reported.keySet().retainAll(known);
    if (directory.filter(former -> former.isOf(rows.issuers(), usable)).isEmpty()) {
      directory = Optional.of(new SignerDirectory(rows.issuers(), usable));
    }
    return tokenFault;
  }

  /** A signer that was looked at, with what keeps it from being used. */
  private record Checked(SignerRow row, KnownIssuer issuer, Optional<Problem> problem) {
    boolean isUsable() {
      return problem.isEmpty();
    }
  }

  private Optional<Checked> check(SignerRow row, List<KnownIssuer> issuers, Instant now) {
    return issuers.stream()
        .filter(known -> known.number() == row.issuerNumber())
        .findFirst()
        .map(issuer -> new Checked(row, issuer, check.problem(row, issuer, now)));
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

  /** Tells what is new of a signer; not that its key is not here where another one answers. */
  private void report(Checked checked, List<DelegatedSigner> usable) {
    SignerRow row = checked.row();
    Optional<String> unusable =
        checked
            .problem()
            .filter(problem ->
                !problem.keyMissing()
                    || usable.stream()
                        .noneMatch(other -> other.issuerNumber() == row.issuerNumber()))
            .map(Problem::sentence);
    boolean silent = unusable.isEmpty() && !checked.isUsable();
    if (silent || unusable.equals(reported.put(row.serial(), unusable))) {
      return;
    }
    String serial = row.serial().toString();
    String name = checked.issuer().issuer().toString();
    if (unusable.isPresent()) {
      OcspLog.LOG.signerRejected(serial, name, unusable.get());
    } else {
      String notAfter = row.certificate().getNotAfter().toInstant().toString();
      OcspLog.LOG.signerAccepted(serial, name, notAfter);
    }
  }
}
