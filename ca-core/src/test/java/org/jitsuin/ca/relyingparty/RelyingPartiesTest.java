package org.jitsuin.ca.relyingparty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jitsuin.ca.testing.CaFixture.done;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.relyingparty.RelyingParties.Party;
import org.jitsuin.ca.relyingparty.RelyingParties.Wish;
import org.jitsuin.ca.store.Answered;
import org.jitsuin.ca.testing.CaFixture;
import org.jitsuin.ca.testing.PartyKey;
import org.jitsuin.testing.AtOnce;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("stack")
class RelyingPartiesTest {
  private static final Set<Authority> SIGNATURE = Set.of(Authority.SIGNATURE);
  private static final Set<Authority> BOTH = Set.of(Authority.values());

  private final CaFixture ca = CaFixture.started();
  private final StaffMember operator = ca.staff("operator");
  private final RelyingParties parties = ca.service().queries().relyingParties();
  private final PartyKey first = key();
  private final PartyKey second = key();
  private final String name = first.name();

  @AfterEach
  void end() {
    ca.close();
  }

  private static PartyKey key() {
    Instant now = Clocks.system().instant();
    return PartyKey.valid(now.minusSeconds(3_600), now.plusSeconds(3_600));
  }

  private Outcome<Party> register(String who, Set<Authority> authorities, PartyKey... keys) {
    return parties
        .register(operator, CaFixture.request(operator), who, wish(authorities, keys))
        .map(Answered::result);
  }

  private Outcome<Party> change(Set<Authority> authorities, PartyKey... keys) {
    return parties
        .change(operator, CaFixture.request(operator), name, wish(authorities, keys))
        .map(Answered::result);
  }

  private Outcome<Party> end(String who) {
    return parties.end(operator, CaFixture.request(operator), who).map(Answered::result);
  }

  private static Wish wish(Set<Authority> authorities, PartyKey... keys) {
    return new Wish(authorities, Stream.of(keys).map(PartyKey::pem).toList());
  }

  private static RefusalCode code(Outcome<?> outcome) {
    return ((Outcome.Refused<?>) outcome).refusal().code();
  }

  private static List<String> hashes(Party party) {
    return party.certificates().stream().map(known -> known.hash().toString()).toList();
  }

  private List<String> acts(String who) {
    return ca.admin()
        .withHandle(handle ->
            handle
                .select(
                    "SELECT kind FROM audit.entry WHERE kind LIKE 'relying-party-%' AND body LIKE ?"
                        + " ORDER BY entry_no",
                    "%\"name\":\"" + who + "\"%")
                .mapTo(String.class)
                .list());
  }

  @Test
  void register_thenChangeAndEnd_isRecordedEachTime() {
    Party party = done(register(name, SIGNATURE, first));
    assertThat(hashes(party)).containsExactly(first.sha256());
    assertThat(party.row().authorities()).isEqualTo(SIGNATURE);
    Party changed = done(change(BOTH, first, second));
    assertThat(hashes(changed)).containsExactlyInAnyOrder(first.sha256(), second.sha256());
    assertThat(changed.row().authorities()).isEqualTo(BOTH);
    assertThat(hashes(done(change(BOTH, second)))).containsExactly(second.sha256());
    Party ended = done(end(name));
    assertThat(ended.row().active()).isFalse();
    assertThat(ended.certificates()).isEmpty();
    assertThat(done(parties.read(name))).isEqualTo(ended);
    assertThat(acts(name))
        .containsExactly(
            "relying-party-registered",
            "relying-party-changed",
            "relying-party-changed",
            "relying-party-ended");
  }

  @Test
  void register_sameRequestAgain_isDoneOnce() {
    RequestId request = CaFixture.request(operator);
    Wish wish = wish(SIGNATURE, first);
    done(parties.register(operator, request, name, wish));
    assertThat(parties.register(operator, request, name, wish))
        .isInstanceOf(Outcome.Repeated.class);
    assertThat(acts(name)).hasSize(1);
  }

  @Test
  void register_nameOrCertificateOfAnother_isRefusedAndLeavesNothing() {
    done(register(name, SIGNATURE, first));
    assertThat(code(register(name, SIGNATURE, second))).isEqualTo(RefusalCode.RELYING_PARTY_EXISTS);
    assertThat(code(register(second.name(), SIGNATURE, second, first)))
        .isEqualTo(RefusalCode.RELYING_PARTY_CERTIFICATE_TAKEN);
    assertThat(code(parties.read(second.name()))).isEqualTo(RefusalCode.RELYING_PARTY_UNKNOWN);
    done(register(second.name(), SIGNATURE, second));
    assertThat(code(change(BOTH, second))).isEqualTo(RefusalCode.RELYING_PARTY_CERTIFICATE_TAKEN);
    assertThat(done(parties.read(name)).row().authorities()).isEqualTo(SIGNATURE);
    assertThat(hashes(done(parties.read(name)))).containsExactly(first.sha256());
  }

