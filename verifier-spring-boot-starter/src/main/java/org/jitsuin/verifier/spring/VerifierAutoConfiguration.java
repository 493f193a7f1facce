package org.jitsuin.verifier.spring;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jitsuin.verifier.CertificateKind;
import org.jitsuin.verifier.TrustAnchors;
import org.jitsuin.verifier.Verifier;
import org.jitsuin.verifier.crl.CrlSource;
import org.jitsuin.verifier.http.HttpTransport;
import org.jitsuin.verifier.ocsp.OcspSource;
import org.jitsuin.verifier.status.StatusSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.io.Resource;

/**
 * Makes a verifier of what {@link VerifierProperties} say. Each bean gives way to one of the
 * application's own; those that nobody needs then are not made, nor their properties asked for.
 */
@AutoConfiguration
@EnableConfigurationProperties(VerifierProperties.class)
public class VerifierAutoConfiguration {
  /** Whom is trusted: nobody, where nobody is named, which is refused at the start. */
  @Bean
  @Lazy
  @ConditionalOnMissingBean
  public TrustAnchors trustAnchors(VerifierProperties properties) {
    if (properties.signature().isEmpty() && properties.userIdentification().isEmpty()) {
      throw new IllegalStateException(
          "no authority is trusted: set jitsuin.verifier.signature or"
              + " jitsuin.verifier.user-identification");
    }
    TrustAnchors trusted = TrustAnchors.none();
    for (Resource one : properties.signature()) {
      trusted = trusted.with(CertificateKind.SIGNATURE, read(one).get(0));
    }
    for (Resource one : properties.userIdentification()) {
      trusted = trusted.with(CertificateKind.USER_IDENTIFICATION, read(one).get(0));
    }
    List<X509Certificate> links = new ArrayList<>();
    properties.links().forEach(file -> links.addAll(read(file)));
    return links.isEmpty() ? trusted : trusted.withLinks(links);
  }

  private static List<X509Certificate> read(Resource resource) {
    try (InputStream in = resource.getInputStream()) {
      List<X509Certificate> found = new ArrayList<>();
      for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        found.add((X509Certificate) one);
      }
      if (found.isEmpty()) {
        throw new IllegalStateException("no certificate in " + resource);
      }
      return found;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("no certificate can be read from " + resource, e);
    }
  }

  /** Whom is asked. */
  @Bean
  @Lazy
  @ConditionalOnMissingBean
  public StatusSource statusSource(VerifierProperties properties) {
    HttpTransport http = new HttpTransport(properties.patience());
    return switch (properties.status()) {
      case OCSP -> ocsp(properties, http);
      case CRL -> crl(properties, http);
      case OCSP_THEN_CRL ->
          StatusSource.firstThatTells(ocsp(properties, http), crl(properties, http));
      case BOTH -> StatusSource.all(ocsp(properties, http), crl(properties, http));
    };
  }

  private static StatusSource ocsp(VerifierProperties properties, HttpTransport http) {
    return properties
        .ocsp()
        .map(address -> OcspSource.at(address, http))
        .orElseGet(() -> OcspSource.named(http));
  }

  private static StatusSource crl(VerifierProperties properties, HttpTransport http) {
    return CrlSource.named(
        properties
            .crlDirectory()
            .map(Path::of)
            .orElseThrow(() ->
                new IllegalStateException(
                    "CRLs are kept as files: set jitsuin.verifier.crl-directory")),
        http);
  }

  /** The library's own verifier. */
  @Bean
  @ConditionalOnMissingBean
  public Verifier verifier(TrustAnchors trusted, StatusSource source) {
    return Verifier.of(trusted, source);
  }

  /** The verifier with the application's clock, or the machine's. */
  @Bean
  @ConditionalOnMissingBean
  public CardVerifier cardVerifier(Verifier verifier, ObjectProvider<InstantSource> clock) {
    return new CardVerifier(verifier, clock.getIfAvailable(Clock::systemUTC));
  }
}
