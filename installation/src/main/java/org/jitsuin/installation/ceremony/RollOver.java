package org.jitsuin.installation.ceremony;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.audit.entry.CeremonyAct;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.keys.SigningPool;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.base.model.SerialSource;
import org.jitsuin.ca.profile.AuthorityScript;
import org.jitsuin.ca.store.AuditLog;
import org.jitsuin.ca.store.IssuerTable;
import org.jitsuin.ca.store.LinkCertificate;
import org.jitsuin.ca.store.OpenRollOver;
import org.jitsuin.ca.store.RollOverTable;
import org.jitsuin.installation.ceremony.RollOverOutcome.Refused;

/**
 * Makes a new key generation of an authority under its old name while the one before goes on.
 *
 * <p>Three transactions: what is intended; the new generation, which has CRLs and OCSP answers from
 * then on; and, once each of its CRLs is published, from when on it issues. Whatever dies in
 * between, the same is asked for again and goes on where it was.
 */
public final class RollOver {
  /** The greatest number of a row of {@code status.issuer}: those of both authorities together. */
  private static final int LAST_NUMBER = 255;

  /**
   * How long after its last CRL a new generation begins to issue: servers read every ten seconds
   * which generations there are, and responders on replicas have a key certified first. Of a
   * certificate whose issuer a responder has not heard of it says that it is not authorized (RFC
   * 6960 §2.3).
   */
  static final Duration HEARD_OF = Duration.ofSeconds(30);

  private final Jdbi database;
  private final InstantSource clock;
  private final CeremonyRecord record;
  private final NextGeneration next;
  private final String node;

  /** Arguments as for {@link Ceremony}. */
  public RollOver(
      Jdbi database,
      SigningPool caToken,
      SigningPool ocspToken,
      InstantSource clock,
      SecureRandom random,
      String node) {
    this.database = database;
    this.clock = clock;
    this.record = new CeremonyRecord(new AuditLog(clock, random), node);
    this.next =
        new NextGeneration(
            database,
            caToken,
            ocspToken,
            clock,
            record,
            new RecordedSigning(database, clock, node),
            new SerialSource(random));
    this.node = node;
  }

  /**
   * Begins it or goes on with it, up to where the new generation has everything but CRLs.
   *
   * @param wanted the script of the new generation; as the one before where it is empty
   * @param output where certificates are written
   */
  public RollOverOutcome prepare(
      Authority authority,
      Optional<AuthorityScript> wanted,
      Path output,
      CeremonyContext circumstances) {
    return prepare(authority, wanted, Optional.empty(), output, circumstances);
  }

  /**
   * As {@link #prepare(Authority, Optional, Path, CeremonyContext)}.
   *
   * @param algorithm of the new key, where it is to be another one than before and no script says
   *     so
   */
  public RollOverOutcome prepare(
      Authority authority,
      Optional<AuthorityScript> wanted,
      Optional<SignatureScheme> algorithm,
      Path output,
      CeremonyContext circumstances) {
    Optional<OpenRollOver> open = database.withHandle(RollOverTable::open);
    if (open.isPresent() && open.get().issuer().authority() != authority) {
      return new Refused(open.get().issuer() + " is being created; finish that roll-over first");
    }
    if (open.isEmpty()) {
      Optional<String> refusal = begin(authority, wanted, algorithm, circumstances);
      if (refusal.isPresent()) {
        return new Refused(refusal.get());
      }
    } else if (wanted.isPresent() && !wanted.get().toJson().equals(open.get().script())) {
      return new Refused(
          open.get().issuer() + " is being created by another script; continue without a script");
    } else if (algorithm
        .filter(other -> AuthorityScript.ofJson(open.get().script()).keyScheme() != other)
        .isPresent()) {
      return new Refused(
          open.get().issuer() + " is being created with another key; continue without --algorithm");
    }
    OpenRollOver row = database.withHandle(RollOverTable::open).orElseThrow();
    List<IssuerTable.Row> issuers = database.withHandle(IssuerTable::all);
    if (issuers.stream().noneMatch(issuer -> issuer.number() == row.number())) {
      next.make(row, issuers, circumstances.steps());
    }
    write(row, output);
    return new RollOverOutcome.Prepared(row.issuer(), missing(row));
  }

