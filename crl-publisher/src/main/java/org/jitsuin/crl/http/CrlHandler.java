package org.jitsuin.crl.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jitsuin.base.Fault;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.crl.model.Partition;
import org.jitsuin.crl.publish.CrlService;
import org.jitsuin.crl.publish.Listing;
import org.jitsuin.crl.publish.Snapshot;

/**
 * Answers all requests of relying parties. An address is looked up in the catalogue; no part of it
 * ever becomes part of a path in the file system.
 */
public final class CrlHandler implements HttpHandler {
  private static final HttpString SECURITY_POLICY = new HttpString("Content-Security-Policy");
  private static final HttpString REFERRER_POLICY = new HttpString("Referrer-Policy");

  private static final String AUTHORITY = "(?<authority>[a-z-]{1,32})";
  private static final Pattern CRL =
      Pattern.compile("/crl/" + AUTHORITY + "/(?<partition>[A-Za-z0-9_-]{1,38})\\.crl");
  private static final Pattern INDEX = Pattern.compile("/crl/" + AUTHORITY + "/");
  private static final Pattern CERTIFICATE = Pattern.compile("/ca/" + AUTHORITY + "\\.cer");
  private static final Pattern GENERATION =
      Pattern.compile("/ca/" + AUTHORITY + "-g(?<generation>[1-9][0-9]{0,2})\\.cer");
  private static final Pattern CERTIFICATES = Pattern.compile("/ca/" + AUTHORITY + "\\.p7c");

  private final CrlService service;
  private final Crls crls;
  private final CrlIndex index;
  private final LandingPage page;
  private final CaCertificates certificates = new CaCertificates();
  private final Transfer transfer;

  /**
   * Reads {@code jitsuin.base-url} and {@code jitsuin.crl.max-age} (PT5M), for how long caches may
   * hand out a CRL without asking.
   *
   * @throws Fault SETTING_INVALID
   */
  public CrlHandler(Settings settings, CrlService service, InstantSource clock) {
    String base = settings.required("jitsuin.base-url").replaceAll("/+$", "");
    Duration maxAge =
        settings.duration(
            "jitsuin.crl.max-age", Duration.ofMinutes(5), Duration.ZERO, Duration.ofDays(1));
    this.service = service;
    this.crls = new Crls(service.files(), maxAge, clock);
    this.index = new CrlIndex(base);
    this.page = new LandingPage(base + "/ocsp");
    this.transfer = new Transfer();
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    HttpString method = exchange.getRequestMethod();
    if (!method.equals(Methods.GET) && !method.equals(Methods.HEAD)) {
      Reply.methodNotAllowed(exchange);
    } else if (exchange.isInIoThread()) {
      // Files are opened on the way, which may take its time.
      exchange.dispatch(this);
    } else {
      service
          .catalogue()
          .current()
          .ifPresentOrElse(
              snapshot -> answer(exchange, snapshot), () -> Reply.unavailable(exchange));
    }
  }

  private void answer(HttpServerExchange exchange, Snapshot snapshot) {
    String path = exchange.getRelativePath();
    if (path.equals("/")) {
      exchange.getResponseHeaders().put(SECURITY_POLICY, page.securityPolicy());
      exchange.getResponseHeaders().put(REFERRER_POLICY, "no-referrer");
      transfer.send(exchange, page.of(snapshot));
      return;
    }
    Matcher crl = CRL.matcher(path);
    if (crl.matches()) {
      answerCrl(exchange, snapshot, crl);
      return;
    }
    found(snapshot, path)
        .ifPresentOrElse(found -> transfer.send(exchange, found), () -> Reply.notFound(exchange));
  }

  private Optional<Representation> found(Snapshot snapshot, String path) {
    return authority(INDEX, path)
        .map(authority -> index.of(authority, snapshot.listings(), service.completeListings()))
        .or(() -> authority(CERTIFICATE, path).flatMap(one -> certificates.newest(snapshot, one)))
        .or(() -> generation(snapshot, path))
        .or(() -> authority(CERTIFICATES, path).flatMap(one -> certificates.all(snapshot, one)));
  }

  private Optional<Representation> generation(Snapshot snapshot, String path) {
    return Optional.of(GENERATION.matcher(path))
        .filter(Matcher::matches)
        .flatMap(matcher ->
            Authority.byId(matcher.group("authority"))
                .flatMap(authority ->
                    certificates.of(
                        snapshot, authority, Integer.parseInt(matcher.group("generation")))));
  }

  private static Optional<Authority> authority(Pattern pattern, String path) {
    return Optional.of(pattern.matcher(path))
        .filter(Matcher::matches)
        .flatMap(matcher -> Authority.byId(matcher.group("authority")));
  }

  private Optional<Listing> complete(Authority authority, String id) {
    return service.completeListings().stream()
        .filter(listing -> listing.partition().authority() == authority)
        .filter(listing -> listing.partition().id().equals(id))
        .findFirst();
  }

  private void answerCrl(HttpServerExchange exchange, Snapshot snapshot, Matcher address) {
    Optional<Authority> authority = Authority.byId(address.group("authority"));
    String id = address.group("partition");
    Optional<Listing> full =
        authority.flatMap(one -> snapshot.find(one, id).or(() -> complete(one, id)));
    Optional<Listing> delta =
        Optional.of(id)
            .filter(name -> name.endsWith(Partition.DELTA_SUFFIX))
            .map(name -> name.substring(0, name.length() - Partition.DELTA_SUFFIX.length()))
            .flatMap(name -> authority.flatMap(one -> snapshot.find(one, name)));
    boolean none = delta.flatMap(Listing::served).filter(crl -> crl.delta().isEmpty()).isPresent();
    if (full.isEmpty() && (delta.isEmpty() || none)) {
      Reply.notFound(exchange);
    } else {
      full.map(crls::full)
          .orElseGet(() -> delta.flatMap(crls::delta))
          .ifPresentOrElse(
              found -> transfer.send(exchange, found), () -> Reply.unavailable(exchange));
    }
  }
}
