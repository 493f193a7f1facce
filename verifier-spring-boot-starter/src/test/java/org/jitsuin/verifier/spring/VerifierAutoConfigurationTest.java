package org.jitsuin.verifier.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jitsuin.samples.SampleWorld;
import org.jitsuin.verifier.CertificateKind;
import org.jitsuin.verifier.TrustAnchors;
import org.jitsuin.verifier.Verdict;
import org.jitsuin.verifier.Verifier;
import org.jitsuin.verifier.status.StatusAnswer;
import org.jitsuin.verifier.status.StatusSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** A few lines of configuration make a verifier, and anything of it can be one's own. */
class VerifierAutoConfigurationTest {
  private static final Instant NOW = Instant.parse("2026-06-15T03:00:00Z");
  private static final SampleWorld WORLD = new SampleWorld(NOW);

  @TempDir private Path directory;
  private ApplicationContextRunner application;

  @BeforeEach
  void configure() throws Exception {
    application =
        new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(VerifierAutoConfiguration.class))
            .withBean(InstantSource.class, () -> Clock.fixed(NOW, ZoneOffset.UTC))
            .withPropertyValues(
                "jitsuin.verifier.signature=" + file("s", WORLD.signature().certificate()),
                "jitsuin.verifier.user-identification="
                    + file("u", WORLD.identification().certificate()));
  }

  private String file(String name, X509CertificateHolder certificate) throws Exception {
    return Files.write(directory.resolve(name + ".cer"), certificate.getEncoded())
        .toUri()
        .toString();
  }

  private static X509Certificate java(X509CertificateHolder certificate) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(certificate.getEncoded()));
    } catch (Exception e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static StatusSource good() {
    return question -> new StatusAnswer.Good(NOW, NOW.plus(Duration.ofHours(1)));
  }

  @Test
  void configuration_makesAVerifierForBothUses() {
    X509Certificate signature = java(WORLD.goodCard(WORLD.signature()));
    X509Certificate identification = java(WORLD.goodCard(WORLD.identification()));
    application
        .withBean(StatusSource.class, VerifierAutoConfigurationTest::good)
        .run(context -> {
          CardVerifier cards = context.getBean(CardVerifier.class);
          assertThat(cards.login(identification).isValid()).isTrue();
          assertThat(cards.document(signature).isValid()).isTrue();
          assertThat(cards.login(signature))
              .isEqualTo(new Verdict.WrongKind(CertificateKind.SIGNATURE));
        });
  }

  /** The samples name a responder that no machine has. */
  @Test
  void responder_silent_isNeverTakenForGood() {
    application.run(context ->
        assertThat(
                context
                    .getBean(CardVerifier.class)
                    .login(java(WORLD.goodCard(WORLD.identification()))))
            .isInstanceOf(Verdict.CannotTell.class));
  }

  @Test
  void application_withAVerifierOfItsOwn_keepsIt() {
    Verifier own = Verifier.of(TrustAnchors.none(), good());
    application
        .withBean(Verifier.class, () -> own)
        .run(context -> assertThat(context.getBean(Verifier.class)).isSameAs(own));
  }

  /** Whom the starter would trust and ask is nobody's question then. */
  @Test
  void application_withAVerifierOfItsOwn_needsNoProperties() {
    Verifier own = Verifier.of(TrustAnchors.none(), good());
    new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(VerifierAutoConfiguration.class))
        .withBean(Verifier.class, () -> own)
        .run(context -> {
          assertThat(context).hasNotFailed();
          assertThat(context.getBean(CardVerifier.class)).isNotNull();
        });
  }

  @Test
  void crls_withADirectory_areASource() {
    application
        .withPropertyValues(
            "jitsuin.verifier.status=both", "jitsuin.verifier.crl-directory=" + directory)
        .run(context -> assertThat(context).hasSingleBean(StatusSource.class));
  }

  @ParameterizedTest
  @CsvSource({
    "jitsuin.verifier.status=crl, crl-directory",
    "jitsuin.verifier.signature=file:/nowhere.cer, nowhere",
  })
  void configuration_thatCannotWork_isRefusedAtTheStart(String property, String said) {
    application
        .withPropertyValues(property)
        .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining(said));
  }

  @Test
  void configuration_thatTrustsNobody_isRefusedAtTheStart() {
    new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(VerifierAutoConfiguration.class))
        .run(context ->
            assertThat(context)
                .getFailure()
                .rootCause()
                .hasMessageContaining("jitsuin.verifier.signature"));
  }
}
