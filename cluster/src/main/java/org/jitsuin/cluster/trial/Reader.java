package org.jitsuin.cluster.trial;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509CRLEntryHolder;
import org.bouncycastle.cert.X509CRLHolder;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.openssl.PEMParser;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.cluster.plan.Host;
import org.jitsuin.cluster.trial.check.Seen;

/** What relying parties and auditors ask for, of every server: statuses, CRLs, checkpoints. */
final class Reader {
  private static final Duration CONNECT = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final List<String> AUTHORITIES = List.of("signature", "user-identification");

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();

  private final List<Host> servers;
  private final List<Host> outside;
  private final HistoryFile history;
  private final InstantSource clock;
  private final Map<String, X509CertificateHolder> issuers;
  private final List<Known> known = new CopyOnWriteArrayList<>();

  /** A certificate that was told of. */
  private record Known(String authority, String serial, String partition) {}

  /**
   * @param home of the server that held the ceremony
   * @param servers the authority's
   * @param outside validation authorities, which answer whatever befalls the authority
   */
  Reader(
      Path home, List<Host> servers, List<Host> outside, HistoryFile history, InstantSource clock) {
    this.servers = servers;
    this.outside = outside;
    this.history = history;
    this.clock = clock;
    this.issuers =
        AUTHORITIES.stream()
            .collect(
                Collectors.toMap(
                    Function.identity(), name -> issuer(home.resolve("ca/" + name + ".pem"))));
  }

  private static X509CertificateHolder issuer(Path file) {
    try (PEMParser parser = new PEMParser(Files.newBufferedReader(file))) {
      return (X509CertificateHolder) parser.readObject();
    } catch (IOException e) {
      throw new IllegalStateException("no certificate in " + file, e);
    }
  }

  /** Takes a certificate among those that are asked about. */
  void know(String authority, JsonNode certificate) {
    known.add(
        new Known(
            authority,
            certificate.path("serial").asText(),
            certificate.path("partition").asText()));
  }

  /** Asks one server about one certificate. */
  void askStatus(RandomGenerator random) {
    if (known.isEmpty()) {
      return;
    }
    // The newest more often than others: about them something changes.
    int newest = known.size() - 1;
    Known one =
        known.get(Math.max(0, newest - (int) (random.nextDouble() * random.nextDouble() * newest)));
    // Each of those outside as often as all inside together.
    Host server = any(random.nextBoolean() && !outside.isEmpty() ? outside : servers, random);
    long asked = clock.millis();
    OcspQuestion question =
        new OcspQuestion(issuers.get(one.authority()), new BigInteger(one.serial(), 16));
    send(request(server, "/ocsp")
            .header("Content-Type", "application/ocsp-request")
            .POST(BodyPublishers.ofByteArray(question.octets())))
        .map(question::status)
        .<Seen>map(
            status -> new Seen.Answer(server.name(), one.serial(), asked, clock.millis(), status))
        .or(() ->
            outside.contains(server)
                ? Optional.of(new Seen.Silence(server.name(), asked, clock.millis()))
                : Optional.empty())
        .ifPresent(history::add);
  }

  private static Host any(List<Host> hosts, RandomGenerator random) {
    return hosts.get(random.nextInt(hosts.size()));
  }

  /** Fetches one CRL from every server. */
  void fetchCrl(RandomGenerator random) {
    if (known.isEmpty()) {
      return;
    }
    Known one = known.get(random.nextInt(known.size()));
    String path = one.authority() + "/" + one.partition();
    for (Host server : Stream.concat(servers.stream(), outside.stream()).toList()) {
      send(request(server, "/crl/" + path + ".crl"))
          .flatMap(Reader::crl)
          .ifPresent(crl ->
              history.add(
                  new Seen.Crl(
                      server.name(),
                      clock.millis(),
                      path,
                      ASN1Integer.getInstance(
                              crl.getExtension(Extension.cRLNumber).getParsedValue())
                          .longValueExact(),
                      crl.getThisUpdate().toInstant().toEpochMilli(),
                      hash(crl),
                      listed(crl))));
    }
  }

  private static Optional<X509CRLHolder> crl(byte[] octets) {
    try {
      return Optional.of(new X509CRLHolder(octets));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Set<String> listed(X509CRLHolder crl) {
    Set<String> serials = new HashSet<>();
    for (Object one : crl.getRevokedCertificates()) {
      serials.add(
          HexFormat.of().formatHex(((X509CRLEntryHolder) one).getSerialNumber().toByteArray()));
    }
    return serials;
  }

  private static String hash(X509CRLHolder crl) {
    try {
      return Fingerprint.of(crl.getEncoded()).toString();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads the checkpoint of every server. */
  void fetchCheckpoints() {
    for (Host server : servers) {
      send(request(server, "/log/checkpoint"))
          .map(octets -> new String(octets, StandardCharsets.UTF_8).lines().toList())
          .filter(lines -> lines.size() > 2)
          .ifPresent(lines ->
              history.add(
                  new Seen.Checkpoint(
                      server.name(),
                      clock.millis(),
                      Long.parseLong(lines.get(1)),
                      HexFormat.of().formatHex(Base64.getDecoder().decode(lines.get(2))))));
    }
  }

  private static HttpRequest.Builder request(Host server, String path) {
    return HttpRequest.newBuilder(URI.create("http://%s:8080%s".formatted(server.address(), path)))
        .timeout(PATIENCE);
  }

  private Optional<byte[]> send(HttpRequest.Builder request) {
    try {
      HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
      return response.statusCode() == 200 ? Optional.of(response.body()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
