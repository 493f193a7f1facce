package org.jitsuin.ca.status;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jitsuin.ca.status.StatusView.CertificatesView;
import org.jitsuin.ca.status.StatusView.CrlsView;
import org.jitsuin.ca.status.StatusView.EndView;
import org.jitsuin.ca.status.StatusView.GenerationsView;
import org.jitsuin.ca.status.StatusView.OcspView;
import org.jitsuin.ca.status.StatusView.RoundView;
import org.jitsuin.ca.status.StatusView.ServiceView;
import org.jitsuin.ca.status.StatusView.TokenView;
import org.jitsuin.ca.status.StatusView.WaitingView;
import org.jitsuin.ca.status.StatusView.WorkView;

/**
 * Says how the authority stands, within seconds: each part is asked by itself, and one that hangs
 * or fails is told so and keeps no other back.
 */
public final class ReadStatus implements AutoCloseable {
  /** Longer than the health check of the authority takes to say that something hangs. */
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private static final List<String> SERVICES =
      List.of("ca-core", "ocsp-responder", "crl-publisher", "repository-server");

  private final Sources sources;
  private final Duration patience;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofPlatform().daemon().name("status-", 0).factory());

  private final List<Part<ServiceView>> services;
  private final Part<TokenView> token;
  private final Part<GenerationsView> generations;
  private final Part<CertificatesView> certificates;
  private final Part<WaitingView> waiting;
  private final Part<CrlsView> crls;
  private final Part<OcspView> ocsp;

  public ReadStatus(Sources sources) {
    this(sources, PATIENCE);
  }

  ReadStatus(Sources sources, Duration patience) {
    this.sources = sources;
    this.patience = patience;
    this.services = SERVICES.stream().map(this::service).toList();
    this.token =
        new Part<>(
            () -> new TokenView(Condition.GOOD, Why.NOTHING, sources.tokenWaiting()),
            why -> new TokenView(Condition.FAILING, why, 0));
    this.generations =
        part(
            () -> GenerationRules.all(sources.generations(), sources.time()),
            why -> new GenerationsView(Condition.UNKNOWN, why, List.of()));
    this.certificates =
        part(
            this::readCertificates, why -> new CertificatesView(Condition.UNKNOWN, why, List.of()));
    this.waiting =
        part(
            () -> StatusRules.waiting(sources.waiting(), Optional.of(sources.waitingResponders())),
            _ -> StatusRules.waiting(sources.waiting(), Optional.empty()));
    this.crls =
        part(() -> FigureRules.crls(sources.figures()), _ -> FigureRules.crls(_ -> List.of()));
    this.ocsp =
        part(() -> FigureRules.ocsp(sources.figures()), _ -> FigureRules.ocsp(_ -> List.of()));
  }

  private static <T> Part<T> part(Supplier<T> ask, Function<Why, T> otherwise) {
    return new Part<>(ask, otherwise);
  }

  private Part<ServiceView> service(String name) {
    return new Part<>(
        () -> StatusRules.service(name, sources.readiness(name)),
        why -> new ServiceView(name, Condition.UNKNOWN, why, Map.of()));
  }

  private CertificatesView readCertificates() {
    List<EndView> ends =
        sources.ends().stream()
            .flatMap(
                end -> end.left().map(left -> StatusRules.end(end.certificate(), left)).stream())
            .toList();
    return new CertificatesView(
        Condition.worst(ends.stream().map(EndView::condition)), Why.NOTHING, ends);
  }

  /** The status now. */
  public StatusView read() {
    await();
    List<RoundView> rounds = sources.work().stream().map(StatusRules::round).toList();
    return new StatusView(
        sources.time(),
        sources.node(),
        StatusRules.clock(sources.time(), sources.machineTime()),
        StatusRules.database(sources.databaseSilentSince()),
        services.stream().map(Part::now).toList(),
        token.now(),
        StatusRules.log(
            sources.log(), sources.refusedEntries(), sources.witnesses(), sources.time()),
        generations.now(),
        crls.now(),
        ocsp.now(),
        new WorkView(
            Condition.worst(rounds.stream().map(RoundView::condition)), Why.NOTHING, rounds),
        certificates.now(),
        waiting.now());
  }

  /**
   * Asks all parts at once, and waits until they have answered or for as long as anybody should.
   */
  private void await() {
    CompletableFuture<?>[] asked =
        Stream.concat(
                services.stream(), Stream.of(token, generations, certificates, waiting, crls, ocsp))
            .map(part -> part.begin(threads))
            .toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(asked).get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException _) {
      // Each part says so itself.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
