package org.jitsuin.crl.publish;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.keys.SigningKey;
import org.jitsuin.base.keys.SigningPool;
import org.jitsuin.crl.model.CrlIssuer;
import org.jitsuin.crl.model.Partition;
import org.jitsuin.crl.write.CheckedCrl;
import org.jitsuin.crl.write.Compression;
import org.jitsuin.crl.write.CrlCheck;
import org.jitsuin.crl.write.CrlContent;
import org.jitsuin.crl.write.CrlWriter;
import org.jitsuin.crl.write.EntrySpool;

/** Signs, writes and checks CRLs, several at once, and puts the files into place. */
final class CrlSigner {
  /** Faults of one key and not of the token: CRLs under other keys are published all the same. */
  private static final Set<FaultCode> OF_ONE_KEY =
      EnumSet.of(
          FaultCode.INTEGRITY_VIOLATED, FaultCode.TOKEN_KEY_MISSING, FaultCode.SETTING_INVALID);

  private final SigningPool pool;
  private final CrlFiles files;
  private final ExecutorService workers;

  /**
   * @param pool for the token with the keys of the authorities
   * @param workers how many are written at once
   */
  CrlSigner(SigningPool pool, CrlFiles files, ExecutorService workers) {
    this.pool = pool;
    this.files = files;
    this.workers = workers;
  }

  /**
   * Makes sure that the token can sign, before numbers are used up.
   *
   * @throws Fault as {@link SigningPool#check()}
   */
  void check() {
    pool.check();
  }

  /**
   * Signs CRLs that are recorded as intended.
   *
   * @param outcomes takes the partitions that fail
   * @return the others, each in a file that was read back
   * @throws Fault if the token is at fault rather than a partition; nothing is published then
   */
  List<SignedCrls> sign(List<Intent> intents, List<PublishOutcome> outcomes) {
    List<Callable<Attempt>> tasks = new ArrayList<>();
    intents.forEach(intent -> tasks.add(() -> attempt(intent)));
    List<SignedCrls> signed = new ArrayList<>();
    for (Attempt attempt : all(tasks)) {
      attempt.signed().ifPresent(signed::add);
      attempt.failure().ifPresent(outcomes::add);
    }
    return signed;
  }

  private record Attempt(Optional<SignedCrls> signed, Optional<PublishOutcome> failure) {}

  private Attempt attempt(Intent intent) {
    try {
      return new Attempt(Optional.of(sign(intent)), Optional.empty());
    } catch (Fault e) {
      if (!OF_ONE_KEY.contains(e.code())) {
        throw e;
      }
      return failed(intent, e);
    } catch (IOException | UncheckedIOException e) {
      return failed(intent, e);
    }
  }

  private static Attempt failed(Intent intent, Exception failure) {
    PublishOutcome outcome =
        new PublishOutcome.Failed(intent.draft().listing(), Reasons.of(failure));
    return new Attempt(Optional.empty(), Optional.of(outcome));
  }

  private SignedCrls sign(Intent intent) throws IOException {
    Partition partition = intent.content().partition();
    long number = intent.content().number();
    CrlDraft draft = intent.draft();
    SignedCrls.Written full =
        write(intent.content(), draft.entries(), files.file(partition, number));
    if (draft.delta().isEmpty()) {
      return new SignedCrls(intent, full, Optional.empty());
    }
    EntrySpool changes = draft.delta().get().entries();
    CrlContent delta = intent.delta().orElseThrow();
    return new SignedCrls(
        intent, full, Optional.of(write(delta, changes, files.deltaFile(partition, number))));
  }

  private SignedCrls.Written write(CrlContent content, EntrySpool entries, Path place)
      throws IOException {
    CrlIssuer issuer = content.partition().issuer();
    SigningKey key = pool.key(issuer.keyLabel(), issuer.scheme());
    Path file = files.draft(place);
    CrlWriter.write(content, entries, key, file);
    CheckedCrl checked = CrlCheck.check(file, content, entries.count());
    Compression.apply(file, files.draft(CrlFiles.packed(place)));
    return new SignedCrls.Written(file, checked);
  }

  private List<Attempt> all(List<Callable<Attempt>> tasks) {
    List<Attempt> attempts = new ArrayList<>();
    try {
      for (Future<Attempt> future : workers.invokeAll(tasks)) {
        attempts.add(future.get());
      }
      return attempts;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Fault(FaultCode.SIGNING_TIMEOUT, "interrupted while CRLs were signed", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Fault fault
          ? fault
          : new IllegalStateException("signing a CRL failed", e.getCause());
    }
  }

  /**
   * Puts the files into place, where they stay even if the power fails.
   *
   * @param outcomes takes the partitions that fail
   * @return the others
   */
  List<SignedCrls> place(List<SignedCrls> signed, List<PublishOutcome> outcomes) {
    List<SignedCrls> placed = new ArrayList<>();
    for (SignedCrls one : signed) {
      Partition partition = one.intent().content().partition();
      try {
        long number = one.intent().content().number();
        files.place(one.full().file(), files.file(partition, number), number);
        if (one.delta().isPresent()) {
          files.place(one.delta().get().file(), files.deltaFile(partition, number), number);
        }
        placed.add(one);
      } catch (IOException e) {
        outcomes.add(new PublishOutcome.Failed(one.intent().draft().listing(), Reasons.of(e)));
      }
    }
    try {
      files.sync(placed.stream().map(one -> one.intent().content().partition()).toList());
    } catch (IOException e) {
      throw new UncheckedIOException("the directory of CRLs cannot be written to disk", e);
    }
    return placed;
  }
}