  /** Begins a roll-over; returns why not, if it cannot be begun. */
  private Optional<String> begin(
      Authority authority,
      Optional<AuthorityScript> wanted,
      Optional<SignatureScheme> algorithm,
      CeremonyContext circumstances) {
    List<IssuerTable.Row> issuers = database.withHandle(IssuerTable::all);
    Optional<IssuerTable.Row> last =
        issuers.stream()
            .filter(issuer -> issuer.authority().equals(authority.id()))
            .max(Comparator.comparingInt(IssuerTable.Row::generation));
    int number = issuers.stream().mapToInt(IssuerTable.Row::number).max().orElse(0) + 1;
    if (last.isEmpty()) {
      return Optional.of("there is no key generation of " + authority + " to follow");
    }
    if (number > LAST_NUMBER || last.get().generation() == Issuer.LAST_GENERATION) {
      return Optional.of("there is no number left for another key generation of " + authority);
    }
    AuthorityScript before = AuthorityScript.ofJson(last.get().script());
    AuthorityScript following = wanted.orElseGet(before::next);
    AuthorityScript next = algorithm.map(following::by).orElse(following);
    if (!next.name().equals(before.name())
        || !next.authority().equals(before.authority())
        || next.generation() != before.generation() + 1) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "the script must be of generation %d of %s, under the same name",
              before.generation() + 1,
              authority));
    }
    Optional<String> obstacle = next.obstacle().filter(_ -> circumstances.production());
    if (obstacle.isPresent()) {
      return obstacle;
    }
    Issuer issuer = next.authorityPolicy().issuer();
    circumstances
        .steps()
        .begin("note that %s will follow %s".formatted(issuer, issuer(last.get())));
    Instant now = clock.instant();
    OpenRollOver row = new OpenRollOver(number, issuer, last.get().number(), next.toJson(), now);
    database.useTransaction(handle -> {
      RollOverTable.begin(handle, row);
      record.append(handle, now, new CeremonyAct.RollOverBegun(issuer, issuer(last.get())));
    });
    return Optional.empty();
  }

  /** Returns how many CRLs of the generation that is being created are not published yet. */
  private long missing(OpenRollOver row) {
    return database.withHandle(handle -> RollOverTable.partitionsWithoutCrl(handle, row.number()));
  }

  /**
   * Lets the new generation issue once every server has heard of it, in one transaction with the
   * record of the roll-over. Answers that it is only prepared as long as it has not all CRLs.
   *
   * @param plan who looks on, and by which script
   * @param crlsNeeded false only where no server is meant to be there, as in a dry run: it issues
   *     at once then
   */
  public RollOverOutcome complete(
      CeremonyPlan plan, Path output, CeremonyContext circumstances, boolean crlsNeeded) {
    Optional<OpenRollOver> open = database.withHandle(RollOverTable::open);
    if (open.isEmpty()) {
      return new Refused("no roll-over is in progress");
    }
    OpenRollOver row = open.get();
    long missing = missing(row);
    if (crlsNeeded && missing > 0) {
      return new RollOverOutcome.Prepared(row.issuer(), missing);
    }
    Instant now = clock.instant();
    Instant from = crlsNeeded ? now.plus(HEARD_OF).truncatedTo(ChronoUnit.SECONDS) : now;
    circumstances
        .steps()
        .begin(
            "let %s issue from %s on"
                .formatted(row.issuer(), crlsNeeded ? from.toString() : "now"));
    List<IssuerTable.Row> issuers = database.withHandle(IssuerTable::all);
    Issuer predecessor =
        issuers.stream()
            .filter(issuer -> issuer.number() == row.predecessor())
            .map(RollOver::issuer)
            .findFirst()
            .orElseThrow();
    database.useTransaction(handle -> {
      if (RollOverTable.complete(handle, row.number(), now, from)) {
        record.append(handle, now, new CeremonyAct.RollOverCompleted(row.issuer(), predecessor));
        RecordDocument document =
            new RollOverRecord(row, plan, circumstances, node).document(handle);
        record.conclude(handle, document, plan.script(), now);
      }
    });
    CredentialFiles.certificate(
        output, row.issuer().authority().id(), certificate(issuers, row.number()));
    RecordFiles.write(database, output);
    return new RollOverOutcome.Completed(row.issuer(), predecessor);
  }

  private void write(OpenRollOver row, Path output) {
    List<IssuerTable.Row> issuers = database.withHandle(IssuerTable::all);
    for (int number : List.of(row.predecessor(), row.number())) {
      IssuerTable.Row issuer =
          issuers.stream().filter(one -> one.number() == number).findFirst().orElseThrow();
      CredentialFiles.certificate(output, issuer(issuer).toString(), issuer.certificate());
    }
    for (LinkCertificate link :
        database.withHandle(handle -> RollOverTable.links(handle, row.number()))) {
      boolean byOld = link.issuerNumber() == row.predecessor();
      CredentialFiles.certificate(
          output, row.issuer() + (byOld ? "-new-with-old" : "-old-with-new"), link.certificate());
    }
  }

  private static X509Certificate certificate(List<IssuerTable.Row> issuers, int number) {
    return issuers.stream()
        .filter(issuer -> issuer.number() == number)
        .findFirst()
        .orElseThrow()
        .certificate();
  }

  private static Issuer issuer(IssuerTable.Row row) {
    return new Issuer(Authority.byId(row.authority()).orElseThrow(), row.generation());
  }
}
