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
import org.jitsuin.base.settings.BaseSettings;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.crl.CrlSettings;
import org.jitsuin.crl.model.Partition;
import org.jitsuin.crl.publish.CrlService;
import org.jitsuin.crl.publish.CrlSnapshot;
import org.jitsuin.crl.publish.Lane;
import org.jitsuin.crl.publish.PublishedPartition;

/**
 * Answers all requests of relying parties. An address is looked up in the catalogue; no part of it
 * ever becomes part of a path in the file system.
 */
public final class CrlHandler implements HttpHandler {
  private static final HttpString SECURITY_POLICY = new HttpString("Content-Security-Policy");
  private static final HttpString REFERRER_POLICY = new HttpString("Referrer-Policy");

  private static final Pattern CRL =
      Pattern.compile("/crl/(?<authority>[a-z-]{1,32})/(?<partition>[A-Za-z0-9_-]{1,38})\\.crl");

  private final CrlService service;
  private final Crls crls;
  private final LandingPage page;
  private final Documents documents;
  private final PublishedLog log;
  private final Transfer transfer;

  /**
   * Reads {@code jitsuin.base-url}, {@code jitsuin.crl.max-age} (PT5M), for how long caches may
   * hand out a CRL without asking, and {@code jitsuin.audit.directory}, where the audit log is.
   *
   * @throws Fault SETTING_INVALID
   */
  public CrlHandler(Settings settings, CrlService service, InstantSource clock) {
    String base = settings.get(BaseSettings.BASE_URL).replaceAll("/+$", "");
    Duration maxAge = settings.get(CrlSettings.MAX_AGE);
    this.service = service;
    this.crls = new Crls(service.files(), maxAge, clock);
    this.page = new LandingPage(base + "/ocsp");
    this.documents = new Documents(page, new CrlIndex(base));
    this.log =
        new PublishedLog(
            settings.find(BaseSettings.AUDIT_DIRECTORY).map(all -> all.resolve("public")));
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
    } else if (PublishedLog.has(exchange.getRelativePath())) {
      // The log does not wait for the database.
      answer(exchange, log.find(exchange.getRelativePath()));
    } else {
      service
          .catalogue()
          .current()
          .ifPresentOrElse(
              snapshot -> answer(exchange, snapshot), () -> Reply.unavailable(exchange));
    }
  }

  private void answer(HttpServerExchange exchange, CrlSnapshot snapshot) {
    String path = exchange.getRelativePath();
    Matcher crl = CRL.matcher(path);
    if (crl.matches()) {
      answerCrl(exchange, snapshot, crl);
      return;
    }
    if (path.equals("/")) {
      exchange.getResponseHeaders().put(SECURITY_POLICY, page.securityPolicy());
      exchange.getResponseHeaders().put(REFERRER_POLICY, "no-referrer");
    }
    Optional<CrlSnapshot> complete = service.complete().flatMap(Lane::current);
    answer(exchange, documents.find(path, snapshot, complete));
  }

  private void answer(HttpServerExchange exchange, Optional<Representation> found) {
    found.ifPresentOrElse(
        representation -> transfer.send(exchange, representation), () -> Reply.notFound(exchange));
  }

  private Optional<PublishedPartition> complete(Authority authority, String id) {
    return service.completeListings().stream()
        .filter(listing -> listing.partition().authority() == authority)
        .filter(listing -> listing.partition().id().equals(id))
        .findFirst();
  }

  private void answerCrl(HttpServerExchange exchange, CrlSnapshot snapshot, Matcher address) {
    Optional<Authority> authority = Authority.byId(address.group("authority"));
    String id = address.group("partition");
    Optional<PublishedPartition> full =
        authority.flatMap(one -> snapshot.find(one, id).or(() -> complete(one, id)));
    Optional<PublishedPartition> delta =
        Optional.of(id)
            .filter(name -> name.endsWith(Partition.DELTA_SUFFIX))
            .map(name -> name.substring(0, name.length() - Partition.DELTA_SUFFIX.length()))
            .flatMap(name -> authority.flatMap(one -> snapshot.find(one, name)));
    boolean none =
        delta.flatMap(PublishedPartition::served).filter(crl -> crl.delta().isEmpty()).isPresent();
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
