package org.jitsuin.ca.status;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jitsuin.ca.json.Absent;

/**
 * How the authority stands, as this server sees it. Each part has a condition and, unless it is
 * good, says why; where a figure is not known, the member is absent.
 *
 * @param at by the authorities' clock
 * @param node the server that says so
 */
public record StatusView(
    Instant at,
    String node,
    ClockView clock,
    DatabaseView database,
    List<ServiceView> services,
    TokenView token,
    LogView log,
    GenerationsView generations,
    CrlsView crls,
    OcspView ocsp,
    WorkView work,
    CertificatesView certificates,
    WaitingView waiting) {

  /**
   * The clocks.
   *
   * @param authorities that by which is issued and revoked
   * @param machine that by which TLS judges certificates
   * @param moved whether they differ, for training
   */
  public record ClockView(
      Condition condition,
      @JsonUnwrapped Why why,
      Instant authorities,
      Instant machine,
      boolean moved) {}

  /** The database, which is asked each second. */
  public record DatabaseView(
      Condition condition, @JsonUnwrapped Why why, @Absent Instant silentSince) {}

  /**
   * A service of this server, as its health report has it.
   *
   * @param facts numbers of the report, by name
   */
  public record ServiceView(
      String service, Condition condition, @JsonUnwrapped Why why, Map<String, String> facts) {}

  /**
   * The token of the authorities' keys.
   *
   * @param waiting signatures that wait for their turn
   */
  public record TokenView(Condition condition, @JsonUnwrapped Why why, long waiting) {}

  /**
   * The audit log, in this server's copy.
   *
   * @param size how many entries were signed
   * @param refused entries of the CRL publisher that were refused and are still there
   */
  public record LogView(
      Condition condition,
      @JsonUnwrapped Why why,
      @Absent Long size,
      @Absent Instant signedAt,
      @Absent Long ageSeconds,
      long refused,
      List<WitnessView> witnesses) {}

  /**
   * A witness of the log.
   *
   * @param size that it cosigned last, as far as this server knows
   * @param askedAt absent where another server asks
   */
  public record WitnessView(
      String name,
      Condition condition,
      @JsonUnwrapped Why why,
      @Absent Long size,
      @Absent Instant askedAt) {}

  /** The key generations of the authorities. */
  public record GenerationsView(
      Condition condition, @JsonUnwrapped Why why, List<GenerationView> generations) {}

  /**
   * A key generation.
   *
   * @param issuing whether certificates are issued with it now
   * @param retired whether it signs nothing any more
   * @param issuesFrom absent while it is being made
   * @param signers the newest OCSP signer of each responder
   */
  public record GenerationView(
      String issuer,
      String authority,
      int generation,
      String scheme,
      Condition condition,
      @JsonUnwrapped Why why,
      boolean issuing,
      boolean retired,
      @Absent Instant issuesFrom,
      Instant notBefore,
      Instant notAfter,
      long daysLeft,
      List<SignerView> signers) {}

  /**
   * An OCSP signer.
   *
   * @param responder who has its key; absent where that is not known
   */
  public record SignerView(
      @Absent String responder,
      String serial,
      Condition condition,
      Instant notBefore,
      Instant notAfter,
      long daysLeft) {}

  /**
   * The CRLs.
   *
   * @param partitions how many there are; {@code current} have a CRL that is valid now
   * @param unrecordedSeconds how long the oldest audit entry of the publisher waits for its number
   * @param manifestAgeSeconds since the repository server got another manifest
   * @param unsound CRLs that the repository server cannot hand out as they are listed
   */
  public record CrlsView(
      Condition condition,
      @JsonUnwrapped Why why,
      @Absent Long partitions,
      @Absent Long current,
      @Absent Long failing,
      @Absent Long unrecordedSeconds,
      @Absent Long manifestAgeSeconds,
      @Absent Long unsound,
      List<CrlView> authorities) {}

  /**
   * The CRLs of an authority.
   *
   * @param oldestSeconds since the thisUpdate of the oldest one that is served
   * @param remainingSeconds until the first nextUpdate
   */
  public record CrlView(
      String authority,
      Condition condition,
      @Absent Long oldestSeconds,
      @Absent Long remainingSeconds,
      @Absent Long entries,
      @Absent Long octets) {}

  /**
   * The OCSP responder of this server.
   *
   * @param feedAgeSeconds since it last read the status feed to its end
   * @param signerRemainingSeconds until the first of the signers that answer now ends
   * @param certificates that it knows the status of
   * @param waiting signatures that wait for the token
   */
  public record OcspView(
      Condition condition,
      @JsonUnwrapped Why why,
      @Absent Long feedAgeSeconds,
      @Absent Long signerRemainingSeconds,
      @Absent Long certificates,
      @Absent Long waiting) {}

  /** What a server does again and again by itself. */
  public record WorkView(Condition condition, @JsonUnwrapped Why why, List<RoundView> rounds) {}

  /**
   * One kind of such work.
   *
   * @param sinceSeconds since its last round ended
   * @param patienceSeconds after which it counts as stuck
   */
  public record RoundView(
      String name, Condition condition, long sinceSeconds, long patienceSeconds) {}

  /** The certificates that people renew. */
  public record CertificatesView(Condition condition, @JsonUnwrapped Why why, List<EndView> ends) {}

  /**
   * The end of the first certificate of a kind.
   *
   * @param certificate {@code tls}, {@code staff-authority}, {@code staff}, {@code register-feed},
   *     {@code relying-party} or {@code ocsp-requester}
   */
  public record EndView(String certificate, Condition condition, long secondsLeft, long daysLeft) {}

  /**
   * What waits for people.
   *
   * @param holds of resident events on which nobody has decided
   * @param responders that ask for a certificate and are not admitted
   * @param retentionBehindSeconds since when something is due to be erased
   */
  public record WaitingView(
      Condition condition,
      @JsonUnwrapped Why why,
      long holds,
      long heldEvents,
      long budgetsUsedUp,
      long suspensionsSlowed,
      @Absent Long responders,
      long retentionBehindSeconds) {}
}