  @Test
  void register_sameNameTwiceAtOnce_registersOne() throws Exception {
    List<Outcome<Party>> outcomes =
        AtOnce.run(
            List.of(
                () -> register(name, SIGNATURE, first), () -> register(name, SIGNATURE, second)));
    assertThat(outcomes).filteredOn(Outcome.Done.class::isInstance).hasSize(1);
    assertThat(outcomes)
        .filteredOn(Outcome.Refused.class::isInstance)
        .extracting(RelyingPartiesTest::code)
        .containsExactly(RefusalCode.RELYING_PARTY_EXISTS);
  }

  @Test
  void end_isForGood_butItsCertificateIsFree() {
    done(register(name, SIGNATURE, first));
    done(end(name));
    assertThat(code(end(name))).isEqualTo(RefusalCode.RELYING_PARTY_ENDED);
    assertThat(code(change(BOTH, second))).isEqualTo(RefusalCode.RELYING_PARTY_ENDED);
    assertThat(code(register(name, SIGNATURE, second))).isEqualTo(RefusalCode.RELYING_PARTY_EXISTS);
    assertThat(code(end("party-nobody"))).isEqualTo(RefusalCode.RELYING_PARTY_UNKNOWN);
    done(register(second.name(), SIGNATURE, first));
  }

  @Test
  void page_afterOne_beginsBehindIt() {
    Party one = done(register(name, SIGNATURE, first));
    Party two = done(register(second.name(), SIGNATURE, second));
    assertThat(parties.page(one.row().number(), 1)).containsExactly(two);
    assertThat(parties.page(two.row().number(), 200)).isEmpty();
  }

  /** RFC 7468 §2 and §5.2. */
  @Test
  void register_certificatesWithTextAroundThem_areTheSame() {
    String text =
        "\uFEFFBag Attributes\n    localKeyID: 54 69 6D 65\nsubject=CN = 番号\n"
            + first.pem()
            + "\nCertificate:\n    Data:\n";
    Party party = done(register(name, SIGNATURE, first));
    Outcome<Answered<Party>> changed =
        parties.change(
            operator,
            CaFixture.request(operator),
            name,
            new Wish(SIGNATURE, List.of(text, second.pem().replace('\n', '\r'))));
    assertThat(done(changed).result().certificates()).hasSize(2).containsAll(party.certificates());
  }

  @Test
  void register_severalCertificatesInOneText_isToldSo() {
    Outcome<Answered<Party>> outcome =
        parties.register(
            operator,
            CaFixture.request(operator),
            name,
            new Wish(SIGNATURE, List.of(first.pem() + second.pem())));
    assertThat(outcome)
        .isEqualTo(
            Outcome.refused(
                RefusalCode.RELYING_PARTY_CERTIFICATE_INVALID,
                "a text holds 2 objects in PEM; send each certificate alone"));
  }

  static Stream<String> unusable() {
    Instant now = Clocks.system().instant();
    PartyKey good = key();
    String pem = good.pem();
    byte[] more = Arrays.copyOf(good.der().bytes(), good.der().bytes().length + 1);
    return Stream.of(
        PartyKey.valid(now.minusSeconds(3_600), now.minusSeconds(60)).pem(),
        PartyKey.of(PartyKey.generator("RSA", 1_024), "SHA256withRSA", now).pem(),
        PartyKey.of(PartyKey.generator("Ed25519", 255), "Ed25519", now).pem(),
        "",
        pem.replace("-----BEGIN CERTIFICATE-----", ""),
        pem + pem,
        pem.replace("M", "!"),
        "-----BEGIN CERTIFICATE-----" + "A".repeat(9_000) + "-----END CERTIFICATE-----",
        "-----BEGIN CERTIFICATE-----"
            + Base64.getEncoder().encodeToString(more)
            + "-----END CERTIFICATE-----",
        "-----BEGIN CERTIFICATE-----"
            + Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII))
            + "-----END CERTIFICATE-----");
  }

  @ParameterizedTest
  @MethodSource("unusable")
  void register_certificateThatTheResponderCouldNotUse_isRefused(String pem) {
    Outcome<Answered<Party>> outcome =
        parties.register(
            operator,
            CaFixture.request(operator),
            name,
            new Wish(SIGNATURE, List.of(first.pem(), pem)));
    assertThat(code(outcome)).isEqualTo(RefusalCode.RELYING_PARTY_CERTIFICATE_INVALID);
    assertThat(code(parties.read(name))).isEqualTo(RefusalCode.RELYING_PARTY_UNKNOWN);
  }
}
