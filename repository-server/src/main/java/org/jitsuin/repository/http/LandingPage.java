package org.jitsuin.repository.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.filter.Head;
import org.jitsuin.repository.content.Contents;

/**
 * The page that tells relying parties, in Japanese and English, where everything is. It loads
 * nothing, runs nothing, and shows nothing that a visitor sent.
 */
final class LandingPage {
  private static final String TYPE = "text/html; charset=utf-8";
  private static final String FRESH = Representation.freshFor(Duration.ofMinutes(5));
  private static final String RESOURCE = "landing.html";

  /** What is said of status filters, where there are any. */
  private static final Pattern FILTERS =
      Pattern.compile("\\{\\{filters-begin}}\n(.*)\\{\\{filters-end}}\n", Pattern.DOTALL);

  private final String template;
  private final String securityPolicy;

  /**
   * @param ocsp where the OCSP responder is
   */
  LandingPage(String ocsp) {
    String page = read();
    template = page.replace("{{ocsp}}", escaped(ocsp));
    String style = page.substring(page.indexOf("<style>") + 7, page.indexOf("</style>"));
    Fingerprint hash = Fingerprint.of(style.getBytes(StandardCharsets.UTF_8));
    securityPolicy =
        "default-src 'none'; style-src 'sha256-"
            + Base64.getEncoder().encodeToString(hash.octets())
            + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  }

  private static String read() {
    try (InputStream in = LandingPage.class.getResourceAsStream(RESOURCE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the landing page cannot be read", e);
    }
  }

  /**
   * The Content-Security-Policy of the page: its own style sheet, known by its hash, or nothing.
   */
  String securityPolicy() {
    return securityPolicy;
  }

  /**
   * @param filters what the heads of the status filters say
   */
  Representation of(Contents contents, Map<Authority, Head> filters) {
    String authorities =
        Arrays.stream(Authority.values())
            .filter(authority -> !contents.issuers(authority).isEmpty())
            .map(authority -> authority(contents, authority))
            .collect(Collectors.joining());
    String page =
        FILTERS
            .matcher(template)
            .replaceAll(filters.isEmpty() ? "" : "$1")
            .replace("{{authorities}}", authorities)
            .replace(
                "{{filters}}",
                filters.entrySet().stream()
                    .map(each -> filter(each.getKey(), each.getValue()))
                    .collect(Collectors.joining()));
    return Representation.ofText(TYPE, page.getBytes(StandardCharsets.UTF_8), FRESH);
  }

  private static String authority(Contents contents, Authority authority) {
    String name =
        switch (authority) {
          case SIGNATURE -> "署名用認証局 <span lang=\"en\">Signature</span>";
          case USER_IDENTIFICATION -> "利用者証明用認証局 <span lang=\"en\">User identification</span>";
        };
    return """
    <dt>%1$s</dt>
    <dd><a href="/ca/%2$s.cer">%2$s.cer</a> (DER) ・
    <a href="/ca/%2$s.p7c">%2$s.p7c</a> <span lang="en">(all certificates)</span></dd>
    %3$s%4$s\
    """
        .formatted(
            name,
            authority.id(),
            contents.issuers(authority).stream()
                .map(issuer -> certificate(issuer.issuer().toString(), issuer.certificate()))
                .collect(Collectors.joining()),
            contents.links(authority).stream()
                .map(link -> certificate(link.id(), link.certificate()))
                .collect(Collectors.joining()));
  }

  private static String filter(Authority authority, Head head) {
    String name =
        switch (authority) {
          case SIGNATURE -> "署名用 <span lang=\"en\">signature</span>";
          case USER_IDENTIFICATION -> "利用者証明用 <span lang=\"en\">user identification</span>";
        };
    String path = StatusFilters.path(authority);
    return "<dd>%s: <a href=\"%shead\">head</a>%s%s ・ <a href=\"%s\">JSON</a></dd>\n"
        .formatted(
            name, path, file(path, head.base(), "base"), file(path, head.delta(), "delta"), path);
  }

  private static String file(String path, Head.FileHash file, String kind) {
    return file.length() == 0
        ? ""
        : " ・ <a href=\"%s%s.%s\">%s</a> (%s <span lang=\"en\">octets</span>)"
            .formatted(path, file.sha256(), kind, kind, Long.toString(file.length()));
  }

  private static String certificate(String id, X509Certificate certificate) {
    return """
    <dd><a href="%1$s">%2$s.cer</a> <span lang="en">until</span> %3$s<br>
    SHA-256 <code>%4$s</code></dd>
    """
        .formatted(
            escaped(CaCertificates.path(id)),
            escaped(id),
            JapanTime.date(certificate.getNotAfter().toInstant()),
            Fingerprint.of(CaCertificates.der(certificate)));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
