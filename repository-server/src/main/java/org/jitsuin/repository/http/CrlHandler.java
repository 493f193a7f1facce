package org.jitsuin.repository.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jitsuin.base.Fault;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.repository.FilterPlaces;
import org.jitsuin.base.settings.BaseSettings;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.repository.RepositorySettings;
import org.jitsuin.repository.content.Contents;
import org.jitsuin.repository.content.ServedPartition;

/**
 * Answers all requests of relying parties. An address is looked up among what is handed out; no
 * part of it ever becomes part of a path in the file system.
 */
public final class CrlHandler implements HttpHandler {
  private static final HttpString SECURITY_POLICY = new HttpString("Content-Security-Policy");
  private static final HttpString REFERRER_POLICY = new HttpString("Referrer-Policy");

  private static final Pattern CRL =
      Pattern.compile("/crl/(?<authority>[a-z-]{1,32})/(?<partition>[A-Za-z0-9_-]{1,38})\\.crl");

  /** The suffix that tells the address of a delta CRL from that of the complete one. */
  static final String DELTA_SUFFIX = "-delta";

  private final Supplier<Optional<Contents>> partitions;
  private final Supplier<Optional<Contents>> complete;
  private final Crls crls;
  private final LandingPage page;
  private final Documents documents;
  private final PublishedLog log;
  private final StatusFilters filters;
  private final Transfer transfer;

  /**
   * Reads {@code jitsuin.base-url}, {@code jitsuin.crl.max-age} (PT5M), for how long caches may
   * hand out a CRL without asking, {@code jitsuin.audit.directory}, where the audit log is, and
   * {@code jitsuin.crl.directory}, where status filters are.
   *
   * @param partitions tells what is handed out at the moment; empty as long as nobody knows
   * @param complete the same of complete CRLs; empty where there are none
   * @throws Fault SETTING_INVALID
   */
  public CrlHandler(
      Settings settings,
      Supplier<Optional<Contents>> partitions,
      Supplier<Optional<Contents>> complete,
      InstantSource clock) {
    String base = settings.get(BaseSettings.BASE_URL).replaceAll("/+$", "");
    this.partitions = partitions;
    this.complete = complete;
    this.crls = new Crls(settings.get(RepositorySettings.MAX_AGE), clock);
    this.page = new LandingPage(base + "/ocsp");
    this.log =
        new PublishedLog(
            settings.find(BaseSettings.AUDIT_DIRECTORY).map(all -> all.resolve("public")));
    this.filters =
        new StatusFilters(new FilterPlaces(settings.required(BaseSettings.CRL_DIRECTORY)), base);
    this.documents = new Documents(page, new CrlIndex(base, filters));
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
      // The log does not wait for the CRLs.
      answer(exchange, log.find(exchange.getRelativePath()));
    } else if (StatusFilters.has(exchange.getRelativePath())) {
      answer(exchange, filters.find(exchange.getRelativePath()));
    } else {
      partitions
          .get()
          .ifPresentOrElse(
              contents -> answer(exchange, contents), () -> Reply.unavailable(exchange));
    }
  }

  private void answer(HttpServerExchange exchange, Contents contents) {
    String path = exchange.getRelativePath();
    Matcher crl = CRL.matcher(path);
    if (crl.matches()) {
      answerCrl(exchange, contents, crl);
      return;
    }
    if (path.equals("/")) {
      exchange.getResponseHeaders().put(SECURITY_POLICY, page.securityPolicy());
      exchange.getResponseHeaders().put(REFERRER_POLICY, "no-referrer");
    }
    answer(
        exchange,
        documents.find(path, new Documents.State(contents, complete.get(), filters.heads())));
  }

  private void answer(HttpServerExchange exchange, Optional<Representation> found) {
    found.ifPresentOrElse(
        representation -> transfer.send(exchange, representation), () -> Reply.notFound(exchange));
  }

  private void answerCrl(HttpServerExchange exchange, Contents contents, Matcher address) {
    Optional<Authority> authority = Authority.byId(address.group("authority"));
    String id = address.group("partition");
    Optional<ServedPartition> full =
        authority.flatMap(one ->
            contents.find(one, id).or(() -> complete.get().flatMap(all -> all.find(one, id))));
    Optional<ServedPartition> delta =
        Optional.of(id)
            .filter(name -> name.endsWith(DELTA_SUFFIX))
            .map(name -> name.substring(0, name.length() - DELTA_SUFFIX.length()))
            .flatMap(name -> authority.flatMap(one -> contents.find(one, name)));
    boolean none =
        delta.flatMap(ServedPartition::crl).filter(crl -> crl.delta().isEmpty()).isPresent();
    if (full.isEmpty() && (delta.isEmpty() || none)) {
      Reply.notFound(exchange);
    } else {
      full.map(found -> found.served().map(crls::full))
          .orElseGet(() -> delta.flatMap(ServedPartition::served).flatMap(crls::delta))
          .ifPresentOrElse(
              found -> transfer.send(exchange, found), () -> Reply.unavailable(exchange));
    }
  }
}
