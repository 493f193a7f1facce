package org.jitsuin.ca.boot;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jitsuin.base.Fault;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.readiness.Readiness;
import org.jitsuin.base.readiness.ReadinessBoard;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.base.work.Heartbeats;
import org.jitsuin.ca.issue.Authorities;
import org.jitsuin.ca.log.LogState;
import org.jitsuin.ca.log.WitnessRound;
import org.jitsuin.ca.signer.SignerWatch;
import org.jitsuin.ca.status.Figures;
import org.jitsuin.ca.status.Sources;

/** Asks the parts of a server for its status; each is the one that its health and metrics ask. */
final class StatusSources implements Sources {
  private final CaServer server;
  private final DatabaseWatch database;
  private final Heartbeats heartbeats;
  private final Figures figures;

  StatusSources(CaServer server, DatabaseWatch database, Heartbeats heartbeats, Figures figures) {
    this.server = server;
    this.database = database;
    this.heartbeats = heartbeats;
    this.figures = figures;
  }

  private CaContext context() {
    return server.service().context();
  }

  @Override
  public Instant time() {
    return context().clock().instant();
  }

  @Override
  public Instant machineTime() {
    return Clocks.system().instant();
  }

  @Override
  public String node() {
    return context().node().name();
  }

  @Override
  public Optional<Instant> databaseSilentSince() {
    return database.silentSince();
  }

  @Override
  public Optional<Readiness> readiness(String service) {
    return ReadinessBoard.ask(service);
  }

  @Override
  public long tokenWaiting() {
    context().token().check();
    return context().token().waiting();
  }

  @Override
  public LogState log() {
    return server.log().sequencer().state();
  }

  @Override
  public long refusedEntries() {
    return server.log().submissions().refused();
  }

  @Override
  public List<WitnessRound.Standing> witnesses() {
    return server.log().witnessRound().standings();
  }

  @Override
  public List<Standing> generations() {
    Authorities authorities = context().authorities();
    Set<Integer> issuing =
        Stream.of(Authority.values())
            .flatMap(authority -> issuing(authorities, authority).stream())
            .collect(Collectors.toSet());
    SignerWatch signers = server.service().issuing().signerWatch();
    return authorities.all().stream()
        .map(generation ->
            new Standing(
                generation,
                issuing.contains(generation.issuing().number()),
                signers.newest(generation)))
        .toList();
  }

  private static Optional<Integer> issuing(Authorities authorities, Authority authority) {
    try {
      return Optional.of(authorities.issuing(authority).number());
    } catch (Fault _) {
      return Optional.empty();
    }
  }

  @Override
  public List<Heartbeats.Rhythm> work() {
    return heartbeats.rhythms();
  }

  @Override
  public List<End> ends() {
    CertificateWatch watch = server.certificates();
    return List.of(
        end("tls", watch.tlsRemaining()),
        end("staff-authority", watch.staffAuthorityRemaining()),
        end("staff", watch.staffRemaining()),
        end("register-feed", watch.registerFeedRemaining()),
        end("relying-party", watch.relyingPartyRemaining()),
        end("ocsp-requester", watch.requesterRemaining()));
  }

  private static End end(String certificate, double seconds) {
    return new End(
        certificate,
        Double.isNaN(seconds) ? Optional.empty() : Optional.of(Duration.ofSeconds((long) seconds)));
  }

  @Override
  public Waiting waiting() {
    BrakeWatch brakes = server.brakes();
    return new Waiting(
        (long) brakes.openHolds(),
        (long) brakes.heldEvents(),
        (long) brakes.budgetsUsedUp(),
        (long) brakes.suspensionsSlowed(),
        server.retention().behind(time()));
  }

  @Override
  public long waitingResponders() {
    return server.service().issuing().signerWatch().census().waiting();
  }

  @Override
  public Figures figures() {
    return figures;
  }
}
