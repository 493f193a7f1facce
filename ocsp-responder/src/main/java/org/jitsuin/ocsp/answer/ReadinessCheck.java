package org.jitsuin.ocsp.answer;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jitsuin.base.readiness.Readiness;
import org.jitsuin.ocsp.signer.SignerDirectory;
import org.jitsuin.ocsp.signer.SignerSource;
import org.jitsuin.ocsp.status.StatusLookup;
import org.jitsuin.ocsp.status.StatusSource;

/** Checks whether answers can be given, and if not, why. */
public final class ReadinessCheck {
  private final SignerSource signers;
  private final StatusSource statuses;
  private final AnswerPolicy policy;
  private final InstantSource clock;

  public ReadinessCheck(
      SignerSource signers, StatusSource statuses, AnswerPolicy policy, InstantSource clock) {
    this.signers = signers;
    this.statuses = statuses;
    this.policy = policy;
    this.clock = clock;
  }

  /** Returns whether the responder is ready now, or everything that is missing. */
  public Readiness readiness() {
    List<String> problems = problems();
    return problems.isEmpty() ? Readiness.ready() : Readiness.notReady(String.join("; ", problems));
  }

  private List<String> problems() {
    Instant now = clock.instant();
    List<String> problems = new ArrayList<>();
    statusProblem(now).ifPresent(problems::add);
    signers.problem().ifPresent(problems::add);
    signers.directory().ifPresent(directory -> addSignerProblems(directory, now, problems));
    return problems;
  }

  private Optional<String> statusProblem(Instant now) {
    if (statuses.isSetBack()) {
      return Optional.of(
          "the database was set back to an older state; recover with: ./jitsuin recover");
    }
    Optional<Instant> asOf = statuses.read(StatusLookup::asOf);
    if (asOf.isEmpty()) {
      return statuses
          .standstill()
          .or(() -> Optional.of("the status of certificates is not loaded"));
    }
    return asOf.get().plus(policy.freshnessLimit()).isBefore(now)
        ? Optional.of(tooOld(asOf.get()))
        : Optional.empty();
  }

  private String tooOld(Instant asOf) {
    String problem =
        asOf.equals(Instant.EPOCH)
            ? "no heartbeat of the authority has been read yet"
            : "the known status of certificates is from " + asOf + ", which is too old";
    return statuses.standstill().map(why -> problem + ", since " + why).orElse(problem);
  }

  private static void addSignerProblems(
      SignerDirectory directory, Instant now, List<String> problems) {
    if (directory.issuers().isEmpty()) {
      problems.add("no issuer is known");
    }
    directory.issuers().stream()
        .filter(issuer -> issuer.isInForce(now))
        .filter(issuer -> directory.signer(issuer, now).isEmpty())
        .forEach(issuer -> problems.add("no valid OCSP signer for " + issuer.issuer()));
  }
}
