package org.jitsuin.bench.ocsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.base.keys.SigningPool;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Node;
import org.jitsuin.base.settings.BaseSettings;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.bench.environment.PrivateStack;
import org.jitsuin.bench.environment.SharedStage;
import org.jitsuin.ca.boot.CaContext;
import org.jitsuin.ca.boot.CaService;
import org.jitsuin.ca.lifecycle.LifeCycle;
import org.jitsuin.ca.lifecycle.Policy;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.store.Transactions;
import org.jitsuin.ca.validity.LeapDayRule;
import org.jitsuin.ca.validity.ValidityRules;
import org.jitsuin.installation.setup.DatabaseUser;
import org.jitsuin.installation.setup.Secrets;
import org.jitsuin.installation.setup.SoftHsm;
import org.jitsuin.ocsp.renewal.SignerRenewal;
import org.jitsuin.ocsp.signer.DelegatedSigner;
import org.jitsuin.ocsp.signer.KnownIssuer;
import org.jitsuin.ocsp.signer.SignerDirectory;
import org.jitsuin.ocsp.signer.SignerLoader;
import org.jitsuin.testing.SettableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The authority and two responders with tokens of their own, for two changes of keys: here is where
 * both sides are known. What signs is always certified, and something signs at every moment.
 */
@Tag("stack")
class SignerChangeTest {
  private static final Duration STEP = Duration.ofHours(6);
  private static final Duration CHANGES = Duration.ofDays(16);

  private final PrivateStack stack = SharedStage.stage().stack();
  private final SettableClock clock = new SettableClock(Clocks.system().instant());
  private final Jdbi admin = stack.admin();
  private final List<Responder> responders = new ArrayList<>();
  private CaService authority;

  @TempDir private Path directory;

  private record Responder(
      String name, SigningPool token, SignerRenewal renewal, SignerLoader signers) {
    /** As the server does it every ten seconds. */
    void round() {
      renewal.run();
      signers.run();
    }
  }

  @AfterEach
  void end() {
    responders.forEach(responder -> responder.token().close());
    authority.close();
    admin.useHandle(handle -> {
      handle.execute("DELETE FROM status.ocsp_signer WHERE responder LIKE 'change-%'");
      handle.execute("DELETE FROM status.ocsp_responder WHERE name LIKE 'change-%'");
      handle.execute("DELETE FROM status.signer_request");
    });
  }

  private Settings settings(Map<String, String> others) {
    return new Settings(
        key -> Optional.ofNullable(others.get(key)).or(() -> stack.settings().text(key)));
  }

  private void startAuthority() {
    Settings settings = settings(Map.of());
    authority =
        new CaService(
            new CaContext(
                settings,
                new Node("change", UUID.randomUUID().toString()),
                clock,
                new SecureRandom(),
                SigningPool.configured(settings, "ca", Clocks.system()),
                new Transactions(stack.authorityPool(), clock),
                new LifeCycle(
                    new Policy(
                        new ValidityRules(LeapDayRule.FEBRUARY_28),
                        Policy.LiftOfSignature.RESTORED,
                        Optional.empty()))));
  }

  private Responder responder(String name, Jdbi database) {
    Path pin = directory.resolve(name + "-pin");
    Path officerPin = directory.resolve(name + "-so-pin");
    Secrets.write(pin, "1234567890\n");
    Secrets.write(officerPin, "0987654321\n");
    long slot = new SoftHsm(stack.home().resolve("tokens")).initialise(name, pin, officerPin);
    SigningPool token =
        SigningPool.configured(
            settings(
                Map.of(
                    BaseSettings.slot("ocsp").key(), Long.toString(slot),
                    BaseSettings.pinFile("ocsp").key(), pin.toString())),
            "ocsp",
            Clocks.system());
    Responder responder =
        new Responder(
            name,
            token,
            new SignerRenewal(database, token, clock, name, () -> false),
            new SignerLoader(database, token, clock));
    responders.add(responder);
    return responder;
  }

  @Test
  void change_ofTheKeysOfTwoResponders_bothAnswerAtEveryMoment() throws GeneralSecurityException {
    startAuthority();
    Jdbi database = Jdbi.create(stack.pool(DatabaseUser.OCSP));
    for (String name : List.of("change-1", "change-2")) {
      admit(responder(name, database));
    }
    Map<String, Set<String>> keys = new HashMap<>();
    Instant end = clock.instant().plus(CHANGES);
    while (clock.instant().isBefore(end)) {
      for (Responder responder : responders) {
        responder.round();
        look(responder, keys);
      }
      authority.issuing().certifySigners().round();
      clock.advance(STEP);
    }
    for (Responder responder : responders) {
      // Of the first key and two successors one is left for each key generation, or two.
      assertThat(keys.get(responder.name())).hasSize(6);
      assertThat(responder.token().token().labels()).hasSizeBetween(2, 4);
    }
  }

  /** Two operators compare what the responder says with what the authority shows. */
  private void admit(Responder responder) {
    responder.round();
    authority.issuing().certifySigners().round();
    assertThat(signer(responder, 1)).isEmpty();
    String label = responder.token().token().labels().getFirst();
    Fingerprint key = Fingerprint.of(responder.token().token().publicKey(label).getEncoded());
    StaffMember operator = stack.staff("operator");
    StaffMember operator2 = stack.staff("operator2");
    var register = authority.queries().responders();
    assertThat(register.propose(operator, request(operator), responder.name(), key))
        .isInstanceOf(Outcome.Done.class);
    assertThat(register.approve(operator2, request(operator2), responder.name(), key))
        .isInstanceOf(Outcome.Done.class);
    for (int i = 0; i < 2; i++) {
      authority.issuing().certifySigners().round();
      responder.round();
    }
    authority.issuing().certifySigners().round();
    responder.round();
    assertThat(signer(responder, 1)).isPresent();
    assertThat(signer(responder, 2)).isPresent();
  }

  private static RequestId request(StaffMember caller) {
    String key = UUID.randomUUID().toString();
    return new RequestId(caller.name(), key, Fingerprint.of(key.getBytes(StandardCharsets.UTF_8)));
  }

  private Optional<DelegatedSigner> signer(Responder responder, int issuer) {
    SignerDirectory known = responder.signers().directory().orElseThrow();
    KnownIssuer of =
        known.issuers().stream().filter(one -> one.number() == issuer).findFirst().orElseThrow();
    return known.signer(of, clock.instant());
  }

  /** What answers now signs with a key that its certificate names, and that is no other's. */
  private void look(Responder responder, Map<String, Set<String>> keys)
      throws GeneralSecurityException {
    byte[] message = "an answer".getBytes(StandardCharsets.UTF_8);
    for (int issuer = 1; issuer <= 2; issuer++) {
      DelegatedSigner signer = signer(responder, issuer).orElseThrow();
      assertThat(signer.isValidAt(clock.instant())).isTrue();
      X509Certificate certificate =
          new JcaX509CertificateConverter().getCertificate(signer.signer().certificate());
      Signature verifier = Signature.getInstance(signer.signer().key().scheme().jcaName());
      verifier.initVerify(certificate.getPublicKey());
      verifier.update(message);
      assertThat(verifier.verify(signer.signer().key().sign(message))).isTrue();
      String key = Fingerprint.of(certificate.getPublicKey().getEncoded()).toString();
      keys.computeIfAbsent(responder.name(), _ -> new HashSet<>()).add(key);
    }
    assertThat(keys.values().stream().flatMap(Set::stream).distinct().count())
        .isEqualTo(keys.values().stream().mapToLong(Set::size).sum());
  }
}
